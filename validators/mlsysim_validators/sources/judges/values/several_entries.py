"""Values that are right for none of several entries: a system and its device, or the devices of one branch."""

from __future__ import annotations

from mlsysim_validators.sources.judges.values.case import Case


def settled_as_of_a_system_or_a_device(case: Case) -> bool:
    """Leave a value open that stands under the name of a system."""
    of_a_system = any(entry.kind == "systems" for entry in case.entries)
    return case.leave_open(f"of {case.entry.name} or of one of its devices" if of_a_system else "")


def settled_as_of_none(case: Case) -> bool:
    """Tell a value that is right for none of the devices that share it."""
    if len(case.entries) < 2:
        return False
    names = ", ".join(entry.name for entry in case.entries)
    return case.tell_wrong(f"right for none of {names}: {case.entry.name} has {case.spec.printed}", "different")
