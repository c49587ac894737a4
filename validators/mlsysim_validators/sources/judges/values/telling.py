"""Values that no step settles: they are those of several devices, or something speaks for them, or they are wrong."""

from __future__ import annotations

from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.counts import of_a_system, several_devices
from mlsysim_validators.sources.judges.values.declared import declared
from mlsysim_validators.sources.judges.values.doubts import why_open
from mlsysim_validators.sources.judges.values.reasons import reason_of, tell_mismatch
from mlsysim_validators.sources.judges.values.variants import in_the_family
from mlsysim_validators.sources.reasons import Reason

_LEAST_OF_ONE = 2  # rows
_PERHAPS_SEVERAL = ("different", "twice", "power-of-ten", "bits-for-bytes", "format")


def tell_or_leave_open(case: Case) -> None:
    """Tell why a value is wrong, unless it may be that of several devices, or may yet be right."""
    claim, entry, spec = case.claim, case.entry, case.spec
    reason = reason_of(claim, entry, spec, case.registry, case.table)
    several = _of_several(case, reason)
    if several:
        if of_a_system(claim) or case.table.kept_by_others(claim) < _LEAST_OF_ONE:
            case.leave_open(f"{several} times the figure of one {entry.name}")
            return
        reason = Reason("per-device", f"{several} times that of one, where the other rows are of one device each")
    doubt = declared(claim, entry, reason.rule, case.registry) or why_open(claim, reason.rule)
    if not case.leave_open(doubt):
        tell_mismatch(claim, entry, spec, reason)


def _of_several(case: Case, reason: Reason) -> int:
    """How many devices' figure a value may be, where its words say so or no better reason is known why it is wrong."""
    claim = case.claim
    several = several_devices(claim, case.spec)
    if not several or of_a_system(claim) or reason.rule in _PERHAPS_SEVERAL:
        return several
    total = claim.field == "memory.capacity" and reason.rule in ("variant", "copied")
    return several if total and not in_the_family(case) else 0
