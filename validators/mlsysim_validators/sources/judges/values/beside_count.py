"""Figures in rows that count devices: `{"gpuCount": 2, "gpuMem": "160Gi", "gpuModel": "A100"}` has that of both."""

from __future__ import annotations

import re

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import Row
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import spoken

_THINGS = r"(?:gpu|chip|device|accelerator|card|die|gcd)"
_COUNT = regex(
    rf"(?:(?:num(?:ber)?(?: of)?|n|total) )?{_THINGS}s?(?: ?(?:count|num|number))?|count|quantity", re.IGNORECASE
)
_OF_ONE = regex(rf"\bper {_THINGS}\b", re.IGNORECASE)
_MOST = 72


def counts_of_rows(document: Document) -> dict[Row, int]:
    """How many devices each row of code or data counts, by its table and row; not those of several counts."""
    found: dict[Row, int] = {}
    for block in document.blocks:
        for value in block.values:
            number = value.number
            if 2 <= number <= _MOST and number == int(number) and _COUNT.fullmatch(spoken(value.said("key"))):
                place = value.table, value.row
                found[place] = int(number) if found.get(place, number) == number else 0
    return found


def settled_by_count(case: Case) -> bool:
    """Settle a figure that the count of its row explains: of all together, or of one part."""
    claim, found = case.claim, case.fit.found
    count = _count(case)
    if not count:
        return False
    named = found.entries[0]
    variants = found.variants or case.families.of(named)  # "A100 (40 GB)" leaves fewer open than "A100"
    for entry in (named, *variants) if found.assumed else (named,):
        spec = entry.get(claim.field)
        if spec is None:
            continue
        if agreeing(claim, count * spec.value):
            return case.match(f"{count} times the figure of one {entry.name}, as its row counts")
        if agreeing(claim, spec.value / count) and _is_of_one(claim):
            return case.match(f"one of {count} parts of {entry.name}, as its row counts")
    return False


def _count(case: Case) -> int:
    value = case.claim.stated.value
    return case.counts.get((value.table, value.row), 0) if value is not None else 0


def _is_of_one(claim: Claim) -> bool:
    value = claim.stated.value
    return value is not None and _OF_ONE.search(spoken(value.said("key"))) is not None
