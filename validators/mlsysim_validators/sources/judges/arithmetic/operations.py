"""What the operations of printed arithmetic give: sums, products, powers, roots and logarithms of values with units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice, product
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tokens import Token
from mlsysim_validators.sources.judges.off_by import half_a_step

_MOST_VALUES = 16
_MOST_SLACK = 0.02  # of a power: what is raised is mostly exact, as 0.999 is
_ROUNDED_COUNT = 1e6
_FINE = 0.005
_TEN, _HUNDRED, _BYTE = 10, 100, 8


class Value(NamedTuple):
    """One value that an expression may have, in base units, and how far its inputs are known."""

    value: float
    dimension: Dimension
    slack: float  # relative


class Unreadable(Exception):
    """The tokens are no expression that is understood."""


def values_of(token: Token) -> list[Value]:
    """What a number may mean, one value for each meaning of its unit. Raises Unreadable."""
    reading: Reading = token.reading  # type: ignore[assignment]
    slack = 0.0
    if 0 < reading.resolution < reading.value and (not _whole(reading) or _measured(reading)):
        slack = half_a_step(reading)
    elif any(unit.factor >= _ROUNDED_COUNT and not unit.dimension for unit in reading.units[:1]):
        rounded = half_a_step(reading)
        slack = rounded if rounded <= _FINE else 0.0  # 124M may be 124.4
    found = []
    for unit in reading.units:
        value = reading.value * unit.factor
        if token.power != 1:
            try:
                value = float(value**token.power)
            except (OverflowError, ZeroDivisionError):
                raise Unreadable from None
        if math.isfinite(value):
            if "/" in unit.symbol and not unit.dimension:  # 365 days/year count days
                found.append(Value(reading.value, (), slack))
            found.append(Value(value, uncounted(unit.dimension), slack * abs(token.power)))
            if unit.symbol in ("K", "k") and not unit.dimension:  # 128K tokens are 131,072
                found.append(Value(value * 1.024, (), slack))
    if not found:
        raise Unreadable
    return found


def _whole(reading: Reading) -> bool:
    """Whether a number is printed in full, so that it is exact."""
    if reading.bare and reading.value < 1 and round(reading.value / reading.resolution) < _TEN:
        return True  # 0.9 of a memory, 0.4 of a peak: chosen, not rounded
    return reading.resolution == 1 or (reading.resolution >= 1 and "." not in reading.text)


def _measured(reading: Reading) -> bool:
    """Whether a whole number with a unit has three digits that nobody chooses, so that it was rounded: 237 MB."""
    plain = reading.resolution == 1 and reading.value >= _HUNDRED and bool(uncounted(reading.units[0].dimension))
    return plain and all(reading.value % step for step in (_TEN, _BYTE))


def added(one: Value, other: Value) -> Value:
    """The sum of two values of one dimension. Raises Unreadable."""
    if one.dimension != other.dimension:
        raise Unreadable
    total = one.value + other.value
    slack = abs(one.value) * one.slack + abs(other.value) * other.slack
    return Value(total, one.dimension, slack / abs(total) if total else 0.0)


def subtracted(one: Value, other: Value) -> Value:
    """The difference of two values of one dimension. Raises Unreadable."""
    return added(one, other._replace(value=-other.value))


def multiplied(one: Value, other: Value, sign: str) -> Value:
    """The product of two values, or their quotient. Raises Unreadable."""
    power = 1 if sign == "×" else -1
    if power < 0 and other.value == 0:
        raise Unreadable
    value = one.value * other.value if power > 0 else one.value / other.value
    if not math.isfinite(value):
        raise Unreadable
    return Value(value, combine((one.dimension, 1), (other.dimension, power)), one.slack + other.slack)


def is_rate_of(rate: Value, amount: Value) -> bool:
    """Whether one value is the rate at which something of the other's sort passes: 50 GB/s of 16 GB."""
    return bool(amount.dimension) and combine((amount.dimension, 1), (rate.dimension, -1)) == (("time", 1),)


def raised(base: Value, exponent: Value) -> Value:
    """A power: 0.999^1024, 106^(1/8). Raises Unreadable."""
    power = exponent.value
    if exponent.dimension or (base.dimension and not power.is_integer()):
        raise Unreadable
    try:
        value = base.value**power
    except (OverflowError, ZeroDivisionError):
        raise Unreadable from None
    if isinstance(value, complex) or not math.isfinite(value):
        raise Unreadable
    dimension = tuple((name, round(each * power)) for name, each in base.dimension)
    return Value(value, dimension, min(base.slack * abs(power), max(base.slack, _MOST_SLACK)))


def applied(function: str, of: Value) -> Value:
    """A root (√, of an area or a product of times as well), exp, ln or log2 of a value. Raises Unreadable."""
    if function == "√":
        if of.value < 0 or any(power % 2 for _, power in of.dimension):
            raise Unreadable
        return Value(math.sqrt(of.value), tuple((name, power // 2) for name, power in of.dimension), of.slack / 2)
    if of.dimension:
        raise Unreadable
    try:
        value = {"exp": math.exp, "ln": math.log, "log2": math.log2}[function](of.value)
    except (OverflowError, ValueError):
        raise Unreadable from None
    slack = of.slack * abs(of.value) if function == "exp" else of.slack / abs(value) if value else 0.0
    return Value(value, (), slack)


def extreme(function: str, one: Value, other: Value) -> Value:
    """The larger ("max") or the smaller ("min") of two values of one dimension. Raises Unreadable."""
    if one.dimension != other.dimension:
        raise Unreadable
    return (max if function == "max" else min)(one, other, key=lambda each: each.value)


def whole(value: float, rounding: str) -> float:
    """A number rounded up (⌈) or down (⌊)."""
    return float(math.ceil(value - 1e-9 * abs(value)) if rounding == "⌈" else math.floor(value + 1e-9 * abs(value)))


def each_of(operation: Callable[..., Value], *operands: Iterable[Value]) -> list[Value]:
    """What an operation gives of each combination of its operands' values. Raises Unreadable where it gives none."""
    found = []
    for combination in product(*operands):
        with suppress(Unreadable):
            found.append(operation(*combination))
    if not found:
        raise Unreadable
    return few(found)


def few(values: Iterable[Value]) -> list[Value]:
    """The first values that differ."""
    unique: dict[tuple[float, Dimension], Value] = {}
    for value in islice(values, 4 * _MOST_VALUES):
        unique.setdefault((value.value, value.dimension), value)
    return list(unique.values())[:_MOST_VALUES]
