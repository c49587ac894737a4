"""Columns of errors beside a prediction and a measurement: each is their difference over what was measured.

An error over the prediction instead is a slip, unless all rows of the column are counted so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Expected
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio

_ERROR = AnyCase(
    r"\W*(?:relative |rel\.? |percent(?:age)? |model |prediction )?"
    r"(?:errors?|deviation|delta|Δ|diff(?:erence)?|gap)\W*(?:%|\(%\))?\W*"
)
_PREDICTED = AnyCase(
    r"\b(?:predict\w*|estimat\w*|model(?:l?ed)?|calculat\w*|simulat\w*|theor\w*|computed|analytical)\b"
)
_MEASURED = AnyCase(r"\b(?:measur\w*|publish\w*|actual|reported|benchmark\w*|observed|experiment\w*|empirical)\b")
_LEAST_FITTING = 1  # other rows that show what the column holds
_SLIPS = (0.1, 10.0)
_ALMOST = 1e-9

_Rows = Mapping[int, tuple[Entry, Entry]]


def judge(grid: Grid) -> None:
    """Decide the percentages of a column of errors; those of a table without such columns are left alone."""
    predicted, measured = _only(grid, _PREDICTED), _only(grid, _MEASURED)
    if predicted is None or measured is None or predicted == measured:
        return
    rows = {
        row: (entry, grid.values[measured][row])
        for row, entry in grid.values[predicted].items()
        if row in grid.values[measured] and _comparable(entry, grid.values[measured][row])
    }
    for column, changes in grid.changes.items():
        if _ERROR.fullmatch(grid.headers.get(column, "")):
            _decide({row: entry for row, entry in changes.items() if entry.unit.symbol == "%" and row in rows}, rows)


def _only(grid: Grid, named: AnyCase) -> int | None:
    """The one column of quantities whose header says so."""
    found = [column for column in grid.values if named.search(grid.headers.get(column, ""))]
    return found[0] if len(found) == 1 else None


def _comparable(one: Entry, other: Entry) -> bool:
    same = uncounted(one.unit.dimension) == uncounted(other.unit.dimension)
    alone = one.claim.reading.one_value and other.claim.reading.one_value
    return same and alone and one.whole and other.whole and one.value > one.room and other.value > other.room


def _decide(changes: Column, rows: _Rows) -> None:
    over_measured, over_predicted = (
        {row for row, entry in changes.items() if _fits(entry, *rows[row], base)} for base in (_measured, _predicted)
    )
    if len(over_predicted) > len(over_measured):
        return  # counted the other way throughout
    for row, entry in changes.items():
        claim, (predicted, measured) = entry.claim, rows[row]
        right = 100 * abs(predicted.value - measured.value) / measured.value
        working = f"|{predicted.shown} - {measured.shown}| / {measured.shown}"
        if claim.verdict != "unresolved":
            continue
        if row in over_measured:
            as_ratio(claim)
            claim.decide("match", working=working)
        elif len(over_measured) >= _LEAST_FITTING and not _is_rounded(right, entry):
            of_prediction = row in over_predicted
            as_ratio(claim)
            shown = f"{right:.3g}%"
            claim.expected = Expected(right / 100, shown)
            told = f"{working} is {shown}" + ("; it is taken over the prediction" if of_prediction else "")
            claim.decide("mismatch", told, rule="ratio", hint=f"write {shown}", working=working)


def _measured(predicted: float, measured: float) -> float:
    return abs(predicted - measured) / measured


def _predicted(predicted: float, measured: float) -> float:
    return abs(predicted - measured) / predicted


def _fits(stated: Entry, predicted: Entry, measured: Entry, count: Callable[[float, float], float]) -> bool:
    """Whether an error is that of two numbers, anywhere between what their last digits leave open."""
    ends = product(*((one.value - one.room, one.value + one.room) for one in (predicted, measured)))
    errors = [count(*pair) for pair in ends] + [count(predicted.value, measured.value)]
    crossing = abs(predicted.value - measured.value) <= predicted.room + measured.room
    low, high = (0.0 if crossing else min(errors)), max(errors)
    return low - stated.room - _ALMOST <= abs(stated.value) <= high + stated.room + _ALMOST


def _is_rounded(right: float, stated: Entry) -> bool:
    """Whether an error is so near that it was only taken before its numbers were rounded."""
    return abs(100 * abs(stated.value) - right) <= max(0.05 * right, 1.0)
