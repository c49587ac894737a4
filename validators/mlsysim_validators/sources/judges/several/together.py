"""Tables of nodes: the figures of several devices together, under the name of one of them."""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import count_words
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_SIZES = (2, 4, 8, 16, 32, 36, 64, 72)
_ADDED_UP = ("memory.", "power.", "compute.matrix", "compute.vector", "links.")
_COUNTED = regex(
    r"(?<![\w.,])(?P<count>\d{1,2})(?:[ -]?[x×*]|[ -](?:way|cards?|GPUs?|accelerators?|devices|chips)\b)"
    r"|\b(?:nodes?|servers?|box(?:es)?|machines?|groups?) (?:of|with) (?P<of>\d{1,2})\b",
    re.IGNORECASE,
)
_BEHIND = regex(r"[ -](?:way|cards?|GPUs?|accelerators?|devices|chips)\b", re.IGNORECASE)
_BEFORE = regex(r"\b(?:of|with|by)\s$")
_LEAST_OF_RATES = 4  # twice a rate is the one with sparsity, or both directions; four times it FP8's
_OTHERS = 2
_LONGEST = 300


def count_together(claim: Claim, around: Surroundings, slide: Slide) -> int:
    """How many devices the table of a claim puts together, 0 where nothing says so.

    Its words say it ("8 x" over the labels, "nodes of eight" above), a column counts them, or the figures of two other
    devices in its column are that many times theirs.
    """
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None or not claim.field.startswith(_ADDED_UP):
        return 0
    counts = [count for other in slide.nearby_rows(claim) if (count := _multiple(other, claim))]
    least = _LEAST_OF_RATES if claim.field.startswith(("compute.", "links.")) else 0
    shared = next((count for count in _SIZES if count > least and counts.count(count) >= _OTHERS), 0)
    if shared:
        return shared
    in_row = {int(other.reading.value) for other in slide.same_row(claim) if other.reading.units[0].symbol == "GPU"}
    if len(in_row) == 1 and _states(claim, *in_row):
        return in_row.pop()
    said = {count for text in (*table.over_all, around.column) for count in _counts(text[-_LONGEST:])}
    own = [count for count in said if _states(claim, count)]
    return own[0] if len(own) == 1 else 0


def is_of_one(claim: Claim, slide: Slide) -> bool:
    """Whether another figure under the label of a system is that of one device: the label is the device's then."""
    return any(
        other is not claim and other.entity is claim.entity and other.field.startswith(_ADDED_UP) and _states(other, 1)
        for other in (*slide.same_row(claim), *slide.same_column(claim))
    )


def _states(claim: Claim, count: int) -> bool:
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    factor = claim.unit.factor if claim.unit is not None else 1.0
    return spec is not None and agrees(claim.reading, factor, count * spec.value)


def _multiple(other: Claim, claim: Claim) -> int:
    """How many times its own figure another claim of the same column is, 0 where it is none of the usual sizes."""
    cell, own = other.stated.cell, claim.stated.cell
    beside = cell is not None and own is not None and (cell.column == own.column or cell.row == own.row)
    if other is claim or not beside or other.field != claim.field or other.entity in (None, claim.entity):
        return 0
    return next((count for count in _SIZES if _states(other, count)), 0)


def _counts(text: str) -> list[int]:
    found = [int(match["count"] or match["of"]) for match in _COUNTED.finditer(text)]
    for word in count_words(text):
        if _BEHIND.match(text, word.end) or _BEFORE.search(text, max(0, word.start - 6), word.start):
            found.append(int(word.value))
    return found
