"""Figures of another device or model, and the product that a name of experts suggests."""

from __future__ import annotations

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reasons.reason import Reason, states, states_size
from mlsysim_validators.sources.reasons.relatives import products_of_its_name, relatives

_SAME = 1e-3  # relative


def other_variant(claim: Claim, spec: Spec, registry: Registry, *, same_family: bool) -> Reason | None:
    entity = claim.entity
    if entity is None or not (entity.kind in ("accelerators", "models") or (entity.kind == "systems" and same_family)):
        return None
    for other in relatives(entity, registry, same_family=same_family):
        theirs = other.get(claim.field)
        as_well = theirs is not None and abs(theirs.value - spec.value) <= _SAME * abs(spec.value)
        if theirs is not None and not as_well and states_size(claim, theirs.value):
            return Reason("variant", f"{theirs.printed} is {other.name}'s")
        sparse = other.get(sparse_of(claim.field)) if same_family else None
        if sparse is not None and claim.field.startswith("compute.matrix.") and states(claim, sparse.value):
            return Reason("variant", f"{sparse.printed} is {other.name}'s, with sparsity")
    return None


def product_of_its_name(claim: Claim) -> Reason | None:
    if claim.entity is None or not claim.field.startswith("parameters."):
        return None
    for count, product in products_of_its_name(claim.entity).items():
        if states(claim, product):
            told = f"that is {count} x {product / count / 1e9:g}B; the experts share all other layers"
            return Reason("experts", told)
    return None
