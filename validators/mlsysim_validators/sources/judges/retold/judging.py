"""Two statements that say the same of the same thing with two numbers: one of the two is wrong.

Words alone do not tell that (tables, sections and lists say like things of unlike ones). Held against each other are a
slide and its notes, and a note or a slide that retells with other slides. For two numbers speak the rare words next to
both, the other numbers that both statements have, and that one of the two is repeated elsewhere; against them the words
next to one that the other statement lacks. How much is asked for is a matter of the place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from mlsysim_registry.units import parse_unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recaps.judging import is_recap
from mlsysim_validators.sources.judges.recaps.words import is_code
from mlsysim_validators.sources.judges.retold.cited import cited
from mlsysim_validators.sources.judges.retold.deciding import Known, Side, decide
from mlsysim_validators.sources.judges.retold.other_units import slips
from mlsysim_validators.sources.judges.retold.pieces import (
    Piece,
    Placed,
    pieces,
    shared_words,
    weights_of,
    words_beside,
)
from mlsysim_validators.sources.texts.documents import Block, Document

_MOST = 4000  # statements of a document
_MOST_ALIKE = 30  # statements that a word is in, and still leads from one to another
_MOST_ON_SLIDE = 200  # statements
_MOST_RIVALS = 1
_FIGURE = 4.0  # what a figure that both have weighs, besides words next to it
_LEAST_NEAR, _LEAST_NEAR_ALONE = 5.0, 10.0  # weight of the words next to both figures, between two slides
_RANGE = 2.0  # what it weighs that both are ranges
_MOST_SUPPORT = 3  # what places weigh that have one of the two as well, the first one apart
_MUCH_MORE = 4
_BASE = "× 1 1"  # what others are compared with
_TIME = str(parse_unit("s").dimension)
# Weights of the words next to both figures, and shares of the shorter statement, that are enough together.
_WHOLE = (5.0, 0.9)  # where one statement is in the other, but for the number
_ON_ONE_SLIDE = ((8.0, 0.7), (9.0, 0.5))
_IN_RECAP, _IN_TABLE_AND_RECAP = ((7.0, 0.8), (8.0, 0.6)), ((9.0, 0.5),)
_ELSEWHERE = ((12.0, 0.8),)
_LEAST_ALIKE = 0.5  # the least of these shares
_ANOTHER_UNIT = "with the same digits and another unit: one of the two is wrong"
_REST = AnyCase(r"\b(?:extra|additional|remaining|further|another|leftover)\W*$")
_REACHED = AnyCase(r"effective|measured|achiev|sustain|\busable|realistic|attain|in practice|observed")
_RIGHT_BEFORE = 16
_RETELLING = AnyCase(r"\bfallac|\bpitfall|\bmisconception|\bobjectives\b|\breview\b|\bself-?check")


class _Pair(NamedTuple):
    """Two figures of two statements, and what the statements have in common.

    `near` and `apart` are weights: of the words next to both figures (of a cell: those of its row and column that the
    other statement has), and of those next to one that the other statement lacks, of the side with the fewer.
    """

    mine: Placed
    theirs: Placed
    first: Piece
    second: Piece
    common: int  # other figures
    alike: float  # of all that the shorter one says
    near: float
    apart: float


class _Retold:
    """The statements of a document, held against each other."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.pieces = found
        self._said = [piece.words | {one.figure.key for one in piece.figures} for piece in found]
        self.weights = weights_of(found)
        self._kinds = [frozenset(one.figure.kind for one in piece.figures) for piece in found]
        self._codes = [frozenset(filter(is_code, piece.words)) for piece in found]
        self._near = [frozenset().union(*(one.near for one in piece.figures)) for piece in found]
        self._in_block: dict[int, list[Placed]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, piece in enumerate(found):
            self._in_block[id(piece.block)].extend(piece.figures)
            for word in piece.words:
                self._by_word[word].append(place)
        self._figures = [self.weights.of(one.figure.key for one in piece.figures) for piece in found]
        self._least = [  # what a statement says besides one of its figures
            self.weights.of(said) - max((self.weights.of((one.figure.key,)) for one in piece.figures), default=0.0)
            for said, piece in zip(self._said, found, strict=True)
        ]
        self._supported: dict[tuple[int, int, int], int] = {}

    def pairs(self) -> Iterator[_Pair]:
        """The figures of two statements that contradict each other."""
        for one, two in self._candidates():
            yield from self._of(one, two)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Statements of a slide and of its notes, and those of a recap and of elsewhere that have a rare word.

        Only those that have figures of one kind.
        """
        kinds = self._kinds
        retelling = [_retells(piece.block) for piece in self.pieces]
        by_word, by_slide = self._by_word, defaultdict[int, list[int]](list)
        for place, piece in enumerate(self.pieces):
            by_slide[piece.block.slide].append(place)
        rare = {word: places for word, places in by_word.items() if 1 < len(places) <= _MOST_ALIKE}
        apart = [told or piece.block.kind == "note" for told, piece in zip(retelling, self.pieces, strict=True)]
        retold = {word: some for word, places in rare.items() if (some := [one for one in places if apart[one]])}
        for place, piece in enumerate(self.pieces):
            known = rare if apart[place] else retold
            told = {two for word in piece.words for two in known.get(word, ())}
            told.update(by_slide[piece.block.slide][:_MOST_ON_SLIDE])
            for two in sorted(two for two in told if two > place and not kinds[two].isdisjoint(kinds[place])):
                other = self.pieces[two]
                if other.block is piece.block:
                    continue
                notes = (other.block.kind == "note") + (piece.block.kind == "note")
                far = other.block.slide != piece.block.slide
                if notes == 1 or (far and (retelling[place] or retelling[two])):
                    yield place, two

    def _of(self, one: int, two: int) -> Iterator[_Pair]:
        first, second = self.pieces[one], self.pieces[two]
        if not self._may_share(one, two):
            return
        words = self.weights.of(first.words & second.words)
        most = words + self._figures[one]
        if most < _LEAST_ALIKE * min(self._least[one], self._least[two]):  # whatever figures they have in common
            return
        if self._codes[one] - second.words and self._codes[two] - first.words:
            return
        left, over = _said_by_one(first, second)
        kinds = Counter(placed.figure.kind for placed in (*left, *over))
        apart = [
            (mine, theirs, shared)
            for mine in left
            for theirs in over
            if mine.figure.contradicts(theirs.figure)
            and kinds[mine.figure.kind] - 2 <= _MOST_RIVALS
            and (shared := shared_words(mine, theirs, first, second))
        ]
        if not apart:
            return
        common = [mine for mine in first.figures if any(mine.figure.prints(one.figure) for one in second.figures)]
        weight = words + self.weights.of(one.figure.key for one in common)
        one_slide = first.block.slide == second.block.slide
        for mine, theirs, shared in apart:
            rest = [
                self.weights.of(self._said[place] - {figure.key})
                for place, figure in ((one, mine.figure), (two, theirs.figure))
            ]
            alone = min(
                self.weights.of(words_beside(mine) - second.words), self.weights.of(words_beside(theirs) - first.words)
            )
            count = len(common) + (one_slide and mine.figure.shares_end(theirs.figure))
            alike = weight / max(min(rest), 1.0)
            yield _Pair(mine, theirs, first, second, count, alike, self.weights.of(shared), alone)

    def _may_share(self, one: int, two: int) -> bool:
        """Whether any words next to figures may be shared: what most pairs fail, before what costs more."""
        near, other = self._near[one], self._near[two]
        alike = not near.isdisjoint(other) or not near.isdisjoint(self.pieces[two].words)
        return alike or not other.isdisjoint(self.pieces[one].words)

    def says_both(self, pair: _Pair) -> bool:
        """Whether the text around one of two figures states the other as well, and so tells them apart."""
        return any(
            one.figure.tells(other.figure)
            for piece, other in ((pair.first, pair.theirs), (pair.second, pair.mine))
            for one in self._in_block[id(piece.block)]
        )

    def support(self, piece: Piece, placed: Placed) -> int:
        """How many other blocks give a figure with some of the words that stand next to it."""
        key = id(piece.block), id(placed.text), placed.figure.first.start
        if key not in self._supported:
            self._supported[key] = len({id(other.block) for other in self._with_words_of(piece, placed)})
        return self._supported[key]

    def _with_words_of(self, piece: Piece, placed: Placed) -> Iterator[Piece]:
        """The statements of other blocks that give a figure with two of the words next to it, or its only one."""
        met = Counter(place for word in placed.near for place in self._by_word.get(word, ()))
        for place, words in met.items():
            other = self.pieces[place]
            alike = words >= min(2, len(placed.near)) and other.block is not piece.block
            if alike and any(placed.figure.prints(one.figure) for one in other.figures):
                yield other


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide one of two numbers that contradict each other; gives claims for those that had none."""
    found = list(islice(pieces(document), _MOST + 1))
    if len(found) > _MOST:
        told = f"more than {_MOST} statements: only the first were held against each other"
        document.bounded(told, document.blocks[-1].text.source_offset(0))
        found = found[:_MOST]
    made: list[Claim] = []
    for slip in slips(found):
        one, two = (
            Side(slip.first.block, slip.mine, slip.support[0]),
            Side(slip.second.block, slip.theirs, slip.support[1]),
        )
        made.extend(decide(document, (one, two), Known(document, [*claims, *made]), _ANOTHER_UNIT))
    if not any(block.kind == "note" or _retells(block) for block in document.blocks):
        return made
    retold = _Retold(found)
    made.extend(cited(document, found, [*claims, *made]))
    known = Known(document, [*claims, *made])
    for pair in retold.pairs():
        if not _may_be_one_statement(pair) or retold.says_both(pair):
            continue
        support = retold.support(pair.first, pair.mine), retold.support(pair.second, pair.theirs)
        if _is_one_statement(pair, support):
            sides = Side(pair.first.block, pair.mine, support[0]), Side(pair.second.block, pair.theirs, support[1])
            made.extend(decide(document, sides, known))
    return made


def _said_by_one(first: Piece, second: Piece) -> tuple[list[Placed], list[Placed]]:
    """The figures of each of two statements that the other one does not state."""
    told = [
        (id(mine), id(theirs))
        for mine in first.figures
        for theirs in second.figures
        if mine.figure.kind == theirs.figure.kind and mine.figure.says(theirs.figure)
    ]
    stated = {side for both in told for side in both}
    left, over = ([one for one in piece.figures if id(one) not in stated] for piece in (first, second))
    return left, over


def _may_be_one_statement(pair: _Pair) -> bool:
    """Whether two figures may be of one thing, whatever is said elsewhere."""
    figure = pair.mine.figure
    tells = figure.kind or figure.is_range or figure.limits_like(pair.theirs.figure)
    if not tells or _BASE in (figure.key, pair.theirs.figure.key):
        return False
    if any(map(is_code, pair.mine.near - pair.theirs.near)) and any(map(is_code, pair.theirs.near - pair.mine.near)):
        return False
    if _is_reached(pair.mine) != _is_reached(pair.theirs):  # "160 GB/s effective", of 256 GB/s
        return False
    # "3.2× the compute", "the extra 1.5× of compute" are not one
    return _has_evidence(pair, _MOST_SUPPORT) and _is_a_rest(pair.mine) == _is_a_rest(pair.theirs)


def _is_reached(placed: Placed) -> bool:
    """Whether a figure is what is reached of another, by the words next to it."""
    text, first, last = placed.text.text, placed.figure.first.start, placed.figure.last.end
    beside = f"{text[max(0, first - _RIGHT_BEFORE) : first]} {text[last : last + _RIGHT_BEFORE]}"
    return _REACHED.search(beside) is not None


def _is_a_rest(placed: Placed) -> bool:
    """Whether a figure is what there is besides, by the word right before it."""
    start = placed.figure.first.start
    return _REST.search(placed.text.text[max(0, start - _RIGHT_BEFORE) : start]) is not None


def _is_one_statement(pair: _Pair, support: tuple[int, int]) -> bool:
    """Whether two figures are of one thing, by what is said beside them and elsewhere."""
    if _both_stand(support) or not _may_be_far(pair, support):
        return False
    return _has_evidence(pair, min(max(abs(support[0] - support[1]) - 1, 0), _MOST_SUPPORT))


def _has_evidence(pair: _Pair, elsewhere: float) -> bool:
    """Whether the words and figures in common, and what is said elsewhere, tell enough where two statements stand."""
    one_slide = pair.first.block.slide == pair.second.block.slide
    evidence = pair.near + _FIGURE * pair.common - pair.apart + elsewhere
    evidence += _RANGE * (one_slide and pair.mine.figure.is_range)
    return any(evidence >= least and pair.alike >= alike for least, alike in _asked(pair))


def _both_stand(support: tuple[int, int]) -> bool:
    """Whether both of two figures are repeated elsewhere, and neither much more often."""
    return min(support) > 0 and max(support) < _MUCH_MORE * min(support)


def _may_be_far(pair: _Pair, support: tuple[int, int]) -> bool:
    """Whether words alone, or another figure besides, tell enough where two statements are apart, or one is a cell."""
    blocks = (pair.first.block, pair.second.block)
    if blocks[0].slide != blocks[1].slide:
        spoken = pair.mine.figure.kind == _TIME and any(block.kind == "note" for block in blocks)
        alone = pair.common > 0 or any(support) or not (spoken or pair.mine.figure.is_bare)
        return pair.near >= _LEAST_NEAR and alone  # "60 seconds, then compare"
    in_table = pair.mine.cell is not None or pair.theirs.cell is not None
    return not in_table or pair.common > 0 or not pair.apart


def _asked(pair: _Pair) -> tuple[tuple[float, float], ...]:
    """The evidence, and the share of the shorter statement, that is asked for where two statements stand."""
    blocks = (pair.first.block, pair.second.block)
    in_table = pair.mine.cell is not None or pair.theirs.cell is not None
    if blocks[0].slide == blocks[1].slide:
        shared = len(pair.first.words & pair.second.words) + pair.common + pair.mine.figure.is_range
        return (_WHOLE, *_ON_ONE_SLIDE) if shared > 1 else _ON_ONE_SLIDE
    if any(map(_retells, blocks)):
        return _IN_TABLE_AND_RECAP if in_table else _IN_RECAP
    if in_table:
        return ()
    return _ELSEWHERE


def _retells(block: Block) -> bool:
    """Whether a slide tells again what others told."""
    return is_recap(block) or _RETELLING.search(block.title) is not None
