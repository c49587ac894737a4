"""A change beside an amount in one cell, against the only other amount of its row: "110M | 66M (40% fewer)"."""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio.amounts import pair_of
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Cell

_BESIDE = regex(r"\s*\(\s*[-+−~≈]?$")
_SAYS_SO = regex(r"\W{0,2}(?:fewer|less|more|faster|slower|smaller|larger|cheaper|lower|higher|reduction|speed-?up)")
_LONGEST = 60


def judge(claim: Claim) -> None:
    """Decide a factor or a percentage in brackets behind the amount of its cell."""
    cell, table = claim.stated.cell, claim.stated.table
    if (
        claim.verdict != "unresolved"
        or cell is None
        or table is None
        or claim.reading.units[0].symbol not in ("×", "%")
    ):
        return
    own = _amount(cell, claim.reading.start)
    if own is None or not _BESIDE.fullmatch(cell.text.text[own.end : claim.reading.start]):
        return
    row = next((cells for cells in claim.stated.block.rows if cells and cells[0].row == cell.row), ())
    others = [found for one in row[1:] if one.column < cell.column and (found := _amount(one)) is not None]
    pairs = [pair for other in others if (pair := pair_of(other, own)) is not None]
    if len(others) != 1 or len(pairs) != 1:
        return
    if fits(claim, pairs[0]):
        decide(claim, pairs[0], right=True)
    elif _SAYS_SO.match(cell.text.text, claim.reading.end):
        decide(claim, pairs[0], right=False)


def _amount(cell: Cell, stop: int | None = None) -> Reading | None:
    """The one amount that a cell states (up to a place)."""
    if len(cell.text.text) > _LONGEST:
        return None
    found = [one for one in readings(cell.text.text) if one.units[0].symbol not in ("×", "%")]
    found = [one for one in found if stop is None or one.end <= stop]
    return found[0] if len(found) == 1 and found[0].one_value else None
