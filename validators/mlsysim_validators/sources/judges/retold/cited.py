"""Notes that name a number of their deck, "state the 128x number", while it stands nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.claims import Claim, Stated, by_place
from mlsysim_validators.sources.judges.retold.pieces import Piece, Placed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

_NAMED = regex(r"(?:\b[Tt]he|\b[Tt]hese) (?:[\w.,%×-]+ ){0,6}(?:vs\.?|and|or|to)? ?$")
_NUMBERS = regex(r"[\w.,%×+-]*(?: (?:and|vs\.?|or) [~<>]?[\w.,%×-]+)? (?:\w+ )?numbers?\b")
_DIGITS = regex(r"\d[\d,]*(?:\.\d+)?")
_ANCHORS = regex(r"\banchors: [^.;]*$")


def cited(document: Document, pieces: Sequence[Piece], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Decide numbers that a note cites and no other text has; gives claims for those that had none."""
    if not any(piece.block.kind == "note" for piece in pieces):
        return
    known = by_place(claims)
    printed = _Printed(document)
    places = {id(block): place for place, block in enumerate(document.blocks)}
    for piece in pieces:
        if piece.block.kind != "note" or not piece.single:
            continue
        for placed in piece.figures:
            if not _is_cited(placed) or _stands_elsewhere(placed, piece, pieces, printed):
                continue
            claim = known.get((id(placed.text), placed.figure.first.start))
            if claim is None and placed.figure.is_bare:
                stated = Stated(placed.figure.first, placed.text, piece.block, places[id(piece.block)])
                claim = Claim(document, stated, "derived", unit=ONE)
                yield claim
            if claim is not None and claim.verdict in ("unresolved", "ignored"):
                told = f"it is cited as a number of the document, and no other place has {placed.shown}"
                claim.tell_changed("retold", told, "write the number that is meant")


def _is_cited(placed: Placed) -> bool:
    """Whether words call it a number that is known: "the 128x number", "the 5% vs 80% numbers", "anchors: 23%, 44x"."""
    text, figure = placed.text.text, placed.figure
    if not figure.kind or figure.is_setting:
        return False
    before = text[max(0, figure.first.start - 200) : figure.first.start]
    return _ANCHORS.search(before) is not None or (
        _NAMED.search(before) is not None and _NUMBERS.match(text, figure.last.end) is not None
    )


def _stands_elsewhere(placed: Placed, piece: Piece, pieces: Sequence[Piece], printed: _Printed) -> bool:
    """Whether another text states it in its unit, or has its digits in whatever unit."""
    if any(
        placed.figure.tells(one.figure) for other in pieces if other.block is not piece.block for one in other.figures
    ):
        return True
    return all(printed.beside(end.text, piece.block) for end in (placed.figure.first, placed.figure.last))


class _Printed:
    """The numbers that each block of a document prints, be it mathematics or code."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _blocks(self) -> dict[str, set[int]]:
        """By digits; only few notes ask for them."""
        found: dict[str, set[int]] = {}
        for block in self._document.blocks:
            for text in (block.text, *(cell.text for row in block.rows for cell in row)):
                for digits in _DIGITS.findall(text.text):
                    found.setdefault(digits.replace(",", ""), set()).add(id(block))
        return found

    def beside(self, written: str, block: Block) -> bool:
        """Whether another block prints the digits of a number."""
        return any(self._blocks.get(one.replace(",", ""), set()) - {id(block)} for one in _DIGITS.findall(written))
