"""Columns that are the quotient of two others, or of one and a base that their header names.

"Useful" beside "Compute" and "Step", "D/P" beside both; "share of 989.4"; "% of BF16 peak" beside rates that devices
reach. Two rows show too little to infer what a column is made of: there only a row that a known slip explains is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, OP_RATE, TIME, uncounted
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_SHARE_OF = regex(r"(?:share|fraction|part|percent\w*|%)\)? of (?:the |its )?(?P<base>[^()|]{1,40})", re.IGNORECASE)
_PEAK = AnyCase(r"\bpeak|\broof\b|\bmax(?:imum|\.)?\b|data ?sheet|\bspec\b")
_WORKS = AnyCase(r"useful|busy|efficien|utili[sz]|work|comput|active|goodput|productive|\bhit")
_MOST_COLUMNS = 8
_FEWEST = 2
_CLOSE = 0.012
_FINE = 0.06  # a number that is known no better shows nothing
_NEIGHBOUR = "the value of another row"
_INVERSE = "the inverse"
_SLIPS: tuple[tuple[str, Callable[[float], float]], ...] = (
    ("the rest to one", lambda x: 1 - x),
    (_INVERSE, lambda x: 1 / x),
    ("twice as much", lambda x: 2 * x),
    ("half as much", lambda x: x / 2),
    ("ten times as much", lambda x: 10 * x),
    ("a tenth", lambda x: x / 10),
)


class _Quotient(NamedTuple):
    """What a row's share should be, and of which numbers."""

    value: float
    room: float  # relative
    words: str


def wrong_quotients(grid: Grid, finder: EntityFinder) -> Iterator[Wrong]:
    """Numbers of such columns that are not what their row gives."""
    for column, entries in grid.values.items():
        cells = {row: entry for row, entry in entries.items() if row not in grid.totals}
        if not cells or not all(_is_quotient(entry) for entry in cells.values()) or len(grid.values) > _MOST_COLUMNS:
            continue
        yield from _turned(grid, column, cells)
        named = list(_of_named_base(grid, column, cells, finder))
        if named:
            yield from _told(grid, column, cells, named, sure=True)
        elif len(cells) > 1:
            yield from _told(grid, column, cells, _likeliest(grid, column, cells), sure=False)


def _likeliest(grid: Grid, column: int, cells: Column) -> list[Mapping[int, _Quotient]]:
    """The ways to make a column of two others; a share of what is useful is one of work, not of waiting."""
    ways = list(_of_two_columns(grid, column, cells))
    wanted = _WORKS.search(grid.headers.get(column, "")) is not None
    return [way for part, way in ways if not wanted or _WORKS.search(grid.headers.get(part, ""))] or [
        w for _, w in ways
    ]


def _is_quotient(entry: Entry) -> bool:
    return entry.unit.symbol in ("%", "×") or entry.unit == ONE


def _told(
    grid: Grid, column: int, cells: Column, ways: list[Mapping[int, _Quotient]], *, sure: bool
) -> Iterator[Wrong]:
    """The rows that do not follow the way that most do."""
    counted = [({row for row in way if _fits(cells[row], way[row])}, way) for way in ways]
    if not counted:
        return
    most = max(len(following) for following, _ in counted)
    best = [(following, way) for following, way in counted if len(following) == most]
    following, way = best[0]
    odd = [row for row in way if row not in following]
    if any(other != following for other, _ in best):
        return  # who knows which row is the wrong one
    telling = [row for row in following if cells[row].room <= _FINE * abs(cells[row].value)]
    if len(odd) != 1 or not telling:
        return
    row = odd[0]
    slip = _slip(cells[row], way[row].value, [way[other].value for other in following])
    if slip == _NEIGHBOUR and not sure and len(following) < _FEWEST:  # one row is no rule
        return
    if slip == _INVERSE and (_are_of_the_larger(cells) or _is_of_another_sort(grid, column, row, following)):
        return
    if slip or (sure and len(telling) >= 2 and _near(cells[row].value, way[row].value)):
        words = way[row].words + (f" as in the other rows; it prints {slip}" if slip else " as in the other rows")
        yield Wrong(cells[row].claim, cells[row].unit, way[row].value, words)


def _are_of_the_larger(cells: Column) -> bool:
    """Whether a column of factors has the larger over the smaller: "3×" for times and for rates."""
    return all(entry.unit.symbol == "×" and entry.value >= 1 for entry in cells.values())


def _is_of_another_sort(grid: Grid, column: int, row: int, following: set[int]) -> bool:
    """Whether a row is of a time among rates, so that less is better in it alone."""
    own, others = (
        {
            entries[one].unit.dimension
            for other, entries in grid.values.items()
            if other != column
            for one in rows & entries.keys()
        }
        for rows in ({row}, following)
    )
    return own.isdisjoint(others)


def _turned(grid: Grid, column: int, cells: Column) -> Iterator[Wrong]:
    """Numbers of "Stops in 15.4 days" that are the inverse of that time over the one of their row."""
    spans = [one for one in readings(grid.headers.get(column, "")) if one.units[0].dimension == TIME and not one.bare]
    if len(spans) != 1 or any(entry.unit != ONE for entry in cells.values()):
        return
    span = spans[0].value * spans[0].units[0].factor
    others = [one for other, one in grid.values.items() if other != column and _all_of(one, TIME)]
    for row, entry in cells.items():
        times = [one[row] for one in others if row in one and one[row].value > 0]
        if len(times) != 1 or not span:
            continue
        right = span / times[0].value
        room = entry.room + _CLOSE * entry.value
        if abs(entry.value - right) > room and abs(entry.value - 1 / right) <= room and _tells(right):
            yield Wrong(entry.claim, entry.unit, right, f"{spans[0].text.strip()} / {times[0].shown}")


