"""Rates of one named format that are those of the vector pipes in most rows, as data bases of cards print them.

`fp16: 82.6` of an RTX 4090 alone is taken for its tensor cores', and is wrong; where most cards of a table have their
vector rate under that key, the column is of those.
"""

from __future__ import annotations

from collections import defaultdict

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.rate_paths import MATRIX, VECTOR, vector_of
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import Fit, is_right
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.rightness import SIXTEEN, agreeing

_LEAST = 4  # devices
_TIMES = 3  # as many as have the rate of their tensor cores
_AS_FAST = 0.01
_PLAIN = (1 / 64, 1 / 32, 1 / 4, 1 / 2, 1, 2, 4)  # times the rate in FP32
_OTHER_CLOCK = 0.12


def vector_columns(fits: list[Fit]) -> set[str]:
    """The fields of a table whose figures are mostly vector rates."""
    vector: dict[str, set[str]] = defaultdict(set)
    matrix: dict[str, set[str]] = defaultdict(set)
    for fit in fits:
        entry, field = fit.found.entries[0], fit.claim.field
        if not field.startswith(MATRIX) or entry.get(field) is None:
            continue
        if is_right(fit.claim, entry):
            matrix[field].add(entry.id)
        elif _is_vector(fit):
            vector[field].add(entry.id)
    return {field for field, ids in vector.items() if len(ids) >= _LEAST and len(ids) > _TIMES * len(matrix[field])}


def is_in_column(claim: Claim, columns: set[str]) -> bool:
    """Whether a figure is one of such a column; under `fp16` stands BF16 of a device of which FP16 is not known."""
    named = claim.stated.meaning.number_format if claim.stated.meaning is not None else None
    alike = named in SIXTEEN and claim.field in [f"{MATRIX}{form}" for form in SIXTEEN]
    return claim.field in columns or (alike and f"{MATRIX}{named}" in columns)


def settled_in_a_vector_column(fit: Fit, families: Families) -> bool:
    """Settle a figure of such a column: its device's vector rate in that format, or one that the registry lacks."""
    entry, field = fit.found.entries[0], fit.claim.field
    if is_right(fit.claim, entry):
        return False
    for one in families.meant(fit.found):
        spec = next((spec for spec in _vectors(one, field) if agreeing(fit.claim, spec.value)), None)
        if spec is not None:
            fit.claim.entity, fit.claim.field = one, spec.path
            fit.claim.decide("match", "this is its vector rate, as in the other rows")
            return True
    if entry.get(vector_of(field)) is None and may_be_of_vectors(fit.claim, entry):
        fit.claim.decide("unresolved", "the other rows have vector rates; the registry has none of this device")
        return True
    return False


def may_be_of_vectors(claim: Claim, entry: Entry) -> bool:
    """Whether a rate in 16 bits may be of a device's vector units, at whatever clock: these compute as fast as in FP32,
    or at a plain multiple or part of that."""
    single = entry.get(f"{VECTOR}fp32")
    if single is None or claim.unit is None:
        return True
    return any(abs(claim.value / (times * single.value) - 1) <= _OTHER_CLOCK for times in _PLAIN)


def _is_vector(fit: Fit) -> bool:
    return any(agreeing(fit.claim, spec.value) for spec in _vectors(fit.found.entries[0], fit.claim.field))


def _vectors(entry: Entry, field: str) -> list[Spec]:
    """The rates of the vector units in a format of 16 bits; where the registry has none, those in FP32 and FP16 of a
    card that is as fast in both, as most are."""
    if not field.startswith(MATRIX):
        return []
    own = entry.get(vector_of(field))
    if own is not None or not field.endswith(SIXTEEN):
        return [own] if own is not None else []
    single, half = entry.get(f"{VECTOR}fp32"), entry.get(f"{VECTOR}fp16")
    if single is None or half is None:
        return [single] if single is not None else []
    return [single, half] if abs(half.value / single.value - 1) <= _AS_FAST else []
