"""What is left of memories, where the same is taken off each: a column of what is left beside one of what there is.

Which amount is taken need not be known where at least three rows agree on it; two are enough where it is stated. In a
row of differences, "48 - 4.8 - 26.0 leaves 17.2 GB", it is what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid, grids
from mlsysim_validators.sources.judges.recompute.computed import contradict
from mlsysim_validators.sources.judges.recompute.fitting.amounts import LEFT, amounts_of
from mlsysim_validators.sources.judges.recompute.series import common
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_FEWEST = 3
_IS_LEFT = regex(r"(?: (?:is|are|still))* (?:left|free|to spare|remain\w*)\b", re.IGNORECASE)
_NUMBER = r"\d[\d,]*(?:\.\d+)?(?: ?[GMT]i?B)?"
_DIFFERENCE = regex(
    rf"(?<![\w.,)/*×·+-])(?P<terms>{_NUMBER}(?: ?[-−–] ?{_NUMBER}){{1,4}}) "
    rf"(?:leaves?|leaving) (?:us |about |only |some )*$"
)
_ROOM = 0.004
_LONGEST = 160


class _Left(NamedTuple):
    """What is left in a row, its unit, and the memory that it is left of."""

    claim: Claim
    unit: Unit
    whole: Entry

    @property
    def value(self) -> float:
        return self.claim.reading.value * self.unit.factor

    @property
    def room(self) -> float:
        return 0.5 * self.claim.reading.resolution * self.unit.factor + self.whole.room + 1e6


def judge(slide: Slide, claims: Sequence[Claim]) -> list[Claim]:
    """Decide such numbers."""
    decided: list[Claim] = []
    stated = [one.value for one in amounts_of(slide) if one.claim.stated.cell is None and one.family < 0]
    for grid in grids(slide, claims):
        for column in _columns(grid, claims, slide):
            decided += _odd(column, stated)
    for claim in claims:
        if claim.verdict == "unresolved" and claim.stated.cell is None and _of_differences(claim):
            decided.append(claim)
    return decided


def _columns(grid: Grid, claims: Sequence[Claim], slide: Slide) -> Iterator[list[_Left]]:
    """The numbers of each column that are what is left, each with the first amount of its row."""
    block = slide.document.blocks[grid.index]
    found: dict[int, dict[int, tuple[Claim, Unit]]] = {}
    for column, entries in grid.values.items():
        if LEFT.search(grid.headers.get(column, "")):
            amounts = ((row, entry) for row, entry in entries.items() if entry.unit.dimension == BYTES)
            found[column] = {row: (entry.claim, entry.unit) for row, entry in amounts}
    for claim in claims:
        cell, unit = claim.stated.cell, claim.reading.units[0]
        if cell is None or claim.stated.block is not block or unit.dimension != BYTES or cell.column in grid.values:
            continue
        if _IS_LEFT.match(claim.stated.text.text, claim.reading.end):
            found.setdefault(cell.column, {})[cell.row] = (claim, unit)
    for column, entries_left in found.items():
        wholes = [other for other in sorted(grid.values) if other != column and other not in found]
        whole = next((other for other in wholes if _all_bytes(grid, other)), None)
        if whole is not None:
            rows = grid.values[whole]
            yield [_Left(claim, unit, rows[row]) for row, (claim, unit) in entries_left.items() if row in rows]


def _all_bytes(grid: Grid, column: int) -> bool:
    return all(entry.unit.dimension == BYTES for entry in grid.values[column].values())


def _odd(column: Sequence[_Left], stated: Sequence[float]) -> Iterator[Claim]:
    """The number that another amount is taken off from than from the others."""
    if len(column) < _FEWEST or len({one.whole.value for one in column}) < _FEWEST:
        return
    for sign in (1.0, -1.0):  # the same is taken off each, or each is taken off the same
        values = [one.whole.value - sign * one.value for one in column]
        ranges = [(value - one.room, value + one.room) for value, one in zip(values, column, strict=True)]
        inside, same = common(ranges)
        odd = [one for index, one in enumerate(column) if index not in inside]
        low, high = max(ranges[index][0] for index in inside), min(ranges[index][1] for index in inside)
        said = next((value for value in stated if low * (1 - _ROOM) <= value <= high * (1 + _ROOM)), None)
        if len(odd) == 1 and same > 0 and len(inside) >= (_FEWEST - 1 if said is not None else _FEWEST):
            yield from _told(odd[0], said or same, sign)
            return


def _told(one: _Left, same: float, sign: float) -> Iterator[Claim]:
    right = sign * (one.whole.value - same)
    if one.claim.verdict in FINDINGS or right <= 0 or abs(one.value - right) <= 2 * one.room + _ROOM * right:
        return
    whole, other = (one.whole.shown, f"{same / 1e9:.4g} GB") if sign > 0 else (f"{same / 1e9:.4g} GB", one.whole.shown)
    told = f"{whole} less {other}, as in the other rows"
    if _tell(one.claim, one.unit, right, told):
        yield one.claim


def _of_differences(claim: Claim) -> bool:
    """Whether a number is not what the differences right before it leave."""
    unit = claim.reading.units[0]
    if unit.dimension != BYTES:
        return False
    begin, _ = claim.stated.sentence_span()
    match = _DIFFERENCE.search(claim.stated.text.text[max(begin, claim.reading.start - _LONGEST) : claim.reading.start])
    if match is None:
        return False
    terms = [float(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*(?:\.\d+)?", match["terms"])]
    units = set(re.findall(r"[GMT]i?B", match["terms"]))
    if units - {unit.symbol}:
        return False
    right = (terms[0] - sum(terms[1:])) * unit.factor
    decimals = max(len(digits.partition(".")[2]) for digits in re.findall(r"\d[\d,]*(?:\.\d+)?", match["terms"]))
    slack = (0.51 * claim.reading.resolution + 0.5 * 10.0**-decimals * len(terms)) * unit.factor
    if right <= 0:
        return False
    told = f"{' '.join(match['terms'].split())}"
    if abs(claim.reading.value * unit.factor - right) <= slack:
        claim.kind, claim.field, claim.unit = "derived", "memory_left", unit
        claim.decide("match", working=told)
        return True
    return _tell(claim, unit, right, told)


def _tell(claim: Claim, unit: Unit, right: float, told: str) -> bool:
    if claim.verdict not in ("unresolved", "match"):
        return False
    shown = printed(right, claim.reading, unit)
    claim.kind, claim.field, claim.unit = "derived", "memory_left", unit
    contradict(claim, claim.field, Expected(right, shown), told, None)
    return True
