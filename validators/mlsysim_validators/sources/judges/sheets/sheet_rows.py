"""Rows of CSV files that are of another variant or bin than the default, and figures of others in their cells of text.

Data bases keep remarks, sources and lists in cells of their own. What stands there names its own devices and models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim, states_spec_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.variants import is_another_card
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_ENDINGS = (".csv", ".tsv")
_OF_OTHERS = ("copied", "variant", "swapped")
_LONG_TEXT = 80  # characters
_BIN = regex(r"\(\W{0,2}(?P<rate>\d+(?:\.\d+)?) ?T(?:FL)?OP[Ss](?:/s)?\W{0,2}\)")
_TERA = 1e12
_SAME = 0.01
_COMMA = regex(r"[,;]")
_LEAST_ITEMS = 5
_WORDS = regex(r"[A-Za-z]{3}")
_LONGEST_ITEM = 80


def judge(document: Document, claims: Iterable[Claim], finder: EntityFinder) -> None:
    """Take back what is told of such figures."""
    if not document.path.lower().endswith(_ENDINGS):
        return
    rows: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "spec" and claim.entity is not None and claim.stated.cell is not None:
            rows[id(claim.stated.block), claim.stated.cell.row].append(claim)
    for row in rows.values():
        wrong = [claim for claim in row if claim.verdict == "mismatch"]
        if any(claim.field.startswith("compute.") for claim in wrong) and _is_of_another_bin(wrong[0], row):
            for claim in wrong:
                if claim.field.startswith("compute."):
                    claim.take_back("its row names a rate that is another bin's than the one that is known")
        for claim in (claim for claim in wrong if claim.verdict == "mismatch"):
            if (other := _owner_in_its_text(claim, finder)) is not None:
                claim.take_back(f"it fits {other}, which its cell names as well")
            elif _is_of_another_item(claim):
                claim.take_back("of another item of the list in its cell")
            elif (other := _variant_unsaid(claim, row, finder)) is not None:
                name = claim.name
                claim.take_back("")
                claim.decide("ambiguous", f"{other}'s figure; `{name}` does not say which", rule="variant")


def _is_of_another_bin(claim: Claim, row: list[Claim]) -> bool:
    """Whether the name of a row gives in brackets a rate that its device has in no format: "X (320 TFLOPS)"."""
    table, cell = claim.stated.table, claim.stated.cell
    if table is None or cell is None or claim.entity is None:
        return False
    for other in table.row_of(cell):
        named = _BIN.search(other.text.text) if len(other.text.text) <= _LONG_TEXT else None
        if named is not None:
            rate = float(named["rate"]) * _TERA
            specs = (spec.value for path, spec in claim.entity.specs.items() if path.startswith("compute."))
            return all(abs(rate / value - 1) > _SAME for value in specs if value > 0)
    return False


def _owner_in_its_text(claim: Claim, finder: EntityFinder) -> str | None:
    """The device that a text in a cell names besides the row's and whose figure it is."""
    text = claim.stated.text.text
    if claim.rule not in _OF_OTHERS or len(text) < _LONG_TEXT:
        return None
    named = {mention.entry.id: mention.entry for mention in finder.mentions(text)}
    return next((one.name for one in named.values() if one is not claim.entity and states_spec_of(claim, one)), None)


def _is_of_another_item(claim: Claim) -> bool:
    """Whether a size of a model stands in a list of names, in an item that has words of its own and not the model's."""
    text, start = claim.stated.text.text, claim.reading.start
    if claim.entity is None or claim.entity.kind != "models" or len(_COMMA.findall(text)) < _LEAST_ITEMS:
        return False
    begin = max((match.end() for match in _COMMA.finditer(text, max(0, start - _LONGEST_ITEM), start)), default=0)
    item = text[begin:start]
    return _WORDS.search(item) is not None and claim.name not in item


def _variant_unsaid(claim: Claim, row: list[Claim], finder: EntityFinder) -> str | None:
    """The variant whose figure it is, under a family's name, where no other of its row is the default's alone."""
    if not claim.assumed or claim.rule != "variant" or claim.entity is None:
        return None
    for other in finder.families.siblings(claim.entity):
        if other is claim.entity or is_another_card(claim.entity, other) or not states_spec_of(claim, other):
            continue
        right = (one for one in row if one is not claim and one.verdict == "match")
        if not any(_differ(claim.entity, other, one.field) for one in right):
            return other.name
    return None


def _differ(one: Entry, other: Entry, path: str) -> bool:
    mine, theirs = one.get(path), other.get(path)
    return mine is not None and theirs is not None and abs(mine.value - theirs.value) > _SAME * theirs.value
