"""Rows that are called by a system and have the figures of one of its devices: `"DGX-B200": {"memory_gb": 180}`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.judges.values.tables import Fit, is_right
from mlsysim_validators.sources.values.settle import field_of

_LEAST = 2  # figures that are one device's and not the system's


def choose_devices(fits: Iterable[Fit]) -> None:
    """Take the device for the system where several figures of a row are its, and none is the whole system's."""
    rows: dict[int, list[Fit]] = defaultdict(list)
    for fit in fits:
        if fit.claim.stated.value is not None:
            rows[fit.claim.stated.value.row].append(fit)
    for row in rows.values():
        of_systems = [fit for fit in row if fit.found.entries[0].kind == "systems" and len(fit.found.entries) > 1]
        devices = {fit.found.entries[1].id: fit.found.entries[1] for fit in of_systems}
        if len(devices) == 1:
            _choose(row, of_systems, next(iter(devices.values())))


def _choose(row: list[Fit], of_systems: list[Fit], device: Entry) -> None:
    system = of_systems[0].found.entries[0]
    fields = {
        fit.claim.field
        for fit in row
        if device in fit.found.entries and is_right(fit.claim, device) and not is_right(fit.claim, system)
    }
    if len(fields) < _LEAST or any(is_right(fit.claim, system) for fit in of_systems):
        return
    for fit in of_systems:
        said = fit.claim.stated.meaning
        path = field_of(said, device) if said is not None else None
        if path is not None:
            fit.found = fit.found._replace(entries=(device,))
            fit.claim.entity, fit.claim.field = device, path
            fit.claim.notes[:] = [f"{fit.found.name} is taken as one {device.name}, whose the row's other numbers are"]
