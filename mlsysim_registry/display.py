"""Numbers with units for people: `4.79 ms`, `16.06 GB`, `295 FLOP/B`, `0.5 GiB`, `$26,280`."""

from __future__ import annotations

import math

_LARGE = (("", 1.0), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18))
_SMALL = (("p", 1e-12), ("n", 1e-9), ("µ", 1e-6), ("m", 1e-3))
_BINARY = (("", 1.0), ("Ki", 2.0**10), ("Mi", 2.0**20), ("Gi", 2.0**30), ("Ti", 2.0**40), ("Pi", 2.0**50))
_SCALES = {
    "B": _LARGE,
    "B/s": _LARGE,
    "FLOP": _LARGE,
    "FLOP/s": _LARGE,
    "OP": _LARGE,
    "OP/s": _LARGE,
    "Hz": _LARGE,
    "W": _SMALL + _LARGE,
    "J": _SMALL + _LARGE,
    "s": (*_SMALL, ("", 1.0)),
}
_LONG_TIMES = (("h", 3600.0), ("days", 86400.0))


_NEARLY = 0.9  # what is less rounds to 1 in no number of digits


def si(value: float, unit: str, digits: int = 3) -> str:
    """`value`, in the base unit `unit`, with a decimal prefix and `digits` significant digits.

    Whole digits are never dropped, and zeros are kept only where they carry a rounding: 5.3e12 B/s is `5.3 TB/s`,
    2.9996e-3 s is `3.00 ms`. Units that take no prefix (FLOP/B, token, ...) are printed as they are; a count has unit
    "1" and prints without it. Times of more than two hours are in hours, of more than four days in days.
    """
    if not math.isfinite(value):
        return f"{value} {unit}"
    if unit == "1":
        return number(value, digits)
    if unit == "s" and abs(value) >= 2 * 3600.0:
        name, size = _LONG_TIMES[1] if abs(value) >= 4 * 86400.0 else _LONG_TIMES[0]
        return f"{number(value / size, digits)} {name}"
    scales = _SCALES.get(unit)
    if scales is None or value == 0:
        return f"{number(value, digits)} {unit}"
    prefix, size = scales[0]
    for step, factor in scales:
        share = abs(value) / factor
        if share >= 1 or (share > _NEARLY and round_to(share, digits) >= 1):
            prefix, size = step, factor
    return f"{number(value / size, digits)} {prefix}{unit}"


def binary(value: float, digits: int = 3) -> str:
    """Bytes with a binary prefix; from half a step on, the larger one: 536,870,912 B is `0.5 GiB`."""
    if not math.isfinite(value):
        return f"{value} B"
    prefix, size = _BINARY[0]
    for step, factor in _BINARY[1:]:
        if abs(value) >= factor / 2:
            prefix, size = step, factor
    return f"{number(value / size, digits)} {prefix}B"


def money(value: float) -> str:
    """US dollars: whole dollars with separators from $100 on, cents below: `$26,280`, `$13.70`."""
    sign = "-" if value < 0 else ""
    amount = abs(value)
    return f"{sign}${amount:,.2f}" if amount < 99.995 else f"{sign}${amount:,.0f}"


def count(value: float) -> str:
    """A count with separators: `8,030,261,248`; six digits if it is not whole."""
    return f"{value:,.0f}" if math.isfinite(value) and value == round(value) else f"{value:,.6g}"


def number(value: float, digits: int = 3) -> str:
    """`value` with `digits` significant digits and thousands separators, without an exponent unless it is tiny."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    rounded = round_to(value, digits)
    if abs(rounded) < 1e-4:
        return f"{rounded:.{digits - 1}e}"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    text = f"{value:,.{decimals}f}"
    if "." in text and math.isclose(value, rounded, rel_tol=1e-12):  # exact, so that its zeros say nothing
        text = text.rstrip("0").rstrip(".")
    return text


def round_to(value: float, digits: int) -> float:
    """`value` rounded to `digits` significant digits."""
    return float(f"{value:.{digits - 1}e}")
