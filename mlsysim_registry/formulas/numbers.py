"""What every formula needs: one code for floats, arrays and columns of a data frame, and refusals that teach.

NumPy is imported only when an argument is an array (a NumPy array, or anything that gives one: a pandas Series). A
column that some engine computes later (a Narwhals expression) goes through unexamined: there is no value yet to refuse.
"""

from __future__ import annotations

import math
from typing import Any, NoReturn, TypeAlias

from mlsysim_registry.errors import GivenError

# A float (or int), or an array of them. Arrays broadcast against each other and against floats, so no static type
# says more than this without an overload for every combination.
Number: TypeAlias = Any


def is_array(value: Number) -> bool:
    """True for NumPy arrays and scalars, pandas Series and their like."""
    return hasattr(value, "__array__")


def is_column(value: Number) -> bool:
    """True for a Narwhals expression: a column of a data frame whose values come later, in the user's own engine."""
    return type(value).__module__.partition(".")[0] == "narwhals"


def _narwhals() -> Any:
    import narwhals

    return narwhals


def _numpy() -> Any:
    import numpy

    return numpy


def maximum(first: Number, second: Number) -> Number:
    """The larger of two, element by element."""
    if is_column(first) or is_column(second):
        return _narwhals().max_horizontal(_as_column(first), _as_column(second))
    if is_array(first) or is_array(second):
        return _numpy().maximum(first, second)
    return max(first, second)


def minimum(first: Number, second: Number) -> Number:
    """The smaller of two, element by element."""
    if is_column(first) or is_column(second):
        return _narwhals().min_horizontal(_as_column(first), _as_column(second))
    if is_array(first) or is_array(second):
        return _numpy().minimum(first, second)
    return min(first, second)


def where(condition: Number, then: Any, otherwise: Any) -> Any:
    """`then` where the condition holds, `otherwise` elsewhere."""
    if is_column(condition):
        return _narwhals().when(condition).then(_as_column(then)).otherwise(_as_column(otherwise))
    if is_array(condition):
        return _numpy().where(condition, then, otherwise)
    return then if condition else otherwise


def _as_column(value: Any) -> Any:
    return value if is_column(value) else _narwhals().lit(value)


def ceiling(value: Number) -> Number:
    """The next whole number up; an excess of 1e-12 of the value is rounding noise and not counted."""
    if is_column(value):
        return (value * (1 - 1e-12)).ceil()
    if is_array(value):
        return _numpy().ceil(value * (1 - 1e-12))
    return float(math.ceil(value * (1 - 1e-12)))


def floor(value: Number) -> Number:
    """The next whole number down; a shortfall of 1e-12 of the value is rounding noise and not counted."""
    if is_column(value):
        return (value * (1 + 1e-12)).floor()
    if is_array(value):
        return _numpy().floor(value * (1 + 1e-12))
    return float(math.floor(value * (1 + 1e-12)))


def exponential(value: Number) -> Number:
    """e to the power of `value`, element by element."""
    if is_column(value):
        return value.exp()
    return _numpy().exp(value) if is_array(value) else math.exp(value)


def logarithm(value: Number) -> Number:
    """The logarithm to the base 2, element by element."""
    if is_column(value):
        return value.log(2.0)
    return _numpy().log2(value) if is_array(value) else math.log2(value)


def next_power_of_two(value: Number) -> Number:
    """The least power of two that is not below a whole number of at least 1."""
    if is_column(value):
        return 2.0 ** value.log(2.0).ceil()
    if is_array(value):
        np = _numpy()
        return np.exp2(np.ceil(np.log2(value)))
    return float(1 << (int(value) - 1).bit_length())


def positive(name: str, value: Number, meant: str) -> Number:
    """`value` as float or array; refuses what is not a finite number above zero. `meant` says what belongs here."""
    value, least = _least(name, value, meant)
    if least <= 0:
        _refuse(name, least, "it must be more than zero", meant)
    return value


def not_negative(name: str, value: Number, meant: str) -> Number:
    """`value` as float or array; refuses what is not a finite number of zero or more."""
    value, least = _least(name, value, meant)
    if least < 0:
        _refuse(name, least, "it cannot be negative", meant)
    return value


def share(name: str, value: Number, meant: str) -> Number:
    """`value` as float or array; refuses what is not above 0 and at most 1 (an efficiency, a utilization)."""
    value = positive(name, value, meant)
    if is_column(value):
        return value
    most = float(_numpy().max(value, initial=0.0)) if is_array(value) else value
    if most > 1:
        _refuse(name, most, "it is a fraction of the peak, at most 1 (write 0.4 for 40%)", meant)
    return value


def at_least(name: str, value: Number, least: float, meant: str) -> Number:
    """`value` as float or array; refuses what is below `least`."""
    value, smallest = _least(name, value, meant)
    if smallest < least:
        _refuse(name, smallest, f"it must be at least {least:g}", meant)
    return value


def refuse(name: str, value: object, why: str, meant: str) -> NoReturn:
    """Raise the GivenError of a number that makes no sense: what it is, why not, what was meant."""
    _refuse(name, value, why, meant)


def fraction(name: str, value: Number, meant: str) -> Number:
    """`value` as float or array; refuses what is not at least 0 and below 1."""
    value = not_negative(name, value, meant)
    if is_column(value):
        return value
    most = float(_numpy().max(value, initial=0.0)) if is_array(value) else value
    if most >= 1:
        _refuse(name, most, "it must be below 1 (a fraction, not a percentage)", meant)
    return value


def whole(name: str, value: Number, meant: str) -> Number:
    """`value` as float or array; refuses what is not a whole number of at least 1."""
    value = positive(name, value, meant)
    if is_column(value):
        return value
    if is_array(value):
        np = _numpy()
        broken = np.asarray(value)[np.asarray(value) != np.floor(value)]
        if broken.size:
            _refuse(name, broken.flat[0], "it must be a whole number", meant)
    elif value != math.floor(value):
        _refuse(name, value, "it must be a whole number", meant)
    return value


def _least(name: str, value: Number, meant: str) -> tuple[Number, float]:
    """The value (ints become floats, so that no product overflows) and its least element, if all is finite."""
    if type(value) is float and math.isfinite(value):  # as most are
        return value, value
    if is_column(value):
        return value * 1.0, math.inf
    if is_array(value):
        np = _numpy()
        raw = np.asarray(value)
        if raw.dtype.kind not in "iuf":
            _refuse(name, f"an array of {raw.dtype}", "it must hold numbers", meant)
        low, high = (float(raw.min()), float(raw.max())) if raw.size else (1.0, 1.0)
        if not (math.isfinite(low) and math.isfinite(high)):
            _refuse(name, "nan" if math.isnan(low) else "infinite", "every element must be a finite number", meant)
        return value if raw.dtype.kind == "f" else value * 1.0, low
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        _refuse(name, repr(value), "it must be a plain number", meant)
    try:
        plain = float(value)
    except OverflowError:
        plain = math.inf
    if not math.isfinite(plain):
        _refuse(name, plain, "it must be a finite number", meant)
    return plain, plain


def _refuse(name: str, value: object, why: str, meant: str) -> NoReturn:
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    raise GivenError(f"{name} is {shown}: {why}. {meant}")
