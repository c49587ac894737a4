"""Columns in proportion to another in all rows but one, which is off by a known slip, or copies its neighbour.

Two rows that agree to three digits show a proportion that no design makes; what the third leaves out, the slide states
(a PUE, an efficiency), or it is a power of ten, or bits for bytes. Coarser numbers have to be more.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import floor, log10
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import is_money
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong
from mlsysim_validators.sources.patterns import regex

_MOST_COLUMNS = 8
_MOST_ROWS = 12
_FEWEST, _FEWEST_COARSE = 2, 3
_FINE, _COARSE = 0.0065, 0.04
_EXACT = 0.006
_TWICE = 2.0
_PLAIN = (10.0, 100.0, 1000.0, 8.0)
_PUE = regex(r"PUE\W{0,3}(?:of |is |= ?|: ?)?(?P<n>1\.\d{1,2})(?!\d)")
_SHARE = regex(r"(?<![\w.,])(?P<n>\d{1,2}) ?%")
_MOST_FACTORS = 12
_SPREAD = 1.1
_SIMPLE, _ALMOST, _SIMPLY = 8, 0.01, 0.004
_SETTINGS = AnyCase(
    r"\bbatch|\bblock|\bseq|\bcontext|\blength|\bsteps?\b|\blayers?\b|\bheads?\b|\bhidden|\bvocab|\b[TPDE]P\b|"
    r"\bworkers?\b|\bthreads?\b|\bepochs?\b|\bwarm-?up|\bchunk|\btile|\bgpus?\b|\bnodes?\b|\brank"
)


class _Ratio(NamedTuple):
    row: int
    ratio: float
    room: float  # relative


def out_of_proportion(grid: Grid, text: str) -> Iterator[Wrong]:
    """The numbers that a proportion of their column shows to be wrong; `text` is what the slide says."""
    body = {
        column: {row: entry for row, entry in entries.items() if row not in grid.totals}
        for column, entries in sorted(grid.values.items())[:_MOST_COLUMNS]
        if column
    }
    factors: list[float] | None = None
    told: set[int] = set()
    for first, second in combinations(sorted(body), 2):
        ratios = _ratios(body[first], body[second])
        if second in told or not _FEWEST < len(ratios) <= _MOST_ROWS:
            continue
        odd = _odd(ratios)
        if odd is None:
            continue
        following = [one for one in ratios if one is not odd]
        if all(_is_a_count(body[column][one.row]) for column in (first, second) for one in ratios) or _are_settings(
            grid.headers.get(first, ""), grid.headers.get(second, "")
        ):
            continue
        scale = sum(one.ratio for one in following) / len(following)
        entry, base = body[second][odd.row], body[first][odd.row]
        if entry.value == 1:  # 1.00 of itself: the base of its column
            continue
        if entry.claim.verdict not in ("unresolved", "match") or (entry.claim.kind == "spec" and entry.claim.sure):
            continue
        said = _says(grid.headers.get(second, ""), scale)
        if said and entry.claim.verdict == "match":  # then its base may be the wrong one
            continue
        if (is_simple(scale) and not said) or not _differ(following, body[first], body[second]):
            continue
        fine = said or all(one.room <= _FINE for one in ratios)
        factors = _stated(text) if factors is None else factors
        off = odd.ratio / scale
        slips = (*factors, _TWICE) if said else factors
        slipped = fine and any(abs(off * by - 1) <= _EXACT for factor in slips for by in (factor, 1 / factor))
        copied = len(following) >= _FEWEST_COARSE and _copies(entry, base, body[second], body[first])
        if slipped or copied:
            told.add(second)
            words = (
                f"{grid.headers.get(second, '')} is in proportion to {grid.headers.get(first, '')} in the other rows"
            )
            yield Wrong(entry.claim, entry.unit, base.value * scale, f"{words}, and {base.shown} gives")


def _ratios(first: Column, second: Column) -> list[_Ratio]:
    found = []
    for row in sorted(first.keys() & second.keys()):
        a, c = first[row], second[row]
        if a.value <= 0 or c.value <= 0 or "×" in (a.unit.symbol, c.unit.symbol):
            return []
        if is_money(a.unit.dimension) or is_money(c.unit.dimension):
            return []
        found.append(
            _Ratio(row, c.value / a.value, (0.0 if _is_a_count(a) else a.room / a.value) + c.room / c.value + 1e-6)
        )
    return found


def _odd(ratios: list[_Ratio]) -> _Ratio | None:
    """The one row that has another ratio than all others, which agree."""
    for odd in ratios:
        others = [one for one in ratios if one is not odd]
        low = max(one.ratio * (1 - one.room) for one in others)
        high = min(one.ratio * (1 + one.room) for one in others)
        rooms = sorted(one.room for one in others)
        enough = rooms[0] <= _FINE if len(others) < _FEWEST_COARSE else rooms[-1] <= _COARSE
        clear = not low * (1 - odd.room) * 0.985 <= odd.ratio <= high * (1 + odd.room) * 1.015
        if low <= high and enough and clear:
            return odd
    return None


def _differ(following: list[_Ratio], first: Column, second: Column) -> bool:
    """Whether those that follow are of different sizes."""
    for column in (first, second):
        values = [column[one.row].value for one in following]
        if max(values) < _SPREAD * min(values):
            return False
    return True


def _copies(entry: Entry, base: Entry, column: Column, bases: Column) -> bool:
    """Whether a number is that of another row, which has another base."""
    return any(
        other.value == entry.value and bases[row].value != base.value
        for row, other in column.items()
        if other is not entry and row in bases
    )


def _says(header: str, scale: float) -> bool:
    """Whether a header has the number by which its column is more than the other: "The fleet (2,048)"."""
    numbers = [reading.value for reading in readings(header)]
    return any(number > 1 and abs(scale / number - 1) <= _EXACT for number in numbers)


def _stated(text: str) -> list[float]:
    found = [float(match["n"]) for match in _PUE.finditer(text)]
    found += [float(match["n"]) / 100 for match in _SHARE.finditer(text) if float(match["n"]) > 1]
    return [*_PLAIN, *dict.fromkeys(found)][:_MOST_FACTORS]


def _is_a_count(entry: Entry) -> bool:
    return entry.unit == ONE and "." not in entry.claim.reading.text


def _are_settings(*headers: str) -> bool:
    """Whether all these columns hold what a run is set up with: batch, block, context; no law joins them."""
    return all(_SETTINGS.search(header) for header in headers)


def is_simple(scale: float) -> bool:
    """Whether a factor is a small whole number, or one over one, but for the place of the point."""
    digits = [one / 10.0 ** floor(log10(one) + _ALMOST) for one in (scale, 1 / scale)]
    return any(abs(one / n - 1) < _SIMPLY for one in digits for n in range(1, _SIMPLE + 1))
