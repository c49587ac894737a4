"""Rates whose row or table has those of tensor cores under a key of their own: what they are, then, is the vectors'."""

from __future__ import annotations

from mlsysim_validators.rate_paths import vector_of
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Candidate
from mlsysim_validators.sources.judges.values.reasons import tell_mismatch
from mlsysim_validators.sources.judges.values.tables import Table
from mlsysim_validators.sources.reasons import Reason
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import spoken

_FAR = 0.15  # from a rate, further than any clock takes it
_MORE = 1.9  # times a rate is that of the tensor cores beside it


def settled_beside_one(candidate: Candidate) -> bool:
    """Settle a rate beside a larger one in its row that is said to be the tensor cores'."""
    claim, entry = candidate.claim, candidate.entry
    a_sparse_one = any(agreeing(claim, value) for value in candidate.sparse)
    if not candidate.of_matrices or a_sparse_one or not _is_beside_one(claim, candidate.case.table):
        return False
    vector = entry.get(vector_of(candidate.path))
    if vector is None:
        return candidate.case.leave_open("the row has a larger rate of its tensor cores beside it")
    if agreeing(claim, vector.value):
        return candidate.case.match("the row has a rate of its tensor cores beside it", vector.path)
    if any(agreeing(claim, factor * vector.value) for factor in (2.0, 0.5)):
        how = "twice" if claim.value > vector.value else "half of"
        told = f"this is {how} it, beside its tensor cores' rate"
    elif abs(claim.value / vector.value - 1) > _FAR and claim.sure:
        told = "beside a rate of its tensor cores"
    else:
        return candidate.case.leave_open("the row has a larger rate of its tensor cores beside it")
    claim.field = vector.path
    tell_mismatch(claim, entry, vector, Reason("different", told))
    return True


def settled_apart_from_tensor_rates(candidate: Candidate) -> bool:
    """Settle a vector rate in a table whose other rows have the rates of tensor cores under another key."""
    if not candidate.of_matrices or not candidate.case.table.has_tensor_rates_apart(candidate.claim):
        return False
    vector = candidate.entry.get(vector_of(candidate.path))
    if vector is None or agreeing(candidate.claim, vector.value) is None:
        return False
    told = "the other rows have the rates of tensor cores under a key of their own"
    return candidate.case.match(told, vector.path)


def _is_beside_one(claim: Claim, table: Table) -> bool:
    """Whether another value of the row, twice as large, is said to be the tensor cores', and this one is not."""
    return not _says_tensor(claim) and any(
        _says_tensor(fit.claim) and fit.claim.value > _MORE * claim.value for fit in table.row(claim)
    )


def _says_tensor(claim: Claim) -> bool:
    value = claim.stated.value
    return value is not None and "tensor" in spoken(value.said("key")).lower()
