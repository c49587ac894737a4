"""Values that are right as they stand, of any of the entries that they may be about."""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_validators.sources.judges.values.ai_tops import settled_as_ai_tops
from mlsysim_validators.sources.judges.values.case import Candidate, Case
from mlsysim_validators.sources.judges.values.one_digit import is_finer_elsewhere, rounds_far
from mlsysim_validators.sources.judges.values.reasons import tell_mismatch
from mlsysim_validators.sources.judges.values.rounded_rates import settled_as_fast_in_vectors
from mlsysim_validators.sources.judges.values.sparsity import settled_as_sparse
from mlsysim_validators.sources.judges.values.tensor_cores import settled_apart_from_tensor_rates, settled_beside_one
from mlsysim_validators.sources.judges.values.unsaid_formats import settled_in_an_unsaid_format
from mlsysim_validators.sources.reasons import Reason
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.settle import field_of


def settled_as_right(case: Case) -> bool:
    """Settle a value by the first of its entries of which it is right, or of which its words say how it is meant."""
    said = case.claim.stated.meaning
    for entry in case.entries:
        path = field_of(said, entry) if said is not None else None
        if path is not None:
            candidate = Candidate(case, entry, path)
            if any(step(candidate) for step in _WAYS):
                return True
    return False


def settled_as_published(candidate: Candidate) -> bool:
    """Settle a value that is published, or rounds to what is; one digit that does so from afar says little."""
    claim, entry, path = candidate.claim, candidate.entry, candidate.path
    for value in candidate.values:
        unit = agreeing(claim, value)
        if unit is None:
            continue
        if not rounds_far(claim, unit, value):
            claim.entity, claim.field, claim.unit = entry, path, unit
            claim.decide("match", "; ".join(claim.notes))
            return True
        spec = entry.get(path)
        if spec is not None and is_finer_elsewhere(claim, candidate.case.table):
            claim.entity, claim.field, claim.unit = entry, path, unit
            tell_mismatch(claim, entry, spec, Reason("different", "one digit, beside figures of two and more"))
            return True
        return candidate.case.leave_open(f"of {entry.name}'s figure it has one digit only")
    return False


_WAYS: tuple[Callable[[Candidate], bool], ...] = (
    settled_as_sparse,
    settled_as_ai_tops,
    settled_as_published,
    settled_as_fast_in_vectors,
    settled_beside_one,
    settled_apart_from_tensor_rates,
    settled_in_an_unsaid_format,
)
