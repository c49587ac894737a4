"""Columns that follow from one or two others, and the one row that does not.

What a column is made of is inferred from the rows themselves: where at least three follow a rule and just one does
not, that one is reported. A table that follows no rule is left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from math import floor, log10
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.vocabulary import combine
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import is_money, uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong
from mlsysim_validators.sources.patterns import regex

_MOST_COLUMNS = 8
_FEWEST_FOLLOWING = 3
_FARTHEST = 30
_COARSE = 0.05  # a number that is known no better shows no rule
_SETTING = 0.02
_COUNT = regex(r"(?<![\w.])(\d{1,4}) ?(?:[×x]|GPU|node|card|chip)")
_FINE = 0.015
_CLEAR = 0.025
_SIMPLE = 8
_ALMOST = 0.01
_SOME = 0.05  # two columns in proportion by nature may be off by as much: other formats, other overheads
_MEASURED = 0.02  # quotients of measured numbers were taken before these were rounded
_VAGUE = 1.5  # a quotient known no better may be anything
_SIMPLY = 0.004
_SPREAD = 2
_ROUNDED_COUNT, _MOST_COUNTED = 0.1, 1000.0  # counts add up to the last one
# Powers of ten, and these times hours in seconds, hours in years, days in seconds, bits in bytes, and their inverses.
_TIMES = (3600.0, 8760.0, 86400.0)
_BITS = (8.0,)
_OF_TIME = frozenset({"time", "energy", "currency", "carbon"})


def _scales(constants: Sequence[float]) -> list[float]:
    return sorted(c**sign * 10.0**power for power in range(-12, 13) for c in (1.0, *constants) for sign in (1, -1))


_PLAIN_SCALES = {(timed, sized): _scales(_TIMES * timed + _BITS * sized) for timed in (0, 1) for sized in (0, 1)}


class _Rule(NamedTuple):
    sign: str
    apply: Callable[[float, float], float]


_RULES = (
    _Rule("×", lambda a, b: a * b),
    _Rule("/", lambda a, b: a / b if b else float("nan")),
    _Rule("+", lambda a, b: a + b),
    _Rule("-", lambda a, b: a - b),
)


_SETTINGS = AnyCase(
    r"\bbatch|\bblock|\bseq|\bcontext|\blength|\bsteps?\b|\blayers?\b|\bheads?\b|\bhidden|\bvocab|\b[TPDE]P\b|"
    r"\bworkers?\b|\bthreads?\b|\bepochs?\b|\bwarm-?up|\bchunk|\btile|\bgpus?\b|\bnodes?\b|\brank"
)


class _Odd(NamedTuple):
    """The row that breaks a rule (None where none does), and the scale between the units."""

    row: int | None
    scale: float


def broken(grid: Grid) -> Iterator[Wrong]:
    """Rows that break a rule which at least three others, and all others, follow."""
    body = {
        column: {row: entry for row, entry in entries.items() if row not in grid.totals}
        for column, entries in sorted(grid.values.items())[:_MOST_COLUMNS]
    }
    settled: set[int] = set()  # columns that are known to follow from others
    followed: set[tuple[int, int, str]] = set()  # rules that a column follows in every row
    for first, second, third in permutations(sorted(body), 3):
        if third in settled or third < max(first, second):  # a result stands behind what it is made of
            continue
        rows = sorted(body[first].keys() & body[second].keys() & body[third].keys())
        for rule in _RULES if len(rows) > _FEWEST_FOLLOWING else ():
            if rule.sign in "×+" and first > second:
                continue
            found = _of_two(body[first], body[second], body[third], rows, rule)
            if found is None:
                continue
            settled.add(third)
            if found.row is None:
                followed.add((first, second, rule.sign))
            elif (first, second, rule.sign) in followed:  # a 90th percentile near the mean that follows it
                continue
            wrong = _told_of_two(grid, body, (first, second, third), rule, found)
            if wrong is not None:
                yield wrong
            break
    for first, second in combinations(sorted(body), 2):
        if second in settled:
            continue
        found = _of_one(body[first], body[second])
        if found is not None:
            settled.add(second)
            wrong = _told_of_one(grid, body, first, second, found)
            if wrong is not None:
                yield wrong


def _told_of_two(
    grid: Grid, body: dict[int, Column], columns: tuple[int, int, int], rule: _Rule, found: _Odd
) -> Wrong | None:
    first, second, _ = columns
    if found.row is None or _set_apart(grid, body, columns, found.row):
        return None
    a, b, c = (body[column][found.row] for column in columns)
    value = rule.apply(a.value, b.value) * found.scale
    if not c.value or not 1 / _FARTHEST < abs(value / c.value) < _FARTHEST:
        return None
    if _counts(grid.labels.get(found.row, ""), value / c.value):
        return None
    if rule.sign == "/" and abs(value / c.value - 1) < _MEASURED:
        return None
    if rule.sign == "/" and _of_other_columns(body, columns, found.row):
        return None
    words = f"{a.shown} {rule.sign} {b.shown} as in the other rows "
    words += f"({grid.headers.get(first, '')} {rule.sign} {grid.headers.get(second, '')})"
    return Wrong(c.claim, c.unit, value, words)


def _counts(label: str, off: float) -> bool:
    """Whether a row says how many things of its own it has: "4 × H100" beside "1 × H100"."""
    counts = [float(number) for number in _COUNT.findall(label)]
    return any(abs(ratio / count - 1) < _SETTING for count in counts if count > 1 for ratio in (off, 1 / off))


def are_settings(*headers: str) -> bool:
    """Whether all these columns hold what a run is set up with: batch, block, context; no law joins them."""
    return all(_SETTINGS.search(header) for header in headers)


def _told_of_one(grid: Grid, body: dict[int, Column], first: int, second: int, found: _Odd) -> Wrong | None:
    if are_settings(grid.headers.get(first, ""), grid.headers.get(second, "")):
        return None
    if found.row is None or _set_apart(grid, body, (first, second), found.row):
        return None
    a, c = body[first][found.row], body[second][found.row]
    value = a.value * found.scale
    if not c.value or not 1 / _FARTHEST < value / c.value < _FARTHEST or abs(value / c.value - 1) < _SOME:
        return None
    words = f"{grid.headers.get(second, '')} is in proportion to {grid.headers.get(first, '')} in the other rows"
    return Wrong(c.claim, c.unit, value, f"{words}, and {a.shown} gives")


def _of_other_columns(body: dict[int, Column], columns: Sequence[int], row: int) -> bool:
    """Whether a number is the quotient of two other columns of its row: of two times, where the rule is of rates."""
    wanted = body[columns[2]][row]
    entries = [column[row] for number, column in body.items() if number != columns[2] and row in column]
    for a, b in permutations(entries, 2):
        if a.value - a.room > 0 and b.value - b.room > 0 and uncounted(a.unit.dimension) == uncounted(b.unit.dimension):
            low, high = (a.value - a.room) / (b.value + b.room), (a.value + a.room) / (b.value - b.room)
            if low - wanted.room <= wanted.value <= high + wanted.room and high / low < _VAGUE:
                return True
    return False


def _set_apart(grid: Grid, body: dict[int, Column], columns: Sequence[int], row: int) -> bool:
    """Whether a further column tells a row from the others, which have one value there: another case, no error."""
    others = [other for other in body[columns[0]] if other != row and all(other in body[c] for c in columns)]
    for column, texts in grid.texts.items():
        if column not in columns:
            theirs = {texts.get(other, "") for other in others}
            if len(theirs) == 1 and texts.get(row, "") not in theirs:
                return True
    return False


def _of_two(first: Column, second: Column, third: Column, rows: Sequence[int], rule: _Rule) -> _Odd | None:
    """The row that breaks "third = first sign second × scale" if all others follow it; None where that is no rule."""
    adds = rule.sign in "+-"
    if adds and len({uncounted(column[row].unit.dimension) for column in (first, second, third) for row in rows}) > 1:
        return None
    counted = adds and all(_is_count(column[row]) for column in (first, second, third) for row in rows)
    scales: list[tuple[int, float, float]] = []
    for row in rows:
        a, b, c = first[row], second[row], third[row]
        value = rule.apply(a.value, b.value)
        if not value or not c.value or not a.value or not b.value or value != value:
            return None
        if adds and counted:
            room = _ROUNDED_COUNT / abs(value)
        elif adds:
            room = (a.room + b.room) / abs(value) + c.room / abs(c.value)
        else:
            room = _relative(a) + _relative(b) + _relative(c)
        scales.append((row, c.value / value, room + 1e-6))
        if len(scales) == _FEWEST_FOLLOWING + 1 and _odd_rows(scales)[0] is None:  # most columns have no rule
            return None
    off, middle = _odd_rows(scales)
    if off is None or not _tells([third[row] for row in rows if row != off.row]):
        return None
    if adds and abs(middle - 1) > 0.01:
        return None
    if not adds and not _plain_scale(middle, first[rows[0]], second[rows[0]], third[rows[0]], rule):
        return None
    return off._replace(scale=round(middle) if 0.5 < middle < 1.5 and abs(middle - 1) < 0.01 else middle)


def _is_count(entry: Entry) -> bool:
    """Whether a number is a whole one without a unit, which mostly counts something."""
    return entry.unit == ONE and "." not in entry.claim.reading.text and entry.value < _MOST_COUNTED


def _relative(entry: Entry) -> float:
    """How far off a number may be, as a share of it; whole numbers without a unit, and prices, are mostly settings."""
    room = entry.room / abs(entry.value)
    chosen = entry.unit == ONE or is_money(entry.unit.dimension)
    setting = chosen and "." not in entry.claim.reading.text
    return min(room, _SETTING) if setting else room


def _of_one(first: Column, second: Column) -> _Odd | None:
    """The same for "second = first × constant".

    Sizes and prices of things stand in proportion by design, mostly by a simple number, and one that does not is no
    error: only measured or computed numbers of two sorts are taken for a rule.
    """
    rows = sorted(first.keys() & second.keys())
    if len(rows) <= _FEWEST_FOLLOWING:
        return None
    if any(is_money(column[rows[0]].unit.dimension) for column in (first, second)):
        return None
    scales: list[tuple[int, float, float]] = []
    for row in rows:
        a, c = first[row], second[row]
        if a.value <= 0 or c.value <= 0:
            return None
        scales.append((row, c.value / a.value, a.room / a.value + c.room / c.value + 1e-6))
        if len(scales) == _FEWEST_FOLLOWING + 1 and _odd_rows(scales)[0] is None:
            return None
    off, middle = _odd_rows(scales)
    if off is None:
        return None
    following = [second[row] for row in rows if row != off.row]
    if sum(room <= _FINE for row, _, room in scales if row != off.row) < _FEWEST_FOLLOWING:
        return None
    if not _tells(following) or not _broken_numbers(following) or len({first[row].value for row in rows}) < 3:
        return None
    one, other = first[rows[0]].unit, second[rows[0]].unit
    if (one.dimension == other.dimension or not one.dimension or not other.dimension) and is_simple(middle):
        return None
    # Numbers that lie close together stand in some proportion by chance.
    values = [entry.value for entry in following]
    if max(values) < _SPREAD * min(values):
        return None
    return off._replace(scale=middle)


def _odd_rows(scales: Sequence[tuple[int, float, float]]) -> tuple[_Odd | None, float]:
    """The one row (or none) whose scale is off, if at least three share one; and that scale."""
    ordered = sorted(scale for _, scale, room in scales if room <= _COARSE) or [scale for _, scale, _ in scales]
    middle = ordered[len(ordered) // 2]
    off = [row for row, scale, room in scales if not middle or abs(scale / middle - 1) > room + 0.002]
    showing = sum(room <= _COARSE for row, _, room in scales if row not in off)
    if len(off) > 1 or showing < _FEWEST_FOLLOWING:
        return None, middle
    return _Odd(off[0] if off else None, middle), middle


def _tells(following: Sequence[Entry]) -> bool:
    """Whether the results of a rule are different and fine enough to show that it is one."""
    values = {entry.value for entry in following}
    fine = sum(entry.room <= _CLEAR * abs(entry.value) for entry in following)
    return len(values) >= min(_FEWEST_FOLLOWING, len(following)) and fine >= _FEWEST_FOLLOWING - 1


def _broken_numbers(following: Sequence[Entry]) -> bool:
    """Whether numbers are no whole ones: those are mostly chosen, not computed."""
    decimals = sum("." in entry.claim.reading.text for entry in following)
    return decimals >= len(following) - 1


def is_simple(scale: float) -> bool:
    """Whether a factor is a small whole number, or one over one, but for the place of the point."""
    digits = [one / 10.0 ** floor(log10(one) + _ALMOST) for one in (scale, 1 / scale)]
    return any(abs(one / n - 1) < _SIMPLY for one in digits for n in range(1, _SIMPLE + 1))


def _plain_scale(scale: float, first: Entry, second: Entry, third: Entry, rule: _Rule) -> bool:
    """Whether a scale is one of units left out (a power of ten, hours in seconds), or the dimensions balance."""
    power = 1 if rule.sign == "×" else -1
    made = combine((uncounted(first.unit.dimension), 1), (uncounted(second.unit.dimension), power))
    if made == uncounted(third.unit.dimension):
        return abs(scale - 1) < 0.01 or any(abs(scale / constant - 1) < 0.01 for constant in (1.024, 1 / 1.024))
    names = {name for entry in (first, second, third) for name, _ in entry.unit.dimension}
    scales = _PLAIN_SCALES[int(bool(names & _OF_TIME)), int("data" in names)]
    nearest = bisect_left(scales, abs(scale))
    return any(abs(abs(scale) / plain - 1) < 0.01 for plain in scales[max(0, nearest - 1) : nearest + 1])
