"""A number of bytes a second: of the memory, of a level of it, of a link."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.fields.tiers import own_memory_is_ram, tier_field
from mlsysim_validators.sources.fields.words import Field, Words
from mlsysim_validators.sources.patterns import regex

_OTHER_BANDWIDTH = AnyCase(
    r"nvme|ssd|\bdisk|storage|file ?system|\bddr\d|lpddr|\bcpu\b|host memory|shared memory|\bsmem|\bl1\b|"
    r"\bg?ddr\w* speed|\bclock (?:speed|rate|frequency)|registers?|on-chip|"
    r"per (?:memory )?(?:stack|slice|module|channel|die|gcd|tile|core|sm|lane|pin|node|user|(?:nv)?link|port)|"
    r"each (?:lane|pin|stack|link|port)|per-lane|lanes?,|"
    r"\bdma\b|the (?:outside )?world|outside|injection|ejection|bisection|aggregate demand|weights|activations|"
    r"gradients|traffic|\bnics?\b|network interface|switch (?:bw|bandwidth|capacity|throughput)|"
    r"per (?:token|step|layer|vm|instance|system)|\bvms?\b"
)
_OWN_DRAM = regex(r"\blpddr\d\w*", re.IGNORECASE)
_PER_PIN = AnyCase(r"\b(?:per|each|a) pin\b|(?:memory|pin) (?:data )?(?:rate|speed)|\bdata rate")
BANDWIDTH_NAMED = AnyCase(r"bandwidth|\bbw(?:\b|_?mem|_?hbm)|\bhbm\w*|memory")
_A_BOARD = r"(?! (?:cards?|boards?|versions?|variants?|models?|modules?|ones?|forms?|parts?)\b)"  # "the PCIe card"
# Between devices, over whichever link they have, or over the network: the words leave that open.
_COMMUNICATION = r"\bcommunication (?:bandwid?th|bw|rate|speed|links?)\b"
BANDWIDTH_WORDS = AnyCase(
    rf"\bhbm|memory|\bmem\b|link|interconnect|fabric|pcie{_A_BOARD}|pci express|\bici\b|roce|"
    rf"{_COMMUNICATION}|network|infiniband|ethernet|\bports of\b|\befa\b|sram|flash|cache|"
    r"\bsends\b|\breceives\b|\bexchanges?\b|\bbridged?\b"
)
_COMMUNICATES = AnyCase(_COMMUNICATION)
_LINK_OR_MEMORY = AnyCase(r"\bhbm|memory|\bmem\b|link|fabric|pcie|interconnect|\bici\b")
_DIRECTED = AnyCase(r"\bdirections?\b|bi-?directional|uni-?directional|duplex|\b(?:each|one|both|either)[ -]ways?\b")
_WAY = AnyCase(r"[ \u00a0](?:in |per )?(?:each|one|both|either) (?:way|direction)s?\b")
_MEMORY = AnyCase(r"\bhbm\w*|memory|mem\b")
_INFINIBAND = regex(r"\bIB\b")
_BESIDE_A_SIZE = regex(r"\d ?[GT]i?B(?: of [\w-]+)?(?:,| and| at) \d[\d.,]* ?[GT]i?B/s")
# Between the dies of one package, not to other devices.
IN_PACKAGE = "links.in_package.total"
_WITHIN = AnyCase(
    r"^(?!.*\b(?:other|external|outside|peers?|nodes?|switch)\b).*"
    r"(?:\b(?:in|on|intra)-(?:package|module)\b|"
    r"\b(?:inside|within) (?:the |a |an |one |each |the same )?(?:package|module|OAM|GPU|device|card)\b|"
    r"\b(?:between|join(?:s|ing)?|link(?:s|ing)?|connect(?:s|ing)?|couples?) (?:the |its |both |these )?two (?:\w+ )?"
    r"(?:dies|GCDs|chiplets)\b|"
    r"\btwo (?:\w+ )?(?:dies|GCDs|chiplets)\b[^.;]{0,30}\b(?:joined|linked|connected|coupled)\b)"
)
_NODES = AnyCase(r"\bnodes?\b|inter-?node")
_WITHIN_A_NODE = regex(
    r"\b(?:with)?in(?:side)? (?:an?|one|the|each|every)(?: single)? node\b|intra-?node", re.IGNORECASE
)
_NO_MEMORY = AnyCase(r"node|network|infiniband|ethernet|fabric|link|interconnect")
_A_LINK = AnyCase(r"\W*(?:scale[- _]?up )?links?\b(?! ?(?:speed|width|count|latency))")
_LINKS = {
    "roce_scale_up": AnyCase(r"scale[- _]?up"),
    "roce_scale_out": AnyCase(r"scale-out"),
    "nvlink": AnyCase(
        r"nvlink|nv-?link|interconnect|scale[- _]?up|gpu-to-gpu|link bandwidth|\blinks\b|\bsends\b|\breceives\b|"
        r"\bexchanges?\b|\bbridged?\b"
    ),
    "infinity_fabric": AnyCase(r"infinity fabric|xgmi|interconnect|scale[- _]?up|gpu-to-gpu|\blinks\b"),
    "ici": AnyCase(r"\bici\b|interconnect|inter-chip|\blinks\b"),
    "neuronlink": AnyCase(r"neuronlink|interconnect|\blinks\b"),
    "efa": AnyCase(r"\befa"),
    "network": AnyCase(r"\befa|infiniband|network|\bnics?\b"),
    "roce": AnyCase(r"\broce|interconnect|scale-(?:up|out)|ethernet|networking|\bports of\b"),
    "pcie": AnyCase(rf"pcie{_A_BOARD}|pci express|host"),
}

OF_A_PIN = 5e9  # bytes a second: "21 Gb/s" is what one pin of a memory carries, never the whole
_BITS = 8
_NETWORKS = ("network", "efa", "infiniband", "gpudirect", "rdma", "ethernet")
# Kinds of links, by what the ids of the registry begin with.
_KINDS = {
    "nvlink": r"nv-?link", "infiniband": r"infiniband|\bib\b", "pcie": r"pcie|pci express",
    "ethernet": r"ethernet|\broce", "infinity-fabric": r"infinity fabric|xgmi", "neuronlink": r"neuronlink",
    "tpu-ici": r"\bici\b",
}  # fmt: skip
_ANY_KIND = AnyCase("|".join(_KINDS.values()))
_OF_A_LINK = regex(
    rf"[ \u00a0](?:of|over|via|through) (?:the |its |an? )?(?:{'|'.join(_KINDS.values())})", re.IGNORECASE
)
_A_NETWORK = AnyCase(r"[ \u00a0](?:of )?(?:[NHX]DR )?(?:infiniband|ethernet)\b")
# "the gradients go over NVLink with 450 GB/s": what passes does not say whose rate it is, the link does.
_CARGO = regex(
    r"\b(?:weights|activations|gradients|traffic)\b"
    rf"(?=[^.;:\d]{{0,60}}\b(?:over|via|through|across) (?:the |its |an? )?(?:{'|'.join(_KINDS.values())})\b)",
    re.IGNORECASE,
)
_OF_KIND = {kind: AnyCase(pattern) for kind, pattern in _KINDS.items()}


def is_of_another_link(before: str, link: Entry) -> bool:
    """Whether the last kind of link that the words before a number name is another than this one's."""
    *_, last = [None, *_ANY_KIND.finditer(before)]
    if last is None:
        return False
    kind = next(kind for kind, pattern in _OF_KIND.items() if pattern.fullmatch(last.group()))
    return not link.id.startswith(kind) and _OF_KIND[kind].search(link.name) is None


