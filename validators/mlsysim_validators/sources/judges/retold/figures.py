"""The figures of a text: each number as it is read, a range as a whole, with the unit or the word that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units import parse_unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.recaps.words import stems
from mlsysim_validators.sources.patterns import regex

_COUNTED = regex(r"[ -]?([A-Za-z]{2,})")
_FAR = 3.0
_ROOM = 0.006  # 2.61 and 2.6 of one number; GiB told as GB are apart
_SIZES = ("B", "M", "K")
_SCALES = (*_SIZES, "T", "thousand", "million", "billion", "trillion")
_PARAMETERS = regex(r" ?(?:param|weights|tokens|numbers)")
_MANY = regex(r"[KkM] (?!model|version|variant|class|config)[a-z]{4,}")  # "50K users"; not "the 350M model"
_POINTS = {"pts": "point", "pp": "point", "pt": "point"}
_SPAN = regex(r"[ -]?(week|month|year)s?\b")
_CLOCK = regex(r"(?<![\d:])\d{1,2}(?:(?::\d\d){1,2}(?: ?[AP]M\b)?| ?[AP]M\b)(?![\d:])")  # 3:00 AM, 3 AM
# "15-45 min vs 2-5 for the other one"
_VERSUS = regex(r",? (?:vs\.?|versus|against|instead of|rather than|not) [~≈]?")
_NO_UNIT = regex(r"(?= (?:for|in|with|on|at|before|after|by)\b|[,.;:)]|\Z)")
_DAY = parse_unit("day")
_DAYS = {"week": 7.0, "month": 365 / 12, "year": 365.0}


class Figure(NamedTuple):
    """A number, or both ends of a range, and what it measures or counts.

    `factor` is what its unit is in base units (of a week or a month: seconds).
    """

    first: Reading
    last: Reading
    kind: str
    factor: float

    @property
    def is_range(self) -> bool:
        """Whether both ends of a range are stated."""
        return self.last is not self.first

    @property
    def is_bare(self) -> bool:
        """Whether it has no unit that is read as one."""
        return self.first.bare

    @property
    def is_setting(self) -> bool:
        """Whether it is a whole number that has neither a unit nor a word that it counts: "batch 32"."""
        return not self.kind and not self.is_range and "." not in self.first.text

    @property
    def key(self) -> str:
        """What figures that are printed alike have in common."""
        return f"{self.kind} {self.first.value * self.factor:.3g} {self.last.value * self.factor:.3g}"

    def prints(self, other: Figure) -> bool:
        """Whether two figures state one value, whatever is hedged."""
        alike = self.kind == other.kind and self.is_range == other.is_range  # the rest costs more
        if alike and self.limits_like(other):
            return self.says(other)
        return alike and self.unhedged().says(other.unhedged())

    def limits_like(self, other: Figure) -> bool:
        """Whether two figures are limits on the same side: what is a limit is not rounded."""
        return self.first.bound and self.first.hedge == other.first.hedge

    def tells(self, other: Figure) -> bool:
        """Whether a figure states what another one does, or is one end of it."""
        if self.kind != other.kind:
            return False
        if self.is_range == other.is_range:
            return self.prints(other)
        ends = [one._replace(last=one.first) for one in (self.unhedged(), other.unhedged())]
        return ends[0].says(ends[1])

    def says(self, other: Figure) -> bool:
        """Whether two figures may state one value, each as it prints; a bound allows what lies on its side."""
        if self.kind != other.kind or self.is_range != other.is_range:
            return False
        same = _agree(self.first, self.factor, other.first, other.factor)
        return same and (not self.is_range or _agree(self.last, self.factor, other.last, other.factor))

    def contradicts(self, other: Figure) -> bool:
        """Whether two figures of one kind state two values; a limit is of another thing than what is far from it."""
        if self.kind != other.kind or self.is_range != other.is_range or self.says(other):
            return False
        first, second = (abs(one.first.value * one.factor) for one in (self, other))
        far = max(first, second) > _FAR * min(first, second)
        return not far or self.is_range or self.first.bound == other.first.bound

    def shares_end(self, other: Figure) -> bool:
        """Whether two ranges begin or end alike: "1-8" and "1-16"."""
        if not (self.is_range and other.is_range and self.kind == other.kind):
            return False
        ends = ((self.first, other.first), (self.last, other.last))
        return any(_agree(one.unhedged(), self.factor, two.unhedged(), other.factor) for one, two in ends)

    def unhedged(self) -> Figure:
        """The same figure without "about" or "below"."""
        first = self.first.unhedged()
        return self._replace(first=first, last=self.last.unhedged() if self.is_range else first)


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, in order; names of sizes ("the 70B") are none."""
    clock = [match.span() for match in _CLOCK.finditer(text)]
    read = (one for one in readings(text) if not any(begin <= one.start < end for begin, end in clock))
    found = [_with_span(one, text) for one in read]
    ends = {id(one): two for one, two in pairwise(found) if _are_ends(one, two, text)}
    taken = {id(two) for two in ends.values()}
    before: Figure | None = None
    for one in found:
        unit = one.units[0]
        many = _PARAMETERS.match(text, one.end) or _MANY.match(text, one.end - 1)
        name = unit.symbol in _SIZES and not many
        if id(one) not in taken and not name:
            last = ends.get(id(one), one)
            figure = Figure(one, last, *_measured(last if one.bare else one, text))
            if before is not None and last.bare and not before.is_bare and _takes_the_unit(before, figure, text):
                figure = figure._replace(kind=before.kind, factor=before.factor)
            yield figure
            before = figure


