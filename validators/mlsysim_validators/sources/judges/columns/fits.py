"""Which laws a line of a table follows, in all cells or in all but one, and by which constant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
    """The laws that a target follows in at least two cells, and in all but one."""
    for law in laws_of(frame, target, constants):
        plain = len(law.terms) == 1 and law.terms[0][0].plain and not law.turn
        if not plain and not meanings.may_have(law, target):
            continue
        ranges = asked(target, law)
        if len(ranges) < _FEWEST:
            continue
        following, constant = agreeing(ranges)
        odd = [case for case in ranges if case not in following]
        if len(following) < _FEWEST or len(odd) > _MOST_ODD:
            continue
        bits = bits_of(target, law, ranges, following)
        if sum(bits) - law.cost < _LEAST:
            continue
        meaning = meanings.of(constant, law, target)
        if meaning is not None and max(bits) - meaning.cost < _EXPLAINS:
            meaning = None
        if meaning is None and not (plain and len(following) >= _FEWEST_ALONE):
            continue
        left = sum(bits) - law.cost - (meaning.cost if meaning is not None else max(bits))
        if left >= _LEAST:
            value = meaning.value if meaning is not None else constant.value
            yield Fit(law, following, odd, ranges, value, meaning, left)