def is_of_a_network(reading: Reading, unit: Unit, device: Entry) -> bool:
    """Whether a rate in bits, that is not the number of a memory's bytes, can only be that of a network."""
    memory = device.get("memory.bandwidth")
    if "bit" not in unit.symbol or reading.value * unit.factor < OF_A_PIN:
        return False
    return memory is None or not agrees(reading, _BITS * unit.factor, memory.value)


def network_field(device: Entry) -> Field | None:
    """The network between systems that a system has, by whatever name; an accelerator has none of its own."""
    names = _NETWORKS if device.kind == "systems" else ()
    link = next((name for name in names if f"links.{name}.total" in device), None)
    return Field(f"links.{link}.total", "spec", False) if link is not None else None


def _own_link(device: Entry, *, named: bool, all_ports: bool = False) -> Field | None:
    """The link that a device has, the first of those that join devices; `all_ports`: those of other uses with them."""
    link = next(
        (name for name in (*(("roce",) if all_ports else ()), *_LINKS) if f"links.{name}.total" in device), None
    )
    return Field(f"links.{link}.total", "spec", named) if link is not None else None


def _is_proven_of(device: Entry, kind: re.Pattern[str]) -> bool:
    """Whether the proof of a device's memory speaks of a kind of memory."""
    specs = (device.get(path) for path in ("memory.capacity", "memory.bandwidth"))
    return any(spec is not None and kind.search(str(spec.quote or "")) is not None for spec in specs)


