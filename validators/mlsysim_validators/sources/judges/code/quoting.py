"""Numbers of the text right behind an output that are a power of ten off what the output says: "9 t" of 903 kg.

Text behind an output quotes some of its numbers, and states others that follow from them, so that a half or a fourfold
of a printed number is seldom a slip. A power of ten is: nothing in between has the same digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, digits_of, printed
from mlsysim_validators.sources.judges.code.comparing import Compared
from mlsysim_validators.sources.texts.documents import Document

_POWERS = (-6, -3, -2, -1, 1, 2, 3, 6)
_SAME = 0.02
_MANY_DIGITS = 2


class _Shown(NamedTuple):
    """A number that a program printed, and what it is in base units."""

    claim: Claim
    unit: Unit
    value: float


def judge(
    document: Document, claims: Sequence[Claim], compared: Sequence[Compared], by_place: Mapping[int, Claim]
) -> None:
    """Decide what a cell of text says of the output of the cell before it."""
    if document.part != "cell":
        return
    shown: dict[int, list[_Shown]] = {}
    for one in compared:
        claim = by_place.get(one.program.text.source_offset(one.start)) if one.program.output and one.fits else None
        if claim is not None:
            unit = claim.unit or claim.reading.units[0]
            shown.setdefault(claim.stated.block.slide, []).append(
                _Shown(claim, unit, claim.reading.value * unit.factor)
            )
    behind: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.stated.block.slide - 1 in shown and claim.stated.cell is None and claim.stated.value is None:
            behind.setdefault(claim.stated.block.slide, []).append(claim)
    for slide, quoting in behind.items():
        for claim in quoting:
            if claim.verdict == "unresolved" and claim.reading.one_value and not claim.reading.hedge:
                _decide(claim, quoting, shown[slide - 1])


def _decide(claim: Claim, quoting: Sequence[Claim], shown: Sequence[_Shown]) -> None:
    unit = claim.reading.units[0]
    dimension = unit.dimension
    alike = [one for one in shown if dimension and one.unit.dimension == dimension and one.value > 0]
    if any(agrees(claim.reading, unit.factor, one.value) for one in alike):
        return
    left = [one for one in alike if not any(_quotes(other, one) for other in quoting)]
    if digits_of(claim.reading) < _MANY_DIGITS and not _are_one(alike):
        return
    found = [(one, power) for one in left for power in _powers(claim, unit, one)]
    if not found or not _are_one([one for one, _ in found]):
        return
    one, power = found[0]
    value = one.value
    claim.kind, claim.unit = "derived", unit
    claim.expected = Expected(value, printed(value, claim.reading, unit))
    times = "ten" if abs(power) == 1 else f"{10 ** abs(power):,}"
    told = f"the output above has {one.claim.text.strip()}: this is {times} times {'more' if power > 0 else 'less'}"
    claim.decide("mismatch", told, rule="arithmetic", hint=f"write {claim.expected.printed}", working=told)


def _quotes(claim: Claim, one: _Shown) -> bool:
    return any(
        unit.dimension == one.unit.dimension and agrees(claim.reading, unit.factor, one.value)
        for unit in claim.reading.units
    )


def _powers(claim: Claim, unit: Unit, one: _Shown) -> Iterator[int]:
    half = 0.5 * claim.reading.resolution * unit.factor
    for power in _POWERS:
        if abs(claim.reading.value * unit.factor - one.value * 10.0**power) <= half:
            yield power


def _are_one(several: Sequence[_Shown]) -> bool:
    """Whether printed numbers are one value, in one unit or two: 7937 s = 2.20 h."""
    values = [one.value for one in several]
    return bool(values) and max(values) <= (1 + _SAME) * min(values)
