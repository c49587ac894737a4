"""The statements of a document that hold a number: sentences, two in a row, short texts; rows and columns of tables."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mlsysim_validators.sources.judges.recaps.words import Weights, ordered_stems
from mlsysim_validators.sources.judges.restated import repeated_tables
from mlsysim_validators.sources.judges.retold.figures import Figure, figures
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell, Document, Text
from mlsysim_validators.sources.texts.sentences import ENDS

_COMPARED = regex(r"\b(?:than|vs|versus|against|compared)\b")
_PROSE = ("paragraph", "item", "note", "caption")
_BESIDE = 4  # words on either side of a number that say what it is
_LONGEST, _MOST_SENTENCES = 600, 5  # of a text that is taken as a whole
_FEW = 200  # statements; with fewer, a word of two of them is rare as well
_MOST_CELLS = 12  # of a row or a column that is one statement


class Placed(NamedTuple):
    """A figure where it stands, and the words next to it, up to the figures on either side.

    Where a figure comes at once, its key stands for the words of that side.
    """

    figure: Figure
    text: Text
    near: frozenset[str]
    cell: Cell | None = None

    @property
    def shown(self) -> str:
        """The figure as it is printed."""
        return self.text.text[self.figure.first.start : self.figure.last.end]


class Piece(NamedTuple):
    """A statement: its figures and its words; `single` if none of its text is in another one that is single."""

    block: Block
    figures: Sequence[Placed]
    words: frozenset[str]
    single: bool


def shared_words(mine: Placed, theirs: Placed, first: Piece, second: Piece) -> frozenset[str]:
    """The words, and the figures next to them, that tell what two figures are of, and that both have."""
    shared = mine.near & theirs.near
    if mine.cell is not None:
        shared |= mine.near & second.words
    if theirs.cell is not None:
        shared |= theirs.near & first.words
    return shared


def words_beside(placed: Placed) -> frozenset[str]:
    """The words next to a figure, without the figures next to it."""
    return frozenset(word for word in placed.near if " " not in word)


def weights_of(found: Sequence[Piece]) -> Weights:
    """How rare the words and figures of statements are."""
    said = (piece.words | {one.figure.key for one in piece.figures} for piece in found if piece.single)
    return Weights(list(said), _FEW)


def pieces(document: Document) -> Iterator[Piece]:
    """The statements of a document, in order."""
    runs = repeated_tables.of_runs(document)
    for block in document.blocks:
        if block.kind in _PROSE:
            yield from _of_prose(block)
        elif block.kind == "table" and id(block) not in runs:
            yield from _of_table(block)


def _of_prose(block: Block) -> Iterator[Piece]:
    text = block.text.text
    found = list(figures(text))
    if not found:
        return
    starts = [one.first.start for one in found]
    cuts = [0, *(match.end() for match in ENDS.finditer(text)), len(text)]
    sentences = [(start, end) for start, end in pairwise(cuts) if end > start]
    spans = [(one[0], two[1]) for one, two in pairwise(sentences)]
    if 2 < len(sentences) <= _MOST_SENTENCES and len(text) <= _LONGEST:
        spans.append((0, len(text)))
    for place, (start, end) in enumerate([*sentences, *spans]):
        first, behind = (bisect_left(starts, edge) for edge in (start, end))
        inside = found[first:behind]
        if inside:
            placed, words = _placed(block.text, inside, start, end)
            yield Piece(block, placed, words, place < len(sentences))


def _placed(text: Text, inside: Sequence[Figure], start: int, end: int) -> tuple[list[Placed], frozenset[str]]:
    """The figures between two places of a text with the words around each, and all words."""
    edges = [start, *(edge for one in inside for edge in (one.first.start, one.last.end)), end]
    between = [text.text[edges[place] : edges[place + 1]] for place in range(0, len(edges), 2)]
    gaps = [ordered_stems(gap) for gap in between]
    keys = ["", *(one.key for one in inside), ""]
    # What a number is compared with is not what it is of: "0.04 kWh, less than a kettle".
    parts = [_COMPARED.split(gap) for gap in between]
    before = [ordered_stems(part[-1]) if part[1:] else gap for part, gap in zip(parts, gaps, strict=True)]
    behind = [ordered_stems(part[0]) if part[1:] else gap for part, gap in zip(parts, gaps, strict=True)]
    placed = [
        Placed(
            one,
            text,
            frozenset(before[place][-_BESIDE:] or (keys[place],) * (place > 0 and not gaps[place]))
            | frozenset(
                behind[place + 1][:_BESIDE] or (keys[place + 2],) * (place + 1 < len(inside) and not gaps[place + 1])
            ),
        )
        for place, one in enumerate(inside)
    ]
    return placed, frozenset(word for gap in gaps for word in gap)


def _of_table(block: Block) -> Iterator[Piece]:
    """The rows and columns of a table, each a statement: its cells, with the words of their labels and headers."""
    headers = {cell.column: cell.text.text for row in block.rows[: block.header_rows] for cell in row}
    rows = block.rows[block.header_rows :]
    by_row: dict[int, list[Placed]] = defaultdict(list)
    by_column: dict[int, list[Placed]] = defaultdict(list)
    for row in rows:
        for cell in row:
            for one in _of_cell(row[0], cell, headers.get(cell.column, "")) if cell.column else ():
                by_row[cell.row].append(one)
                by_column[cell.column].append(one)
    labels = {row[0].row: row[0].text.text for row in reversed(rows) if row}
    for number in sorted(by_row):
        inside = by_row[number]
        if len(inside) <= _MOST_CELLS:
            yield Piece(block, inside, frozenset(ordered_stems(labels.get(number, ""))), single=True)
    for column, header in headers.items():
        inside = by_column.get(column, [])
        if 1 < len(inside) <= _MOST_CELLS:
            yield Piece(block, inside, frozenset(ordered_stems(header)), single=False)


def _of_cell(label: Cell, cell: Cell, header: str) -> Iterator[Placed]:
    for one in figures(cell.text.text):
        before = ordered_stems(label.text.text)[-_BESIDE:] + ordered_stems(cell.text.text[: one.first.start])
        behind = ordered_stems(cell.text.text[one.last.end :]) + ordered_stems(header)
        yield Placed(one, cell.text, frozenset(before[-_BESIDE:] + behind[:_BESIDE]), cell)
