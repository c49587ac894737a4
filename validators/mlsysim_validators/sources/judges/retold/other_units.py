"""One quantity stated twice with the same digits and another unit: "4-24 hours" and "4-24 days", 30 min and 30 hrs.

Numbers of one dimension seldom have the same digits and units that are far apart, unless they are of one thing: so
fewer words in common tell that they are than where the digits differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.judges.recaps.words import Weights
from mlsysim_validators.sources.judges.retold.pieces import Piece, Placed, shared_words, weights_of, words_beside
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block

_MOST = 24  # figures of the same digits that are held against each other
_CLOSEST, _FARTHEST = 2.0, 1100.0  # times that one unit is another: GiB are no slip for GB; seconds are none for years
_BITS_OF_A_BYTE = (7.5, 9.0)  # as many as there are devices of a node
_FIGURE = 4.0  # what another figure that both statements have weighs, besides words next to it
_WITH_NOTES, _ELSEWHERE, _ON_ONE_SLIDE = 4.0, 6.0, 8.0  # weight that is enough
_DEFINES = regex(r" ?(?:=|≈|is\b|are\b)")
_LABELS = ("bit", "bits")  # widths and formats


class Slip(NamedTuple):
    """Two figures with the same digits, of which one unit is wrong, and how many other places have each."""

    first: Piece
    mine: Placed
    second: Piece
    theirs: Placed
    support: tuple[int, int]


def slips(pieces: Sequence[Piece]) -> Iterator[Slip]:
    """The figures of statements of a document whose units contradict each other, each pair once."""
    by_digits: dict[tuple[str, float, float], list[tuple[Piece, Placed]]] = defaultdict(list)
    for piece in pieces:
        for placed in piece.figures if piece.single else ():
            figure = placed.figure
            if figure.kind and figure.last.units[0].symbol not in _LABELS and not _is_defined(placed):
                by_digits[figure.kind, figure.first.value, figure.last.value].append((piece, placed))
    apart = [
        alike[:_MOST]
        for alike in by_digits.values()
        if len(alike) > 1 and not _near(alike[0][1], *(placed for _, placed in alike[1:_MOST]))
    ]
    if apart:
        weights = weights_of(pieces)
        for alike in apart:
            yield from _of(alike, weights)


def _is_defined(placed: Placed) -> bool:
    """Whether a figure is one of a unit that is defined there: "1 TB = 10^12 bytes"."""
    figure = placed.figure
    return figure.last.value == 1 and _DEFINES.match(placed.text.text, figure.last.end) is not None


def _near(one: Placed, *others: Placed) -> bool:
    """Whether the units of figures are the same, or nearly so."""
    return all(_times(one, other) < _CLOSEST for other in others)


def _times(one: Placed, other: Placed) -> float:
    """How many times the larger of two units is the other."""
    factors = one.figure.factor, other.figure.factor
    return max(factors) / min(factors)


def _of(alike: Sequence[tuple[Piece, Placed]], weights: Weights) -> Iterator[Slip]:
    for place, (first, mine) in enumerate(alike):
        for second, theirs in alike[place + 1 :]:
            if _CLOSEST <= _times(mine, theirs) <= _FARTHEST and _is_one_thing(first, mine, second, theirs, weights):
                support = _support(mine, first.block, alike), _support(theirs, second.block, alike)
                if min(support) == 0:
                    yield Slip(first, mine, second, theirs, support)


def _support(placed: Placed, block: Block, alike: Sequence[tuple[Piece, Placed]]) -> int:
    """How many other texts have a figure in its unit, with a word next to it in common."""
    return len(
        {
            id(piece.block)
            for piece, other in alike
            if piece.block is not block and _near(placed, other) and words_beside(placed) & piece.words
        }
    )


def _is_one_thing(first: Piece, mine: Placed, second: Piece, theirs: Placed, weights: Weights) -> bool:
    """Whether the words next to two figures, and other figures, are enough in common where they stand."""
    if first.block is second.block or (mine.cell is not None and theirs.cell is not None):
        return False  # rows that go on, sizes of parts
    shared = shared_words(mine, theirs, first, second)
    if not shared or _says_both(first, theirs) or _says_both(second, mine):
        return False
    least = _least(first.block, second.block, _times(mine, theirs))
    apart = min(weights.of(words_beside(mine) - second.words), weights.of(words_beside(theirs) - first.words))
    common = any(
        not one.figure.is_setting and any(one.figure.prints(other.figure) for other in second.figures)
        for one in first.figures
    )
    return weights.of(shared) + _FIGURE * common - apart / 2 >= least


def _least(one: Block, other: Block, times: float) -> float:
    """The weight that is enough where two statements stand."""
    notes = (one.kind == "note") + (other.kind == "note")
    if (one.slide == other.slide and notes != 1) or _BITS_OF_A_BYTE[0] <= times <= _BITS_OF_A_BYTE[1]:
        return _ON_ONE_SLIDE
    return _ELSEWHERE if one.slide != other.slide else _WITH_NOTES


def _says_both(piece: Piece, other: Placed) -> bool:
    """Whether a statement has the other figure as well, and so tells them apart."""
    return any(one.figure.tells(other.figure) for one in piece.figures)
