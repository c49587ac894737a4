"""Whether a printed number is what it should be, at the precision that was printed."""

from __future__ import annotations

from math import floor, log10

from mlsysim_registry.data import Spec
from mlsysim_registry.display import money
from mlsysim_registry.errors import UnitError
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import is_money
from mlsysim_validators.sources.patterns import regex

ABOUT = 0.05
ROUND = 0.001
_TOO_LONG = 1e16  # to be printed digit by digit
_FEW_DIGITS = 2
_TWO_PRINTED = 10
_CLOSE = 0.00083  # 608.5 for 609
_NEAR_THREE_DIGITS = 0.0045  # 102.4 for 102
_FURTHEST = 0.03  # of a spec that its source prints with one digit
_FURTHEST_OF_TWO = 0.045  # 1.25 for 1.2
_FURTHEST_OF_A_BUS = 0.005  # 897.0 for 900, of which the zeros only fill the place
_PRINTED = regex(r"[\d,]*\d(?:\.\d+)?")
# "draws at most 700 W", "sends at most 450 GB/s" are ratings as well; "under 700 W" is none.
_UP_TO = AnyCase(
    r"\bup to ?\$?$|\b(?:draws?|takes?|uses?|needs?|pulls?|rated(?: at| for)?|consumes?|dissipates?|"
    r"carr(?:y|ies)|delivers?|holds?|moves?|offers?|reads?|sends?) at most $"
)


def digits_of(reading: Reading) -> int:
    """How many digits a number prints, but zeros at its end: more than two are another's by no chance."""
    return len(f"{reading.value / reading.resolution:.0f}".rstrip("0"))


def prints_two_digits(reading: Reading) -> bool:
    """Whether a number prints two digits at least, zeros at its end among them: 20, 1.0."""
    return round(reading.value / reading.resolution) >= _TWO_PRINTED


def agrees(reading: Reading, factor: float, actual: float) -> bool:
    """Whether a reading, in units of `factor` base units, states `actual`.

    A plain number agrees when `actual`, rounded or cut off where the print stops, is the print: 989 is 989.4, 3.7 is
    3.67; a round number may be off by a thousandth: 990 is 989.4. "About" lets 5% more pass, "below" and
    "above" anything on their side of the number.
    """
    if reading.exponent_step:
        if actual <= 0:
            return False
        return abs(log10(actual) - log10(reading.value * factor)) <= 0.5 * reading.exponent_step + 1e-9
    printed, step = reading.value * factor, reading.resolution * factor
    slack = 1e-9 * max(abs(printed), abs(actual))
    if reading.hedge == "below":
        return actual <= printed + 0.5 * step + slack
    if reading.hedge == "above":
        return actual >= printed - 0.5 * step - slack
    off = actual - printed
    if abs(off) <= 0.5 * step + slack or (-slack <= off < step - slack and actual > 0):  # rounded, or cut off
        return True
    if reading.rough:
        return abs(off) <= max(ABOUT * abs(actual), 0.5 * step)
    if not _is_round(reading):
        return False
    furthest = 10 * step - slack if reading.value / reading.resolution % 100 else 5 * step + slack
    if reading.value >= 1000 and -5 * step - slack <= off < furthest:
        return True  # rounded or cut off to tens: 2,610 is 2,614.9, 5,220 is 5,229.8
    return abs(off) <= min(5 * step, ROUND * abs(actual))


def as_stated(reading: Reading, before: str) -> Reading:
    """A reading without a hedge that is none in a specification: "up to 700 W" is a peak of 700 W."""
    return reading.unhedged() if reading.hedge == "below" and _UP_TO.search(before) else reading


def rounds_to(reading: Reading, factor: float, spec: Spec) -> bool:
    """Whether a stated value, rounded to the digits that the source of a spec prints, is the spec: 8.14 for 8.1."""
    shown = _PRINTED.match(spec.printed)
    if shown is None or not spec.value:
        return False
    whole, _, decimals = shown.group().replace(",", "").partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if not decimals and len(whole.strip("0")) > _FEW_DIGITS else 0
    step = 10.0 ** (zeros - len(decimals)) * spec.value / float(f"{whole}.{decimals or 0}")
    off = abs(reading.value * factor - spec.value)
    digits = len((whole + decimals).strip("0"))
    of_a_bus = digits == _FEW_DIGITS + 1 and spec.path == "memory.bandwidth"  # rate x width
    coarse = digits <= _FEW_DIGITS or off <= (_NEAR_THREE_DIGITS if of_a_bus else _CLOSE) * spec.value
    furthest = _FURTHEST_OF_TWO if digits == _FEW_DIGITS else _FURTHEST
    if coarse and reading.resolution * factor < 0.9 * step and off <= min(0.501 * step, furthest * spec.value):
        return True
    tens = not decimals and whole.endswith("0") and spec.path == "memory.bandwidth"
    finer = 0 < reading.resolution < 1 and reading.value > 100
    return tens and finer and off <= min(5 * step, _FURTHEST_OF_A_BUS * spec.value)


def _is_round(reading: Reading) -> bool:
    """Whether the last printed digit is a zero that may only fill the place: 990."""
    return reading.resolution >= 1 and reading.value >= 100 and reading.value % (10 * reading.resolution) == 0


def at_precision(value: float, reading: Reading, factor: float) -> str:
    """A value as the reading would print it: same unit, same number of decimals."""
    decimals = max(0, -floor(log10(reading.resolution) + 1e-9)) if 0 < reading.resolution < 1 else 0
    scaled = value / factor
    if scaled and abs(scaled) < 0.5 * 10**-decimals:  # do not round a small number away
        decimals = -floor(log10(abs(scaled))) + 1
    if abs(scaled) >= _TOO_LONG:  # 3.65e25 FLOP
        return f"{scaled:.3g}".replace("e+", "e")
    return f"{scaled:,.{decimals}f}"


def printed(value: float, reading: Reading, unit: Unit) -> str:
    """A value, with its unit, as the author would print it in place of the reading."""
    if is_money(unit.dimension):
        per = unit.symbol.partition("/")[2]
        amount = money(value / parse_unit(unit.symbol.replace("EUR", "USD")).factor) + (f" per {per}" if per else "")
        return amount.replace("$", "€") if unit.symbol.startswith("EUR") else amount
    plain = _plain(unit)
    if (
        plain.factor < 0.5 * unit.factor and plain.dimension == unit.dimension
    ):  # "4.46 M GPU-hours": the unit has the million in its factor
        return f"{value / plain.factor:,.{0 if value >= 1000 * plain.factor else 2}f} {plain.symbol}"
    return f"{at_precision(value, reading, unit.factor)} {unit.symbol}".strip()


def _plain(unit: Unit) -> Unit:
    """A unit as its symbol says it, without a scale that its factor has."""
    try:
        return parse_unit(unit.symbol)
    except UnitError:
        return unit


def keeps(value: float, reading: Reading, unit: Unit) -> bool:
    """Whether a value printed in the reading's unit and precision is still that value, within half a percent."""
    shown = float(at_precision(value, reading, unit.factor).replace(",", "")) * unit.factor
    return abs(shown - value) <= 0.005 * abs(value)
