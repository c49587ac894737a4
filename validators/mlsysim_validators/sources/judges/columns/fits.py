"""Which laws a line of a table follows, in all cells or in all but one, and by which constant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log10
from typing import NamedTuple

from mlsysim_validators.sources.judges.columns.bases import against, base_of
from mlsysim_validators.sources.judges.columns.constants import Meaning, Meanings
from mlsysim_validators.sources.judges.columns.evidence import agreeing, bits_of
from mlsysim_validators.sources.judges.columns.laws import (
    DOWN,
    LEFT,
    MORE,
    ODDS,
    SQUARE,
    UP,
    Law,
    asked,
    laws_of,
)
from mlsysim_validators.sources.judges.columns.lines import Ends, Frame, Line
from mlsysim_validators.sources.judges.columns.stated import Constant

_LEAST = 6.0  # bits
_EXPLAINS = 2.0  # bits that a constant's meaning must leave of those of its finest cell
_FEWEST, _FEWEST_ALONE = 2, 3
_MOST_ODD = 1


class Fit(NamedTuple):
    """A law, the cases that follow it, the one that does not, its constant, the bits that speak for it."""

    law: Law
    following: list[int]
    odd: list[int]
    ranges: dict[int, Ends]
    constant: float
    meaning: Meaning | None
    bits: float
    places_off: bool  # the odd case is off by a power of ten

    @property
    def working(self) -> str:
        """The law with its constant."""
        constant = self.meaning.words if self.meaning is not None else f" × {self.constant:.4g}, as in the other cells"
        told = f"{self.law.words}{constant}"
        shown = {
            LEFT: f"1 - {told}",
            MORE: f"{told} - 1",
            SQUARE: f"√({told})",
            ODDS: f"x / (1 + x) of x = {told}",
            DOWN: f"{told}, rounded down",
            UP: f"{told}, rounded up",
        }
        return shown.get(self.law.turn, told)


def fits_of(frame: Frame, target: Line, constants: Sequence[Constant], meanings: Meanings) -> Iterator[Fit]:
    """The laws that a target follows in all cells but one, at least in two of them or but for a power of ten."""
    for law in laws_of(frame, target, constants):
        plain = len(law.terms) == 1 and law.terms[0][0].plain and not law.turn
        if not plain and not meanings.may_have(law, target):
            continue
        if frame.turned and len(law.terms) == 1 and target.bare and law.bare and law.turn in ("", DOWN, UP):
            continue  # settings of two cases, twice each
        astray = {case for number in law.uses for case in frame.wrong.get(number, ())} if frame.wrong else set()
        ranges = asked(target, law, astray)
        for following, constant in _agreeing(ranges):
            odd = [case for case in ranges if case not in following and case not in astray]
            alike = [*following, *(case for case in odd if _is_a_place_off(ranges[case], constant))]
            if len(alike) < _FEWEST or len(odd) > _MOST_ODD:
                continue
            base = base_of(target, law, following)
            meaning = against(base, target, law, frame) if base is not None else None
            bits = bits_of(target, law, ranges, [case for case in alike if case != base])
            if meaning is not None and sum(bits) - law.cost - meaning.cost < _LEAST:
                meaning, bits = None, bits_of(target, law, ranges, alike)
            if meaning is None and sum(bits) - law.cost < _LEAST:
                continue
            meaning = meaning or meanings.of(constant, law, target)
            by_chance = meaning is not None and max(bits) - meaning.cost < _EXPLAINS
            if by_chance or (meaning is not None and meaning.of_two and plain and frame.turned):
                meaning = None  # two numbers of the text make one row out of another by chance only
            if len(following) < _FEWEST and (meaning is None or target.bare or law.bare):
                continue
            if meaning is not None and not meaning.words and len(law.terms) == 1 and law.turn in (DOWN, UP):
                continue  # a whole number that another one is near
            if meaning is None and not (plain and len(alike) >= _FEWEST_ALONE):
                continue
            left = sum(bits) - law.cost - (meaning.cost if meaning is not None else max(bits))
            if left < _LEAST:
                continue
            value = meaning.value if meaning is not None else constant.value
            yield Fit(law, following, odd, ranges, value, meaning, left, len(alike) > len(following))


def _agreeing(ranges: dict[int, Ends]) -> Iterator[tuple[list[int], Ends]]:
    """The most cases that share a constant; of two that do not, either."""
    if len(ranges) < _FEWEST:
        return
    following, constant = agreeing(ranges)
    if len(following) > 1:
        yield following, constant
    elif len(ranges) == _FEWEST:
        yield from (([case], ends) for case, ends in ranges.items())


def _is_a_place_off(ends: Ends, constant: Ends) -> bool:
    """Whether a case asks for a power of ten times a constant: its digits follow the law, its size does not."""
    if not (ends.value and constant.value):
        return False
    power = round(log10(ends.value / constant.value))
    scale = 10.0**power
    return power != 0 and ends.low <= constant.high * scale and constant.low * scale <= ends.high
