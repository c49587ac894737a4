"""Sheets of devices in CSV files, whose columns say less than a table in a text: what their numbers then may be.

Data bases of cards list the rates of the vector units under FP16 as under FP32, at the clocks of the cards that they
tested, and name a family where one variant is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.values.doubts import NEAR, is_rounded
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_ENDINGS = (".csv", ".tsv")
_OTHER_CLOCK = 0.05
_SAME = 0.001  # 732 and 732.2
_LEAST_VECTOR = 3  # devices
_OTHER_POWER = AnyCase(r"\bnot (?:a |the )?tdp\b|\baverage (?:power|consumption|draw)\b|\bmeasured\b")
_UNIT_SHOWN = regex(r"\((?P<unit>[GT]?[BW])(?:/s)?\)\Z")
_LEAST_RIGHT = 2  # numbers; for one that is wrong
_HALF = 0.01
_SIXTEEN = ("compute.matrix.fp16", "compute.matrix.bf16")
_BELOW = 0.6  # of the dense matrix rate
_LEAST_IN_ROW = 2
_BY_CHANCE = ("different", "copied", "variant")  # of a figure that is near the right one
_ANOTHER_CLOCK = "the vector rate at another clock, perhaps"


def judge(document: Document, claims: Iterable[Claim], finder: EntityFinder) -> None:
    """Take back what is told of a sheet where it may be right in the way of such sheets."""
    if not document.path.lower().endswith(_ENDINGS):
        return
    columns: dict[int, list[Claim]] = defaultdict(list)
    rows: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "spec" and claim.entity is not None and claim.unit is not None and claim.stated.cell:
            columns[claim.stated.cell.column].append(claim)
            rows[claim.stated.cell.row].append(claim)
    for column in columns.values():
        _of_vector_units(column)
        if _is_supposed(column[0], document):
            _of_something_else(column)
    for row in rows.values():
        _of_another_variant(row, finder)
    for claim in (claim for column in columns.values() for claim in column if claim.verdict == "mismatch"):
        if claim.field.startswith("power.") and _says_otherwise(claim):
            claim.take_back("its row says that it is another power than the rated one")
        elif claim.field.startswith("compute.vector.") and _is_near(claim):
            claim.take_back(_ANOTHER_CLOCK)
        elif claim.rule in _BY_CHANCE and is_rounded(claim, computed=True):
            claim.take_back(NEAR)
        elif (record := _of_one_part(claim)) is not None:
            claim.take_back("")
            claim.decide("ambiguous", f"{record.get('cite')} prints it, but {record.get('why')}", rule="disputed")


def _is_supposed(claim: Claim, document: Document) -> bool:
    """Whether the unit of a column is not written in its header: the reader took it from the numbers below."""
    table, cell = claim.stated.table, claim.stated.cell
    header = next(iter(table.headers(cell)), None) if table is not None and cell is not None else None
    shown = _UNIT_SHOWN.search(header.text.text) if header is not None else None
    if header is None or shown is None:
        return False
    written = document.source[header.text.source_offset(0) : header.text.offsets[-1] + 1]
    return shown["unit"].lower() not in written.lower()


def _of_something_else(column: list[Claim]) -> None:
    """A column in a unit that is only supposed, of which most numbers are not the devices' own: what a run used."""
    wrong = [claim for claim in column if claim.verdict == "mismatch"]
    right = sum(claim.verdict == "match" for claim in column)
    if right < _LEAST_RIGHT or right < _LEAST_RIGHT * len(wrong):
        for claim in wrong:
            claim.take_back("no unit is told, and too few of its column are figures of their devices")


def _of_vector_units(column: list[Claim]) -> None:
    """A column of 16-bit rates of which several are the devices' vector rates."""
    vector = [claim for claim in column if _states(claim, _vector(claim))]
    if len({claim.entity.id for claim in vector if claim.entity is not None}) < _LEAST_VECTOR:
        return
    for claim in column:
        if claim.verdict != "mismatch" or claim.field not in _SIXTEEN or claim.entity is None:
            continue
        matrix = claim.entity.get(claim.field)
        if claim in vector:
            claim.take_back("")
            claim.field = "compute.vector.fp16"
            claim.decide("match", "a vector rate, as others of its column")
        elif matrix is not None and claim.value < _BELOW * matrix.value:
            claim.take_back("a vector rate, perhaps, as others of its column")


def _vector(claim: Claim) -> float:
    entity = claim.entity
    if entity is None or claim.field not in (*_SIXTEEN, "compute.vector.fp16"):
        return 0.0
    spec = entity.get("compute.vector.fp16") or entity.get("compute.vector.fp32")
    return spec.value if spec is not None else 0.0


def _states(claim: Claim, value: float) -> bool:
    return value > 0 and claim.unit is not None and agrees(claim.reading, claim.unit.factor, value)


def _of_one_part(claim: Claim) -> dict[str, Any] | None:
    """What another document prints of one of a device's two parts."""
    entity = claim.entity
    for record in entity.attributes.get("disputed", {}).get(claim.field, ()) if entity is not None else ():
        half = float(record["value"])
        if claim.expected and abs(2 * half / claim.expected.value - 1) <= _HALF and _states(claim, half):
            return dict(record)
    return None


def _says_otherwise(claim: Claim) -> bool:
    """Whether another cell of a row tells what its power is: "average consumption - not TDP"."""
    table, cell = claim.stated.table, claim.stated.cell
    return table is not None and cell is not None and any(_OTHER_POWER.search(c.text.text) for c in table.row_of(cell))


def _is_near(claim: Claim) -> bool:
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    return spec is not None and abs(claim.value / spec.value - 1) <= _OTHER_CLOCK


def _of_another_variant(row: list[Claim], finder: EntityFinder) -> None:
    """A row of a family's name all of whose numbers are those of another variant than the default."""
    entity = row[0].entity
    row = [claim for claim in row if claim.verdict in ("match", "mismatch")]
    wrong = [claim for claim in row if claim.verdict == "mismatch"]
    if entity is None or len(wrong) < _LEAST_IN_ROW or not all(claim.assumed for claim in wrong):
        return
    for other in finder.families.siblings(entity):
        if other.id != entity.id and all(_is_of(claim, other) for claim in row):
            for claim in row:
                claim.take_back("")
                claim.entity = other
                claim.decide("match", f"taken as {other.name}, whose all its numbers are")
            return


def _is_of(claim: Claim, entity: Entry) -> bool:
    """Whether a claim may state its field of an entity, a vector rate at another clock."""
    spec = entity.get(claim.field)
    if spec is None:
        return False
    furthest = _OTHER_CLOCK if claim.field.startswith("compute.vector.") else _SAME
    return abs(claim.value / spec.value - 1) <= furthest or _states(claim, spec.value)
