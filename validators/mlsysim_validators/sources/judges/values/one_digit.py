"""Figures of one digit in powers of ten, far from what they round: 1e14 for 125 TFLOP/s, 1e12 for 1,555 GB/s.

A digit says that little where an author writes no more of any device; beside figures of two and more it is a slip.
"""

from __future__ import annotations

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import digits_of, prints_two_digits
from mlsysim_validators.sources.judges.values.tables import Table

_FAR = 0.15  # of the figure
_LEAST_FINER = 2


def rounds_far(claim: Claim, unit: Unit, right: float) -> bool:
    """Whether a number in powers of ten prints one digit and is far from a figure to which it rounds."""
    powers = "e" in claim.stated.text.text.lower() and claim.field.endswith(("bandwidth", "16", "8", "4", "32"))
    if not powers or prints_two_digits(claim.reading):
        return False
    return abs(claim.reading.value * unit.factor / right - 1) > _FAR


def is_finer_elsewhere(claim: Claim, table: Table) -> bool:
    """Whether most of the figures in its field, and two at least, print more than a digit."""
    others = {other.reading.value: other for other in table.column(claim) if other is not claim}
    finer = sum(digits_of(other.reading) > 1 for other in others.values())
    return finer >= _LEAST_FINER and 2 * finer >= len(others)
