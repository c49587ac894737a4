"""What the constant of a law may be: a number of the words around the table, or one of its dimension that laws have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, combinations_with_replacement, product
from math import exp, log, log2
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.columns.laws import ODDS, Law
from mlsysim_validators.sources.judges.columns.lines import Ends, Line
from mlsysim_validators.sources.judges.columns.stated import Constant

# Hours in seconds, in years, days in seconds, hours and minutes: of columns that tell no unit, to powers of ten.
_TIMES = (3600.0, 8760.0, 86400.0, 24.0, 60.0, 8.0)
_LAWS: dict[Dimension, tuple[float, ...]] = {
    (("operations", 1),): (2.0, 6.0, 8.0, 4.0),  # FLOP per parameter and token: forward, all passes, recomputed
    (("data", 1),): (0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 14.0, 16.0, 18.0),  # bytes per parameter
}
_MOST_WHOLE = 256
_OF_A_LAW, _SCALED, _TIMED, _WHOLE = 2.0, 1.0, 5.0, 5.0  # bits that such a meaning costs
_ROOM = 0.1
_BINARY = 1.024
_SAME = 1e-6


class Meaning(NamedTuple):
    """What a constant is: its words behind the law, its value, the bits that finding it costs."""

    words: str
    value: float
    cost: float
    of_two: bool = False
    of_a_base: bool = False  # what the other cases are told against


class _Known(NamedTuple):
    size: float  # logarithm
    room: float
    cost: float
    words: str
    of_a_name: bool = False  # the 70B of a model
    of_text: bool = False


class Meanings:
    """The constants of the words around a table, alone and two by two, by their dimension and size."""

    def __init__(self, constants: Sequence[Constant]) -> None:
        self._single: dict[Dimension, list[_Known]] = {}
        for one in constants:
            for power, sign in ((1, "×"), (-1, "/")):
                cost = 1.0 + log2(one.rank + 2)
                words, of_a_name = f" {sign} {one.words}", one.words[-1:] in "BM"
                known = _Known(power * log(one.value), one.room, cost, words, of_a_name, of_text=True)
                self._single.setdefault(combine((one.dimension, power)), []).append(known)
        for dimension, numbers in _LAWS.items():
            for number in numbers:
                for power, sign in ((1, "×"), (-1, "/")):
                    known = _Known(power * log(number), 0.0, _OF_A_LAW, f" {sign} {number:g}")
                    self._single.setdefault(combine((dimension, power)), []).append(known)
        self._pairs: dict[Dimension, list[_Known]] = {}  # of the dimensions that were asked for

    def may_have(self, law: Law, target: Line) -> bool:
        """Whether the constant of a law may mean something at all, by its dimension."""
        dimension = law.missing(target)
        if not dimension or target.bare or law.bare:
            return True
        return dimension in self._single or bool(self._two_by_two(dimension))

    def of(self, ends: Ends, law: Law, target: Line) -> Meaning | None:
        """The cheapest meaning of a constant of a law that lies between two ends."""
        bare = target.bare or law.bare
        dimension = law.missing(target)
        if (bare or not dimension) and ends.low <= 1.0 <= ends.high:
            return Meaning("", 1.0, 0.0)
        if not target.bare and not dimension and target.dimension == BYTES:
            for power in (1, -1):  # MB of 2^20 bytes, and GB of 2^30, as the cells have it
                if ends.low <= _BINARY**power <= ends.high:
                    return Meaning("", _BINARY**power, _SCALED)
        added = any(len(term.uses) > 1 for term, _ in law.terms)
        if added and not dimension:  # a part of a sum, or several times it, is no law
            return None
        found = list(self._stated(ends, dimension))
        if bare and not added:
            found += self._scaled(ends, dimension, alone=len(law.terms) == 1)
        if law.turn == ODDS and not dimension:  # (p - 1) of p stages
            found += _whole(ends)
        best = min(found, key=lambda one: one.cost, default=None)
        return self._as_stated(best, dimension) if best is not None and not best.of_two else best

    def _as_stated(self, best: Meaning, dimension: Dimension) -> Meaning:
        """A constant that laws have, in the words of the text, where that states it as well: "16 bytes"."""
        size = log(best.value)
        stated = (one for one in self._single.get(dimension, ()) if one.of_text and abs(one.size - size) < _SAME)
        said = next(stated, None)
        return best._replace(words=said.words) if said is not None else best

    def _stated(self, ends: Ends, dimension: Dimension) -> Iterator[Meaning]:
        low, high = log(ends.low), log(ends.high)
        for one in self._single.get(dimension, ()):
            if low - one.room <= one.size <= high + one.room:
                yield Meaning(one.words, exp(one.size), one.cost)
        pairs = self._two_by_two(dimension)
        for one in pairs[bisect_left(pairs, (low - _ROOM,)) :]:
            if one.size > high + _ROOM:
                break
            if low - one.room <= one.size <= high + one.room:
                yield Meaning(one.words, exp(one.size), one.cost, True)

    def _scaled(self, ends: Ends, dimension: Dimension, *, alone: bool) -> Iterator[Meaning]:
        """Constants up to a power of ten, which the missing unit leaves open, as it does one of its dimensions."""
        low, high = log(ends.low), log(ends.high)
        if not dimension or (alone and _is_one_quantity(dimension)):
            for times in _TIMES:
                for known in (_Known(log(times), 0.0, _TIMED, ""), _Known(-log(times), 0.0, _TIMED, "")):
                    yield from _to_a_power_of_ten(known, low, high)
            yield from _to_a_power_of_ten(_Known(0.0, 0.0, 0.0, ""), low, high)
        for theirs, entries in self._single.items():
            if _is_one_quantity(combine((dimension, 1), (theirs, -1))):
                for known in entries:
                    if known.of_a_name:
                        continue
                    yield from _to_a_power_of_ten(known, low, high)

    def _two_by_two(self, dimension: Dimension) -> list[_Known]:
        """The products of two constants that have a dimension, by size."""
        if dimension not in self._pairs:
            self._pairs[dimension] = sorted(
                _Known(one.size + other.size, one.room + other.room, one.cost + other.cost, one.words + other.words)
                for first, second in self._partners.get(dimension, ())
                for one, other in (combinations(first, 2) if first is second else product(first, second))
                if one.size != -other.size
            )
        return self._pairs[dimension]

    @cached_property
    def _partners(self) -> dict[Dimension, list[tuple[list[_Known], list[_Known]]]]:
        """The constants whose products have a dimension, those of one dimension together."""
        found: dict[Dimension, list[tuple[list[_Known], list[_Known]]]] = {}
        for (d1, first), (d2, second) in combinations_with_replacement(self._single.items(), 2):
            found.setdefault(combine((d1, 1), (d2, 1)), []).append((first, second))
        return found


def _whole(ends: Ends) -> Iterator[Meaning]:
    number = round(ends.value)
    if 1 <= number <= _MOST_WHOLE and ends.low <= number <= ends.high:
        yield Meaning(f" × {number}", float(number), _WHOLE)


def _is_one_quantity(dimension: Dimension) -> bool:
    """Whether a dimension is none, or such as a header without a unit may leave out: tonnes, dollars, hours."""
    return not dimension or (len(dimension) == 1 and abs(dimension[0][1]) == 1)


def _to_a_power_of_ten(known: _Known, low: float, high: float) -> Iterator[Meaning]:
    power = round(((low + high) / 2 - known.size) / log(10))
    size = known.size + power * log(10)
    if low - known.room <= size <= high + known.room:
        scale = f" × 1e{power}" if power else ""
        words = known.words + scale if known.words else f" × {exp(size):.4g}"
        yield Meaning(words, exp(size), known.cost + (_SCALED if power or not known.words else 0.0))
