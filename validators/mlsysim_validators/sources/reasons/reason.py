"""What a reason is, and whether a claim states a value that it may have been taken for."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees


class Reason(NamedTuple):
    """A short name for the kind of slip, and the sentence that tells it."""

    rule: str
    sentence: str


def states(claim: Claim, value: float) -> bool:
    """Whether a claim prints a value, whatever it is hedged with."""
    factor = claim.unit.factor if claim.unit else 1.0
    return agrees(claim.reading.unhedged(), factor, value)


def states_size(claim: Claim, value: float) -> bool:
    """Whether a claim states a value; the prefix of a capacity may be meant as a power of 1024."""
    if states(claim, value):
        return True
    unit = claim.unit
    power = {"k": 1, "K": 1, "M": 2, "G": 3}.get(unit.symbol[0], 0) if unit and claim.field.endswith("capacity") else 0
    return power > 0 and unit is not None and "i" not in unit.symbol and states(claim, value * (1000 / 1024) ** power)
