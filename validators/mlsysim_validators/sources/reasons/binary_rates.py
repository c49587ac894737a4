"""Rates in TiB/s or GiB/s with the digits of the sheet in TB/s or GB/s: makers count bandwidth by the thousand."""

from __future__ import annotations

from mlsysim_registry.data import Registry, Spec
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import BANDWIDTH
from mlsysim_validators.sources.reasons.reason import Reason
from mlsysim_validators.sources.reasons.relatives import relatives

TAKEN_FOR_ONE_ANOTHER = "GB (powers of 1000) and GiB (powers of 1024) were taken for one another"


def prints_in_powers_of_1000(claim: Claim, value: float) -> bool:
    """Whether a rate under a binary unit has the digits that a value has under the decimal one."""
    unit = claim.unit
    if unit is None or unit.dimension != BANDWIDTH or "iB" not in unit.symbol:
        return False
    return agrees(claim.reading.unhedged(), parse_unit(unit.symbol.replace("iB", "B")).factor, value)


def under_a_binary_unit(claim: Claim, spec: Spec) -> Reason | None:
    """Of the device itself."""
    return Reason("binary-prefix", TAKEN_FOR_ONE_ANOTHER) if prints_in_powers_of_1000(claim, spec.value) else None


def of_a_variant_under_a_binary_unit(claim: Claim, registry: Registry) -> Reason | None:
    """Of another variant of its family."""
    if claim.entity is None or claim.entity.kind != "accelerators":
        return None
    for other in relatives(claim.entity, registry, same_family=True):
        theirs = other.get(claim.field)
        if theirs is not None and prints_in_powers_of_1000(claim, theirs.value):
            return Reason("binary-prefix", f"{theirs.printed} is {other.name}'s; {TAKEN_FOR_ONE_ANOTHER}")
    return None
