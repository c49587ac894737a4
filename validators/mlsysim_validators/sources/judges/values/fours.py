"""A rate in INT4 that was doubled from a wrong rate in INT8 of its row: as wrong, whether or not a source has it."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import Fit

_SAME = 0.01
_ROUNDED = 0.004
_EIGHT, _FOUR = "compute.matrix.int8", "compute.matrix.int4"


def tell_doubled(row: Iterable[Fit]) -> None:
    """Tell an INT4 rate that is twice the INT8 rate beside it, where that is wrong."""
    rates: dict[str, list[Claim]] = {_EIGHT: [], _FOUR: []}
    for fit in row:
        if fit.claim.field in rates:
            rates[fit.claim.field].append(fit.claim)
    if len(rates[_EIGHT]) != 1 or len(rates[_FOUR]) != 1:
        return
    (eight,), (four,) = rates.values()
    if eight.verdict != "mismatch" or four.verdict != "unresolved" or not _has_none(four.entity):
        return
    if eight.expected is None or abs(eight.value / eight.expected.value - 1) <= _ROUNDED:
        return
    if eight.value > 0 and abs(four.value / (2 * eight.value) - 1) <= _SAME:
        told = f"twice the {eight.text} in INT8 beside it, which should be {eight.expected.printed}"
        four.decide("mismatch", told, rule=eight.rule, hint="take it from the right rate in INT8")


def _has_none(entry: Entry | None) -> bool:
    return entry is not None and _EIGHT in entry and _FOUR not in entry
