"""Arithmetic that tables print: totals, shares of a hundred, columns that are products or quotients of others.

What a column is made of is inferred from the rows themselves: where most rows follow a rule and one does not, that
one is reported. A table that follows no rule is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import combine
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.documents import Block
from mlsysim_validators.sources.judges.arithmetic.expressions import uncounted

_TOTAL = re.compile(r"(?:grand |sub-?)?total(?: .{0,30})?|sum|all together", re.IGNORECASE)
_SHARE = re.compile(r"% of|percent(?:age)? of|share|fraction of|breakdown|% time|time %", re.IGNORECASE)
_NO_SUM = re.compile(
    r"\bper\b|/|averag|mean|rate|ratio|×|utili[sz]|\bmfu\b|speed-?up|flops|bandwidth|intensity|year|version|efficien",
    re.IGNORECASE,
)
_MOST_ROWS = 60
_MOST_COLUMNS = 8


class Entry(NamedTuple):
    """One number of a table in base units, half a unit of its last digit, and its claim."""

    value: float
    room: float
    unit: Unit
    claim: Claim


class Wrong(NamedTuple):
    """A number of a table that does not follow from the others."""

    claim: Claim
    unit: Unit
    value: float
    words: str


Column = dict[int, Entry]  # by row


def wrong_numbers(block: Block, claims: Sequence[Claim]) -> Iterator[Wrong]:
    """Totals and columns of one table that do not come out."""
    columns, headers, labels = _columns(block, claims)
    totals = [row for row, label in labels.items() if _TOTAL.fullmatch(label)]
    told: set[int] = set()
    for column, entries in columns.items():
        for found in _wrong_total(entries, headers[column], totals, labels):
            told.add(id(found.claim))
            yield found
    body = {
        column: {row: entry for row, entry in entries.items() if row not in totals}
        for column, entries in list(columns.items())[:_MOST_COLUMNS]
    }
    for found in _outliers(body, headers):
        if id(found.claim) not in told:
            told.add(id(found.claim))
            yield found


def _columns(block: Block, claims: Sequence[Claim]) -> tuple[dict[int, Column], dict[int, str], dict[int, str]]:
    single: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        cell = claim.stated.cell
        if cell is not None and cell.span == 1:
            single.setdefault((cell.row, cell.column), []).append(claim)
    columns: dict[int, Column] = {}
    for (row, column), here in single.items():
        if len(here) != 1 or here[0].reading.hedge in ("low", "high", "below", "above"):
            continue
        claim = here[0]
        unit = claim.unit or claim.reading.units[0]
        if claim.reading.text.strip(" ~≈") != (claim.stated.cell.text.text if claim.stated.cell else "").strip(" ~≈"):
            continue
        room = 0.5 * claim.reading.resolution * unit.factor
        columns.setdefault(column, {})[row] = Entry(
            claim.value if claim.unit else claim.reading.value * unit.factor, room, unit, claim
        )
    headers: dict[int, str] = {}
    for cells in block.rows[: block.header_rows]:
        for cell in cells:
            for column in range(cell.column, cell.column + cell.span):
                headers[column] = f"{headers.get(column, '')} {cell.text.text}".strip()[:200]
    labels = {
        row[0].row: row[0].text.text.strip().rstrip(":")[:60]
        for row in block.rows[block.header_rows : block.header_rows + _MOST_ROWS]
        if row
    }
    return columns, {column: headers.get(column, "") for column in columns}, labels


def _wrong_total(entries: Column, header: str, totals: Sequence[int], labels: dict[int, str]) -> Iterator[Wrong]:
    begin = min(labels, default=0)
    for total in totals:
        rows = [row for row in labels if begin <= row < total]
        begin = total + 1
        parts = [entries[row] for row in rows if row in entries]
        stated = entries.get(total)
        if stated is None or len(parts) < 2 or len(parts) != len(rows):
            continue
        if stated.unit.symbol == "%" and stated.value != 1:
            continue
        if _NO_SUM.search(header) or any(part.unit.dimension != stated.unit.dimension for part in parts):
            continue
        value = sum(part.value for part in parts)
        room = sum(part.room for part in parts) + stated.room
        product = 1.0
        for part in parts:
            product *= part.value
        rough = 0.02 * value if stated.claim.reading.hedge == "about" else 0.0
        if abs(value - stated.value) <= room + rough + 1e-9 * abs(value):
            continue
        if stated.value and abs(product / stated.value - 1) < 0.01:
            continue
        if value and 0.6 < stated.value / value < 1.6:
            words = " + ".join(part.claim.text for part in parts[:8])
            yield Wrong(stated.claim, stated.unit, value, f"the rows above add up to {words}")
    shares = [entry for row, entry in entries.items() if row not in totals]
    if not totals and len(shares) >= 3 and _SHARE.search(header) and all(one.unit.symbol == "%" for one in shares):
        value = sum(one.value for one in shares)
        room = sum(one.room for one in shares) + 1e-9
        if room < value - 1 < 0.25:  # less than a hundred may only be incomplete
            last = max(shares, key=lambda one: one.value)
            rest = 1 - (value - last.value)
            yield Wrong(last.claim, last.unit, rest, f"the shares of this column add up to {100 * value:g}%, not 100%")


class _Rule(NamedTuple):
    name: str
    sign: str
    apply: Callable[[float, float], float]


_RULES = (
    _Rule("product", "×", lambda a, b: a * b),
    _Rule("quotient", "/", lambda a, b: a / b if b else float("nan")),
    _Rule("sum", "+", lambda a, b: a + b),
)
_FEWEST_FOLLOWING = 3
# Powers of ten, alone and times hours in seconds, in years, days in seconds, bits in bytes, and their inverses.
_PLAIN_SCALES = sorted(
    constant**sign * 10.0**power
    for power in range(-12, 13)
    for constant in (1.0, 3600.0, 8760.0, 8.0, 86400.0)
    for sign in (1, -1)
)


def _outliers(columns: dict[int, Column], headers: dict[int, str]) -> Iterator[Wrong]:
    """Rows that break a rule which at least three others, and all others, follow."""
    claimed: set[int] = set()
    for first, second, third in permutations(sorted(columns), 3):
        if third in claimed or third < max(first, second):  # a result stands behind what it is made of
            continue
        rows = sorted(columns[first].keys() & columns[second].keys() & columns[third].keys())
        if len(rows) <= _FEWEST_FOLLOWING:
            continue
        for rule in _RULES:
            if rule.sign in "×+" and first > second:
                continue
            if rule.sign == "+" and _mixed(columns, rows, first, second, third):
                continue
            broken = _broken(columns, rows, first, second, third, rule)
            if broken is None:
                continue
            row, scale = broken
            claimed.add(third)
            if row is None:
                break
            a, b, c = columns[first][row], columns[second][row], columns[third][row]
            value = rule.apply(a.value, b.value) * scale
            if not 1 / 30 < abs(value / c.value if c.value else 0) < 30:
                break
            words = f"{a.claim.text} {rule.sign} {b.claim.text} as in the other rows "
            words += f"({headers[first]} {rule.sign} {headers[second]})"
            yield Wrong(c.claim, c.unit, value, words)
            break


def _mixed(columns: dict[int, Column], rows: Sequence[int], *which: int) -> bool:
    return len({uncounted(columns[column][row].unit.dimension) for column in which for row in rows}) > 1


def _broken(
    columns: dict[int, Column], rows: Sequence[int], first: int, second: int, third: int, rule: _Rule
) -> tuple[int | None, float] | None:
    """(the one row that breaks a rule or None, the scale between the units) if the others follow it."""
    if len({columns[third][row].value for row in rows}) < 3:
        return None
    scales: list[tuple[int, float, float]] = []
    for row in rows:
        a, b, c = columns[first][row], columns[second][row], columns[third][row]
        value = rule.apply(a.value, b.value)
        if not value or not c.value or not a.value or not b.value or value != value:
            return None
        room = a.room / abs(a.value) + b.room / abs(b.value) + c.room / abs(c.value)
        scales.append((row, c.value / value, min(room, 0.05) + 1e-6))
    ordered = sorted(scale for _, scale, _ in scales)
    middle = ordered[len(ordered) // 2]
    if rule.sign == "+" and abs(middle - 1) > 0.01:
        return None
    if rule.sign != "+" and not _plain_scale(middle, columns, rows[0], first, second, third, rule):
        return None
    off = [row for row, scale, room in scales if abs(scale / middle - 1) > room + 0.002]
    if len(off) > 1 or len(rows) - len(off) < _FEWEST_FOLLOWING:
        return None
    factor = round(middle) if 0.5 < middle < 1.5 and abs(middle - 1) < 0.01 else middle
    if not off:
        return None, factor
    return off[0], factor


def _plain_scale(
    scale: float, columns: dict[int, Column], row: int, first: int, second: int, third: int, rule: _Rule
) -> bool:
    """Whether a scale is one of units left out (a power of ten, hours in seconds), or the dimensions balance."""
    power = 1 if rule.sign == "×" else -1
    made = combine(
        (uncounted(columns[first][row].unit.dimension), 1), (uncounted(columns[second][row].unit.dimension), power)
    )
    if made == uncounted(columns[third][row].unit.dimension):
        return abs(scale - 1) < 0.01 or any(abs(scale / constant - 1) < 0.01 for constant in (1.024, 1 / 1.024))
    nearest = bisect_left(_PLAIN_SCALES, scale)
    return any(abs(scale / plain - 1) < 0.01 for plain in _PLAIN_SCALES[max(0, nearest - 1) : nearest + 1])


def told(wrong: Wrong) -> str:
    """The sentence of a finding."""
    return f"{wrong.words}: {printed(wrong.value, wrong.claim.reading, wrong.unit)}"
