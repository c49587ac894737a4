"""The figures of a text: each number as it is read, a range as a whole, with the unit or the word that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.recaps.words import stems
from mlsysim_validators.sources.patterns import regex

_COUNTED = regex(r"[ -]?([A-Za-z]{2,})")
_ROOM = 0.006  # 2.61 and 2.6 of one number; GiB told as GB are apart
_SIZES = ("B", "M", "K")
_PARAMETERS = regex(r" ?(?:param|weights|tokens|numbers)")


class Figure(NamedTuple):
    """A number, or both ends of a range, and what it measures or counts."""

    first: Reading
    last: Reading
    kind: str

    @property
    def is_range(self) -> bool:
        """Whether both ends of a range are stated."""
        return self.last is not self.first

    @property
    def is_bare(self) -> bool:
        """Whether it has no unit."""
        return self.first.bare

    @property
    def key(self) -> tuple[object, ...]:
        """What figures that are printed alike have in common."""
        return self.kind, *(f"{one.value * one.units[0].factor:.3g}" for one in (self.first, self.last))

    @property
    def counts_nothing(self) -> bool:
        """Whether it has neither a unit nor a word that it counts: "batch 32"."""
        return not self.kind

    def prints(self, other: Figure) -> bool:
        """Whether two figures state one value, whatever is hedged."""
        return (
            self.kind == other.kind
            and self.is_range == other.is_range
            and _agree(self.first.unhedged(), other.first.unhedged())
            and _agree(self.last.unhedged(), other.last.unhedged())
        )

    def says(self, other: Figure) -> bool:
        """Whether two figures may state one value, each as it prints; a bound allows what lies on its side."""
        if self.kind != other.kind or self.is_range != other.is_range:
            return False
        return _agree(self.first, other.first) and (not self.is_range or _agree(self.last, other.last))

    def contradicts(self, other: Figure) -> bool:
        """Whether two figures of one kind state two values."""
        return self.kind == other.kind and self.is_range == other.is_range and not self.says(other)


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, in order; names of sizes ("the 70B") are none."""
    found = readings(text)
    ends = {id(one): two for one, two in pairwise(found) if one.hedge == "low" and two.hedge == "high"}
    taken = {id(two) for two in ends.values()}
    for one in found:
        unit = one.units[0]
        name = unit.symbol in _SIZES and not _PARAMETERS.match(text, one.end)
        if id(one) not in taken and not (name and "currency" not in dict(unit.dimension)):
            yield Figure(one, ends.get(id(one), one), _kind(one, text))


def _kind(reading: Reading, text: str) -> str:
    unit = reading.units[0]
    if reading.bare:
        counted = _COUNTED.match(text, reading.end)
        return " ".join(stems(counted[1])) if counted else ""
    return unit.symbol if not unit.dimension else str(unit.dimension)


def _agree(one: Reading, two: Reading) -> bool:
    first, second = one.value * one.units[0].factor, two.value * two.units[0].factor
    if (one.bound and two.bound) or one.range_end:
        one, two = one.unhedged(), two.unhedged()
    near = abs(first - second) <= _ROOM * max(abs(first), abs(second))
    return near or agrees(one, one.units[0].factor, second) or agrees(two, two.units[0].factor, first)
