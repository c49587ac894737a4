"""When two quotes prove the same: such a change is no mutant.

Either of two definitions must hold, beside the plainest one, the same unmarked words or a part of them:

- both mean one number, at one position of the same passage; only the words taken along around it differ;
- the mark has moved, within the same words, to the same quantity printed in another unit: 200 Gbps («25 GB/s»).

Two equal numbers at two positions (FP64 | 40 | «40») are never the same: they may stand for two things.
"""

from __future__ import annotations

from mlsysim_registry.units.quantity import Quantity
from mlsysim_validators.rules.evidence.occurrence import is_worth, meant_reading, occurrence
from mlsysim_validators.rules.evidence.quantities import quantity_of, same, strip_marks


def same_proof(left: str, right: str, passage: str, value: object) -> bool:
    """Whether two quotes of one passage mean the same number for a value, by the definitions above."""
    if left == right or ("«" not in left + right and (left in right or right in left)):
        return True
    quantity = quantity_of({"value": value})
    if quantity is None:
        return False
    if strip_marks(left) == strip_marks(right):
        return _same_or_restated(left, right, quantity)
    positions = [occurrence(quote, passage, quantity) for quote in (left, right)]
    return None not in positions and positions[0] == positions[1]


def _same_or_restated(left: str, right: str, quantity: Quantity) -> bool:
    """Whether the marks of the same words stand on one number, or on one quantity in two units."""
    one, other = meant_reading(left, quantity), meant_reading(right, quantity)
    if one is None or other is None:
        return False
    restated = is_worth(one, quantity) and is_worth(other, quantity) and not same(one.value, other.value)
    return one.start == other.start or restated
