"""Figures of one device that change from record to record: a log of what it drew or reached, no specification."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import Fit

_LEAST = 3  # different numbers under one key, for one device


def without_series(fits: Iterable[Fit]) -> list[Fit]:
    """The figures that are not of a log; those that are stay open.

    The records of a log carry the same names; the variants of a device in a table differ in theirs.
    """
    alike: dict[tuple[str, ...], list[Fit]] = defaultdict(list)
    for fit in fits:
        alike[fit.found.entries[0].id, fit.claim.field, *_names(fit.claim)].append(fit)
    kept: list[Fit] = []
    for group in alike.values():
        rows = {fit.claim.stated.value.row for fit in group if fit.claim.stated.value is not None}
        if len(rows) >= _LEAST and len({fit.claim.value for fit in group}) >= _LEAST:
            for fit in group:
                fit.claim.decide("unresolved", "it changes from record to record: what was measured, or set")
        else:
            kept += group
    return kept


def _names(claim: Claim) -> list[str]:
    """What a figure is filed under: its key and the names in its record; all keys above it where that has none."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    rows = [label.words for label in labels if label.role == "row"]
    keys = [label.words for label in labels if label.role not in ("row", "unit", "comment", "above")]
    return [*keys[:1], *rows] if rows else keys
