"""Differences and relative changes of two percentages: "92% | 84% | 8 pts", "26.2% → 15.3%, 42% relative".

Between two percentages a difference is told in points, and a change relative to the first in per cent. What stands
for one of them where the other is meant (8.7 points for 8 of 92, 15.3 of 26.2 for the change) is the slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, plain_number, readings
from mlsysim_registry.units.vocabulary import DIMENSIONLESS
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.tables import TableView

_POINT = r"(?:pts?\.?|pp|p\.p\.|(?:percentage )?points?)"
_CELL = regex(rf"[-+−–~≈]? ?(?P<number>\d+(?:\.\d+)?) ?{_POINT}")
_SAID = regex(rf"(?<![\w.\-–])(?P<number>\d+(?:\.\d+)?)(?: |-){_POINT}(?!\w)")
_RELATIVE = regex(r" relative\b| (?:improvement|reduction|increase|decrease|drop|gain), relative")
_JOINED = regex(r" ?(?:→|->|to|against|vs\.?|versus) ?(?:only |just )?[~≈]?")
_POINTS = Unit("points", 1.0, DIMENSIONLESS)
_BETWEEN = 40
_LONGEST = 40


class _Two(NamedTuple):
    """Two percentages, the first one first."""

    first: Reading
    second: Reading

    @property
    def difference(self) -> float:
        return abs(self.first.value - self.second.value)

    @property
    def room(self) -> float:
        return 0.5 * (self.first.resolution + self.second.resolution)

    @property
    def relative(self) -> float:
        """The change in per cent of the first."""
        return 100 * self.difference / self.first.value

    @property
    def words(self) -> str:
        return f"{self.first.text} against {self.second.text}"


def judge(slide: Slide, claims: list[Claim]) -> Iterator[Claim]:
    """Decide what a slide tells of two percentages; the points, which were no claims before, are handed back."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind == "table":
            yield from _in_table(slide, index, block)
        elif block.kind not in ("listing", "math"):
            yield from _in_text(slide, index, block)
    for claim in claims:
        _judge_relative(claim)


def _in_table(slide: Slide, index: int, block: Block) -> Iterator[Claim]:
    for row in block.rows[block.header_rows :]:
        told = [(cell, match) for cell in row if (match := _CELL.fullmatch(cell.text.text.strip())) is not None]
        percents = [one for cell in row if (one := _percentage(cell)) is not None]
        if len(told) != 1 or len(percents) != 2:
            continue
        cell, match = told[0]
        start = cell.text.text.index(match["number"])
        number = plain_number(match["number"], start)._replace(units=(_POINTS,))
        stated = Stated(number, cell.text, block, index, cell, TableView(block))
        claim = Claim(slide.document, stated, "derived", field="points")
        _decide(claim, _Two(*percents))
        yield claim


def _percentage(cell: Cell) -> Reading | None:
    """The percentage that a cell states, and nothing else."""
    text = cell.text.text.strip()
    found = readings(text) if "%" in text and len(text) <= _LONGEST else []
    alone = len(found) == 1 and found[0].text == text and found[0].units[0].symbol == "%"
    return found[0] if alone and found[0].one_value else None


def _in_text(slide: Slide, index: int, block: Block) -> Iterator[Claim]:
    """Points right behind two percentages that the text joins: "92% → 84%: 8 points"."""
    text = block.text.text
    for match in _SAID.finditer(text) if "%" in text else ():
        two = _joined(text, match.start())
        if two is None:
            continue
        number = plain_number(match["number"], match.start("number"))._replace(units=(_POINTS,))
        claim = Claim(slide.document, Stated(number, block.text, block, index), "derived", field="points")
        _decide(claim, two)
        yield claim


def _joined(text: str, place: int) -> _Two | None:
    """The last two percentages before a place, where the text joins them and no other number stands between."""
    begin = max(text.rfind(mark, 0, place) for mark in (". ", "; ", "\n"))
    found = readings(text[max(0, begin) : place])[-2:]
    if len(found) != 2 or any(one.units[0].symbol != "%" or not one.one_value for one in found):
        return None
    clause = text[max(0, begin) : place]
    near = len(clause) - found[1].end <= _BETWEEN
    return _Two(*found) if near and _JOINED.fullmatch(clause[found[0].end : found[1].start]) else None


def _decide(claim: Claim, two: _Two) -> None:
    value, own = claim.reading.value, 0.5 * claim.reading.resolution + 1e-9
    exactly = abs(value - two.difference) <= own
    relative = not exactly and abs(value - two.relative) <= own
    if exactly or (abs(value - two.difference) <= own + two.room and not relative):
        claim.decide("match", working=two.words)
        return
    slip = "; that is the change in per cent of the first" if relative else ""
    claim.expected = Expected(two.difference, f"{two.difference:.3g} points")
    told = f"{two.words} differ by {two.difference:.3g} points{slip}"
    claim.decide("mismatch", told, rule="ratio", hint=f"write {two.difference:.3g} points", working=two.words)


def _judge_relative(claim: Claim) -> None:
    """A percentage that is called relative, behind two that it is the change of."""
    reading, text = claim.reading, claim.stated.text.text
    if claim.verdict != "unresolved" or claim.stated.cell is not None or reading.units[0].symbol != "%":
        return
    two = _joined(text, reading.start) if _RELATIVE.match(text, reading.end) else None
    if two is None or not reading.one_value or not two.first.value:
        return
    claim.kind, claim.field, claim.unit = "derived", "ratio", reading.units[0]
    low, high = (100 * (two.difference + sign * two.room) / two.first.value for sign in (-1, 1))
    if low - 0.5 * reading.resolution <= reading.value <= high + 0.5 * reading.resolution:
        claim.decide("match", working=two.words)
        return
    claim.expected = Expected(two.relative / 100, f"{two.relative:.3g}%")
    told = f"{two.words} is a relative change of {two.relative:.3g}%"
    claim.decide("mismatch", told, rule="ratio", hint=f"write {two.relative:.3g}%", working=two.words)
