"""Columns whose numbers are told against those of other columns of their row, in all rows but one or two.

Factors over the row that says 1×: "Ratio" beside "Energy (pJ)". Efficiencies, which are the speed-up that a row states
over its number of devices.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong

_FEWEST_FOLLOWING, _MOST_OFF = 3, 2
_FEWEST_DEFINED = 2  # what an efficiency is needs no rows to show it
_ROOM, _ROUND_ROOM = 0.02, 0.08  # 20,000× stands for 21,333
_FAR = 1.2
_FAR_SHARE = 0.05
_EFFICIENCY = AnyCase(r"efficien|\bscaling\b")
_SPEED_UP = AnyCase(r"speed-?\s?up|\bscaling\b|\bfaster\b")
_DEVICES = AnyCase(r"\b(?:gpu|tpu|npu|device|node|chip|worker|accelerator|machine|replica|card)s?\b|#")


def wrong_over_a_row(grid: Grid) -> Iterator[Wrong]:
    """The numbers that are not what the other rows make of theirs."""
    for column, entries in grid.values.items():
        if all(one.unit.symbol == "×" for one in entries.values()):
            yield from _by_base_row(grid, column, entries)
        elif all(one.unit.symbol == "%" for one in entries.values()) and _EFFICIENCY.search(
            grid.headers.get(column, "")
        ):
            yield from _by_speed_up(grid, entries)


def _by_base_row(grid: Grid, column: int, factors: Column) -> Iterator[Wrong]:
    bases = [row for row, one in factors.items() if one.value == 1]
    if len(bases) != 1:
        return
    for other, amounts in grid.values.items():
        if other >= column or bases[0] not in amounts or amounts[bases[0]].value <= 0:
            continue
        if any(one.unit.symbol in ("×", "%") or one.claim.reading.range_end for one in amounts.values()):
            continue
        base = amounts[bases[0]]
        rows = [row for row in factors if row in amounts and row != bases[0]]
        if len({amounts[row].unit.dimension for row in (*rows, bases[0])}) != 1:
            continue
        off = [row for row in rows if not _is_factor(factors[row], amounts[row], base)]
        following = {factors[row].value for row in rows if row not in off}
        if not 0 < len(off) <= _MOST_OFF or len(following) < _FEWEST_FOLLOWING:
            continue
        for row in off:
            stated, amount = factors[row], amounts[row]
            right = amount.value / base.value
            if right > 0 and stated.value > 0 and max(right / stated.value, stated.value / right) >= _FAR:
                told = f"{amount.shown} against {base.shown}, as the other rows count"
                yield Wrong(stated.claim, stated.unit, right, told)
        return


def _is_factor(factor: Entry, amount: Entry, base: Entry) -> bool:
    right = amount.value / base.value
    finest = right * (amount.room / amount.value + base.room / base.value) if amount.value else 0.0
    share = _ROUND_ROOM if factor.value >= 1000 and factor.value % 1000 == 0 else _ROOM
    return abs(factor.value - right) <= factor.room + finest + share * right


def _by_speed_up(grid: Grid, shares: Column) -> Iterator[Wrong]:
    """ "GPUs | Speedup | Efficiency": 5.1× on 8 are 64%."""
    counted = [
        entries
        for column, entries in grid.values.items()
        if _DEVICES.search(grid.headers.get(column, "")) and all(_is_count(one) for one in entries.values())
    ]
    gains = [
        entries
        for column, entries in grid.values.items()
        if _SPEED_UP.search(grid.headers.get(column, "")) and all(one.unit.symbol == "×" for one in entries.values())
    ]
    if len(counted) != 1 or len(gains) != 1:
        return
    counts, gained = counted[0], gains[0]
    rows = [row for row in shares if row in counts and row in gained and counts[row].value > 0]
    bases = [row for row in rows if gained[row].value == 1]
    if len(bases) != 1:
        return
    each = counts[bases[0]].value
    rest = [row for row in rows if row != bases[0]]
    right = {row: gained[row].value * each / counts[row].value for row in rest}
    off = [
        row
        for row in rest
        if abs(shares[row].value - right[row])
        > shares[row].room + gained[row].room * each / counts[row].value + _ROOM * right[row]
    ]
    if len(off) != 1 or len(rest) - 1 < _FEWEST_DEFINED or abs(shares[off[0]].value - right[off[0]]) < _FAR_SHARE:
        return
    row = off[0]
    told = f"{gained[row].shown} over {counts[row].value / each:g} times the devices, as the other rows count"
    yield Wrong(shares[row].claim, shares[row].unit, right[row], told)


def _is_count(one: Entry) -> bool:
    return one.value > 0 and one.claim.reading.value % 1 == 0 and one.unit.symbol not in ("×", "%")
