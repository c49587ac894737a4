"""A cell of a sheet of figures whose row and column are right but for it: no other figure is meant there.

Elsewhere a number far from a device's figure may be another amount. Where every other figure of its row is that
device's and every other row has its own figure in this column, it is a slip, whether or not one knows which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_validators.sources.claims import NO_SPEC, Claim, Expected
from mlsysim_validators.sources.compare import keeps, printed

_LEAST_IN_ROW = 3
_LEAST_IN_COLUMN = 4
_MOST_WRONG = 0.34  # of a column
_SCOPED = ("memory.", "compute.matrix.")  # what grows with the number of dies
_HALF = 0.01


def judge(claims: Iterable[Claim]) -> None:
    """Tell the cells that alone are wrong."""
    tables: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "spec" and claim.entity is not None and claim.stated.table is not None and claim.stated.cell:
            tables[id(claim.stated.table)].append(claim)
    for cells in tables.values():
        open_ones = [claim for claim in cells if _is_open(claim)]
        if not open_ones or len(cells) < _LEAST_IN_ROW + _LEAST_IN_COLUMN:
            continue
        lines: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for claim in cells:
            assert claim.stated.cell is not None
            lines["row", claim.stated.cell.row].append(claim)
            lines["column", claim.stated.cell.column].append(claim)
        for claim in open_ones:
            assert claim.stated.cell is not None
            row, column = lines["row", claim.stated.cell.row], lines["column", claim.stated.cell.column]
            for same, across in ((row, column), (column, row)):
                if _stands_out(claim, same, across):
                    _tell(claim, same)
                    break


def _is_open(claim: Claim) -> bool:
    return (claim.verdict == "unresolved" and NO_SPEC in claim.reason) or (
        claim.verdict == "ambiguous" and claim.rule == "disputed"
    )


def _stands_out(claim: Claim, same: list[Claim], across: list[Claim]) -> bool:
    """Whether it is the only wrong one among the figures of its device, and wrong among those of its field."""
    mine = [other for other in same if other is not claim]
    if len(mine) < _LEAST_IN_ROW or any(o.verdict != "match" or o.entity is not claim.entity for o in mine):
        return False
    others = [other for other in across if other is not claim]
    right = sum(other.verdict == "match" and other.field == claim.field for other in others)
    if right < _LEAST_IN_COLUMN or right < (1 - _MOST_WRONG) * len(others):
        return False
    return claim.verdict == "unresolved" or _of_one_die(claim, mine)


def _of_one_die(claim: Claim, mine: list[Claim]) -> bool:
    """Whether it is half of a figure that grows with the dies, beside two that are the whole package's."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    whole = sum(other.field.startswith(_SCOPED) for other in mine)
    return (
        spec is not None
        and claim.field.startswith(_SCOPED)
        and abs(2 * claim.value / spec.value - 1) <= _HALF
        and whole >= 2
    )


def _tell(claim: Claim, same: list[Claim]) -> None:
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if claim.entity is None or spec is None or claim.unit is None:
        return
    right = spec.printed
    if spec.direction is None and keeps(spec.value, claim.reading, claim.unit):
        right = printed(spec.value, claim.reading, claim.unit)
    claim.expected = Expected.of(spec, right)
    others = f"the other {len(same) - 1} figures beside it are its own"
    told = f"{claim.entity.name}: `{claim.field}` is {spec.printed}; {others}"
    claim.decide("mismatch", told, rule="different", hint=f"write {right}")
