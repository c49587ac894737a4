"""Totals that are not the sum of their rows, and shares that are more than all."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong
from mlsysim_validators.sources.judges.arithmetic.tables.subtotals import outermost

_SHARE = AnyCase(
    r"(?:%|percent(?:age)?|fraction) of (?:the )?(?:total|whole|all|time|run|step|cost|energy|memory|budget)\b|share|"
    r"breakdown|% time|time %"
)
# "share of the bound", "share of 989": each row's own, no parts of one whole.
_OF_A_BASE = AnyCase(
    r"(?:share|fraction|percent\w*|%)\)? of (?!(?:the |its |all )*(?:total|whole|all|(?:run ?|step ?)?time|run|step|"
    r"cost|energy|memory|budget|bill|power)\b)"
)
_NO_SUM = AnyCase(
    r"\bper\b(?! (?:year|month|week|day|hour|run)\b)|/(?! ?(?:year|month|week|day)\b)|averag|mean|rate|ratio|×|"
    r"utili[sz]|\bmfu\b|speed-?up|flops|bandwidth|intensity|(?<!per )(?<!/ )(?<!/)year|version|efficien"
)
_POWERS = {"KB": 1, "MB": 2, "GB": 3, "TB": 4}
_NEAR = 0.6
_WIDE = 0.45  # of three parts or more
_MANY = 3
_FINE = 0.015


class Right(NamedTuple):
    """A total that is the sum of the rows above it."""

    claim: Claim
    unit: Unit
    words: str


def judged_totals(grid: Grid, told: Container[int] = ()) -> Iterator[Wrong | Right]:
    """Totals and shares, column by column; in the columns `told`, a part is known to be wrong."""
    columns = [(column, entries) for column, entries in grid.values.items() if column not in told]
    columns += [
        (column, {row: pair[end] for row, pair in pairs.items()})
        for column, pairs in grid.ranges.items()
        for end in (0, 1)
    ]
    for total in grid.totals:
        sums = [found for column, entries in columns if (found := _sum(grid, column, entries, total)) is not None]
        for one in sums:
            if one.fits:
                yield Right(one.stated.claim, one.stated.unit, f"the rows above add up to {one.words}")
        wrong = [one for one in sums if not one.fits]
        right = len(sums) - len(wrong)
        # A "total" that is no sum in two columns is something else.
        if len(wrong) == 1 or right > len(wrong):
            for one in wrong:
                if right or is_meant(one.stated.value / one.value, one.parts):
                    yield Wrong(one.stated.claim, one.stated.unit, one.value, f"the rows above add up to {one.words}")
    if not grid.totals:
        for column, entries in grid.values.items():
            if column not in told:
                yield from _too_much(grid, entries, grid.headers.get(column, ""))


class _Sum(NamedTuple):
    """What a row of totals states in one column, and what the rows above it come to."""

    stated: Entry
    value: float
    words: str
    fits: bool
    parts: int


def _sum(grid: Grid, column: int, entries: Column, total: int) -> _Sum | None:
    """None where a column has no sum there."""
    header = grid.headers.get(column, "")
    begin = max((other + 1 for other in grid.totals if other < total), default=min(grid.labels))
    rows = [row for row in grid.labels if begin <= row < total]
    labelled = [(grid.labels[row], entries[row]) for row in rows if row in entries]
    parts = [entry for _, entry in labelled]
    stated = entries.get(total)
    if stated is None or len(parts) < 2 or len(parts) != len(rows):
        return None
    ends = all(entry.claim.reading.range_end for entry in (stated, *parts))
    if not ends and not all(entry.whole for entry in (stated, *parts)):
        return None
    if any(part.unit.dimension != stated.unit.dimension for part in parts):
        return None
    if not _adds_up_to(parts, stated):
        parts = outermost(labelled)
        if len(parts) < 2 and not _adds_up_to(parts, stated):
            return None
    value = sum(part.value for part in parts)
    if value <= 0 or stated.unit.symbol == "×":  # factors do not add up
        return None
    room = sum(part.room for part in parts) + stated.room
    room += 0.02 * value if stated.claim.reading.rough else 0.0
    product = 1.0
    for part in parts:
        product *= part.value
    but_one = _leaves_one_out(parts, stated)
    fits = _adds_up_to(parts, stated) and not but_one
    left_out = any(abs(value - part.value - stated.value) <= room for part in parts)
    if _NO_SUM.search(header) and not (
        fits or (left_out and len(parts) >= _MANY and (but_one or room < _FINE * value))
    ):
        return None  # of rates and prices there is no sum, unless they make one
    if (
        stated.unit.symbol == "%"
        and stated.value != 1
        and not (left_out and len(parts) >= _MANY and room < 0.1 * value)
    ):
        return None  # of levels there is no sum
    if not fits and (not stated.value or abs(product / stated.value - 1) < 0.01):
        return None
    return _Sum(stated, value, " + ".join(part.shown for part in parts[:8]), fits, len(parts))


def _adds_up_to(parts: list[Entry], stated: Entry) -> bool:
    """Whether rows add up to a total, as far as all are rounded."""
    value = sum(part.value for part in parts)
    room = sum(part.room for part in parts) + stated.room
    room += 0.02 * value if stated.claim.reading.rough else 0.0
    room += 1e-9 * abs(value)
    return abs(value - stated.value) <= room or abs(value - stated.value * _in_powers_of_1024(stated.unit)) <= room


def _in_powers_of_1024(unit: Unit) -> float:
    """How many of a decimal unit of bytes one is in powers of 1024, as a total of bytes may be rounded to KB."""
    power = _POWERS.get(unit.symbol.upper(), 0)
    return 1.024**power


def _leaves_one_out(parts: list[Entry], stated: Entry) -> bool:
    """Whether whole numbers, of nothing or of single bytes, which nobody rounds, add up but for one."""
    every = (stated, *parts)
    if any((one.unit.symbol and one.unit.symbol[:1] != "B") or "." in one.claim.reading.text for one in every):
        return False
    short = sum(part.value for part in parts) - stated.value
    return short > 0 and any(part.value == short for part in parts)


def is_meant(off: float, parts: int) -> bool:
    """Whether a total that is `off` times the sum of its parts is a slip, rather than the total of something else."""
    near = _NEAR if parts < _MANY else _WIDE
    return near < off < 1 / near or any(abs(off / slip - 1) < 0.01 for slip in (10.0, 0.1, 1000.0, 0.001))


def _too_much(grid: Grid, entries: Column, header: str) -> Iterator[Wrong]:
    shares = list(entries.values())
    if all(grid.labels[row].replace(",", "").isdigit() for row in entries):  # settings, no parts
        return
    if (
        len(shares) < 3
        or not _SHARE.search(header)
        or _OF_A_BASE.search(header)
        or any(one.unit.symbol != "%" for one in shares)
    ):
        return
    value = sum(one.value for one in shares)
    room = sum(one.room for one in shares) + 1e-9
    if room < value - 1 < 0.25:  # less than a hundred may only be incomplete
        last = max(shares, key=lambda one: one.value)
        rest = 1 - (value - last.value)
        yield Wrong(last.claim, last.unit, rest, f"the shares of this column add up to {100 * value:g}%, not 100%")
