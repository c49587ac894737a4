"""Amounts that a text states as one value or as a range: "8 GB", "~4-8 GB"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension


class Interval(NamedTuple):
    """From where to where an amount reaches, in base units, how far its last digits leave it open, and its words."""

    low: float
    high: float
    room: float
    rough: bool
    words: str
    start: int
    is_range: bool = False

    def __add__(self, other: object) -> Interval:
        """The sum with another interval, in the words of both."""
        if not isinstance(other, Interval):
            return NotImplemented
        words = " + ".join(one for one in (self.words, other.words) if one)
        rough, ranged = self.rough or other.rough, self.is_range or other.is_range
        low, high, room = self.low + other.low, self.high + other.high, self.room + other.room
        return Interval(low, high, room, rough, words, self.start, ranged)

    def minus(self, other: Interval) -> Interval:
        """What is left of the interval without another, in the words of both."""
        low, high = self.low - other.high, self.high - other.low
        rough, ranged = self.rough or other.rough, self.is_range or other.is_range
        words = f"{self.words} - {other.words}"
        return Interval(low, high, self.room + other.room, rough, words, self.start, ranged)


NOTHING = Interval(0.0, 0.0, 0.0, False, "", 0)


def intervals_of(readings: Sequence[Reading], dimension: Dimension) -> list[Interval]:
    """The amounts of one dimension among the numbers of a text, in order, ranges as one; bounds are none."""
    found: list[Interval] = []
    for one, following in zip_longest(readings, readings[1:]):
        factor = next((unit.factor for unit in one.units if unit.dimension == dimension), None)
        if factor is None or (not dimension and not one.bare):
            continue
        size, room = one.value * factor, 0.5 * one.resolution * factor
        if one.hedge == "low" and following is not None and following.hedge == "high":
            other = next((unit.factor for unit in following.units if unit.dimension == dimension), None)
            if other is not None and size < following.value * other:
                words = f"{' '.join(one.text.split())}-{' '.join(following.text.split())}"
                high = following.value * other
                rooms = max(room, 0.5 * following.resolution * other)
                found.append(Interval(size, high, rooms, False, words, one.start, True))
        elif one.one_value:
            found.append(Interval(size, size, room, one.rough, " ".join(one.text.split()), one.start))
    return found


def of_readings(low: Reading, high: Reading | None, dimension: Dimension) -> Interval | None:
    """The one amount that a number, or the two ends of a range, state; None where they do not."""
    found = intervals_of([low] if high is None else [low, high], dimension)
    return found[0] if len(found) == 1 else None
