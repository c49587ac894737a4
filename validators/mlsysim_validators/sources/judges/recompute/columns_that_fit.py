"""Columns of whole numbers that say how many of one size fit into the amounts of another column.

The size is what all rows agree on, or one that the text above the table states: 59.9 GB and 55 users, 107.9 GB and 100.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import floor
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, grids
from mlsysim_validators.sources.judges.recompute.computed import contradict, whole_number
from mlsysim_validators.sources.judges.recompute.series import common
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, model_size
from mlsysim_validators.sources.texts.slides import Slide

_THERE = AnyCase(r"\b(?:GPUs?|cores?|CPUs?|nodes?|sockets?|cards?|devices?|chips?|links?|ports?)\b")
_FEWEST = 3
_NARROW = 1.06  # a size that the rows leave open by more is none
_SPREAD = 1.2
_FARTHEST = 10.0
_OFF = 1.06  # how many fit may be rounded, or counted with what is kept free
_KNOWN = 0.01


class _Fit(NamedTuple):
    """The rows that agree on a size, those that do not, and the size."""

    following: list[int]
    odd: list[int]
    size: float


def judge(slide: Slide, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the numbers that do not fit as the others do; those that were no claims before are handed back."""
    known = {id(claim) for claim in claims}
    stated = [
        claim.reading.value * unit.factor
        for claim in slide.claims
        if claim.stated.cell is None and claim.reading.one_value
        for unit in claim.reading.units[:1]
        if unit.dimension == BYTES and claim.verdict not in FINDINGS
    ]
    fresh: list[Claim] = []
    for grid in grids(slide, claims):
        models = {row: [model_size(one)[0] for one in MODEL_SIZE.finditer(label)] for row, label in grid.labels.items()}
        there = {column for column in grid.values if _THERE.search(grid.headers.get(column, ""))}
        for claim in (*_decided(grid.values, stated, models, there), *_decided(_turned(grid.values), stated, {})):
            if id(claim) not in known:
                fresh.append(claim)
    return fresh


def _turned(values: dict[int, Column]) -> dict[int, Column]:
    rows: dict[int, Column] = {}
    for column, entries in values.items():
        for row, entry in entries.items():
            rows.setdefault(row, {})[column] = entry
    return rows


def _decided(
    values: dict[int, Column], stated: Sequence[float], models: dict[int, list[float]], there: Collection[int] = ()
) -> Iterator[Claim]:
    """`there`: the columns that count what is there, not what fits: "GPUs on node"."""
    for column, counts in values.items():
        if column in there or not _counts(counts):
            continue
        for other, amounts in values.items():
            if other >= column or any(entry.unit.dimension != BYTES for entry in amounts.values()):
                continue
            fit = _fit(amounts, counts, stated)
            for row in fit.odd if fit is not None else ():
                claim = counts[row].claim
                if fit is not None and models.get(row) != models.get(fit.following[0]):
                    continue  # of another model, with a size of its own
                if fit is not None and any(amounts[one].value == amounts[row].value for one in fit.following):
                    continue  # the same amount holds another number there: of another size
                if claim.verdict == "unresolved" and _tell(claim, amounts, counts, fit, row):
                    yield claim


def _counts(column: Column) -> bool:
    return all(
        entry.unit.dimension in ((), ONE.dimension, (("devices", 1),)) and entry.unit.symbol not in ("×", "%")
        and entry.value == int(entry.value)
        for entry in column.values()
    )  # fmt: skip


def _fit(amounts: Column, counts: Column, stated: Sequence[float]) -> _Fit | None:
    rows = [row for row in amounts if row in counts and counts[row].value > 0 and amounts[row].value > 0]
    if len(rows) < _FEWEST:
        return None
    ranges = []
    for row in rows:
        amount, room, count = amounts[row].value, amounts[row].room, counts[row].value
        ranges.append(((amount - room) / (count + 1), (amount + room) / count))
    inside, size = common(ranges)
    low, high = max(ranges[index][0] for index in inside), min(ranges[index][1] for index in inside)
    said = next((one for one in stated if low * (1 - _KNOWN) <= one <= high * (1 + _KNOWN)), None)
    following = [rows[index] for index in inside]
    values = [amounts[row].value for row in following]
    fewest = _FEWEST - 1 if said is not None else _FEWEST
    if len(following) < max(fewest, len(rows) - 1) or max(values) < _SPREAD * min(values):
        return None
    if said is None and high > _NARROW * low:
        return None
    return _Fit(following, [row for row in rows if row not in following], said or size)


def _tell(claim: Claim, amounts: Column, counts: Column, fit: _Fit | None, row: int) -> bool:
    if fit is None:
        return False
    fitting = float(floor(amounts[row].value / fit.size))
    off = counts[row].value / fitting if fitting else 0.0
    if not 1 / _FARTHEST < off < _FARTHEST or 1 / _OFF < off < _OFF:
        return False
    others = ", ".join(f"{counts[one].shown} of {amounts[one].shown}" for one in fit.following[:2])
    working = f"{amounts[row].shown} holds {fitting:g} of {fit.size / 1e9:.3g} GB each, as {others} say"
    claim.kind, claim.unit = "derived", counts[row].unit
    contradict(claim, "requests_that_fit", whole_number(fitting), working, None)
    return True
