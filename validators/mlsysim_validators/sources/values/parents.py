"""Keys that only give a unit below one that says of what: `nvlink: {perGPU_GBs: 900}`, `sram: {bandwidth_tbs: 33}`."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.documents import Label
from mlsysim_validators.sources.values.words import spoken

_WITH_IT = (
    r"gpu|device|chip|node|speed|gen(?:eration)?|v?\d(?: \d)?|bandwidth|on|to|in|per|bus|scale|up|inter|intra|"
    r"total|info|specs?|data"
)
_A_LINK = (
    r"nv ?link\d?|interconnect|infinity|fabric|xgmi|ici|neuron ?link|links?|c2c|hbi|ultra ?fusion|"
    r"die to die|chip to chip"
)
_A_PORT = r"pcie?\d?|pci|express"
_A_LEVEL = r"l[0123]|sram|smem|vmem|lds|caches?|llc|scratch ?pad|shared|memory|registers?|on ?chip"
_LINK = AnyCase(rf"(?=.*\b(?:{_A_LINK}))(?:(?:{_A_LINK}|{_WITH_IT})(?: |\Z))+\Z")
_PORT = AnyCase(rf"(?=.*\bpci)(?:(?:{_A_PORT}|{_WITH_IT})(?: |\Z))+\Z")
_LEVEL = AnyCase(
    r"(?=.*\b(?:l[0123]|sram|smem|vmem|lds|cache|llc|scratch|shared|register|chip))"
    rf"(?:(?:{_A_LEVEL}|{_WITH_IT})(?: |\Z))+\Z"
)
_SAYS_ITSELF = AnyCase(
    r"memory|hbm|dram|vram|\bl[123]\b|sram|cache|link|interconnect|fabric|xgmi|pcie|\bici\b|network|flop|\b[gtp]ops\b"
)
_WIDEST_PORT = 256e9  # bytes a second: what is more below "pcie" is of the card's memory, "pcie" being its form


def telling_parent(keys: Sequence[Label], own: int, number: float) -> Label | None:
    """The key right above a value's own one, where that one leaves open of which link or level the figure is."""
    if own + 1 >= len(keys) or any(_SAYS_ITSELF.search(spoken(key.words)) for key in keys[: own + 1]):
        return None
    parent, said = keys[own + 1], spoken(keys[own + 1].words)
    if _LINK.match(said) or _LEVEL.match(said):
        return parent
    giga = number if number >= 1e7 else number * 1e9
    return parent if _PORT.match(said) and giga <= _WIDEST_PORT else None
