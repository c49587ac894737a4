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
from mlsysim_validators.sources.judges.retold.cited import cited
from mlsysim_validators.sources.judges.retold.pieces import Piece, Placed, pieces

_MOST = 4000  # statements of a document
_FEW = 200  # with fewer, a word of two of them is rare as well
_MOST_ALIKE = 30  # statements that a word is in, and still leads from one to another
_MOST_ON_SLIDE = 200  # statements
_MOST_RIVALS = 1
_OF_A_ROW = 2  # other numbers of a row or column that tell it
_LEAST_NEAR, _LEAST_ALIKE = 5.0, 0.5  # on one slide; a figure that both have is as good as a word
_WHOLE, _LEAST_OF_WHOLE = 0.9, 3.0  # where a statement is in the other as a whole, but for the number
_LEAST_FAR = 0.6  # between two slides
_LEAST_NEAR_APART, _LEAST_NEAR_ALONE = 10.0, 12.0  # where other words differ, where no other figure is common


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
        self._said = [piece.words | {one.figure.key for one in piece.figures} for piece in found]
        single = [said for said, piece in zip(self._said, found, strict=True) if piece.single]
        self.weights = Weights(single, _FEW)
        self._in_block: dict[int, list[Placed]] = defaultdict(list)
        for piece in found:
            self._in_block[id(piece.block)].extend(piece.figures)

    def pairs(self) -> Iterator[_Pair]:
        """The figures of two statements that contradict each other."""
        for one, two in self._candidates():
            yield from self._of(one, two)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Statements of a slide and of its notes, and those of a recap and of elsewhere that have a rare word."""
        recap = [is_recap(piece.block) for piece in self.pieces]
        by_word, by_slide = defaultdict[str, list[int]](list), defaultdict[int, list[int]](list)
        for place, piece in enumerate(self.pieces):
            by_slide[piece.block.slide].append(place)
            for word in piece.words:
                by_word[word].append(place)
        for place, piece in enumerate(self.pieces):
            told = {two for word in piece.words for two in by_word[word] if len(by_word[word]) <= _MOST_ALIKE}
            for two in sorted(told.union(by_slide[piece.block.slide][:_MOST_ON_SLIDE])):
                other = self.pieces[two]
                if two <= place or other.block is piece.block:
                    continue
                notes = (other.block.kind == "note") + (piece.block.kind == "note")
                if notes == 1 if other.block.slide == piece.block.slide else notes or recap[place] or recap[two]:
                    yield place, two

    def _of(self, one: int, two: int) -> Iterator[_Pair]:
        first, second = self.pieces[one], self.pieces[two]
        if any(map(is_code, first.words - second.words)) and any(map(is_code, second.words - first.words)):
            return
        left = [mine for mine in first.figures if not any(mine.figure.says(one.figure) for one in second.figures)]
        over = [theirs for theirs in second.figures if not any(theirs.figure.says(one.figure) for one in first.figures)]
        common = [mine for mine in first.figures if any(mine.figure.prints(one.figure) for one in second.figures)]
        weight = self.weights.of(first.words & second.words) + self.weights.of(one.figure.key for one in common)
        one_slide = first.block.slide == second.block.slide
        for mine in left:
            for theirs in over:
                kind = mine.figure.kind
                rivals = sum(other.figure.kind == kind for other in (*left, *over)) - 2
                if (
                    mine.figure.contradicts(theirs.figure)
                    and rivals <= _MOST_RIVALS
                    and _touch(mine, theirs, one_slide)
                ):
                    rest = [
                        self.weights.of(self._said[place] - {figure.key})
                        for place, figure in ((one, mine.figure), (two, theirs.figure))
                    ]
                    alike = weight / max(min(rest), 1.0)
                    near = self.weights.of(mine.near & theirs.near)
                    yield _Pair(mine, theirs, first, second, len(common), alike, near)

    def says_both(self, pair: _Pair) -> bool:
        """Whether the text around one of two figures states the other as well, and so tells them apart."""
        return any(
            one.figure.tells(other.figure)
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
    made = list(cited(document, found, claims))
    known = _Known(document, [*claims, *made])
    for pair in retold.pairs():
        if retold.says_both(pair):
            continue
        support = retold.support(pair.first, pair.mine), retold.support(pair.second, pair.theirs)
        if _is_one_statement(pair, support):
            made.extend(_decide(document, pair, support, known))
    return made


def _touch(mine: Placed, theirs: Placed, near: bool) -> bool:
    """Whether a word next to one figure is next to the other, or, on one slide and in tables, near it."""
    if near or mine.cell is not None or theirs.cell is not None:
        return bool(_next(mine) & theirs.near or _next(theirs) & mine.near)
    before = bool(mine.left) and mine.left[-1:] == theirs.left[-1:]
    return before or (bool(mine.right) and mine.right[:1] == theirs.right[:1])


def _next(placed: Placed) -> frozenset[str]:
    return frozenset(placed.left[-1:] + placed.right[:1])


def _is_one_statement(pair: _Pair, support: tuple[int, int]) -> bool:
    """Whether two figures are of one thing, by what is said beside them and elsewhere."""
    figure = pair.mine.figure
    if pair.alike < _LEAST_ALIKE or all(support) or figure.is_setting:
        return False
    if any(map(is_code, pair.mine.near - pair.theirs.near)) and any(map(is_code, pair.theirs.near - pair.mine.near)):
        return False
    in_table = pair.mine.cell is not None or pair.theirs.cell is not None
    apart = pair.mine.near - pair.second.words and pair.theirs.near - pair.first.words
    if pair.first.block.slide == pair.second.block.slide:
        shared = len(pair.first.words & pair.second.words) + pair.common
        whole = pair.alike >= _WHOLE and shared + figure.is_range > 1 and not in_table
        near = pair.near + pair.common >= (_LEAST_OF_WHOLE if whole else _LEAST_NEAR)
        if in_table and pair.common < _OF_A_ROW and not _names_row(pair):
            return False
        return near and (bool(pair.common) or not (apart or in_table))
    if figure.is_bare or in_table or pair.alike < _LEAST_FAR or pair.near < _LEAST_NEAR:
        return False
    if pair.common:
        return not apart or pair.near >= _LEAST_NEAR_APART
    return not apart and pair.near >= _LEAST_NEAR_ALONE and any(support)


def _names_row(pair: _Pair) -> bool:
    """Whether the words next to a figure are of the row that another one is in."""
    return any(
        one.cell is not None and bool(other.near & frozenset(one.left))
        for one, other in ((pair.mine, pair.theirs), (pair.theirs, pair.mine))
    )


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
