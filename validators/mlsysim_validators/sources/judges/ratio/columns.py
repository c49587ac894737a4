"""Speed-up columns: each row's factor against the other column that it is the ratio of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.ratio.pairs import same

_HEADER = re.compile(
    r"speed-?up|relative|ratio|\bvs\.?\b|× |improvement|gain|factor|reduction|faster|compression", re.IGNORECASE
)


def judge(claims: Sequence[Claim]) -> None:
    """Judge the factors of one table, column by column."""
    columns: dict[int, dict[int, Claim]] = {}
    for claim in claims:
        cell = claim.stated.cell
        if cell is not None and cell.span == 1 and claim.reading.hedge not in ("low", "high", "below", "above"):
            columns.setdefault(cell.column, {}).setdefault(cell.row, claim)
    for factors in columns.values():
        if not all(claim.reading.units[0].symbol == "×" for claim in factors.values()) or len(factors) < 2:
            continue
        table = next(iter(factors.values())).stated.table
        header = " ".join(h.text.text for h in table.headers(next(iter(factors.values())).stated.cell)) if table else ""  # type: ignore[arg-type]
        if not _HEADER.search(header):
            continue
        base = next((row for row, claim in sorted(factors.items()) if claim.reading.value == 1.0), None)
        for column in columns.values():
            if base is not None and column is not factors and base in column and _judge_by(factors, column, base):
                break


def _judge_by(factors: dict[int, Claim], column: dict[int, Claim], base: int) -> bool:
    """Whether a column is the one that the factors are ratios of; their verdicts, if so."""
    rows = [row for row in factors if row in column and row != base and factors[row].verdict == "unresolved"]
    if not rows or any(
        column[row].reading.units[0].dimension != column[base].reading.units[0].dimension for row in rows
    ):
        return False
    whole = _amount(column[base])
    for upward in (True, False):
        ratios = {}
        for row in rows:
            value = _amount(column[row])
            if not value or not whole:
                return False
            ratios[row] = value / whole if upward else whole / value
        fitting = [row for row in rows if same(factors[row].reading, ratios[row])]
        if len(fitting) == len(rows) or (len(fitting) >= 2 and len(fitting) == len(rows) - 1):
            for row in rows:
                claim = factors[row]
                claim.kind, claim.field, claim.unit = "derived", claim.field or "ratio", claim.reading.units[0]
                working = f"{column[row].text} against {column[base].text}"
                if row in fitting:
                    claim.decide("match", working=working)
                else:
                    shown = f"{ratios[row]:.3g}×"
                    claim.expected = Expected(ratios[row], shown)
                    claim.decide("mismatch", f"{working} is {shown}, as the other rows count", rule="ratio",
                                 hint=f"write {shown}", working=working)  # fmt: skip
            return True
    return False


def _amount(claim: Claim) -> float:
    return claim.reading.value * (claim.unit or claim.reading.units[0]).factor
