"""Which of two numbers that contradict each other is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units import parse_unit
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated, by_place
from mlsysim_validators.sources.judges.retold.pieces import Placed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

_TIME = str(parse_unit("s").dimension)
_COUNTS = regex(r"(?<![\d.,])(?P<some>\d{1,9}) ?(?:/|of|out of) ?(?P<all>\d{1,9}) ?[(=,:≈~ ]{1,3}$")
_OPEN = ("unresolved", "ignored")
_AROUND = 60
# What the audience does, and for how long.
_OF_THE_TALK = AnyCase(
    r"\b(?:talk|discuss\w*|pairs?|students?|vote|votes|voting|write|writing|pause|wait|give|giving|allow|spend|present\w*|"
    r"think|exercise|activity|debrief|poll|minutes? each|slide)\b"
)


class Side(NamedTuple):
    """One of two figures that contradict each other, and how many other places have it."""

    block: Block
    placed: Placed
    support: int


class Known:
    """The claims of a document by where they stand."""

    def __init__(self, document: Document, claims: Sequence[Claim]) -> None:
        self._claims = by_place(claims)
        self.places = {id(block): place for place, block in enumerate(document.blocks)}

    def of(self, placed: Placed, reading: Reading) -> Claim | None:
        """The claim that was made of a figure, or of one of its ends."""
        return self._claims.get((id(placed.text), reading.start)) or self._claims.get(
            (id(placed.text), placed.figure.first.start)
        )

    def add(self, claim: Claim) -> Claim:
        """Keep a claim that was made of a number without one."""
        self._claims[claim.place] = claim
        return claim


def decide(document: Document, sides: tuple[Side, Side], known: Known, told: str = "") -> Iterator[Claim]:
    """Tell of the one that stands alone, else of the later one; of none that is proven or told already.

    Gives a claim for a number that had none. `told` is what is wrong, if not that one of two is.
    """
    pairs = [(side, other) for side, other in (sides[::-1], sides)]
    claims = {id(side): known.of(side.placed, _end(side.placed, other.placed)) for side, other in pairs}
    opened = {id(side): _is_open(side, claims[id(side)]) for side in sides}
    if any(not opened[id(side)] and _is_settled(claims[id(side)]) for side in sides) or any(map(_is_counted, sides)):
        return
    found = min((pair for pair in pairs if opened[id(pair[0])]), key=lambda pair: pair[0].support, default=None)
    if found is None:
        return
    wrong, right = found[0], found[1].placed
    claim = claims[id(wrong)]
    if claim is None:
        stated = Stated(_end(wrong.placed, right), wrong.placed.text, wrong.block, known.places[id(wrong.block)])
        claim = known.add(Claim(document, stated, "derived", unit=ONE))
        yield claim
    line, _ = document.position(right.text.source_offset(right.figure.first.start))
    told = told or "in the same words: one of the two is wrong"
    claim.tell_changed("retold", f"line {line} has {right.shown} {told}", f"write one of the two: {right.shown}?")


def _is_counted(side: Side) -> bool:
    """Whether a percentage stands behind the two counts that give it: "6/90 (7%)"."""
    reading, text = side.placed.figure.first, side.placed.text.text
    counts = _COUNTS.search(text, max(0, reading.start - _AROUND), reading.start)
    if counts is None or reading.units[0].symbol != "%" or not float(counts["all"]):
        return False
    return abs(100 * float(counts["some"]) / float(counts["all"]) - reading.value) <= reading.resolution


def _is_settled(claim: Claim | None) -> bool:
    return claim is None or claim.verdict in FINDINGS


def _end(wrong: Placed, right: Placed) -> Reading:
    """The end of a range that is to be told: the last one where the first ones are alike."""
    figure, other = wrong.figure, right.figure
    return figure.last if figure.is_range and figure.first.value == other.first.value else figure.first


def _is_open(side: Side, claim: Claim | None) -> bool:
    """Whether nothing proves a figure, and it is no label (as those with a unit are of which no claim was made)."""
    if claim is not None:
        return claim.verdict in _OPEN
    return side.placed.figure.is_bare or _is_said_of_the_matter(side)


def _is_said_of_the_matter(side: Side) -> bool:
    """Whether a time in notes, of which no claim is made, is of the matter rather than of the talk."""
    placed = side.placed
    text, figure = placed.text.text, placed.figure
    if figure.kind != _TIME or side.block.kind != "note":
        return False
    around = text[max(0, figure.first.start - _AROUND) : figure.last.end + _AROUND]
    bracketed = text[max(0, figure.first.start - 1) : figure.first.start] in ("[", "(")
    return not bracketed and _OF_THE_TALK.search(around) is None
