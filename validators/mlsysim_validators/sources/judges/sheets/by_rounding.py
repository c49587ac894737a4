"""Figures that differ from the published ones by no more than by how they were rounded, or written out.

An area of silicon is given in whole square millimetres, rounded by one and cut off by another. A sheet with rates in
FLOP/s writes the 2.6 PFLOP/s of a vendor with fifteen digits. And where two formats are equally fast but for the
rounding, the figure of one is no slip for the other's.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_AREA = "die.area"
_WHOLE = 1.001  # mm^2
_WRITTEN_OUT = regex(r"(?P<digits>[1-9]\d*?)(?P<zeros>0{7,})(?:\.0)?")
_LEAST_DIGITS = 2
_COARSEST = 0.03  # of a figure with two digits
_ALIKE = 0.005
_HALF = 0.01
_EXACT = ("memory.capacity", "links.")


def judge(claims: Iterable[Claim]) -> None:
    """Take back what is told of such figures."""
    for claim in claims:
        if claim.verdict != "mismatch" or claim.kind != "spec" or claim.expected is None or claim.entity is None:
            continue
        if claim.field == _AREA and claim.unit is not None and _is_next_to_it(claim):
            claim.take_back(f"{claim.expected.printed}, rounded in another way, perhaps")
        elif claim.rule == "format" and abs(claim.value / claim.expected.value - 1) <= _ALIKE:
            claim.take_back("its rates in both formats are alike")
        elif not claim.field.startswith(_EXACT) and (value := _written_out(claim)) is not None:
            own = value == claim.expected.value
            claim.take_back("")
            if own:
                claim.decide("match", "as rounded")
            else:
                claim.decide("ambiguous", "as another document prints it", rule="disputed")


def _is_next_to_it(claim: Claim) -> bool:
    """Whether an area in whole square millimetres is one off."""
    assert claim.expected is not None
    assert claim.unit is not None
    off = abs(claim.value - claim.expected.value) / claim.unit.factor
    return claim.reading.value % 1 == 0 and off <= _WHOLE


def _is_of_a_part(value: float, whole: float) -> bool:
    """Whether a figure is that of one of a device's two parts."""
    return abs(2 * value / whole - 1) <= _HALF


def _written_out(claim: Claim) -> float | None:
    """The published figure that one of few digits and many zeros is, rounded to those digits."""
    assert claim.expected is not None
    assert claim.entity is not None
    match = _WRITTEN_OUT.fullmatch(claim.text.strip())
    if match is None or len(match["digits"]) < _LEAST_DIGITS or claim.rule not in ("different", "variant", "copied"):
        return None
    step = 10.0 ** len(match["zeros"]) * claim.value / claim.reading.value
    others = claim.entity.printed_elsewhere(claim.field)
    for value in (claim.expected.value, *(other for other in others if not _is_of_a_part(other, claim.expected.value))):
        if abs(claim.value - value) <= min(0.5 * step, _COARSEST * value):
            return value
    return None
