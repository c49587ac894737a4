"""Figures of a whole server or rack under the name of one of its devices, and of one die of two."""

from __future__ import annotations

from mlsysim_registry.data import Spec
from mlsysim_validators.rate_paths import MATRIX, sparse_of
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reasons.reason import Reason, states
from mlsysim_validators.sources.reasons.relatives import has_two_dies

_SYSTEM_SIZES = (8, 4, 16, 72, 36)


def of_one_die(claim: Claim, spec: Spec) -> Reason | None:
    """Half of a package of two dies is what software shows as one device."""
    if has_two_dies(claim.entity) and states(claim, spec.value / 2):
        return Reason("per-die", f"that is one of the two dies; the package has {spec.printed}")
    return None


def _multiple(claim: Claim) -> int | None:
    """How many times its spec a claim is, where that is the size of a system."""
    spec = claim.entity.get(claim.field) if claim.entity else None
    if spec is None:
        return None
    return next((count for count in _SYSTEM_SIZES if states(claim, count * spec.value)), None)


def system_in_row(claim: Claim, spec: Spec, table: list[Claim]) -> Reason | None:
    """Eight times the value where the whole row is of a system of eight."""
    count = _multiple(claim)
    cell = claim.stated.cell
    if count is None or cell is None:
        return None
    row = [other for other in table if other is not claim and other.stated.cell and other.stated.cell.row == cell.row]
    if any(_multiple(other) == count or _size_of_system(other) == count for other in row):
        return Reason("system", f"that is a system of {count}; one has {spec.printed}")
    return None


def of_a_system(claim: Claim, spec: Spec) -> Reason | None:
    """The figure of a server or a rack under the name of one of its devices, perhaps another rate of it."""
    count = _size_of_system(claim)
    return Reason("system", f"that is a system of {count}; one has {spec.printed}") if count is not None else None


def _size_of_system(claim: Claim) -> int | None:
    """How many devices put together have the figure, or another rate of theirs."""
    entity = claim.entity
    spec = entity.get(claim.field) if entity is not None else None
    if entity is None or spec is None or entity.kind != "accelerators":
        return None
    if not claim.field.startswith(("memory.", "compute.", "power.")):
        return None
    values = [spec.value]
    if claim.field.startswith(MATRIX):
        sparse = entity.get(sparse_of(claim.field))
        values += [sparse.value] if sparse else []
    values += entity.printed_elsewhere(claim.field)
    return next((count for count in _SYSTEM_SIZES if any(states(claim, count * value) for value in values)), None)
