"""Two statements that say the same of the same thing with two numbers: one of the two is wrong.

Words alone do not tell that (tables, sections and lists say like things of unlike ones). Told is what a slide and its
notes say, or a recap and another slide, where the words next to both numbers, and most of the words and all the other
numbers of the shorter statement, are the same, no word of both sides sets them apart, and not both numbers are
repeated elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated
from mlsysim_validators.sources.documents import Block, Document
from mlsysim_validators.sources.judges.recaps.judging import is_recap
from mlsysim_validators.sources.judges.recaps.words import Weights, is_code
from mlsysim_validators.sources.judges.retold.pieces import Piece, Placed, pieces

_MOST = 4000  # statements of a document
_FEW = 200  # with fewer, a word of two of them is rare as well
_MOST_ALIKE = 30  # statements that a word is in, and still leads from one to another
_MOST_RIVALS = 1
_LEAST_NEAR, _LEAST_ALIKE = 5.0, 0.5  # on one slide; a figure that both have is as good as a word
_LEAST_FAR, _LEAST_NEAR_ALONE = 0.6, 12.0  # between two


class _Pair(NamedTuple):
    """Two figures of two statements, and what the statements have in common."""

    mine: Placed
    theirs: Placed
    first: Piece
    second: Piece
    common: int  # other figures
    alike: float  # of all that the shorter one says
    near: float  # weight of the words next to both figures


class _Retold:
    """The statements of a document, held against each other."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.pieces = found
        self.weights = Weights([piece.words for piece in found], _FEW)
        self._in_block: dict[int, list[Placed]] = defaultdict(list)
        for piece in found:
            self._in_block[id(piece.block)].extend(piece.figures)
        self._figures = Weights([frozenset(str(one.figure.key) for one in piece.figures) for piece in found], _FEW)
        self._total = [self.weights.of(piece.words) + self._rarity(piece.figures) for piece in found]

    def _rarity(self, placed: Sequence[Placed]) -> float:
        return self._figures.of(str(one.figure.key) for one in placed)

    def pairs(self) -> Iterator[_Pair]:
        """The figures of two statements that contradict each other."""
        for one, two in self._candidates():
            yield from self._of(one, two)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Statements of a slide and of its notes, and those of a recap and of elsewhere that have a rare word."""
        recap = [is_recap(piece.block) for piece in self.pieces]
        by_word: dict[str, list[int]] = defaultdict(list)
        for place, piece in enumerate(self.pieces):
            for word in piece.words:
                by_word[word].append(place)
        for place, piece in enumerate(self.pieces):
            told = {two for word in piece.words for two in by_word[word] if len(by_word[word]) <= _MOST_ALIKE}
            for two in sorted(told):
                other = self.pieces[two]
                if two <= place or other.block is piece.block:
                    continue
                one_slide = other.block.slide == piece.block.slide
                notes = (other.block.kind == "note") + (piece.block.kind == "note")
                if (one_slide and notes == 1) or (not one_slide and (notes or recap[place] or recap[two])):
                    yield place, two

    def _of(self, one: int, two: int) -> Iterator[_Pair]:
        first, second = self.pieces[one], self.pieces[two]
        if any(map(is_code, first.words - second.words)) and any(map(is_code, second.words - first.words)):
            return
        shared = [
            (mine, theirs) for mine in first.figures for theirs in second.figures if mine.figure.says(theirs.figure)
        ]
        said, told = {id(mine) for mine, _ in shared}, {id(theirs) for _, theirs in shared}
        left = [mine for mine in first.figures if id(mine) not in said]
        over = [theirs for theirs in second.figures if id(theirs) not in told]
        common = [mine for mine in first.figures if id(mine) in said]
        weight = self.weights.of(first.words & second.words) + self._rarity(common)
        alike = weight / max(min(self._total[one], self._total[two]), 1.0)
        if alike < _LEAST_ALIKE:
            return
        for mine in left:
            for theirs in over:
                kind = mine.figure.kind
                rivals = sum(other.figure.kind == kind for other in (*left, *over)) - 2
                if mine.figure.contradicts(theirs.figure) and rivals <= _MOST_RIVALS and _touch(mine, theirs):
                    near = self.weights.of(mine.near & theirs.near)
                    yield _Pair(mine, theirs, first, second, len(common), alike, near)

    def says_both(self, pair: _Pair) -> bool:
        """Whether the text around one of two figures states the other as well, and so tells them apart."""
        return any(
            one.figure.prints(other.figure)
            for piece, other in ((pair.first, pair.theirs), (pair.second, pair.mine))
            for one in self._in_block[id(piece.block)]
        )

    def support(self, piece: Piece, placed: Placed) -> int:
        """How many other blocks give a figure with some of the words that stand next to it."""
        wanted = min(2, len(placed.near))
        return len(
            {
                id(other.block)
                for other in self.pieces
                if other.block is not piece.block
                and len(placed.near & other.words) >= max(wanted, 1)
                and any(placed.figure.prints(one.figure) for one in other.figures)
            }
        )


class _Known:
    """The claims of a document by where they stand."""

    def __init__(self, document: Document, claims: Sequence[Claim]) -> None:
        self._claims = {(id(claim.stated.text), claim.reading.start): claim for claim in claims}
        self.places = {id(block): place for place, block in enumerate(document.blocks)}

    def of(self, placed: Placed) -> Claim | None:
        """The claim that was made of a figure."""
        return self._claims.get((id(placed.text), placed.figure.first.start))

    def add(self, claim: Claim) -> Claim:
        """Keep a claim that was made of a number without one."""
        self._claims[id(claim.stated.text), claim.reading.start] = claim
        return claim


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide one of two numbers that contradict each other; gives claims for those that had none."""
    if not any(block.kind == "note" or is_recap(block) for block in document.blocks):
        return []
    found: list[Piece] = []
    for piece in pieces(document):
        if len(found) == _MOST:
            told = f"more than {_MOST} statements: only the first were held against each other"
            document.bounded(told, document.blocks[-1].text.source_offset(0))
            break
        found.append(piece)
    retold = _Retold(found)
    known = _Known(document, claims)
    made: list[Claim] = []
    for pair in retold.pairs():
        if retold.says_both(pair):
            continue
        support = retold.support(pair.first, pair.mine), retold.support(pair.second, pair.theirs)
        if _is_one_statement(pair, support):
            made.extend(_decide(document, pair, support, known))
    return made


