"""Entries that may be taken for one another: of one family, of one class; the devices that a link connects."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

_TWO_DIES = AnyCase(r"two (?:compute )?dies|two GCDs|dies \(GCDs\)|two graphics compute dies")
_EXPERTS_AND_SIZE = regex(r"(?P<experts>\d+)x(?P<size>\d+(?:\.\d+)?)B\b", re.IGNORECASE)


def family_of(entry_id: str) -> str:
    """The letters and digits that variants share: h100 of h100-sxm and h100-pcie."""
    return entry_id.rpartition("/")[2].partition("-")[0]


@lru_cache(maxsize=256)
def relatives(entity: Entry, registry: Registry, *, same_family: bool) -> list[Entry]:
    """The other entries of a vendor: those of the family, or all of its class.

    Nobody takes the figure of a game card for a data-center GPU's, and with so many cards one has nearly any figure.
    """
    vendor, family = entity.id.partition("/")[0], family_of(entity.id)
    table = registry.table(entity.kind)
    found = [
        table[other]  # the others are not even read
        for other in table
        if other != entity.id and other.partition("/")[0] == vendor and (not same_family or family_of(other) == family)
    ]
    kind = entity.attributes.get("class")
    return [other for other in found if same_family or other.attributes.get("class") == kind]


@lru_cache(maxsize=64)
def totals_of_link(link: Entry | None, registry: Registry) -> list[tuple[Entry, Spec]]:
    """The devices that a link connects, the best known first, each with the rate of all its ports together."""
    devices = registry.table("accelerators").values() if link is not None else ()
    found = [
        (device, total)
        for device in devices
        for name, entry_id in (device.attributes.get("linked") or {}).items()
        if link is not None
        and entry_id == link.id
        and (total := device.get(f"links.{name}.total")) is not None
        and total.direction
    ]
    return sorted(found, key=lambda pair: (not pair[0].default_for, len(pair[0].id)))


def products_of_its_name(model: Entry) -> dict[int, float]:
    """How many parameters a model of experts would have, or use, if they shared nothing: 8 x 7B, 2 x 7B."""
    named = _EXPERTS_AND_SIZE.search(model.name)
    if named is None:
        return {}
    used = model.get("experts.active")
    counts = (int(named["experts"]), int(used.value) if used is not None else 0)
    return {count: count * float(named["size"]) * 1e9 for count in counts if count}


def has_two_dies(entity: Entry | None) -> bool:
    """Whether the package of a device holds two dies, which software may show as two devices."""
    return entity is not None and _TWO_DIES.search(str(entity.attributes.get("notes", ""))) is not None
