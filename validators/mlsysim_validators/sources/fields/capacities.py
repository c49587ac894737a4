"""A number of bytes: the memory of a device, a level of it, or something else."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.fields.tiers import ANY_TIER, SMALL, own_memory_is_ram, tier_field
from mlsysim_validators.sources.fields.words import Field, Words
from mlsysim_validators.sources.patterns import regex

MEMORY = AnyCase(r"memory|capacity|\b[MC]?hbm\w*|\bvram|\bdram|\bram\b|\bgddr\w*|\bmem\b")
# Bytes near these words are not the memory of a device.
_OTHER_BYTES = AnyCase(
    r"权重|\bstatic\b|subtotal|model states?|"
    r"weights?|\bkv\b|cache|checkpoint|gradients?|activations?|optimi[sz]er|parameters|dataset|of data|\bdisk|\bswap\b|"
    r"storage|nvme|ssd|"
    r"\bgrace (?:memory|capacity)|"
    r"\bddr\d|lpddr|rdimm|dimm|\bcpu\b|host|system memory|system ram|on-chip|registers?|shared mem|scratchpad|buffer|"
    r"per (?:sm|cu|core|stack|die|gcd|tile|chip per|node|server|layer|token|request|user|sequence)|bus|interface|"
    r"\bmig|slices?|vcpus?|\bnodes?\b|message|payload|overhead|fast memory|"
    r"\busable\b|\bleft\b|\bfree\b"
)
_UNIFIED = AnyCase(r"^\W*(?:of )?(?:(?:CPU\W+GPU )?unified|(?:unified )?coherent) mem(?:ory)?\b")
_HOST_RAM = regex(r"(?<!video )(?<!gpu )(?<!v)\bd?ram\b", re.IGNORECASE)
_OTHER_KIND = regex(r"[ \u00a0](?:LPDDR\d\w*|DDR\d|HBM\w*|GDDR\w*)\b")  # "2 GB SRAM + 256 GB LPDDR5X"
_OWN_DRAM = regex(r"\blpddr\d\w*", re.IGNORECASE)
_BUS = regex(r"\bbus\b|interface|memory width", re.IGNORECASE)
_OF_A_STACK = regex(r"\b(?:per|each|stack|channel|controller|one)\b", re.IGNORECASE)
_CAPACITY = regex(r"capacity", re.IGNORECASE)
_OF_A_PART = AnyCase(r"[ \u00a0]?(?:per|/) ?(?:\w+ )?(?:core|sm|cu|tile|die|gcd|slice|bank|stack)s?\b")
# Whose it is, not where it sits: "16 GB (32 GB on high-memory nodes)".
_ON_SOME = regex(r"^[ \u00a0](?:on|for|in) (?:the |some |all )?[\w-]+ (?:nodes|instances|servers)\b", re.IGNORECASE)
# "Cloud (H100)" under "RAM", beside phones and microcontrollers: the device stands for the tier, and has no host there.
_RAM_OF_A_TIER = regex(r"\W*(?:Cloud|Edge|Mobile|Data ?center|Server) \(\s*\)\W*RAM\W*", re.IGNORECASE)
_OF_A_TIME = regex(r"/[A-Za-z]")  # "672 GB/ses"
_WANTED = AnyCase(r"[ \u00a0](?:minimum|requirements?|threshold)\b")  # "matching our 96 GB minimum"
_LEAST = AnyCase(  # what a workload asks for, in the column beside the card that has it
    r"\bmin(?:imum|\.)? (?:gpu )?(?:v?ram|memory)|\b(?:required|recommended) (?:gpu )?(?:v?ram|memory)|"
    r"\b(?:v?ram|memory) (?:required|requirements?|recommended|needed)"
)
_FACTOR_OF = regex(r"\d ?[x×*] ?$")
_SPREAD = AnyCase(r"[ \u00a0](?:over|across|among|between|spread|sharded|split)\b")


def capacity_field(words: Words, unit: Unit, device: Entry) -> Field | None:
    """The memory, or the level of it, whose size a number of bytes with these words around it states."""
    if unit.symbol == "bit":
        of_memory = _BUS.search(words.own) is not None and _OF_A_STACK.search(words.near) is None
        return Field("memory.bus_width", "spec", True) if of_memory else None
    if _OF_A_PART.match(words.after) or _FACTOR_OF.search(words.before):  # "2x25 MB", "360 MB (1.5 MB per Tensix core)"
        return None
    if _OF_A_TIME.match(words.after) or _WANTED.match(words.after) or _LEAST.search(words.labels):
        return None
    if _SPREAD.match(words.after):  # "16 GB over 8 GPUs"
        return None
    tier = tier_field(words.own, device, "capacity")
    if tier is not None and _OTHER_KIND.match(words.after) is None:
        return tier
    small = unit.symbol in ("MB", "MiB") or device.attributes.get("class") == "micro"
    if small and not MEMORY.search(_CAPACITY.sub("", words.own)):  # "the L2 cache is ~50 MB, on the A100 ~40 MB"
        named = set(ANY_TIER.findall(words.sentence))
        if unit.symbol == "MiB" and not named and device.attributes.get("class") not in SMALL:
            return Field("memory.capacity", "spec", False)  # as drivers print it
        return tier_field(words.sentence, device, "capacity") if len(named) == 1 else None
    words = words._replace(after=_ON_SOME.sub(" ", words.after))
    own_memory = device.attributes.get("class") in SMALL  # LPDDR is the memory of a Jetson
    if not own_memory and (_UNIFIED.search(words.labels) or _UNIFIED.search(words.after)):
        return None
    near = words.after[:12] if words.direct else words.near
    if _OTHER_BYTES.search(_OWN_DRAM.sub(" ", near) if own_memory else near):
        return None
    micro = device.attributes.get("class") == "micro"
    if unit.symbol[:1] in ("k", "K") and not micro:
        return None
    if MEMORY.search(words.own):
        # "768 GB RAM" beside an accelerator may be the host's: right where it is right, no error where it is not.
        sure = own_memory_is_ram(device) or MEMORY.search(_HOST_RAM.sub(" ", words.own)) is not None
        sure = sure or _RAM_OF_A_TIER.fullmatch(words.labels) is not None
        return Field("memory.capacity", "spec", sure)
    # "8x MI300X, 192 GB, 750 W": nothing says that it is the memory, but what else would it be?
    sizes = ("GB", "GiB", "TB", "TiB") if device.kind == "systems" else ("GB", "GiB")
    return Field("memory.capacity", "spec", False) if unit.symbol in sizes and not micro else None
