"""A number of watts: the power that a device may draw, or typically draws."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.fields.words import Field, Words

_OTHER_POWER = AnyCase(
    r"system|server|node|supply|\bpsu\b|circuit|rack|idle|chassis|facility|per (?:core|die|gcd)|cooling"
)
_NOT_OF_A_SYSTEM = AnyCase(r"\bpsus?\b|suppl(?:y|ies)|circuit|rack|idle|facility|per (?:core|die|gcd)")
_OF_A_TDP = r"[ _](?:tdp|tbp|tgp)\b"  # "typical TDP" is a TDP
_PEAK_KEY = re.compile(r"\bpeak_power|\bpower_peak|\bpeak[ _]power[ _]w", re.IGNORECASE)


def power_field(words: Words, device: Entry) -> Field | None:
    """The power that a number of watts with these words around it states, if it is the device's own."""
    other = _NOT_OF_A_SYSTEM if device.kind == "systems" else _OTHER_POWER  # its cooling has to take what it draws
    if other.search(words.near):
        return None
    typical = re.search(rf"typical(?!{_OF_A_TDP})|average|active|idle|sleep", words.own, re.IGNORECASE)
    # The "TDP" of an accelerator without one is what its sheet calls maximum power; a micro device has neither.
    has_only_max = "power.tdp" not in device and "power.max" in device
    if _PEAK_KEY.search(words.own):
        return Field("power.max", "spec", True)  # above what a device is rated for
    path = "power.max" if has_only_max and device.attributes.get("class") != "micro" else "power.tdp"
    named = re.search(r"tdp|tbp|power|watt|\bmax|\brated|\bat most\b|\bpeak", words.own, re.IGNORECASE)
    return Field("power.typical" if typical else path, "spec", named is not None)
