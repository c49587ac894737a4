"""Columns of shares: each the share of its row in the total of another column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Grid, Wrong

_SHARE = AnyCase(r"%|share|percent|fraction")
_FEWEST_FOLLOWING = 2
_UNTOLD = 0.03
_SHORTEST_LABEL = 5


def wrong_shares(grid: Grid) -> Iterator[Wrong]:
    """The one share that is not what its row is of the total, where all others are."""
    for column, entries in grid.values.items():
        shares = {row: one for row, one in entries.items() if row not in grid.totals}
        if len(shares) <= _FEWEST_FOLLOWING or not _SHARE.search(grid.headers.get(column, "")):
            continue
        if any(one.unit.symbol != "%" for one in shares.values()):
            continue
        for amounts in grid.values.values():
            if amounts is not entries and (found := _wrong(shares, amounts, grid.totals)) is not None:
                yield from found
                break


def named_share(grid: Grid, words: str) -> tuple[float, str] | None:
    """What the row that some words name is of the total, with its working: "Activations = 73% of total memory"."""
    if len(grid.totals) != 1:
        return None
    total = grid.totals[0]
    named = [
        row
        for row, label in grid.labels.items()
        if row < total and len(label) >= _SHORTEST_LABEL and re.search(rf"\b{re.escape(label)}\b", words, re.IGNORECASE)
    ]
    amounts = [column for column in grid.values.values() if total in column and column[total].unit.dimension]
    if len(named) != 1 or len(amounts) != 1 or named[0] not in amounts[0] or amounts[0][total].value <= 0:
        return None
    part, whole = amounts[0][named[0]], amounts[0][total]
    return part.value / whole.value, f"{part.shown} of {whole.shown}"


def _wrong(shares: Column, amounts: Column, totals: list[int]) -> list[Wrong] | None:
    """The wrong shares, if the amounts are what the shares are of; None if not."""
    rows = [row for row in shares if row in amounts]
    stated = [amounts[row] for row in totals if row in amounts]
    if len(rows) <= _FEWEST_FOLLOWING or len(stated) > 1 or len({amounts[row].unit.dimension for row in rows}) != 1:
        return None
    if amounts[rows[0]].unit.symbol in ("%", "×"):
        return None
    whole = stated[0].value if stated else sum(one.value for row, one in amounts.items() if row not in totals)
    if whole <= 0:
        return None
    whole_room = stated[0].room / whole if stated else 0.0
    off: list[int] = []
    for row in rows:
        right = amounts[row].value / whole
        room = shares[row].room + right * whole_room + amounts[row].room / whole
        if not stated:  # of something that the table leaves out, perhaps
            room += _UNTOLD * right
        if abs(shares[row].value - right) > room + 1e-6:
            off.append(row)
    if len(off) > 1 or len(rows) - len(off) < _FEWEST_FOLLOWING:
        return None
    of = stated[0].shown if stated else "all rows"
    return [
        Wrong(
            shares[row].claim,
            shares[row].unit,
            amounts[row].value / whole,
            f"{amounts[row].shown} of {of}, as the other rows count",
        )
        for row in off
    ]
