"""Rates of links: one direction for both, another generation, all ports for one."""

from __future__ import annotations

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reasons.factors import is_moved
from mlsysim_validators.sources.reasons.reason import Reason, states
from mlsysim_validators.sources.reasons.relatives import totals_of_link

_ONE_WAY_ONLY = ("infiniband", "ethernet")
_BEFORE_ENCODING = 1.02  # 64 GB/s of PCI Express for 63.02


def direction(claim: Claim, spec: Spec, registry: Registry) -> Reason | None:
    if spec.direction is None:
        return None
    if any(states(claim, value) for value in (spec.per_direction, 2 * spec.per_direction, 4 * spec.per_direction)):
        one = spec.per_direction / 1e9
        return Reason("direction", f"one direction carries {one:g} GB/s, both summed {2 * one:g} GB/s")
    for value in (spec.per_direction, 2 * spec.per_direction):
        nominal = claim.value / value
        if "pcie" in f"{spec.entity} {claim.field}" and 1 <= nominal <= _BEFORE_ENCODING:
            one = claim.value / 1e9 if value == spec.per_direction else claim.value / 2e9
            return Reason("direction", f"one direction carries {one:g} GB/s, both summed {2 * one:g} GB/s")
    for device, total in totals_of_link(claim.entity, registry) if claim.field == "per_port" else ():
        if any(states(claim, value) for value in (total.per_direction, 2 * total.per_direction)):
            one = total.per_direction / 1e9
            told = f"all ports of {device.name} carry {one:g} GB/s in one direction, {2 * one:g} GB/s in both"
            return Reason("direction", told)
    return None


def other_link(claim: Claim, registry: Registry) -> Reason | None:
    """The rate of another generation of a link: of one port, or of all ports of a device that has it."""
    if claim.field != "per_port" or claim.entity is None:
        return None
    kind = claim.entity.id.partition("-")[0]
    table = registry.table("interconnects").values()
    others = [other for other in table if other is not claim.entity and other.id.partition("-")[0] == kind]
    for ways in (1,) if kind in _ONE_WAY_ONLY else (1, 2):
        for other in others:
            port = other.get("per_port")
            if port is not None and port.direction is not None and states(claim, ways * port.per_direction):
                return Reason("variant", f"{port.printed} is {other.name}'s")
            for device, total in totals_of_link(other, registry):
                if states(claim, total.value if ways == 1 else total.per_direction):
                    return Reason("variant", f"all ports of {device.name} carry that, over {other.name}")
    return None


def of_all_ports(claim: Claim, registry: Registry) -> Reason | None:
    """Ten times, or a tenth of, what all ports of a device carry."""
    for device, total in totals_of_link(claim.entity, registry) if claim.field == "per_port" else ():
        for power in (-1, 1, -3, 3):
            if any(is_moved(claim, value, power) for value in (total.per_direction, 2 * total.per_direction)):
                times = f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"
                return Reason("power-of-ten", f"that is {times} what all ports of {device.name} carry")
    return None