def bandwidth_field(words: Words, device: Entry, *, bits: bool) -> Field | None:
    """The memory, its level or the link whose rate a number with these words around it states.

    `bits`: its unit counts bits, as that of a pin does.
    """
    if _PER_PIN.search(words.near) and bits and "memory.data_rate" in device:
        return Field("memory.data_rate", "spec", True)
    if _INFINIBAND.search(words.before):
        return None  # of the network between nodes
    near = words.after[:12] if words.ahead else _CARGO.sub(" ", words.near)  # "weights at 3.35 TB/s (H100)"
    if own_memory_is_ram(device) or _is_proven_of(device, _OWN_DRAM):  # LPDDR is the memory of a Jetson, of a GB10
        if _OWN_DRAM.search(words.before):  # "its LPDDR5X pool at 450 GB/s via NVLink-C2C"
            return Field("memory.bandwidth", "spec", True)
        near = _OWN_DRAM.sub(" ", near)
    if _OTHER_BANDWIDTH.search(near):
        return None
    if "bidirectional" in words.near and not _LINK_OR_MEMORY.search(words.near):
        return None  # a link's, but which?
    # What stands right before the number says most, then what stands behind it, then the labels.
    after, sentence = words.after, words.sentence
    if _WAY.match(after):  # "600 GB/s in each direction, and no network cards"
        after, sentence = "", sentence.partition(words.after)[0]
    first = (after, words.before) if _OF_A_LINK.match(after) else (words.before, after)  # "no NVLink, 64 GB/s of PCIe"
    network = _A_NETWORK.match(after)  # "NVLink5 (1.8 TB/s) and 800 Gb/s InfiniBand, MI355X with PCIe Gen6"
    reach = (network.group(),) if network else (*first, words.labels, sentence, words.paragraph)
    telling = next((text for text in reach if BANDWIDTH_WORDS.search(text)), words.own)
    tier = tier_field(words.own, device, "bandwidth")
    if tier is not None:
        return tier
    directed = _DIRECTED.search(words.own) is not None and _MEMORY.search(words.own) is None  # no memory has directions
    if directed and (_MEMORY.search(telling) or telling is words.paragraph):
        telling = f"{words.before} {after} {words.labels}"
    if telling is words.paragraph and _BESIDE_A_SIZE.search(words.sentence):
        return Field("memory.bandwidth", "spec", False)
    if not _MEMORY.search(telling):
        if _NODES.search(_WITHIN_A_NODE.sub(" ", telling)):
            return None
        if IN_PACKAGE in device and _WITHIN.search(telling):
            return Field(IN_PACKAGE, "spec", True)
        for name, pattern in _LINKS.items():
            if pattern.search(telling):
                path = f"links.{name}.total"
                if path in device:
                    return Field(path, "spec", True)
                if name == "network" and (other := network_field(device)) is not None:
                    return other._replace(named=True)
                if name != "network" and name in telling.lower().replace(" ", "_"):
                    return Field(path, "spec", True)
        if _A_LINK.match(words.labels):  # whichever a device has
            return _own_link(device, named=True)
        if _NO_MEMORY.search(telling):
            return None
        if _COMMUNICATES.search(telling):
            return _own_link(device, named=False)
        if directed:
            return _own_link(device, named=False, all_ports=not words.labels.strip())
    return Field("memory.bandwidth", "spec", bool(BANDWIDTH_NAMED.search(telling)))