def _touch(mine: Placed, theirs: Placed) -> bool:
    """Whether the word right before both figures is the same, or that right behind them."""
    before = bool(mine.left) and mine.left[-1:] == theirs.left[-1:]
    return before or (bool(mine.right) and mine.right[:1] == theirs.right[:1])


def _is_one_statement(pair: _Pair, support: tuple[int, int]) -> bool:
    figure = pair.mine.figure
    if pair.near + pair.common < _LEAST_NEAR or all(support) or figure.counts_nothing:
        return False
    apart = pair.mine.near - pair.second.words and pair.theirs.near - pair.first.words
    if pair.first.block.slide == pair.second.block.slide:
        return bool(pair.common) or not apart
    if figure.is_bare or pair.alike < _LEAST_FAR:
        return False
    return bool(pair.common) or (not apart and pair.near >= _LEAST_NEAR_ALONE and any(support))


class _Side(NamedTuple):
    """One of two figures that contradict each other, the other one, and the claim that was made of it."""

    block: Block
    placed: Placed
    other: Placed
    support: int
    claim: Claim | None

    @property
    def is_open(self) -> bool:
        """Whether nothing proves it, and it is no label (as those with a unit are of which no claim was made)."""
        return self.placed.figure.is_bare if self.claim is None else self.claim.verdict in ("unresolved", "ignored")


def _decide(document: Document, pair: _Pair, support: tuple[int, int], known: _Known) -> Iterator[Claim]:
    """Tell of the one that stands alone, else of the later one; of none that is proven or told already."""
    sides = [
        _Side(pair.second.block, pair.theirs, pair.mine, support[1], known.of(pair.theirs)),
        _Side(pair.first.block, pair.mine, pair.theirs, support[0], known.of(pair.mine)),
    ]
    if any(not side.is_open and (side.claim is None or side.claim.verdict in FINDINGS) for side in sides):
        return
    wrong = min((side for side in sides if side.is_open), key=lambda side: side.support, default=None)
    if wrong is None:
        return
    figure, right = wrong.placed.figure, wrong.other
    claim = wrong.claim
    if claim is None:
        stated = Stated(figure.first, wrong.placed.text, wrong.block, known.places[id(wrong.block)])
        claim = known.add(Claim(document, stated, "derived", unit=ONE))
        yield claim
    line, _ = document.position(right.text.source_offset(right.figure.first.start))
    claim.kind = "derived" if claim.kind == "other" else claim.kind
    claim.field = claim.field or "retold"
    told = f"line {line} has {right.shown} in the same words: one of the two is wrong"
    claim.decide("inconsistent", told, rule="changed", hint=f"write one of the two: {right.shown}?", working=told)
