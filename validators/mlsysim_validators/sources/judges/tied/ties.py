"""What the terms before a number make of it where words tie them: what one thing has, times how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice, product
from typing import NamedTuple

from mlsysim_validators.sources.judges.tied.terms import Place, Powers, Term, Way

SENTENCE, LINE, SLIDE, BEFORE = range(4)
MOST = 24  # terms before a number that are looked at
_MOST_OTHERS = 4
_ALIKE = 0.004
_Read = tuple[Term, Way]


class Tie(NamedTuple):
    """What two terms make: the value in base units, with the terms and the way in which the number is read."""

    value: float
    way: Way
    one: _Read
    other: _Read
    power: int  # of the other
    far: int
    last: bool  # one of its inputs is the last number before it
    unique: bool  # no other number before it can be meant
    others: tuple[tuple[float, str], ...] = ()  # what another of the same sort makes

    def told(self) -> str:
        """The working."""
        return f"{self.one[0].words} {'x' if self.power > 0 else '/'} {self.other[0].words}"

    @property
    def inputs(self) -> tuple[float, float]:
        """What the two terms are, in base units."""
        return self.one[0].value(self.one[1]), self.other[0].value(self.other[1])

    @property
    def room(self) -> float:
        """How far its inputs may be off as they are rounded, relative."""
        return sum(half_a_step(term) for term, _ in (self.one, self.other))


def combined(one: Powers, other: Powers, power: int = 1) -> Powers:
    """The powers of a product, or of a quotient."""
    total = dict(one)
    for name, exponent in other:
        total[name] = total.get(name, 0) + power * exponent
    return tuple(sorted((name, exponent) for name, exponent in total.items() if exponent))


def ties_of(number: Term, before: Sequence[Term], made: Mapping[Place, frozenset[Place]]) -> Iterator[Tie]:
    """What tied terms before a number make of the same powers; of like terms, the nearest counts.

    `made` tells from which terms those were made that are results.
    """
    latest: dict[Powers, list[_Read]] = {}
    used = made.keys() | {one for ones in made.values() for one in ones}
    waiting: list[Term] = []  # the last one that is no result and of which none was made
    for term in reversed(before[-MOST:]):
        waiting += [term] if not waiting and term.place not in used else []
        for way in term.ways:
            if not way.weak:
                latest.setdefault(way.powers, []).append((term, way))
    named = {name for powers in latest for name, _ in powers}
    for way in number.ways:
        if way.interval:
            continue
        way = way._replace(powers=tuple((name, power) for name, power in way.powers if power > 0 or name in named))
        for powers, ones in latest.items():
            # number = one x other, found once; number = one / other
            for wanted, power in ((combined(way.powers, powers, -1), 1), (combined(powers, way.powers, -1), -1)):
                if not wanted or (power == 1 and wanted < powers):
                    continue
                others = latest.get(wanted, [])
                pair = _nearest(ones, others)
                if pair is None:
                    continue
                one, other = pair
                value = one[0].value(one[1]) * other[0].value(other[1]) ** power
                if _is_one_again(value / way.scale, pair):
                    continue
                far = max(_far(number, one[0]), _far(number, other[0]))
                last = any(term in (before[-1], *waiting) for term in (one[0], other[0]))
                past = frozenset[Place]().union(*(made.get(term.place, frozenset()) for term, _ in pair))
                unique = all(
                    _is_alone(chosen, [read for read in alike if read[0].place not in past], pair, number)
                    for chosen, alike in ((one, ones), (other, others))
                )
                yield Tie(
                    value, way, one, other, power, far, last, unique, tuple(_others(pair, ones, others, power, past))
                )


def _nearest(ones: Sequence[_Read], others: Sequence[_Read]) -> tuple[_Read, _Read] | None:
    """The nearest two different terms of which one at least is tied by its words."""
    return next(
        (
            (one, other)
            for one, other in islice(product(ones[:2], others[:2]), 4)
            if one[0] is not other[0] and (one[1].tied or other[1].tied)
        ),
        None,
    )


def _is_one_again(value: float, pair: tuple[_Read, _Read]) -> bool:
    """Whether two amounts are the same, or make one of them once more: "2,048 GPUs and 24 hours" of a rate a day."""
    one, other = (term.amount for term, _ in pair)
    same = one.unit == other.unit and one.value == other.value
    return same or any(abs(value / amount.value - 1) <= _ALIKE for amount in (one, other))


def _others(
    pair: tuple[_Read, _Read], ones: Sequence[_Read], others: Sequence[_Read], power: int, past: Set[Place]
) -> Iterator[tuple[float, str]]:
    """What the next terms of the same sort make in the place of one of two; no words for one that may be meant."""
    (one, mine), (other, theirs) = pair
    for term, way in ones[:_MOST_OTHERS]:
        if term is not one and term is not other:
            told = term.words if mine.tied > way.tied or term.place in past else ""
            yield term.value(way) * other.value(theirs) ** power, told
    for term, way in others[:_MOST_OTHERS]:
        if term is not one and term is not other:
            told = term.words if theirs.tied > way.tied or term.place in past else ""
            yield one.value(mine) * term.value(way) ** power, told


def _is_alone(chosen: _Read, alike: Sequence[_Read], pair: tuple[_Read, _Read], number: Term) -> bool:
    """Whether of its sort no other term can be meant: of the slide, or of the sentences of two that stand together."""
    value = chosen[0].value(chosen[1])
    sentences = {one[0].sentence for one in pair}
    together = max(sentences) - min(sentences) <= 1 and number.sentence - max(sentences) <= 1
    return chosen[0].subset or all(
        term.slide != chosen[0].slide
        or any(term is one[0] for one in pair)
        or (together and term.sentence not in sentences)
        or (
            abs(term.value(way) - value) <= _ALIKE * value
            and (bool(term.amount.dimension) or term.sentence != chosen[0].sentence)
        )
        for term, way in alike
    )


def _far(number: Term, term: Term) -> int:
    return BEFORE if term.slide != number.slide else min(SLIDE, number.sentence - term.sentence)


def half_a_step(term: Term) -> float:
    """How far a number may be off what was rounded to it, relative; whole numbers are exact."""
    amount = term.amount
    return 0.0 if amount.whole else 0.5 * amount.resolution / amount.value
