"""How a value that was written may have come of the one that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading

_COARSEST = 0.03  # a print of one digit proves no factor
_LEAST, _MOST = 0.45, 2.2  # times that a value of the same thing is off, where no slip is known
_PREFIXES = (1e3, 1e6, 1e9)
_PLACES = (10.0, 100.0)
_COUNTED_TWICE = (2.0, 8.0)
_FINE, _TELLING = 3, 2  # digits


class Relation(NamedTuple):
    """A slip that one value may be of another, and how much it tells that they are of one thing."""

    words: str
    weight: float
    of_digits: bool = False  # it tells something of shares and ratios as well, of which there are very many
    keeps_digits: bool = False


def digits(reading: Reading) -> str:
    """The digits that a number prints, but zeros that only fill its place."""
    found = re.sub(r"[^\d.]", "", reading.text).strip(".")
    return (found.replace(".", "") if "." in found else found.rstrip("0")).lstrip("0")


def relation(mine: Reading, factor: float, theirs: Reading, other: float, same_unit: bool) -> Relation | None:
    """How one value may have come of another; None where neither a slip nor its size relates them."""
    first, second = mine.value * factor, theirs.value * other
    if first <= 0 or second <= 0:
        return None
    fewest = min(len(digits(mine)), len(digits(theirs)))
    share = mine.units[0].symbol == "%" == theirs.units[0].symbol
    if share and abs(mine.value + theirs.value - 100) < 0.5 * (mine.resolution + theirs.resolution):
        return Relation("the other part of the whole", 4.0, of_digits=True)
    if fewest >= _TELLING and any(_states(one * factor, mine, factor, theirs, other) for one in _swapped(mine)):
        return Relation("two digits have changed places", 5.0 if same_unit or fewest >= _FINE else 3.0, same_unit)
    off = first / second
    room = min(_COARSEST, 0.55 * (mine.resolution / mine.value + theirs.resolution / theirs.value) + 1e-6)

    def by(*factors: float) -> bool:
        return any(abs(off / one - 1) < room or abs(off * one - 1) < room for one in factors)

    if fewest >= _FINE and by(*_PREFIXES):
        return Relation("another prefix", 5.0, keeps_digits=True)
    if fewest >= _TELLING and by(*_PLACES):
        return Relation("the decimal point has moved", 4.0, same_unit, keeps_digits=True)
    if len(digits(mine)) < _TELLING <= len(digits(theirs)) and 0.501 * mine.resolution > abs(
        second / 10 / factor - mine.value
    ):
        return Relation("the decimal point has moved", 2.0)
    if fewest >= _TELLING and by(*_COUNTED_TWICE):
        fine = fewest >= _FINE and same_unit
        return Relation("a factor too many, or too few", 5.0 if fine else 3.0) if same_unit or fewest >= _FINE else None
    return Relation("", 2.0 if same_unit else 1.0) if fewest >= _TELLING and _LEAST < off < _MOST else None


def _states(value: float, mine: Reading, factor: float, theirs: Reading, other: float) -> bool:
    """Whether a value, printed as one reading is, is what the other states."""
    return abs(value - theirs.value * other) <= 0.501 * max(mine.resolution * factor, theirs.resolution * other)


def _swapped(reading: Reading) -> Iterator[float]:
    """What a number is with two digits side by side in each other's place."""
    found = re.sub(r"[^\d.]", "", reading.text).strip(".")
    places = [place for place, char in enumerate(found) if char.isdigit()]
    scale = reading.value / float(found) if found and float(found) else 0.0
    for one, two in pairwise(places):
        if found[one] != found[two]:
            swapped = list(found)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            yield float("".join(swapped)) * scale
