"""Results that stand in a table beside the cell with their calculation: "3 × 4096 × 14336" and 176 M."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.documents import Block, Cell
from mlsysim_validators.sources.judges.arithmetic.equality import Judgement
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression, parse
from mlsysim_validators.sources.judges.arithmetic.operations import Unreadable
from mlsysim_validators.sources.judges.arithmetic.statements import Statement, last_side
from mlsysim_validators.sources.judges.arithmetic.tokens import SO, Token, tokens

_OPERATES = AnyCase(r"\d[^=≈<>]{0,20}(?:[-+×✕÷*/·⋅−^]|√| (?:at|of|times|plus|over) )[^=≈<>]{0,20}\d")
_LONGEST = 120
_MOST_ROWS = 200


def statements_beside(block: Block, known: Mapping[tuple[int, int], Claim]) -> Iterator[tuple[Cell, Statement]]:
    """For each such result of a table its cell, and what the two cells state together.

    `known`: the claims of the slide by the text and the place where they stand, which have the units of the headers.
    """
    for row in block.rows[:_MOST_ROWS]:
        workings = {cell.column: found for cell in row if (found := _working(cell)) is not None}
        for cell, other in (pair for two in pairwise(row) for pair in (two, two[::-1]) if workings):
            if other.column not in workings or cell.column in workings:
                continue
            result = _result(cell, known)
            if result is not None:
                yield cell, Statement(workings[other.column], Token("relation", 0, 0, SO), result)


def _working(cell: Cell) -> Expression | None:
    """The calculation that a cell ends with and whose result it leaves out."""
    text = cell.text.text.strip()
    if len(text) > _LONGEST or not _OPERATES.search(text):
        return None
    found = last_side(text)
    return found if found is not None and found.operations else None


def _result(cell: Cell, known: Mapping[tuple[int, int], Claim]) -> Expression | None:
    """The number of a cell that has one, and behind it words alone."""
    text = cell.text.text
    found = tokens(text) if len(text) <= _LONGEST else []
    if [token.kind for token in found if token.kind != "word"] != ["number"] or found[0].reading is None:
        return None
    claim = known.get((id(cell.text), found[0].reading.start))
    if claim is not None:
        found[0] = found[0]._replace(reading=claim.reading)
    try:
        return parse(found, 0)
    except Unreadable:
        return None


def is_certain(statement: Statement, judgement: Judgement) -> bool:
    """Whether the two cells are of one calculation: by their units, or as a product of bare numbers."""
    numbers = [number.reading for number in statement.left.numbers]
    bare = all(reading is not None and reading.bare for reading in numbers)
    return not judgement.unitless or (judgement.equal and bare and statement.left.operations > 1)
