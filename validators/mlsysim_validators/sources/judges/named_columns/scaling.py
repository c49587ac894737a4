"""Efficiencies of scaling: the rate of n devices over n times that of one, as the first row or that of 100% has it.

"GPUs | images/s | efficiency", or with the speed-up or the time (of the same work, or of work that grows with the
devices). Which it is, the other rows show; where there are none, only slips are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid
from mlsysim_validators.sources.judges.named_columns.told import Told
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as

_EFFICIENCY = AnyCase(r"efficien|\bscaling\b|\beff\b")
_OF_A_PEAK = AnyCase(r"\bmfu\b|peak|roofline|energy|power|utili[sz]|memory|cost")
_SPEED_UP = AnyCase(r"speed-?\s?up|\bfaster\b")
_RATE = AnyCase(
    r"(?:samples|images|img|imgs|tokens|tok|examples|sequences|seqs?|frames|queries|requests|steps|its?|iterations|"
    r"records|items|pages|clips|rows|events|words)\)? ?(?:/|per) ?s|throughput|\brate\b|per second"
)
_TIME = AnyCase(r"\btime\b|runtime|wall|hours|minutes|seconds|duration|latency|\bstep\b|epoch")
_DEVICES = AnyCase(
    r"\b(?:gpu|tpu|npu|device|node|chip|worker|accelerator|machine|replica|card|rank|core|thread|process|server|host)"
    r"(?:s|es)?\b|#|^[npw]$"
)
_ALL, _MOST_SHARE = 0.9995, 1.1
_CLOSE = 0.012
_FAR = 0.02
_MOST_ROWS = 12


class _Way(NamedTuple):
    """What a column of inputs makes of each row: its value, room and working."""

    right: dict[int, tuple[float, float, str]]


def efficiencies(grid: Grid) -> Iterator[Told]:
    """What the efficiencies of a table are."""
    for column, entries in grid.values.items():
        header = grid.headers.get(column, "")
        if not _EFFICIENCY.search(header) or _OF_A_PEAK.search(header) or not 2 <= len(entries) <= _MOST_ROWS:
            continue
        scale = _scale(header, entries)
        if scale:
            shares = {row: one._replace(value=one.value / scale, room=one.room / scale) for row, one in entries.items()}
            for told in _of_column(grid, column, shares):
                yield _scaled(told, scale)


def _scale(header: str, entries: Column) -> float:
    """What 100% is in a column of shares; 0 in one of something else."""
    if all(one.unit.symbol == "%" for one in entries.values()):
        return 1.0
    if any(one.unit.symbol or one.value <= 0 for one in entries.values()):
        return 0.0
    scale = 100.0 if "%" in header else 1.0
    return scale if sum(one.value > _MOST_SHARE * scale for one in entries.values()) <= 1 else 0.0


def _scaled(told: Told, scale: float) -> Told:
    step = told.step._replace(
        right=[(value * scale, words) for value, words in told.step.right],
        slips=[(value * scale, words) for value, words in told.step.slips],
    )
    return told._replace(step=step, room=told.room * scale)


def _of_column(grid: Grid, column: int, shares: Column) -> Iterator[Told]:
    full = [row for row, one in shares.items() if _ALL <= one.value <= 2 - _ALL]
    counts = _counts(grid, column)
    if len(full) != 1 or counts is None or full[0] not in counts:
        return
    base = full[0]
    ways = list(_ways(grid, column, counts, base))
    rest = [row for row in shares if row != base and row in counts]
    scored = [(sum(_follows(shares[row], way, row) for row in rest), way) for way in ways]
    following, way = max(scored, key=lambda one: one[0], default=(0, None))
    rows = [row for row in rest if way is not None and row in way.right]
    odd = [row for row in rows if way is not None and not _follows(shares[row], way, row)]
    if way is None or len(odd) > 1 or (not following and len(ways) > 1 and len(rest) > 1):
        return
    for row in rows:
        right, room, words = way.right[row]
        far = abs(shares[row].value - right) > max(_FAR, 2 * room)
        if row in odd and not far:
            continue
        slips = _slips(right, counts[row].value / counts[base].value) if not following or row in odd else []
        yield Told(shares[row], Step("efficiency", [(right, words)], slips), max(room, _CLOSE * right), following > 0)


def _counts(grid: Grid, column: int) -> Column | None:
    found = [
        entries
        for other, entries in grid.values.items()
        if other != column
        and _DEVICES.search(grid.headers.get(other, "").strip())
        and all(one.value > 0 and one.claim.reading.value % 1 == 0 for one in entries.values())
        and all(one.unit.symbol not in ("×", "%") and not _has_time(one) for one in entries.values())
    ]
    return found[0] if len(found) == 1 else None


def _has_time(one: Entry) -> bool:
    return "time" in dict(one.unit.dimension)


def _ways(grid: Grid, column: int, counts: Column, base: int) -> Iterator[_Way]:
    for other, entries in grid.values.items():
        header = grid.headers.get(other, "")
        if other == column or entries is counts or base not in entries or entries[base].value <= 0:
            continue
        rows = [row for row in entries if row in counts and entries[row].value > 0 and _is_right(entries[row])]
        times = {row: counts[row].value / counts[base].value for row in rows}
        one = entries[base]
        if all(entry.unit.dimension == TIME for entry in entries.values()) or (
            _TIME.search(header) and not any(entry.unit.dimension for entry in entries.values())
        ):
            gains = {row: one.value / entries[row].value for row in rows}
            yield _way(entries, one, {row: gains[row] / times[row] for row in rows}, times)
            yield _way(entries, one, gains, dict.fromkeys(rows, 1.0))
        elif _SPEED_UP.search(header) or _RATE.search(header) or all(map(_has_time, entries.values())):
            yield _way(entries, one, {row: entries[row].value / one.value / times[row] for row in rows}, times)


def _is_right(one: Entry) -> bool:
    return one.claim.verdict not in FINDINGS


def _way(entries: Column, base: Entry, right: dict[int, float], times: dict[int, float]) -> _Way:
    made = {}
    for row, value in right.items():
        room = value * (entries[row].room / entries[row].value + base.room / base.value)
        over = f" with {times[row]:g} times the devices" if times[row] != 1 else ""
        made[row] = value, room, f"{entries[row].shown} against {base.shown}{over}"
    return _Way(made)


def _follows(share: Entry, way: _Way, row: int) -> bool:
    if row not in way.right:
        return False
    value, room, _ = way.right[row]
    return abs(share.value - value) <= share.room + room + _CLOSE * value


def _slips(right: float, times: float) -> list[tuple[float, str]]:
    slips = times_as(right, "much", (2.0, 0.5, 4.0, 0.25, 10.0, 0.1))
    slips += [(right * times / 100, "that is the speed-up, not its share of the devices")]
    slips += [(1 / right, "that is upside down"), (1 - right, "that is what is lost")]
    return [one for one in slips if abs(one[0] - right) > _FAR and one[0] > 0]
