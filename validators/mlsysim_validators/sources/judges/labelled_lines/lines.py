"""The labelled lines of a slide: those of cards and lists, and the rows of narrow tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, amounts_of
from mlsysim_validators.sources.texts.documents import Block, Cell, Document, Text
from mlsysim_validators.sources.texts.tables import TableView

_LONGEST = 90
_MOST_ROWS = 30
_FEW = (2, 3)  # columns: the third says how, or is another case
_LINES = ("paragraph", "item")


class Line(NamedTuple):
    """A line: its label, the numbers that it states, and where it stands."""

    label: str
    text: Text
    amounts: Sequence[Amount]
    block: Block
    place: int  # of its block in the document
    cell: Cell | None = None

    def claim_of(self, amount: Amount, document: Document) -> Claim:
        """The claim of one of its numbers, a new one where it was none before."""
        if amount.claim is not None:
            return amount.claim
        table = TableView(self.block) if self.cell is not None else None
        return Claim(document, Stated(amount.reading, self.text, self.block, self.place, self.cell, table))


def lines_of(block: Block, place: int, claims: Mapping[int, Sequence[Claim]]) -> Iterator[Line]:
    """The labelled lines of a block; `claims` by the `id` of their text."""
    if block.kind in _LINES and len(block.text.text) <= _LONGEST:
        text = block.text.text
        label, colon, behind = text.partition(":")
        amounts = amounts_of(text, claims.get(id(block.text), []))
        if colon and behind.strip():
            amounts = [one for one in amounts if one.reading.start > len(label)]
        yield Line(label if colon else "", block.text, amounts, block, place)
    elif block.kind == "table" and len(block.rows) <= _MOST_ROWS and all(len(row) in _FEW for row in block.rows):
        for row in block.rows[block.header_rows :]:
            name, cell = row[:2]
            text = cell.text.text
            if len(text) <= _LONGEST:
                amounts = amounts_of(text, claims.get(id(cell.text), []))
                yield Line(name.text.text.strip()[:_LONGEST], cell.text, amounts, block, place, cell)