def _all_of(column: Column, dimension: Dimension) -> bool:
    return all(uncounted(entry.unit.dimension) == dimension for entry in column.values())


def _tells(ratio: float) -> bool:
    """Whether a ratio differs from its inverse."""
    return abs(ratio - 1) > _FINE


def _near(stated: float, right: float) -> bool:
    return 1 / 3 < stated / right < 3


def _fits(entry: Entry, quotient: _Quotient) -> bool:
    return abs(entry.value - quotient.value) <= entry.room + (quotient.room + 1e-6) * quotient.value


def _slip(entry: Entry, right: float, others: list[float]) -> str:
    """How a wrong number was made, as far as that is known."""
    room = entry.room + _CLOSE * abs(entry.value)
    if abs(entry.value - right) <= 2 * room:
        return ""
    found = next((words for words, slip in _SLIPS if right > 0 and abs(slip(right) - entry.value) <= room), "")
    if not found and any(abs(other - entry.value) <= room for other in others):
        return _NEIGHBOUR
    return found


def _quotient(part: Entry, whole: Entry) -> _Quotient:
    room = min(_FINE, part.room / part.value + whole.room / whole.value)
    return _Quotient(part.value / whole.value, room, f"{part.shown} / {whole.shown}")


def _of_two_columns(grid: Grid, column: int, cells: Column) -> Iterator[tuple[int, Mapping[int, _Quotient]]]:
    amounts = {
        other: {row: _counted(entry) for row, entry in entries.items()}
        for other, entries in grid.values.items()
        if other != column and all(one.value > 0 and one.unit.symbol not in ("%", "×") for one in entries.values())
    }
    for first, second in permutations(amounts, 2):
        rows = [row for row in cells if row in amounts[first] and row in amounts[second]]
        if len(rows) < len(cells) or not rows:
            continue
        if any(_sort(amounts[first][row]) != _sort(amounts[second][row]) for row in rows):
            continue
        if amounts[first][rows[0]].unit == ONE:  # bare numbers may be anything
            continue
        way = {row: _quotient(amounts[first][row], amounts[second][row]) for row in rows}
        if len({quotient.value for quotient in way.values()}) > 1:
            yield first, way


def _counted(entry: Entry) -> Entry:
    """A number of billions is no number of bytes: the 175B of a model."""
    reading = entry.claim.reading
    scale = next((unit for unit in reading.units if not unit.dimension and unit.symbol == "B"), None)
    if scale is None or entry.unit.dimension == () or not reading.text.rstrip().endswith("B"):
        return entry
    factor = scale.factor / entry.unit.factor
    return entry._replace(value=entry.value * factor, room=entry.room * factor, unit=scale)


def _sort(entry: Entry) -> object:
    return uncounted(entry.unit.dimension)


def _of_named_base(grid: Grid, column: int, cells: Column, finder: EntityFinder) -> Iterator[Mapping[int, _Quotient]]:
    """The quotients over the number, or over the peak of each row's device, that the header names."""
    header = grid.headers.get(column, "")
    named = _SHARE_OF.search(header)
    if named is None:
        return
    base = named["base"]
    stated = readings(base)
    for other, entries in grid.values.items():
        rows = [row for row in cells if row in entries and entries[row].value > 0]
        if other == column or not rows or entries[rows[0]].unit.symbol in ("%", "×"):
            continue
        if len(stated) == 1 and not _PEAK.search(base[: stated[0].start]):
            whole = stated[0].value * (1.0 if stated[0].bare else stated[0].units[0].factor)
            printed = {row: entries[row].claim.reading.value if stated[0].bare else entries[row].value for row in rows}
            if whole > 0 and (stated[0].bare or uncounted(stated[0].units[0].dimension) == _sort(entries[rows[0]])):
                yield {
                    row: _Quotient(printed[row] / whole, 0.5 * _CLOSE, f"{entries[row].shown} / {stated[0].text}")
                    for row in rows
                }
        elif not stated and _PEAK.search(base):
            yield from _of_peaks(grid, rows, entries, f"{base} {header}", finder)


def _of_peaks(
    grid: Grid, rows: list[int], entries: Column, words: str, finder: EntityFinder
) -> Iterator[Mapping[int, _Quotient]]:
    """Over the peak of the device that each row names: of memory, or of a number format, any where none is named."""
    sort = _sort(entries[rows[0]])
    devices = {}
    for row in rows:
        found = {one.entry.id: one.entry for one in finder.mentions(grid.labels[row])}
        if len(found) == 1:
            devices[row] = next(iter(found.values()))
    if len(devices) < len(rows):
        return
    if sort == BANDWIDTH:
        paths = ["memory.bandwidth"]
    elif sort in (FLOP_RATE, OP_RATE):
        form = number_format(words) or number_format(" ".join(grid.headers.values()))
        forms = [form] if form else ["bf16", "fp16", "fp8", "int8", "tf32", "fp32"]
        paths = [f"compute.matrix.{one}" for one in forms]
    else:
        return
    for path in paths:
        peaks = {row: device.get(path) for row, device in devices.items()}
        if path.endswith(".bf16"):
            peaks = {row: peak or devices[row].get("compute.matrix.fp16") for row, peak in peaks.items()}
        if all(peak is not None and peak.value for peak in peaks.values()):
            yield {
                row: _Quotient(
                    entries[row].value / peak.value,
                    0.5 * _CLOSE + min(_FINE, entries[row].room / entries[row].value),
                    f"{entries[row].shown} / {peak.printed} of {devices[row].name}",
                )
                for row, peak in peaks.items()
                if peak is not None
            }
