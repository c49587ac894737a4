"""Which field is meant: from the dimension of the number and the words around it to a spec path or derived kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.vocabulary import Dimension

BYTES: Dimension = (("data", 1),)
BANDWIDTH: Dimension = (("data", 1), ("time", -1))
FLOP_RATE: Dimension = (("operations", 1), ("time", -1))
OP_RATE: Dimension = (("integer_operations", 1), ("time", -1))
POWER: Dimension = (("energy", 1), ("time", -1))
CLOCK: Dimension = (("time", -1),)
TIME: Dimension = (("time", 1),)
INTENSITY: Dimension = (("data", -1), ("operations", 1))
CARBON: Dimension = (("carbon", 1), ("energy", -1))
COUNT: Dimension = ()
MONEY: Dimension = (("currency", 1),)
MONEY_RATE: Dimension = (("currency", 1), ("time", -1))
DEVICE_PRICE: Dimension = (("currency", 1), ("devices", -1), ("time", -1))

# A figure with one of these words before or behind it is no peak: it was measured, or is wanted.
NOT_A_SPEC = re.compile(
    r"\b(?:hits?|achiev\w+|measured|sustain\w+|effective(?:ly)?|observed|actual\w*|realistic\w*|required?|requires|needs?|needed|"
    r"target|budget|utili[sz]\w+|reach\w*|wast\w+|remain\w*|left over|free|used|uses|using|saves?|saved|instead of|"
    r"limit\w*|capped|empirical\w*|seems?|exceed\w*|fits?|comes to|consum\w+|"
    r"takes?|allocat\w+|oom|peak memory|max memory|"
    r"per (?:die|gcd|core|stack|sm|cu|channel)|gcds?|dies|each with|combined|"
    r"profil\w+|benchmark\w*|power draw|draws)\b",
    re.IGNORECASE,
)
# Those of them that speak of their own clause only.
OF_ITS_CLAUSE = re.compile(
    r"required?|requires|needs?|needed|uses?d?|using|takes?|fits?|saves?|saved|free|limit\w*", re.IGNORECASE
)
# A time with one of these words around it was taken with a watch.
TIMED = re.compile(
    r"\b(?:achiev\w+|measured|observed|actual\w*|realistic\w*|empirical\w*|profil\w+|benchmark\w*|took|"
    r"we (?:see|saw|get|got))\b",
    re.IGNORECASE,
)
# A table with one of these in its headers or title holds measurements.
MEASURED_TABLE = re.compile(
    r"\bmfu\b|\bhfu\b|throughput|tok(?:en)?s? ?/ ?s|tokens per|samples|step time|iteration|\bbatch|utili[sz]ation|"
    r"achiev|measured|benchmark|\bloss\b|/ ?clock|per clock|/ ?cycle|per cycle|/ ?cu\b|/ ?device|/ ?gpu\b|per gpu|"
    r"/ ?chip|per chip per|seq(?:uence)? ?len|duration|elapsed|runtime|speedup over|max memory|"
    r"peak memory|memory used|\bTPS\b|tps/",
    re.IGNORECASE,
)
_SPARSE = re.compile(r"spars", re.IGNORECASE)
_DENSE = re.compile(r"dense|without sparsity|no sparsity", re.IGNORECASE)
_VECTOR = re.compile(r"vector|non-tensor|cuda cores?|shader", re.IGNORECASE)
_FORMATS = {
    "fp8": r"fp8|float8|e4m3",
    "fp4": r"fp4|nvfp4|mxfp4",
    "fp6": r"fp6",
    "bf16": r"bf16|bfloat16",
    "fp16": r"fp16|float16|half precision|half-precision",
    "tf32": r"tf32",
    "fp32": r"fp32|float32|single precision",
    "fp64": r"fp64|double precision",
    "int8": r"int8|w8a8",
    "int4": r"int4",
}
_FORMAT = {
    name: re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![0-9])", re.IGNORECASE) for name, pattern in _FORMATS.items()
}
_MEMORY = re.compile(r"memory|capacity|\bhbm\w*|\bvram|\bdram|\bram\b|\bgddr\w*", re.IGNORECASE)
_BANDWIDTH = re.compile(r"bandwidth|\bbw\b|\bhbm\w*|memory", re.IGNORECASE)
_BANDWIDTH_WORDS = re.compile(
    r"\bhbm|memory|\bmem\b|link|interconnect|fabric|pcie|pci express|\bici\b|roce|"
    r"network|infiniband|ethernet|sram|flash|cache",
    re.IGNORECASE,
)
_TIERS = {
    "flash": r"flash",
    "sram": r"\bsram",
    "l2": r"\bl2\b",
    "l3": r"\bl3\b",
    "infinity_cache": r"infinity cache",
    "psram": r"\bpsram",
    "rom": r"\brom\b",
}
_LINKS = {
    "nvlink": r"nvlink|interconnect|scale-up|gpu-to-gpu|link bandwidth",
    "infinity_fabric": r"infinity fabric|xgmi|interconnect|scale-up|gpu-to-gpu",
    "ici": r"\bici\b|interconnect|inter-chip",
    "neuronlink": r"neuronlink|interconnect",
    "roce": r"roce|interconnect|scale-up|ethernet",
    "pcie": r"pcie|pci express|host",
}
_MODEL_COUNTS = {
    "layers": r"layers?",
    "heads.kv": r"(?:kv|key[- /]value) heads?",
    "heads.query": r"(?:query |attention |q )?heads?",
    "hidden_size": r"hidden(?: size| dim\w*)?|d_model|model dim\w*",
    "vocabulary": r"vocab\w*",
    "experts.active": r"active experts?",
    "experts.total": r"experts?",
}


class Field(NamedTuple):
    """A spec path (kind "spec") or the name of a derived quantity (kind "derived"), and how sure the words make us.

    `named` is False where only the unit speaks for it.
    """

    path: str
    kind: str
    named: bool


def number_format(words: str) -> str | None:
    """The number format that some words name first."""
    found = [(match.start(), name) for name, pattern in _FORMAT.items() if (match := pattern.search(words))]
    return min(found)[1] if found else None


def device_field(
    words: str, dimension: Dimension, device: Entry, number_unit: str = "", wider: tuple[str, ...] = ()
) -> Field | None:
    """The field of a device that a number of this dimension, with these words around it, states.

    Where the nearest words name no field, `wider` ones may: the sentence, the paragraph.
    """
    if dimension == INTENSITY:
        return Field("ridge_point", "derived", True)
    if dimension == BYTES:
        return _tier(words, device, "capacity") or (
            Field("memory.capacity", "spec", True) if _MEMORY.search(words) else None
        )
    if dimension == BANDWIDTH:
        telling = next((text for text in (words, *wider) if _BANDWIDTH_WORDS.search(text)), words)
        return _bandwidth(telling, device)
    if dimension in (FLOP_RATE, OP_RATE):
        return _rate(words, dimension, device)
    if dimension == POWER:
        typical = re.search(r"typical|average|active|idle|sleep", words, re.IGNORECASE)
        # The "TDP" of an accelerator without one is what its sheet calls maximum power; a micro device has neither.
        has_only_max = "power.tdp" not in device and "power.max" in device
        path = "power.max" if has_only_max and device.attributes.get("class") != "micro" else "power.tdp"
        return Field(
            "power.typical" if typical else path, "spec", bool(re.search(r"tdp|power|watt", words, re.IGNORECASE))
        )
    if dimension == CLOCK and re.search(r"clock|mhz|ghz|frequency|boost", f"{words} {number_unit}", re.IGNORECASE):
        return Field("compute.clock", "spec", True)
    return None


def _tier(words: str, device: Entry, what: str) -> Field | None:
    for tier, pattern in _TIERS.items():
        path = f"tiers.{tier}.{what}"
        if re.search(pattern, words, re.IGNORECASE):
            if path in device:
                return Field(path, "spec", True)
            if tier == "sram" and device.attributes.get("class") == "micro":
                return Field(f"memory.{what}", "spec", True)
            return Field(path, "spec", True)
    return None


def _bandwidth(words: str, device: Entry) -> Field | None:
    tier = _tier(words, device, "bandwidth")
    if tier is not None:
        return tier
    if not re.search(r"\bhbm\w*|memory|mem\b", words, re.IGNORECASE):
        if re.search(r"\bnodes?\b|inter-?node", words, re.IGNORECASE):
            return None
        for name, pattern in _LINKS.items():
            if re.search(pattern, words, re.IGNORECASE):
                path = f"links.{name}.total"
                if path in device:
                    return Field(path, "spec", True)
                if name in words.lower().replace(" ", "_"):
                    return Field(path, "spec", True)
        if re.search(r"node|network|infiniband|ethernet|fabric|link|interconnect", words, re.IGNORECASE):
            return None
    return Field("memory.bandwidth", "spec", bool(_BANDWIDTH.search(words)))


def _rate(words: str, dimension: Dimension, device: Entry) -> Field:
    pipe = "matrix"
    if _SPARSE.search(words) and not _DENSE.search(words):
        pipe = "matrix_sparse"
    elif _VECTOR.search(words):
        pipe = "vector"
    named = number_format(words)
    if dimension == OP_RATE:
        return Field(f"compute.{pipe}.{named if named in ('int8', 'int4') else 'int8'}", "spec", named is not None)
    chosen = named or "fp16"
    if named in ("fp32", "fp64") and pipe == "matrix" and f"compute.matrix.{named}" not in device:
        pipe = "vector"
    if named is None:
        for path in ("compute.matrix.fp16", "compute.matrix.bf16", "compute.vector.fp32"):
            if path in device:
                return Field(path, "spec", False)
        if device.attributes.get("class") == "micro":
            return Field("compute.vector.fp32", "spec", False)
    if named == "fp16" and f"compute.{pipe}.fp16" not in device and f"compute.{pipe}.bf16" in device:
        chosen = "bf16"
    return Field(f"compute.{pipe}.{chosen}", "spec", named is not None)


def model_field(after: str, words: str, dimension: Dimension) -> Field | None:
    """The field of a model that a number with these words behind it and around it states."""
    if dimension == COUNT:
        for path, pattern in _MODEL_COUNTS.items():
            if re.match(rf"[ \u2009\u00a0-]?(?:{pattern})\b", after, re.IGNORECASE):
                return Field(path, "spec", True)
        if re.match(r"[ \u2009\u00a0-]?(?:active )?param", after, re.IGNORECASE) or re.search(
            r"\bparam\w*", words, re.IGNORECASE
        ):
            active = re.search(r"active", words, re.IGNORECASE)
            return Field("parameters.active" if active else "parameters.total", "spec", True)
    if dimension == BYTES:
        if re.search(r"\bkv\b|key[- ]value", words, re.IGNORECASE):
            return Field("kv_cache", "derived", True)
        if re.search(r"\bweights?\b|parameters|model size|checkpoint|\bmodel\b", words, re.IGNORECASE):
            return Field("weight_bytes", "derived", True)
        if re.search(r"gradients?", words, re.IGNORECASE):
            return Field("gradient_bytes", "derived", True)
    if dimension == (("operations", 1),) and re.search(
        r"forward|inference|image|per sample|flops", words, re.IGNORECASE
    ):
        return Field("flops.forward", "spec", True)
    return None
