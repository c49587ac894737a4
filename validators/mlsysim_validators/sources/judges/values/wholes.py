"""Rates of whole systems that no data sheet lists: as many times that of one device as the system has of them."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.doubts import why_open
from mlsysim_validators.sources.judges.values.tables import Table, is_right, said_of_sparsity, unnamed
from mlsysim_validators.sources.values.rightness import agreeing

_MORE = 2.0  # times the largest rate of one device, in whatever format: that of the whole, then
_RATES = ("compute.m", "compute.vector.")  # of matrices first


def settled_as_whole(case: Case) -> bool:
    """Settle the rate of a system by that of its devices; one that may be a device's is left open."""
    claim, system, path = case.claim, case.entry, case.claim.field
    if system.kind != "systems":
        return False
    device = case.registry.device_of(system)
    count = system.get("devices")
    spec = device.get(path) if device is not None else None
    if device is None or count is None or spec is None or not path.startswith("compute.") or claim.unit is None:
        return False
    own = system.get(path)
    one, rates = _rates(device), count.value
    if unnamed(claim):
        return False
    if said_of_sparsity(claim)[0]:
        sparse = device.get(sparse_of(path))
        if sparse is None or agreeing(claim, rates * sparse.value) is None:
            return False
        claim.entity = system
        return case.match(f"{rates:g} times the rate of one {device.name} with sparsity", sparse.path)
    if own is None and agreeing(claim, rates * spec.value) is not None:
        claim.entity = system
        return case.match(f"{rates:g} times the rate of one {device.name}")
    of_one = claim.value < _MORE * max(rate.value for rate in one)
    if spec.status == "estimated" or (of_one and not _is_of_the_whole(system, device, case.table)):
        return False
    value = own.value if own is not None else rates * spec.value
    claim.entity = system
    claim.expected = Expected(value, printed(value, claim.reading, claim.unit))
    rule, told = _slip(claim, system, one, rates, path)
    if why_open(claim, rule):
        return False
    whole = f"{system.name}: {rates:g} devices of {spec.printed} make {claim.expected.printed}"
    return case.tell_wrong(f"{whole}{told}", rule, f"write {claim.expected.printed}")


def _is_of_the_whole(system: Entry, device: Entry, table: Table) -> bool:
    """Whether a table has the memory of the system, and not of one device: its rates are the system's then."""
    memories = table.memories(system)
    return any(is_right(one, system) for one in memories) and not any(is_right(one, device) for one in memories)


def _slip(claim: Claim, system: Entry, rates: list[Spec], count: float, path: str) -> tuple[str, str]:
    """What the figure of a system is instead, as a rule and as words."""
    sparse = sparse_of(path)
    own = system.get(sparse)
    if own is not None and agreeing(claim, own.value) is not None:
        return "sparse-for-dense", "; this is its rate with sparsity"
    for rate in sorted(rates, key=lambda rate: rate.path != sparse):
        if rate.path != path and agreeing(claim, count * rate.value) is not None:
            if rate.path == sparse:
                return "sparse-for-dense", "; this is the rate with sparsity"
            return "format", f"; this is {count:g} times `{rate.path}`"
    return "different", ""


def _rates(device: Entry) -> list[Spec]:
    return [spec for start in _RATES for path, spec in device.specs.items() if path.startswith(start)]
