"""Columns that are a multiple of another: by a factor that the header prints, or over one base that all rows share."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Grid, Wrong
from mlsysim_validators.sources.patterns import regex

_FACTOR = regex(r"(?<![\w.])(\d+(?:\.\d+)?) ?×|× ?(\d+(?:\.\d+)?)(?![\w.])")
_AGAINST = AnyCase(r"\bvs\b|versus|relative to|\bof\b|\bto\b|/")
_FEWEST_FOLLOWING = 2
_ROOM = 0.01


def wrong_multiples(grid: Grid, text: str) -> Iterator[Wrong]:
    """The one number that is not the multiple which the other rows are; `text` is what the slide says."""
    for column, entries in grid.values.items():
        if len(entries) <= _FEWEST_FOLLOWING:
            continue
        header = grid.headers.get(column, "")
        factor = _FACTOR.search(header)
        if factor is not None:
            yield from _by_header(grid, column, float(factor[1] or factor[2]))
        elif _AGAINST.search(header) and all(entry.unit.symbol == "×" for entry in entries.values()):
            yield from _by_base(grid, column, text)


def _by_header(grid: Grid, column: int, factor: float) -> Iterator[Wrong]:
    """ "p99 (≈4.6×)" behind a column of means."""
    entries = grid.values[column]
    for other, base in grid.values.items():
        rows = [row for row in entries if row in base]
        if other == column or len(rows) <= _FEWEST_FOLLOWING:
            continue
        if any(base[row].unit.dimension != entries[row].unit.dimension for row in rows):
            continue
        off = [
            row
            for row in rows
            if abs(entries[row].value - factor * base[row].value)
            > entries[row].room + factor * base[row].room + _ROOM * abs(entries[row].value)
        ]
        if len(off) > 1 or len(rows) - len(off) < _FEWEST_FOLLOWING:
            continue
        for row in off:
            told = f"{factor:g} × {base[row].shown}, as its header says and the other rows count"
            yield Wrong(entries[row].claim, entries[row].unit, factor * base[row].value, told)
        return


def _by_base(grid: Grid, column: int, text: str) -> Iterator[Wrong]:
    """ "vs. weights": 0.6× beside 83 GB and 2.4× beside 330 GB are of 140 GB, which the slide states."""
    factors = grid.values[column]
    for other, amounts in grid.values.items():
        rows = [row for row in factors if row in amounts]
        if other == column or len(rows) <= _FEWEST_FOLLOWING or not all(amounts[row].unit.dimension for row in rows):
            continue
        stated = {
            reading.value * unit.factor: reading.text.strip()
            for reading in readings(text)
            for unit in reading.units[:1]
            if unit.dimension == amounts[rows[0]].unit.dimension and reading.value > 0
        }
        if any(all(_states(factors, amounts, row, base) for row in rows) for base in stated):
            return
        for base, words in stated.items():
            off = [row for row in rows if not _states(factors, amounts, row, base)]
            distinct = {factors[row].value for row in rows if row not in off}
            if len(off) == 1 and len(distinct) >= _FEWEST_FOLLOWING:
                row = off[0]
                told = f"{amounts[row].shown} against {words}, as the other rows count"
                yield Wrong(factors[row].claim, factors[row].unit, amounts[row].value / base, told)
                return


def _states(factors: Column, amounts: Column, row: int, base: float) -> bool:
    right = amounts[row].value / base
    return abs(factors[row].value - right) <= factors[row].room + amounts[row].room / base + _ROOM * right