def _takes_the_unit(before: Figure, figure: Figure, text: str) -> bool:
    """Whether a bare number is set against the one before it, and so has its unit."""
    between = _VERSUS.fullmatch(text, before.last.end, figure.first.start)
    return between is not None and _NO_UNIT.match(text, figure.last.end) is not None


def _with_span(reading: Reading, text: str) -> Reading:
    """A bare number with the weeks, months or years that it counts as a part of it."""
    span = _SPAN.match(text, reading.end) if reading.bare else None
    return reading._replace(end=span.end()) if span is not None else reading


def _are_ends(one: Reading, two: Reading, text: str) -> bool:
    """Whether two numbers are the ends of a range or of an interval: "3-4×", "[36, 64]"."""
    if one.hedge == "low" and two.hedge == "high":
        return True
    around = text[one.start - 1 : one.start] + text[two.end : two.end + 1]
    return one.bare and two.bare and around == "[]" and text[one.end : two.start].strip() == ","


def _measured(reading: Reading, text: str) -> tuple[str, float]:
    """What a number measures or counts, and its unit in base units."""
    unit = reading.units[0]
    scaled = unit.symbol in _SCALES
    if scaled:  # "175B parameters" are no bytes
        unit = next((one for one in reading.units if not one.dimension), unit)
    if not reading.bare and not scaled:
        return (str(unit.dimension) if unit.dimension else unit.symbol), unit.factor
    span = _SPAN.search(text, reading.start, reading.end)
    if span is not None:
        return str(_DAY.dimension), _DAY.factor * _DAYS[span[1]]
    if "." in reading.text and not scaled:
        return "", 1.0  # what is counted is whole
    counted = _COUNTED.match(text, reading.end)
    kind = " ".join(stems(counted[1])) if counted else ""
    return _POINTS.get(kind, kind) or ("count" if scaled else ""), unit.factor


def _agree(one: Reading, factor: float, two: Reading, other: float) -> bool:
    first, second = one.value * factor, two.value * other
    limits = one.bound and one.hedge == two.hedge  # not rounded
    if (one.bound and two.bound) or one.range_end:
        one, two = one.unhedged(), two.unhedged()
    near = abs(first - second) <= _ROOM * max(abs(first), abs(second))
    return near or (not limits and (agrees(one, factor, second) or agrees(two, other, first)))
