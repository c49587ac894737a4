"""The statements of a document that hold a number: sentences, short texts as a whole, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mlsysim_validators.sources.documents import Block, Document, Text
from mlsysim_validators.sources.judges.recaps.words import ordered_stems
from mlsysim_validators.sources.judges.retold.figures import Figure, figures
from mlsysim_validators.sources.sentences import ENDS

_PROSE = ("paragraph", "item", "note", "caption")
_BESIDE = 4  # words on either side of a number that say what it is
_LONGEST, _MOST_SENTENCES = 600, 5  # of a text that is taken as a whole


class Placed(NamedTuple):
    """A figure where it stands, and the words next to it, up to the figures on either side."""

    figure: Figure
    text: Text
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def near(self) -> frozenset[str]:
        """The words on both sides."""
        return frozenset(self.left + self.right)

    @property
    def shown(self) -> str:
        """The figure as it is printed."""
        return self.text.text[self.figure.first.start : self.figure.last.end]


class Piece:
    """A statement: its figures and its words."""

    def __init__(self, block: Block, figures: Sequence[Placed], words: frozenset[str]) -> None:
        self.block = block
        self.figures = figures
        self.words = words


def pieces(document: Document) -> Iterator[Piece]:
    """The statements of a document, in order."""
    for block in document.blocks:
        if block.kind in _PROSE:
            yield from _of_prose(block)


def _of_prose(block: Block) -> Iterator[Piece]:
    text = block.text.text
    found = list(figures(text))
    if not found:
        return
    cuts = [0, *(match.end() for match in ENDS.finditer(text)), len(text)]
    spans = [(start, end) for start, end in pairwise(cuts) if end > start]
    if 1 < len(spans) <= _MOST_SENTENCES and len(text) <= _LONGEST:
        spans.append((0, len(text)))
    for start, end in spans:
        inside = [one for one in found if start <= one.first.start < end]
        if inside:
            yield _piece(block, inside, start, end)


def _piece(block: Block, inside: Sequence[Figure], start: int, end: int) -> Piece:
    text = block.text.text
    edges = [start, *(edge for one in inside for edge in (one.first.start, one.last.end)), end]
    gaps = [ordered_stems(text[edges[place] : edges[place + 1]]) for place in range(0, len(edges), 2)]
    placed = [
        Placed(one, block.text, gaps[place][-_BESIDE:], gaps[place + 1][:_BESIDE]) for place, one in enumerate(inside)
    ]
    return Piece(block, placed, frozenset(word for gap in gaps for word in gap))
