"""A slide's worth of facts, printed number by number, each number marked so that it can be found again."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

from facts import Figure, Print, Thing, shown, value_of

_MARK = re.compile("\x01(\\d+)\x02(.*?)\x03", re.DOTALL)
ABSENT = "--"


class Place(NamedTuple):
    """Where in a laid-out text a number stands and what it states."""

    start: int
    end: int
    thing: Thing
    figure: Figure


class Sheet:
    """Things and figures of them, with the words and units that one slide uses throughout."""

    def __init__(self, things: list[Thing], figures: list[Figure], rng: Random) -> None:
        self.things, self.figures, self.rng = things, figures, rng
        self.words = {figure: rng.choice(figure.labels) for figure in figures}
        self.prints: dict[Figure, Print] = {figure: rng.choice(figure.prints) for figure in figures}
        self.instead: dict[tuple[str, Figure], float] = {}  # planted: what is printed in place of the right value
        self._used: list[tuple[Thing, Figure]] = []

    def has(self, thing: Thing, figure: Figure) -> bool:
        """Whether the registry has a proven value for it."""
        return value_of(thing, figure) is not None

    def number(self, thing: Thing, figure: Figure, macro: str = "{}") -> str:
        """The marked number; `macro` may wrap it (\\SI{...}{...}), the mark then stands around all of it."""
        value = self.instead.get((thing.entry.id, figure), value_of(thing, figure))
        if value is None:
            return ABSENT
        self._used.append((thing, figure))
        return f"\x01{len(self._used) - 1}\x02{macro.format(shown(value, self.prints[figure]))}\x03"

    def unit(self, figure: Figure) -> str:
        """The unit as written."""
        return self.prints[figure].unit

    def quantity(self, thing: Thing, figure: Figure, space: str = " ") -> str:
        """Number and unit."""
        number = self.number(thing, figure)
        return number if number == ABSENT else f"{number}{space}{self.unit(figure)}".strip()

    def label(self, figure: Figure) -> str:
        """The words for a figure."""
        return self.words[figure]

    def stated(self, thing: Thing) -> list[Figure]:
        """The figures that a thing has."""
        return [figure for figure in self.figures if self.has(thing, figure)]

    def unmark(self, text: str) -> tuple[str, list[Place]]:
        """A laid-out text without its marks, and where the numbers stand."""
        places: list[Place] = []
        parts: list[str] = []
        size = last = 0
        for match in _MARK.finditer(text):
            parts += [text[last : match.start()], match[2]]
            start = size + match.start() - last
            size = start + len(match[2])
            places.append(Place(start, size, *self._used[int(match[1])]))
            last = match.end()
        self._used = []
        return "".join([*parts, text[last:]]), places
