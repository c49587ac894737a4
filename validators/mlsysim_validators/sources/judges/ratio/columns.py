"""Columns of factors and changes: each row against the other columns, or the row that counts as 1×, that it compares.

Three ways are looked for, and the one that explains most rows is taken: a change between two columns of its row
("Before | After | Improvement"), the ratio of a column's number to that of one row, mostly the first ("Speedup"), or
the change from the row above ("+10%", "+93%"). What a header calls a column does not matter where its rows show it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.vocabulary import DIMENSIONLESS
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.dimensions import BYTES, uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio, rounded_so
from mlsysim_validators.sources.patterns import regex

_SAYS_SO = AnyCase(
    r"speed-?up|relative|ratio|\bvs\.?\b|versus|× |improv|gain|factor|reduc|faster|slower|compress|change|"
    r"diff|delta|Δ|sav(?:ed|es?|ings?)\b|increas|decreas|overhead|growth|impact|benefit|loss|penalty|degrad"
)
_COMPARING = AnyCase(
    r"faster|slower|higher|lower|more|less|fewer|larger|smaller|cheaper|better|worse|reduc|sav|gain|improv|increas|"
    r"decreas|drop|longer|shorter|speed-?up"
)
_BASE = AnyCase(r"\W*(?:baseline|base|reference|ref\.?|[-–—])\W*")
_CHANGE = AnyCase(r"speed-?up|improv|gain|reduc|faster|slower|change|diff|delta|Δ|sav|increas|decreas")
_UNSIGNED = AnyCase(r"\bratio\b|speed-?up|\bgain\b|\bfactor\b|\bfold\b|times (?:faster|slower|more|less)")
_OF_SPEED = AnyCase(r"\bspeed\b|speed-?up|faster|slower")
_GROWS = AnyCase(r"speed-?up|gain|improv|faster")
_BRACKETED = regex(r"\d[^()\d]{0,12}\([^()\d]{0,12}$")
_CELL = 40
_TIMES = Unit("×", 1.0, DIMENSIONLESS)
_TELLING = 1.05
_CLOSE = 0.02
_ALMOST = 0.004  # of a ratio whose numbers are printed in full, but were not when it was taken
_FARTHEST = 30.0
_FEWEST = 2
_COARSE = 0.1
_MEASURED = 0.02


class _Pair(NamedTuple):
    """The two numbers that a row's factor compares."""

    first: Entry
    second: Entry

    @property
    def ratio(self) -> float:
        """The larger over the smaller."""
        return max(self.first.value, self.second.value) / min(self.first.value, self.second.value)

    @property
    def words(self) -> str:
        return f"{self.first.shown} against {self.second.shown}"


