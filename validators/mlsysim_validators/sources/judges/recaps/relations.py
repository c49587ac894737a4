"""How a value that was written may have come of the one that was meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading

_COARSEST = 0.03  # a print of one digit proves no factor
_LEAST, _MOST = 0.45, 2.2  # times that a value of the same thing is off, where no slip is known
_PREFIXES = (1e3, 1e6, 1e9)
_PLACES = (10.0, 100.0)
_COUNTED_TWICE = (2.0, 8.0)
_FINE, _TELLING = 3, 2  # digits
_SWAPPED = 2


class Relation(NamedTuple):
    """A slip that one value may be of another, and how much it tells that they are of one thing."""

    words: str
    weight: float
    of_digits: bool = False  # it tells something of shares and ratios as well, of which there are very many


_NEAR = Relation("", 2.0)


def digits(reading: Reading) -> str:
    """The digits that a number prints, without the zeros at either end."""
    return re.sub(r"\D", "", reading.text).strip("0")


def relation(mine: Reading, factor: float, theirs: Reading, other: float, same_unit: bool) -> Relation | None:
    """How one value may have come of another; None where neither a slip nor its size relates them."""
    first, second = mine.value * factor, theirs.value * other
    if first <= 0 or second <= 0:
        return None
    fewest = min(len(digits(mine)), len(digits(theirs)))
    share = mine.units[0].symbol == "%" == theirs.units[0].symbol
    if share and abs(mine.value + theirs.value - 100) < 0.5 * (mine.resolution + theirs.resolution):
        return Relation("the other part of the whole", 4.0, True)
    if same_unit and factor == other and _swapped(mine.text, theirs.text):
        return Relation("two digits have changed places", 6.0, True)
    off = first / second
    room = min(_COARSEST, 0.55 * (mine.resolution / mine.value + theirs.resolution / theirs.value) + 1e-6)

    def by(*factors: float) -> bool:
        return any(abs(off / one - 1) < room or abs(off * one - 1) < room for one in factors)

    if fewest >= _FINE and by(*_PREFIXES):
        return Relation("another prefix", 6.0)
    if fewest >= _TELLING and by(*_PLACES):
        return Relation("the decimal point has moved", 4.0, same_unit)
    if fewest >= _TELLING and same_unit and by(*_COUNTED_TWICE):
        return Relation("a factor too many, or too few", 5.0 if fewest >= _FINE else 3.0)
    return _NEAR if fewest >= _TELLING and same_unit and _LEAST < off < _MOST else None


def _swapped(mine: str, theirs: str) -> bool:
    """Whether two digits side by side have changed places."""
    one, two = (re.sub(r"[^\d.]", "", text).strip(".") for text in (mine, theirs))
    apart = [place for place, (char, other) in enumerate(zip(one, two, strict=False)) if char != other]
    beside = len(one) == len(two) and len(apart) == _SWAPPED and apart[1] == apart[0] + 1
    return beside and one[apart[0]] == two[apart[1]] and one[apart[1]] == two[apart[0]]
