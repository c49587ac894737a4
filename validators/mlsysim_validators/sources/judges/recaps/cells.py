"""A number of a recap that a table has for another row or column than the one that the recap names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mlsysim_validators.sources.judges.recaps.statements import Statement, Statements
from mlsysim_validators.sources.judges.recaps.words import Weights

_LEAST = 1.0  # weight of the words that tell the one cell from the other


class Cell(NamedTuple):
    """The cell that is meant, the one that has the number, and how much of what tells them apart is said."""

    meant: Statement
    taken: Statement
    weight: float


def meant(mine: Statement, same: Sequence[Statement], statements: Statements, weights: Weights) -> Cell | None:
    """The cell whose row or column a statement names, where each place that has its number is a cell of another."""
    found = []
    for taken in same:
        cells = [one for one in _in_line(taken, statements) if not statements.on_its_slide(mine, one)]
        best = max((_weighed(mine, one, taken, weights) for one in cells), key=lambda cell: cell.weight, default=None)
        if best is None or best.weight < _LEAST:
            return None
        found.append(best)
    return min(found, key=lambda cell: cell.weight, default=None)


def _in_line(taken: Statement, statements: Statements) -> list[Statement]:
    """The other cells of a cell's row and column that measure the same."""
    stated = taken.claim.stated
    if stated.cell is None:
        return []
    return [
        one
        for one in statements.near(taken.claim)
        if (cell := one.claim.stated.cell) is not None
        and one.claim.stated.block is stated.block
        and (cell.row == stated.cell.row) != (cell.column == stated.cell.column)
        and not one.says(taken)
    ]


def _weighed(mine: Statement, one: Statement, taken: Statement, weights: Weights) -> Cell:
    """How much of what tells two cells apart a statement says of the first, and how much of the second."""
    named, other = (one.all - taken.all) & mine.all, (taken.all - one.all) & mine.all
    return Cell(one, taken, weights.of(named) - weights.of(other) if named & mine.own else 0.0)
