"""Figures of a neighbouring cell: copied from it, or swapped with it."""

from __future__ import annotations

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reasons.reason import Reason, states, states_size
from mlsysim_validators.sources.reasons.relatives import relatives


def is_of_a_sibling(claim: Claim, registry: Registry, table: list[Claim]) -> bool:
    """Whether the table names a variant of a claim's family whose figure it states."""
    named = {other.entity.id for other in table if other.entity is not None}
    family = relatives(claim.entity, registry, same_family=True) if claim.entity is not None else ()
    specs = (other.get(claim.field) for other in family if other.id in named)
    return any(states(claim, spec.value) for spec in specs if spec is not None)


def swapped(claim: Claim, spec: Spec, table: list[Claim]) -> Reason | None:
    for other in table:
        if other is claim or other.entity is None or other.field != claim.field or other.entity.id == spec.entity:
            continue
        theirs = other.entity.get(claim.field)
        if theirs is None or theirs.value == spec.value or not states_size(claim, theirs.value):
            continue  # what both have is of neither in particular
        if states_size(other, spec.value):
            return Reason(
                "swapped", f"the values of {claim.entity and claim.entity.name} and {other.entity.name} are swapped"
            )
        if states_size(other, theirs.value):
            return Reason("copied", f"this is {other.entity.name}'s value, as in the neighbouring cell")
    return None
