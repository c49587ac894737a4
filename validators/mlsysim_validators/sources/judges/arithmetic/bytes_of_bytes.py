"""Amounts of data that are multiplied with bytes, where a number of things was meant: "175 GB × 2 bytes = 350 GB".

The result is right for 175 billion of them; bytes times bytes are nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.arithmetic.statements import Statement
from mlsysim_validators.sources.judges.arithmetic.tokens import Token
from mlsysim_validators.sources.patterns import regex

_NAMES = {1e6: "M", 1e9: "B", 1e12: "T"}
_BYTES_EACH = regex(r"\d+(?:\.\d+)? ?(?:[Bb]ytes?|B)")
_WIDTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 18.0)
_ROOM = 0.01


class Miscounted(NamedTuple):
    """The amount that was to be a count, that count, and how it would be written."""

    of: Token
    value: float
    written: str


def counted_in_bytes(statement: Statement) -> Miscounted | None:
    """The factor of a product of two that has a unit too many; None where another reading may be meant."""
    numbers, result = statement.left.numbers, statement.right.numbers[0].reading
    if len(numbers) != 2 or statement.left.operations != 1 or statement.right.operations or result is None:
        return None
    each = next((one for one in numbers if _BYTES_EACH.fullmatch(one.text)), None)
    of = next((one for one in numbers if one is not each), None)
    if each is None or of is None or of.reading is None or each.reading is None or each.reading.value not in _WIDTHS:
        return None
    unit = of.reading.units[0]
    if len(of.reading.units) > 1 or unit.dimension != BYTES or unit.factor not in _NAMES:
        return None
    if result.units[0].dimension != BYTES or not any(len(value.dimension) == 1 for value in statement.left.values):
        return None
    amount = of.reading.value * unit.factor
    stated = result.value * result.units[0].factor
    if abs(amount * each.reading.value / stated - 1) > _ROOM + 0.5 * result.resolution / result.value:
        return None
    return Miscounted(of, amount, f"{of.reading.value:g}{_NAMES[unit.factor]}")