def judge(grid: Grid) -> list[Claim]:
    """Judge the factors and changes of one table, column by column; gives the claims for factors without a sign."""
    unsigned = _unsigned(grid)
    grid = grid.with_changes(unsigned)
    for column, changes in grid.changes.items():
        header = grid.headers.get(column, "")
        # A column of percentages alone may be a level: utilization, accuracy.
        said = bool(_SAYS_SO.search(header)) or any(_COMPARING.search(grid.texts[column][row]) for row in changes)
        changed = bool(_CHANGE.search(header))
        if not said:
            ways = [pairs for pairs in _across(grid, column) if _is_shown(grid, column, pairs)]
        else:
            ways = [*_across(grid, column), *_down(grid, column, changes), *_from_above(grid, column, changes)]
        if _OF_SPEED.search(header):  # of times or rates, not of sizes
            ways = [kept for pairs in ways if (kept := {row: p for row, p in pairs.items() if not _is_size(p)})]
        counted = [(_fitting(grid, column, pairs, changed), pairs) for pairs in ways]
        if not counted:
            continue
        fitting, pairs = max(counted, key=lambda way: (len(way[0]), -len(way[1])))
        of_others = set().union(*(rows for rows, other in counted if other is not pairs))
        wrong = [row for row in pairs if row in changes and row not in fitting | of_others]
        known = _known(changes, pairs, fitting)
        wrong = [row for row in wrong if not _is_coarse(pairs[row], known) and not _is_near(changes[row], pairs[row])]
        wrong = [row for row in wrong if not _is_of_its_cell(changes[row])]
        turned = _turned(changes, pairs, fitting, header)
        fitting -= turned
        for row in turned:
            _tell(changes[row], pairs[row], pairs[row].ratio, "upside down: ")
        close = sum(_is_close(changes[row], pairs[row], changed or _is_change(grid, column, row)) for row in fitting)
        alone = len(ways) == 1 or (said and sum(bool(rows) for rows, _ in counted) == 1)
        sure = alone and close >= len(wrong) and close > 0
        if sure and wrong and close == 1:  # which chance may well give
            sure = any(_is_exact(changes[row], pairs[row], changed or _is_change(grid, column, row)) for row in fitting)
        if sure or (close >= _FEWEST and len(wrong) <= max(1, close // 3)):
            _decide(grid, column, pairs, fitting, wrong)
        elif fitting:
            _decide(grid, column, pairs, fitting, [])
    return [entry.claim for changes in unsigned.values() for entry in changes.values()]


def _is_of_its_cell(change: Entry) -> bool:
    """Whether a factor stands in brackets behind an amount of its own cell: "102 (1.16x speedup)"."""
    stated = change.claim.stated
    return _BRACKETED.search(stated.text.text[max(0, stated.reading.start - _CELL) : stated.reading.start]) is not None


def _is_size(pair: _Pair) -> bool:
    return pair.first.unit.dimension == BYTES


def _unsigned(grid: Grid) -> dict[int, Column]:
    """Columns of plain numbers that their header calls ratios."""
    return {
        column: {row: entry._replace(unit=_TIMES) for row, entry in entries.items()}
        for column, entries in grid.values.items()
        if column not in grid.changes
        and all(entry.unit == ONE and entry.value > 0 for entry in entries.values())
        and _UNSIGNED.search(grid.headers.get(column, ""))
    }


def _turned(changes: Column, pairs: Mapping[int, _Pair], fitting: set[int], header: str) -> set[int]:
    """Factors below one among others above it, though all their numbers go the same way: those are upside down."""
    factors = [row for row in fitting if changes[row].unit.symbol == "×" and pairs[row].ratio > _TELLING]
    falls = {pairs[row].first.value > pairs[row].second.value for row in factors}
    below = {row for row in factors if changes[row].value < 1}
    if len(falls) != 1 or not below or len(below) == len(factors):
        return set()
    sorts = {pairs[row].first.unit.dimension for row in factors if row not in below}
    below = {row for row in below if pairs[row].first.unit.dimension in sorts}  # of times, less is better than of rates
    return below if _GROWS.search(header) or 2 * len(below) < len(factors) else set()


def _across(grid: Grid, column: int) -> Iterator[Mapping[int, _Pair]]:
    """The pairs of every two columns of quantities of one sort."""
    others = [other for other in grid.values if other != column and _holds_amounts(grid, other)]
    for one, other in combinations(sorted(others), 2):
        rows = [row for row in grid.values[one] if row in grid.values[other]]
        pairs = {row: _Pair(grid.values[one][row], grid.values[other][row]) for row in rows}
        pairs = {row: pair for row, pair in pairs.items() if _comparable(pair)}
        if any(row in grid.changes[column] for row in pairs):
            yield pairs


def _down(grid: Grid, column: int, changes: Column) -> Iterator[Mapping[int, _Pair]]:
    """The pairs of each column with its number in the row that counts as 1× or is called the base.

    Where several rows are called so, each is the base of those below it, and the first of those above it as well; but
    of "mono, sharded, mono tuned, sharded tuned" each tuned one has its own, which what it states shows.
    """
    bases = [row for row, entry in sorted(changes.items()) if entry.unit.symbol == "×" and entry.value == 1.0][:1]
    bases = bases or sorted(row for row in grid.labels if _BASE.fullmatch(grid.texts.get(column, {}).get(row, "?")))
    bases = bases or [row for row in grid.labels if re.search(r"baseline", grid.labels[row], re.IGNORECASE)][:1]
    for other, values in grid.values.items():
        known = [base for base in bases if base in values]
        if other == column or not _holds_amounts(grid, other) or not known:
            continue
        base_of = {row: _base_of(row, known, values, changes) for row in values}
        pairs = {row: _Pair(values[base_of[row]], entry) for row, entry in values.items() if row not in bases}
        pairs = {row: pair for row, pair in pairs.items() if _comparable(pair)}
        if any(row in changes for row in pairs):
            yield pairs


def _base_of(row: int, bases: Sequence[int], values: Column, changes: Column) -> int:
    """The base above a row, or another one that what the row states is of."""
    nearest = bases[max(0, bisect_right(bases, row) - 1)]
    if row not in changes or len(bases) == 1:
        return nearest
    fitting = (base for base in (nearest, *bases) if _fits(changes[row], _Pair(values[base], values[row]), False))
    return next(fitting, nearest)


def _from_above(grid: Grid, column: int, changes: Column) -> Iterator[Mapping[int, _Pair]]:
    """The pairs of each column with its number in the row above, for changes with their sign: "+10%", "-5%"."""
    signed = [row for row in changes if changes[row].unit.symbol == "%" and grid.texts[column][row][:1] in "+-−–"]
    if len(signed) < _FEWEST:
        return
    for other, values in grid.values.items():
        if other == column or not _holds_amounts(grid, other):
            continue
        pairs = {row: _Pair(values[above], values[row]) for above, row in pairwise(sorted(values))}
        pairs = {row: pair for row, pair in pairs.items() if _comparable(pair)}
        if all(row in pairs for row in signed):
            yield pairs


def _is_shown(grid: Grid, column: int, pairs: Mapping[int, _Pair]) -> bool:
    """Whether a column of factors is that of two others, by its rows: all but one, and two that differ."""
    changes = grid.changes[column]
    factors = [row for row in pairs if row in changes and changes[row].unit.symbol == "×"]
    following = [row for row in factors if _is_near(changes[row], pairs[row])]
    told = {f"{changes[row].value:.3g}" for row in following}
    return len(following) >= max(_FEWEST, len(factors) - 1) and len(told) >= _FEWEST


def _is_near(change: Entry, pair: _Pair) -> bool:
    """Whether a factor is so near that its numbers were only rounded after it was taken."""
    return change.unit.symbol == "×" and any(
        abs(change.value / ratio - 1) < _MEASURED for ratio in (pair.ratio, 1 / pair.ratio)
    )


def _known(changes: Column, pairs: Mapping[int, _Pair], fitting: set[int]) -> set[int]:
    """The numbers that two or more rows were compared with, which are known as well as these rows fit."""
    close = [pairs[row] for row in fitting if _is_near(changes[row], pairs[row])]
    bases = [id(one.claim) for pair in close for one in pair]
    return {base for base in bases if bases.count(base) >= _FEWEST}


def _is_coarse(pair: _Pair, known: set[int]) -> bool:
    """Whether one of the two is known so roughly that their ratio may be much else: "~3 hours"."""
    unknown = (one for one in pair if id(one.claim) not in known)
    return any(one.room > _COARSE * one.value and one.claim.reading.hedge == "about" for one in unknown)


def _holds_amounts(grid: Grid, column: int) -> bool:
    """Whether a column states amounts, though a cell or two of it may be a percentage."""
    amounts = sum(entry.unit.symbol not in ("%", "×") for entry in grid.values[column].values())
    return column not in grid.changes or amounts > len(grid.changes[column])


def _comparable(pair: _Pair) -> bool:
    one, other = pair
    same = uncounted(one.unit.dimension) == uncounted(other.unit.dimension)
    return same and one.value > 0 and other.value > 0 and one.unit.symbol not in ("%", "×")


def _fitting(grid: Grid, column: int, pairs: Mapping[int, _Pair], changed: bool) -> set[int]:
    changes = grid.changes[column]
    return {
        row
        for row, pair in pairs.items()
        if row in changes and _fits(changes[row], pair, changed or _is_change(grid, column, row))
    }


def _is_change(grid: Grid, column: int, row: int) -> bool:
    """Whether words or a sign say that a percentage is a difference, not a share."""
    text = grid.texts[column][row]
    return text[:1] in "+-−–" or _COMPARING.search(text) is not None


def _fits(change: Entry, pair: _Pair, changed: bool) -> bool:
    """Whether a factor or a percentage is what the two numbers give, in any of the ways in which authors count."""
    stated = abs(change.value)
    if change.unit.symbol == "×" and rounded_so(change.claim.reading, pair.ratio):
        return True
    room = (2 if change.claim.reading.rough else 1) * change.room
    return any(low - room - 1e-9 <= stated <= high + 2 * room + 1e-9 for low, high in _ways(change, pair, changed))


def _is_close(change: Entry, pair: _Pair, changed: bool) -> bool:
    """Whether a change fits so well that it shows what the column compares."""
    stated = abs(change.value)
    middles = ((low + high) / 2 for low, high in _ways(change, pair, changed))
    return any(abs(stated - middle) <= change.room + _CLOSE * middle for middle in middles)


def _is_exact(change: Entry, pair: _Pair, changed: bool) -> bool:
    """Whether a change is what its two numbers give, to the digits that it prints: what chance gives seldom does."""
    stated = abs(change.value)
    spread = pair.first.room / pair.first.value + pair.second.room / pair.second.value
    middles = ((low + high) / 2 for low, high in _ways(change, pair, changed))
    return any(abs(stated - middle) <= change.room * 1.01 + spread * (middle + 1) for middle in middles)


def _ways(change: Entry, pair: _Pair, changed: bool) -> list[tuple[float, float]]:
    (a, b), (ra, rb) = (pair.first.value, pair.second.value), (pair.first.room, pair.second.room)
    if min(a - ra, b - rb) <= 0:
        ra, rb = 0.0, 0.0
    up = ((b - rb) / (a + ra) * (1 - _ALMOST), (b + rb) / (a - ra) * (1 + _ALMOST))
    down = (1 / up[1], 1 / up[0])
    if change.unit.symbol == "×":
        return [up, down]
    changes = [(low - 1, high - 1) if low > 1 else (max(0.0, 1 - high), 1 - low) for low, high in (up, down)]
    return changes if changed else [up, down, *changes]


def _decide(grid: Grid, column: int, pairs: Mapping[int, _Pair], fitting: set[int], wrong: list[int]) -> None:
    changes, changed = grid.changes[column], bool(_CHANGE.search(grid.headers.get(column, "")))
    for row in [*fitting, *wrong]:
        change, pair = changes[row], pairs[row]
        claim = change.claim
        if claim.verdict != "unresolved":
            continue
        if row in fitting:
            as_ratio(claim)
            claim.decide("match", working=pair.words)
            continue
        expected = _expected(change, pair, changed or _is_change(grid, column, row))
        if 1 / _FARTHEST <= abs(change.value) / expected <= _FARTHEST:
            _tell(change, pair, expected, "", ", as the other rows count" if len(fitting) > 1 else "")


def _tell(change: Entry, pair: _Pair, expected: float, ahead: str = "", behind: str = "") -> None:
    """The verdict on a factor that is something else than its row gives."""
    claim = change.claim
    if claim.verdict != "unresolved":
        return
    as_ratio(claim)
    shown = f"{100 * expected:.3g}%" if change.unit.symbol == "%" else f"{expected:.3g}×"
    claim.expected = Expected(expected, shown)
    reason = f"{ahead}{pair.words} is {shown}{behind}"
    claim.decide("mismatch", reason, rule="ratio", hint=f"write {shown}", working=pair.words)


def _expected(change: Entry, pair: _Pair, changed: bool) -> float:
    """The nearest of the ways to count."""
    middles = [(low + high) / 2 for low, high in _ways(change, pair, changed)]
    return min(
        (middle for middle in middles if middle > 0), key=lambda one: abs(math.log(one / abs(change.value or 1)))
    )
