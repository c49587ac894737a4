"""The running text around a number, in which the inputs of a law are found by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_registry.units import parse_unit
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import COUNT_WORDS, Reading
from mlsysim_validators.sources.claims import Claim, of_running_text
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, amounts_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Text

_PROSE = ("paragraph", "item", "math", "note", "caption", "listing", "heading")
_LONGEST, _FARTHEST, _MOST_BLOCKS = 1500, 3000, 24
_AHEAD, _BEHIND = 90, 70
_SPELLED = regex(
    rf"\b(?P<n>half an?|an?|{'|'.join(COUNT_WORDS)}|twenty|thirty|forty|fifty|sixty|ninety) "
    r"(?P<unit>second|minute|hour|day|week)s?\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "ninety": 90.0,
} | COUNT_WORDS  # fmt: skip
_SPANS = {
    "second": parse_unit("s"), "minute": parse_unit("min"), "hour": parse_unit("h"), "day": parse_unit("day"),
}  # fmt: skip
_DAYS_OF_A_WEEK = 7


class Line(NamedTuple):
    """A text of running prose, with its amounts and where it stands."""

    text: Text
    amounts: Sequence[Amount]
    block: Block
    place: int  # of the block in the document

    @property
    def words(self) -> str:
        """What it says."""
        return self.text.text


class Placed(NamedTuple):
    """An amount, with the line that states it."""

    amount: Amount
    line: Line

    @property
    def ahead(self) -> str:
        """The words right before it, of its line."""
        start = self.amount.reading.start
        return self.line.words[max(0, start - _AHEAD) : start]

    @property
    def behind(self) -> str:
        """The words right behind it."""
        end = self.amount.reading.end
        return self.line.words[end : end + _BEHIND]

    @property
    def sentence(self) -> str:
        """The words of its sentence before it, and those behind it up to the end of the line."""
        begin = max(
            (self.line.words.rfind(mark, 0, self.amount.reading.start) for mark in (". ", "! ", "? ")), default=-1
        )
        return self.line.words[begin + 1 :]


class Passage(NamedTuple):
    """What stands on a slide, and at the end of the one before, up to a number; the nearest line last."""

    lines: Sequence[Line]

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(line.words for line in self.lines)

    def before(self, target: Placed) -> Iterator[Placed]:
        """Its amounts before a number, the nearest first."""
        for line in reversed(self.lines):
            for amount in reversed(line.amounts):
                if line.place < target.line.place or amount.reading.end <= target.amount.reading.start:
                    yield Placed(amount, line)


class Passages:
    """The passages of a document, each found once."""

    def __init__(self, document: Document, claims: Sequence[Claim]) -> None:
        self._document = document
        self._claims = of_running_text(claims)
        self._lines: dict[int, Line | None] = {}

    def line(self, index: int) -> Line | None:
        """The running text of a block; None where it has none, or too much."""
        if index not in self._lines:
            block = self._document.blocks[index]
            usable = block.kind in _PROSE and len(block.text.text) <= _LONGEST
            self._lines[index] = Line(block.text, self._amounts(block.text), block, index) if usable else None
        return self._lines[index]

    def up_to(self, index: int) -> Passage:
        """The lines before a block, and its own."""
        own = self._document.blocks[index].slide
        found: list[Line] = []
        length = 0
        for place in range(index, max(-1, index - _MOST_BLOCKS), -1):
            if own - self._document.blocks[place].slide > 1:
                break
            line = self.line(place)
            length += len(line.words) if line is not None else 0
            if length > _FARTHEST:
                break
            if line is not None:
                found.append(line)
        return Passage(found[::-1])

    def _amounts(self, text: Text) -> Sequence[Amount]:
        found = amounts_of(text.text, self._claims.get(id(text), []))
        spelled = list(_spelled(text.text))
        if not spelled:
            return found
        starts = {one.reading.start for one in spelled}
        return sorted(
            [*(one for one in found if one.reading.start not in starts), *spelled], key=lambda one: one.reading.start
        )


def _spelled(text: str) -> Iterator[Amount]:
    """Times in words: "one minute", "half an hour"."""
    for match in _SPELLED.finditer(text):
        name = match["unit"].lower()
        unit: Unit = _SPANS.get(name) or _SPANS["day"]
        value = float(_NUMBERS[match["n"].lower()]) * (_DAYS_OF_A_WEEK if name == "week" else 1)
        reading = Reading(match.start(), match.end(), value, 0.0, (unit,), "", match.group())
        yield Amount(reading, unit, "", 0, None)


def alone(found: Sequence[Placed]) -> Placed | None:
    """The one amount that is found, where all that are state one value; the nearest of them."""
    return found[0] if found and len({f"{one.amount.value:.6g}" for one in found}) == 1 else None


def settings(found: Mapping[str, Placed]) -> str:
    """The words of inputs."""
    return ", ".join(f"{name} = {one.amount.told()}" for name, one in found.items())
