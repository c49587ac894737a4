"""Rates of one named format that are those of the vector pipes in most rows, as data bases of cards print them.

`fp16: 82.6` of an RTX 4090 alone is taken for its tensor cores', and is wrong; where most cards of a table have their
vector rate under that key, the column is of those.
"""

from __future__ import annotations

from collections import defaultdict

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.judges.values.tables import Fit, is_right
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.rightness import agreeing

_LEAST = 4  # devices
_TIMES = 3  # as many as have the rate of their tensor cores
_MATRIX, _VECTOR = "compute.matrix.", "compute.vector."


def vector_columns(fits: list[Fit]) -> set[str]:
    """The fields of a table whose figures are mostly vector rates."""
    vector: dict[str, set[str]] = defaultdict(set)
    matrix: dict[str, set[str]] = defaultdict(set)
    for fit in fits:
        entry, field = fit.found.entries[0], fit.claim.field
        if not field.startswith(_MATRIX) or entry.get(field) is None:
            continue
        if is_right(fit.claim, entry):
            matrix[field].add(entry.id)
        elif _is_vector(fit):
            vector[field].add(entry.id)
    return {field for field, ids in vector.items() if len(ids) >= _LEAST and len(ids) > _TIMES * len(matrix[field])}


def settled_in_a_vector_column(fit: Fit, devices: Devices) -> bool:
    """Settle a figure of such a column: its device's vector rate in that format, or one that the registry lacks."""
    entry, field = fit.found.entries[0], fit.claim.field
    if is_right(fit.claim, entry):
        return False
    for one in (entry, *devices.family(entry)) if fit.found.assumed else (entry,):
        spec = _vector(one, field)
        if spec is not None and agreeing(fit.claim, spec.value):
            fit.claim.entity, fit.claim.field = one, spec.path
            fit.claim.decide("match", "this is its vector rate, as in the other rows")
            return True
    if _vector(entry, field) is None:
        fit.claim.decide("unresolved", "the other rows have vector rates; the registry has none of this device")
        return True
    return False


def _is_vector(fit: Fit) -> bool:
    spec = _vector(fit.found.entries[0], fit.claim.field)
    return spec is not None and agreeing(fit.claim, spec.value) is not None


def _vector(entry: Entry, field: str) -> Spec | None:
    return entry.get(field.replace(_MATRIX, _VECTOR)) if field.startswith(_MATRIX) else None
