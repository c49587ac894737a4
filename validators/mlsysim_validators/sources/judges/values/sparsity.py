"""Rates of code and data under words that promise sparse ones: "250 with sparsity", `fp16_tensor_core_sparsity`."""

from __future__ import annotations

from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.values.case import Candidate
from mlsysim_validators.sources.judges.values.reasons import is_halved, odd_one_out
from mlsysim_validators.sources.judges.values.tables import Table, said_of_sparsity
from mlsysim_validators.sources.values.rightness import agreeing, sparse_values

_LEAST_OF_OTHERS = 2


def settled_as_sparse(candidate: Candidate) -> bool:
    """Settle a rate that the words beside it call sparse; False where they do not, or leave it open."""
    claim, entry, path, table = candidate.claim, candidate.entry, candidate.path, candidate.case.table
    sparse, own = said_of_sparsity(claim)
    if not sparse or not candidate.of_matrices:
        return False
    values = sparse_values(entry, path, any_accumulator=True)
    if not values:
        told = f"the registry has no sparse rate of {entry.name} in this format"
        return candidate.case.leave_open(told if own else "")
    unit = next((unit for value in values if (unit := agreeing(claim, value))), None)
    if unit is not None and (own or not odd_one_out(claim, table)):
        claim.entity, claim.unit = entry, unit
        return candidate.case.match("the words beside it speak of sparse rates", sparse_of(path))
    promised = (own or _others_are_sparse(claim, table)) and not is_halved(claim)
    if promised and any(agreeing(claim, value) for value in candidate.values):
        right = printed(values[0], claim.reading, claim.unit) if claim.unit else ""
        claim.expected = Expected(values[0], right)
        told = f"{entry.name}: this is the dense rate, under words that promise sparse ones ({right})"
        return candidate.case.tell_wrong(told, "dense-for-sparse", f"write {right}, or call it dense")
    spec = entry.get(sparse_of(path))
    if own and unit is None and spec is not None:
        claim.field = spec.path  # wrong as it is, and the sparse rate is what it should be
    return False


def _others_are_sparse(claim: Claim, table: Table) -> bool:
    sparse, _ = table.others(claim.entity.id if claim.entity is not None else "")
    return sparse >= _LEAST_OF_OTHERS
