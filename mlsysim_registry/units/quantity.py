"""Units and quantities as the registry writes them: strict spelling, exact dimensions.

>>> parse_quantity("5.3 TB/s").base
5300000000000.0
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.errors import UnitError, nearest
from mlsysim_registry.units.vocabulary import DIMENSIONLESS, Dimension, combine, vocabulary

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)


class Unit(NamedTuple):
    """A unit as written: its factor to base units and its dimension."""

    symbol: str
    factor: float
    dimension: Dimension


class Quantity(NamedTuple):
    """A number with a unit, as printed."""

    value: float
    unit: Unit
    printed: str

    @property
    def base(self) -> float:
        """The value in base units (B, FLOP, s, W, ...)."""
        return self.value * self.unit.factor

    @property
    def resolution(self) -> float:
        """One unit of the last printed digit, in base units."""
        return last_digit(self.printed) * self.unit.factor


ONE = Unit("", 1.0, DIMENSIONLESS)


def last_digit(printed: str) -> float:
    """What one unit of the last printed digit of a number is worth: 0.1 for "5.3", 1 for "989", 1e9 for "1e9"."""
    match = _NUMBER.search(printed)
    if match is None:
        return 0.0
    mantissa, _, exponent = match.group().lower().replace(",", "").partition("e")
    decimals = len(mantissa.partition(".")[2])
    return float(f"1e{int(exponent[:9] or 0) - decimals}")


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """The unit that `text` names, in the registry's own spelling.

    Raises UnitError, with the right spelling as its hint, for anything that the vocabulary does not have.
    """
    words = vocabulary()
    if not text:
        return ONE
    factor, parts = 1.0, []
    for index, symbol in enumerate(text.split("/")):
        atom = words.atoms.get(symbol)
        if atom is None:
            raise _unknown_unit(text, symbol)
        power = -1 if index else 1
        factor *= atom.factor**power
        parts.append((atom.dimension, power))
    return Unit(text, factor, combine(*parts))


def _unknown_unit(text: str, symbol: str) -> UnitError:
    words = vocabulary()
    for spelling in (text, symbol):
        refusal = words.refused.get(spelling)
        if refusal is not None:
            return UnitError(f"`{spelling}` is not a unit here: {refusal.why}", f"write {' or '.join(refusal.write)}")
    meanings = words.spoken.get(symbol)
    if meanings is not None:
        return UnitError(f"`{symbol}` is not how this registry spells it", f"write {' or '.join(meanings)}")
    close = nearest(symbol, words.atoms)
    hint = f"did you mean {' or '.join(close)}?" if close else "the units are listed in registry/units.yaml"
    return UnitError(f"unknown unit `{symbol}`", hint)


def parse_quantity(text: str | int | float) -> Quantity:
    """The quantity that a registry value writes: "5.3 TB/s", "8,030,261,248", 0.45.

    Raises UnitError where the number or the unit cannot be read.
    """
    printed = repr(text) if isinstance(text, (int, float)) else text.strip()
    match = _NUMBER.match(printed)
    if match is None:
        raise UnitError(f"`{printed}` does not begin with a number", "write a number and a unit, such as 5.3 TB/s")
    number = float(match.group().replace(",", ""))
    if number in (float("inf"), float("-inf")):
        raise UnitError(f"`{printed}` is too large a number", "check the exponent")
    rest = printed[match.end() :]
    if rest and not rest.startswith(" "):
        raise UnitError(f"`{printed}`: a space is missing between number and unit", f"write {match.group()} {rest}")
    return Quantity(number, parse_unit(rest.strip()), printed)


def base_unit(dimension: Dimension) -> str:
    """The spelling of the base unit of a dimension: "B/s", "W", "1" for a count."""
    bases = vocabulary().bases
    if dimension == (("energy", 1), ("time", -1)):
        return "W"
    if dimension == (("time", -1),):
        return "Hz"
    over = [bases[name] + ("" if power == 1 else f"^{power}") for name, power in dimension if power > 0]
    under = [bases[name] + ("" if power == -1 else f"^{-power}") for name, power in dimension if power < 0]
    return "/".join(["*".join(over) or "1", *under])
