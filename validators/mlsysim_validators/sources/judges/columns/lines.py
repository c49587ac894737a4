"""The columns of a table, or its rows, as lines of numbers with what rounding leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import is_money, uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid
from mlsysim_validators.sources.patterns import regex

MOST_LINES = 9
MOST_CASES = 12
_ROOM, _ROUGH, _PRICED = 1.02, 0.02, 0.004
_LABEL_NUMBER = regex(r"(?<![\w.,/-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d,.]*\d)")
_WRONG = ("mismatch", "inconsistent")
LABELS = -1


class Ends(NamedTuple):
    """A number in base units, and the ends of what it may have been rounded from."""

    value: float
    low: float
    high: float


class Number(NamedTuple):
    """The number of one cell, with its entry in the table; a label's has none."""

    ends: Ends
    entry: Entry | None


class Line(NamedTuple):
    """A column, or a row: its number, its words, its values by case, their dimension; `bare` where no unit is told.

    Of changes that all fall it has the sizes, as their cells print them behind the sign.
    """

    number: int
    words: str
    values: dict[int, Number]
    dimension: Dimension
    symbol: str
    bare: bool


class Frame(NamedTuple):
    """A table seen along its columns, or along its rows (`turned`): its lines, and the words of each case.

    `wrong` has the cases of each line whose number was found wrong.
    """

    lines: list[Line]
    cases: dict[int, str]
    totals: frozenset[int]
    turned: bool
    wrong: dict[int, set[int]]


def frames(grid: Grid) -> Iterator[Frame]:
    """A table by its columns, and by its rows."""
    for turned in (False, True):
        rows: dict[int, dict[int, Entry]] = {}
        for column, entries in grid.values.items():
            for row, entry in entries.items():
                number, case = (row, column) if turned else (column, row)
                rows.setdefault(number, {})[case] = entry
        names, cases = (grid.labels, grid.headers) if turned else (grid.headers, grid.labels)
        totals = frozenset() if turned else frozenset(grid.totals)
        lines = [
            line
            for number in sorted(rows)[: MOST_LINES * (2 if turned else 1)]
            if (line := _line(number, names.get(number, ""), rows[number], totals)) is not None
        ]
        labelled = _labels(cases, {case for line in lines for case in line.values} - totals)
        if labelled is not None and not any(line.number == 0 for line in lines if not turned):
            lines.insert(0, labelled)
        wrong: dict[int, set[int]] = {}
        for line in lines:
            for case, cell in line.values.items():
                if cell.entry is not None and cell.entry.claim.verdict in _WRONG:
                    wrong.setdefault(line.number, set()).add(case)
        yield Frame(lines, cases, totals, turned, wrong)


def _line(number: int, words: str, entries: dict[int, Entry], totals: frozenset[int]) -> Line | None:
    body = {case: entry for case, entry in entries.items() if case not in totals}
    if all(entry.value < 0 for entry in body.values()):
        body = {case: entry._replace(value=-entry.value) for case, entry in body.items()}
    if len(body) < 2 or len(body) > MOST_CASES:
        return None
    dimensions = {uncounted(entry.unit.dimension) for entry in body.values()}
    symbols = {entry.unit.symbol if entry.unit.symbol in ("%", "×") else "" for entry in body.values()}
    if len(dimensions) != 1 or len(symbols) != 1:
        return None
    (dimension,), (symbol,) = dimensions, symbols
    bare = not dimension and not symbol and all(not entry.unit.dimension for entry in body.values())
    return Line(number, words, {case: _number(entry) for case, entry in body.items()}, dimension, symbol, bare)


def _number(entry: Entry) -> Number:
    room = entry.room * _ROOM
    if entry.claim.reading.rough:
        room = max(room, _ROUGH * abs(entry.value))
    return Number(Ends(entry.value, entry.value - room, entry.value + room), entry)


def as_input(number: Number) -> Ends:
    """A number as a law takes it: whole ones without a unit, and prices, are exactly what was chosen."""
    ends, entry = number
    if entry is None:
        return ends
    whole = "." not in entry.claim.reading.text
    counted = not uncounted(entry.unit.dimension) and entry.unit.symbol not in ("%", "×")
    if (whole and counted) or is_money(entry.unit.dimension):
        room = 0.0 if whole else min(ends.high - ends.value, _PRICED * abs(ends.value))
        return Ends(ends.value, ends.value - room, ends.value + room)
    return ends


def _labels(cases: dict[int, str], wanted: set[int]) -> Line | None:
    """The first numbers of the labels, where each has one: how many devices, the batch, the context."""
    numbers: dict[int, Number] = {}
    for case in wanted:
        found = _LABEL_NUMBER.findall(cases.get(case, ""))
        number = float(found[0].replace(",", "")) if len(found) == 1 else 0.0
        if not number:
            return None
        numbers[case] = Number(Ends(number, number, number), None)
    return Line(LABELS, "label", numbers, (), "", True) if len(numbers) > 1 else None
