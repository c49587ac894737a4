"""Which published fact of a training run a number states, by its unit and the words right beside it."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import CARBON_MASS, COUNT, DEVICE_TIME, ENERGY, TIME
from mlsysim_validators.sources.patterns import regex

DEVICES, DEVICE_HOURS, LASTED = "training.devices", "training.device_time", "training.duration"
MFU, HFU, ENERGY_USED = "training.mfu", "training.hfu", "training.energy"
CARBON = "training.carbon"
INTERRUPTED = "interruptions."
ANY_INTERRUPTION = INTERRUPTED + "total"
_DAY = 86400.0  # s
_LEAST_DEVICES = 4
_UTILIZATION = {
    MFU: r"(?:MFU|model[- ]FLOPs? utili[sz]ation)",
    HFU: r"(?:HFU|hardware[- ]FLOPs? utili[sz]ation)",
}
_BEHIND = {
    path: regex(rf"[ \u00a0]?\(?(?:of )?(?:(?:overall|average|BF16|FP8|in) )*{said}\b", re.IGNORECASE)
    for path, said in _UTILIZATION.items()
}
_AHEAD = {
    path: regex(
        rf"\b{said}(?: \([A-Z]+\))?\W{{0,2}}(?: ?(?:of|is|was|at|reached|around|about|roughly|only|to|=|:|~|≈))*"
        r"\W{0,3}$",
        re.IGNORECASE,
    )
    for path, said in _UTILIZATION.items()
}
_THINGS = regex(r"[ \u00a0-]?(?:GPUs?|TPUs?|chips|accelerators)\b")
_PER_PLACE = regex(
    r"[^.;,)]{0,25}\b(?:per|each|a (?:node|server|pod)|/ ?(?:node|server))\b|[- ]?(?:hours?|days?|h\b)", re.IGNORECASE
)
_FOR = AnyCase(
    r"\b(?:for|took|takes|taking|in|over|during|lasted|within)"
    r"(?: (?:an?|the|just|only|about|some|around|roughly))*\W{0,3}$"
)
_IN_A_LIST = regex(r"[,:(] ?$")
_SPAN = regex(r"[ \u00a0-](?:(?:snapshot|training|pre-?training|run|window|period) ?)+|\W", re.IGNORECASE)
_INTERRUPTIONS = regex(
    r"[ \u00a0](?:(?:job|training|total|of them|of which|of those|of the \d+|were|was|being|"
    r"(?P<un>unexpected|unplanned)|(?P<planned>planned|scheduled)) ?)*(?P<noun>interruptions?|interrupts\b)?",
    re.IGNORECASE,
)
_TALKS_OF_IT = AnyCase(r"\binterrupt")
_HEADERS = {
    DEVICES: AnyCase(r"\W*(?:#|number of |no\. of )? ?(?:GPUs?|TPUs?|chips|devices|accelerators)(?: used)?\W*"),
    MFU: AnyCase(r"\W*(?:reported |published |overall )?(?:MFU|model FLOPs? utili[sz]ation)(?: ?\(%\))?\W*"),
    HFU: AnyCase(r"\W*(?:reported |published |overall )?(?:HFU|hardware FLOPs? utili[sz]ation)(?: ?\(%\))?\W*"),
    ENERGY_USED: AnyCase(r"\W*(?:total |training )?(?:energy|electricity|power consumption)\b.{0,20}"),
    CARBON: AnyCase(r"\W*(?:carbon|emissions|CO2|t ?CO).{0,30}"),
    LASTED: AnyCase(r"\W*(?:training |wall[- ]?clock )?(?:days?|duration|time|wall[- ]?clock)(?: ?\(days?\))?\W*"),
    DEVICE_HOURS: AnyCase(r"\W*(?:training |total )?(?:GPU|TPU|chip|device|accelerator)[- ]?hours\b.{0,20}"),
}


def field_of_run(reading: Reading, unit: Unit, before: str, after: str, *, named_device: bool) -> str | None:
    """The fact that a number in a sentence states; `named_device`: right behind it a device is named."""
    if unit.symbol == "%":
        for path in _UTILIZATION:
            if _BEHIND[path].match(after) or _AHEAD[path].search(before[-60:]):
                return path
        return None
    if unit.dimension == DEVICE_TIME:
        return DEVICE_HOURS
    if unit.dimension in (ENERGY, CARBON_MASS):
        return ENERGY_USED if unit.dimension == ENERGY else CARBON
    if unit.dimension == TIME and unit.factor >= 3600:
        told = _FOR.search(before[-30:]) is not None and _SPAN.match(after or ".") is not None
        listed = _IN_A_LIST.search(before) is not None and _TALKS_OF_IT.search(after) is not None
        return LASTED if told or listed else None
    whole = reading.value * unit.factor % 1 == 0
    if (unit.symbol == "GPU" or unit.dimension == COUNT) and whole and unit.symbol not in ("%", "×"):
        if _TALKS_OF_IT.search(f"{before[-80:]} {after[:60]}") and (said := _INTERRUPTIONS.match(after)):
            kind = "unexpected" if said["un"] else "planned" if said["planned"] else "total"
            if said["noun"] or kind != "total":
                return INTERRUPTED + kind
        counted = unit.symbol == "GPU" or named_device or _THINGS.match(after) is not None
        if counted and reading.value * unit.factor >= _LEAST_DEVICES and not _PER_PLACE.match(after):
            return DEVICES
    return None


def field_of_column(header: str, unit: Unit) -> str | None:
    """The fact that the numbers of a column of models state."""
    found = next((path for path, words in _HEADERS.items() if words.fullmatch(header)), None)
    fits = {
        DEVICES: unit.symbol == "GPU" or unit.dimension == COUNT,
        MFU: unit.symbol == "%",
        HFU: unit.symbol == "%",
        ENERGY_USED: unit.dimension == ENERGY,
        CARBON: unit.dimension == CARBON_MASS,
        LASTED: unit.dimension == TIME and unit.factor >= _DAY,
        DEVICE_HOURS: unit.dimension == DEVICE_TIME,
    }
    return found if found is not None and fits[found] else None
