"""Results that stand in a table beside the cell with their calculation: "3 × 4096 × 14336" and 176 M."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.arithmetic import equality
from mlsysim_validators.sources.judges.arithmetic.equality import Judgement
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression, parse
from mlsysim_validators.sources.judges.arithmetic.operations import Unreadable
from mlsysim_validators.sources.judges.arithmetic.statements import Statement, last_side
from mlsysim_validators.sources.judges.arithmetic.tokens import SO, Token, tokens
from mlsysim_validators.sources.texts.documents import Block, Cell

_OPERATES = AnyCase(r"\d[^=≈<>]{0,20}(?:[-+×✕÷*/·⋅−^]|√| (?:at|of|times|plus|over) )[^=≈<>]{0,20}\d")
_SPOKEN = AnyCase(r"\d[^×*/+=]* (?:over|at|of) [^×*/+=]*\d")
_SLOT = AnyCase(r"\bpcie?\b|\bpci-?e(?:xpress)?\b")  # "PCIe 5.0×16": a version, and lanes
_EITHER = AnyCase(r"\d[\d.,]*/\d[\d.,]* ?[a-z].{0,20}")  # "2/3.35 TB/s": of two variants
_A_FACTOR = AnyCase(r"[^=≈]*\d ?[×x]\W*")  # "1/4×" is a quarter of the row that is its base
_LONGEST = 120
_MOST_ROWS = 200
_SCALES = ("K", "M", "G", "T")  # "16K/50M"
_CALCULATED = AnyCase(r"\W*(?:the )?(?:calculations?|computations?|workings?|arithmetic|math|how)\W*")


def statements_beside(block: Block, known: Mapping[Place, Claim]) -> Iterator[tuple[Cell, Statement]]:
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
    if len(text) > _LONGEST or not _OPERATES.search(text) or _SLOT.search(text):
        return None
    if _EITHER.fullmatch(text) or _A_FACTOR.fullmatch(text):
        return None
    found = last_side(text)
    return found if found is not None and found.operations else None


def _result(cell: Cell, known: Mapping[Place, Claim]) -> Expression | None:
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


def judged_beside(block: Block, known: Mapping[Place, Claim]) -> Iterator[tuple[Cell, Statement, Judgement]]:
    """Such statements of a table that can be judged, with the cell of their result.

    A result that its working does not give counts where the other rows of its column show that it is meant as one.
    """
    found = [(cell, statement, equality.judge(statement)) for cell, statement in statements_beside(block, known)]
    following = [cell for cell, _, judgement in found if judgement is not None and judgement.equal]
    for cell, statement, judgement in found:
        if judgement is None and (
            any(other.column == cell.column for other in following) or _is_headed_as_calculated(block, cell)
        ):
            judgement = equality.judge(statement._replace(relation=Token("relation", 0, 0, "=")))
        if judgement is not None:
            yield cell, statement, judgement


def is_certain(
    block: Block,
    cell: Cell,
    statement: Statement,
    judgement: Judgement,
    found: Sequence[tuple[Cell, Statement, Judgement]],
) -> bool:
    """Whether the two cells are of one calculation: by their units, as a product of bare numbers, or as the other rows.

    One row alone may show by chance what another has; that most rows do, or that a header says so, is no chance,
    whether or not units stand there.
    """
    if _SPOKEN.search(statement.left.words) and not judgement.equal:
        return False  # "Send 4 KB over 10 Gbit/s Ethernet | 10 us" was measured
    numbers = [number.reading for number in statement.left.numbers]
    bare = all(reading is not None and (reading.bare or reading.units[0].symbol in _SCALES) for reading in numbers)
    if not judgement.unitless or (judgement.equal and bare and statement.left.operations > 1):
        return True
    others = [one for other, _, one in found if other.column == cell.column and other.row != cell.row]
    return bool(others) and bare and (all(one.equal for one in others) or _is_headed_as_calculated(block, cell))


def _is_headed_as_calculated(block: Block, cell: Cell) -> bool:
    """Whether the column before a cell's is headed "Calculation": what stands there is meant to give the cell."""
    headers = (one for row in block.rows[: block.header_rows] for one in row if one.column == cell.column - 1)
    return any(_CALCULATED.fullmatch(one.text.text.strip()) for one in headers)
