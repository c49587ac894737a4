"""Levels of memory: caches, scratchpads, flash."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.fields.words import Field
from mlsysim_validators.sources.patterns import regex

_TIERS = {
    "flash": r"flash",
    "sram": r"\bsram",
    "sbuf": r"\bsbuf",
    "psum": r"\bpsum",
    "l2": r"\bl2\b",
    "l3": r"\bl3\b",
    "infinity_cache": r"infinity cache",
    "psram": r"\bpsram",
    "rom": r"\brom\b",
}
_ON_CHIP = AnyCase(r"\bsram\b|\bon-(?:chip|die|wafer)\b")
ANY_TIER = AnyCase("|".join(_TIERS.values()))
# A cell that says of which level of memory the figures of its row are: "L2", "Shared memory (per SM)", "HBM3".
LEVEL = AnyCase(
    r"\W*(?:the )?(?:(?:unified |per-sm )?l[0-3]\b|s?ram\b|smem\b|shared mem|regist|scratchpad|infinity cache|"
    r"hbm\d?e?\b|dram\b|vram\b|gddr\d|global mem|device mem|local mem|texture|constant (?:cache|mem))"
)
_NAMED = {tier: regex(pattern, re.IGNORECASE) for tier, pattern in _TIERS.items()}


def own_memory_is_ram(device: Entry) -> bool:
    """Whether the RAM of a machine with this device is the device's: in phones, boards and micro devices it is."""
    return device.attributes.get("class") in SMALL - {"workstation"} and "nvidia/geforce" not in device.id


SMALL = frozenset({"micro", "edge", "mobile", "consumer", "workstation"})
_MICRO_TIERS = frozenset({"flash", "psram", "rom"})


def _computes_from_sram(device: Entry) -> bool:
    """Whether the memory that feeds a device is on its chip, by its proof: a wafer, a chip without DRAM."""
    size = device.get("memory.capacity")
    if size is None or any(path.startswith("tiers.sram.") for path in device.specs):
        return False
    return _ON_CHIP.search(f"{size.at} {size.quote} {size.because}") is not None


def tier_field(words: str, device: Entry, what: str) -> Field | None:
    """The capacity or the bandwidth, as `what` says, of the level of memory that some words name."""
    if not ANY_TIER.search(words):
        return None
    for tier, pattern in _NAMED.items():
        if tier in _MICRO_TIERS and device.attributes.get("class") != "micro":  # FlashAttention
            continue
        path = f"tiers.{tier}.{what}"
        if pattern.search(words):
            if path in device:
                return Field(path, "spec", True)
            if tier == "sram" and (device.attributes.get("class") == "micro" or _computes_from_sram(device)):
                return Field(f"memory.{what}", "spec", True)
            return Field(path, "spec", True)
    return None
