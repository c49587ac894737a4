"""Which field is meant: from the dimension of the number and the words around it to a spec path or derived kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, CLOCK, COUNT, FLOP_RATE, INTENSITY, OP_RATE, POWER

# A figure with one of these words before or behind it is no peak: it was measured, or is wanted.
NOT_A_SPEC = re.compile(
    r"\b(?:hits?|achiev\w+|measured|sustain\w+|effective(?:ly)?|observed|actual\w*|realistic\w*|required?|requires|needs?|needed|"
    r"target|budget|utili[sz]\w+|reach\w*|wast\w+|remain\w*|left over|free|used|uses|"
    r"using(?! (?:the |its |structured |2:4 )?(?:tensor|matrix|cuda|spars))|saves?|saved|instead of|"
    r"limit\w*|capped|custom\w*|non-?standard|batch\w*|grad_accum|"
    r"seq(?:uence)?[ _]len\w*|reads|empirical\w*|seems?|exceed\w*|fits?|comes to|(?<!power )consum\w+|"
    r"takes?|allocat\w+|oom|(?:peak|max) memory(?! ?(?:bandwidth|bw|capacity|size|clock))|"
    r"per (?:die|gcd|core|stack|sm|cu|channel)|gcds?|dies|each with|combined|"
    r"profil\w+|benchmark\w*|power draw|draws)\b",
    re.IGNORECASE,
)
# "0.7 TB/s higher bandwidth than": a difference.
DIFFERENCE = re.compile(
    r"[ \u00a0-]?(?:of )?(?:more|higher|extra|additional|faster|less|lower|larger|greater|smaller)\b", re.IGNORECASE
)
# Those of them that speak of their own clause only.
OF_ITS_CLAUSE = re.compile(
    r"required?|requires|needs?|needed|uses?d?|using|takes?|fits?|saves?|saved|free|limit\w*|exceed\w*|seems?|budget",
    re.IGNORECASE,
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
    r"achiev|measured|benchmark|\bloss\b|/ ?clock|per clock|/ ?cycle|per cycle|/ ?cu\b|/ ?device|/ ?gpu\b|"
    r"per gpu(?! memory)|"
    r"/ ?chip|per chip per|seq(?:uence)? ?len|duration|elapsed|runtime|speed-?up|max memory used|"
    r"max memory(?! (?:bandwidth|bw|capacity|size))|peak memory(?! (?:bandwidth|bw|capacity|clock))|memory used|"
    r"\bTPS\b|tps/|\b[DSH]GEMM\b|triad|\bone tile\b|full node|latency|\bcpu time|scaling",
    re.IGNORECASE,
)
# With one of these in its headers, a size of memory is what was used of it.
MEASURED_SIZES = re.compile(
    r"throughput|tok(?:en)?s? ?/ ?s|samples|step|iteration|\bbatch|\bmbs\b|\bgbs\b|\bTP\b|\bPP\b|seq(?:uence)? ?len|"
    r"\bloss\b|tflops?/|achiev|measured|\bused\b|\boom\b",
    re.IGNORECASE,
)
SPARSE = re.compile(r"(?<!non-)(?<!non)(?<!non )(?<!not )spars|\b2:4\b", re.IGNORECASE)
_DENSE = re.compile(r"dense|without sparsity|no sparsity|non-?spars|not sparse", re.IGNORECASE)
_VECTOR = re.compile(
    r"vector|\bv?fma\b|non-?tensor|without tensor|non-?matmul|cuda cores?|shader|simd|stream processors?", re.IGNORECASE
)
_MATRIX_AFTER_ALL = re.compile(r"tensor core|matri|(?<!non-)(?<!non)(?<!non )matmul", re.IGNORECASE)
TENSOR = re.compile(r"tensor|matri(?:x|ces)|\btc\b|\bmma\b|matmul|\bmxu\b|\bmme\b|systolic", re.IGNORECASE)
_PIPE = re.compile(rf"{SPARSE.pattern}|{_DENSE.pattern}|{_VECTOR.pattern}", re.IGNORECASE)
_FORMATS = {
    "fp8": r"mxfp8|fp[ -]?8|float8|e4m3",
    "fp4": r"nvfp4|mxfp4|fp[ -]?4",
    "fp6": r"mxfp6|fp[ -]?6",
    "bf16": r"bf[ -]?16|bfloat[ -]?16",
    "fp16": r"fp[ -]?16|float[ -]?16|f16|half precision|half-precision",
    "tf32": r"tf[ -]?32|tensor ?float[ -]?32",
    "fp32": r"fp[ -]?32|float32|f32|single[ -]precision",
    "fp64": r"fp[ -]?64|float64|f64|double[ -]precision",
    "int8": r"int[ -]?8|w8a8",
    "int4": r"int[ -]?4",
}
_FORMAT = {
    name: re.compile(rf"(?<![A-Za-z0-9])(?-i:[PRπ])?(?:{pattern})(?![0-9])", re.IGNORECASE)
    for name, pattern in _FORMATS.items()
}
_ANY_FORMAT = re.compile(rf"(?<![A-Za-z0-9])(?-i:[PRπ])?(?:{'|'.join(_FORMATS.values())})(?![0-9])", re.IGNORECASE)
_MEMORY = re.compile(r"memory|capacity|\b[MC]?hbm\w*|\bvram|\bdram|\bram\b|\bgddr\w*|\bmem\b", re.IGNORECASE)
# Bytes near these words are not the memory of a device.
_OTHER_BYTES = re.compile(
    r"权重|\bstatic\b|subtotal|model states?|"
    r"weights?|\bkv\b|cache|checkpoint|gradients?|activations?|optimi[sz]er|parameters|dataset|of data|\bdisk|"
    r"storage|nvme|ssd|"
    r"\bddr\d|lpddr|rdimm|dimm|\bcpu\b|host|system memory|system ram|on-chip|registers?|shared mem|scratchpad|buffer|"
    r"per (?:sm|cu|core|stack|die|gcd|tile|chip per|node|server|layer|token|request|user|sequence)|bus|interface|"
    r"\bmig|slices?|vcpus?|\bnodes?\b|message|payload|overhead|fast memory",
    re.IGNORECASE,
)
_HOST_RAM = re.compile(r"(?<!video )(?<!gpu )(?<!v)\bram\b", re.IGNORECASE)
_OWN_DRAM = re.compile(r"\blpddr\d\w*", re.IGNORECASE)
_OTHER_BANDWIDTH = re.compile(
    r"nvme|ssd|\bdisk|storage|file ?system|\bddr\d|lpddr|\bcpu\b|host memory|shared memory|\bsmem|\bl1\b|"
    r"\bg?ddr\w* speed|registers?|on-chip|"
    r"per (?:stack|module|channel|die|gcd|tile|core|sm|lane|pin|node|user)|each (?:lane|pin|stack)|per-lane|lanes?,|"
    r"\bdma\b|the (?:outside )?world|outside|injection|ejection|bisection|aggregate demand|weights|activations|"
    r"gradients|traffic|\bnics?\b|network interface|"
    r"per (?:token|step|layer|vm|instance|system)|\bvms?\b",
    re.IGNORECASE,
)
_OTHER_CLOCK = re.compile(
    r"mem(?:ory)? clock|\bbase\b|\bcpu\b|memory speed|data rate|ddr\d|idle",
    re.IGNORECASE,
)
_RADIO = re.compile(r"wi-?fi|bluetooth|wireless|\bband\b", re.IGNORECASE)
_CLOCK_OF_A_PART = re.compile(r"accelerator|peripheral|\b(?:apb|ahb|bus|pclk|spi|i2c)\b", re.IGNORECASE)
_CPU = re.compile(r"\bcpu\b", re.IGNORECASE)
_OTHER_POWER = re.compile(
    r"system|server|node|supply|\bpsu\b|circuit|rack|idle|chassis|facility|per (?:core|die|gcd)|cooling", re.IGNORECASE
)
_CAPACITY = re.compile(r"capacity", re.IGNORECASE)
_OF_A_PART = re.compile(
    r"[ \u00a0]?(?:per|/) ?(?:\w+ )?(?:core|sm|cu|tile|die|gcd|slice|bank|stack)s?\b", re.IGNORECASE
)
_BANDWIDTH = re.compile(r"bandwidth|\bbw(?:\b|_?mem|_?hbm)|\bhbm\w*|memory", re.IGNORECASE)
_BANDWIDTH_WORDS = re.compile(
    r"\bhbm|memory|\bmem\b|link|interconnect|fabric|pcie|pci express|\bici\b|roce|"
    r"network|infiniband|ethernet|sram|flash|cache",
    re.IGNORECASE,
)
_LINK_OR_MEMORY = re.compile(r"\bhbm|memory|\bmem\b|link|fabric|pcie|interconnect|\bici\b", re.IGNORECASE)
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
_ANY_TIER = re.compile("|".join(_TIERS.values()), re.IGNORECASE)
_LINKS = {
    "nvlink": r"nvlink|nv-?link|interconnect|scale-up|gpu-to-gpu|link bandwidth",
    "infinity_fabric": r"infinity fabric|xgmi|interconnect|scale-up|gpu-to-gpu",
    "ici": r"\bici\b|interconnect|inter-chip",
    "neuronlink": r"neuronlink|interconnect",
    "efa": r"\befa",
    "network": r"\befa|infiniband|network|\bnics?\b",
    "roce": r"\broce|interconnect|scale-(?:up|out)|ethernet|networking",
    "pcie": r"pcie|pci express|host",
}
_MODEL_COUNTS = {
    "layers": r"layers?",
    "heads.kv": r"(?:kv|key[- /]value)[ _-]heads?",
    "heads.query": r"(?:(?:query|attention|attn|q)[ _-])?heads?",
    "hidden_size": r"hidden(?:[ _](?:size|dim\w*))?|d_?model|model dim\w*",
    "vocabulary": r"vocab\w*",
    "context": r"context(?:[ _-](?:length|window|size|len))?|max_position_embeddings|n_ctx|max[ _]seq\w*[ _]len\w*",
    "experts.active": r"active experts?",
    "experts.total": r"experts?",
}


# Whose it is, not where it sits: "16 GB (32 GB on high-memory nodes)".
_ON_SOME = re.compile(
    r"^[ \u00a0](?:on|for|in) (?:the |some |all )?[\w-]+ (?:nodes|instances|servers)\b", re.IGNORECASE
)
_FACTOR_OF = re.compile(r"\d ?[x×*] ?$")


class Field(NamedTuple):
    """A spec path (kind "spec") or the name of a derived quantity (kind "derived"), and how sure the words make us.

    `named` is False where only the unit speaks for it.
    """

    path: str
    kind: str
    named: bool


def number_format(words: str) -> str | None:
    """The number format that some words name first."""
    if not _ANY_FORMAT.search(words):
        return None
    found = [(match.start(), name) for name, pattern in _FORMAT.items() if (match := pattern.search(words))]
    return min(found)[1] if found else None


class Words(NamedTuple):
    """The words around a number, the nearest first."""

    before: str  # between the number before and this one, in its cell or sentence
    since: str  # the part of those behind the entity's name
    behind: bool  # whether the name is among the words before
    after: str
    ahead: bool  # the entity's name stands right behind the number: "80 GB A100"
    labels: str  # the row's label and the column's headers
    sentence: str
    paragraph: str

    @property
    def near(self) -> str:
        """The few words on both sides, and the labels."""
        return f"{self.since[-40:]} {self.after[:30]} {self.labels}"

    @property
    def direct(self) -> bool:
        """Whether the number stands right behind the name: "MI300X 192 GB", "H200 (141 GB each)"."""
        return self.ahead or (self.behind and not self.since.strip(" (:\u00a0"))

    @property
    def own(self) -> str:
        """All words that are the number's own."""
        return f"{self.before} {self.after} {self.labels}"


_FORMAT_BEHIND = re.compile(
    r"[ \u00a0(]{0,3}(?:(?:for|in|at|of|using) )?(?:(?:dense|sparse|peak) )?[A-Za-z]{1,5}[ -]?\d{1,2}\b"
)


def _only_format(sentence: str) -> str | None:
    """The number format of a sentence that names just one."""
    if not _ANY_FORMAT.search(sentence):
        return None
    found = {name for name, pattern in _FORMAT.items() if pattern.search(sentence)}
    return found.pop() if len(found) == 1 else None


_TELLS: dict[Dimension, re.Pattern[str]] = {
    BYTES: re.compile(rf"{_ANY_TIER.pattern}|{_MEMORY.pattern}", re.IGNORECASE),
    BANDWIDTH: re.compile(rf"{_BANDWIDTH_WORDS.pattern}|{_BANDWIDTH.pattern}", re.IGNORECASE),
    FLOP_RATE: _ANY_FORMAT,
    OP_RATE: _ANY_FORMAT,
    POWER: re.compile(r"tdp|tbp|power", re.IGNORECASE),
    CLOCK: re.compile(r"clock|frequency|boost", re.IGNORECASE),
    COUNT: re.compile(r"param|heads|layers|hidden|d_?model|vocab|experts", re.IGNORECASE),
}


def tells(words: str, dimension: Dimension) -> bool:
    """Whether some words say which field a number of this dimension is."""
    pattern = _TELLS.get(dimension)
    return pattern is not None and pattern.search(words) is not None


def device_field(words: str, dimension: Dimension, device: Entry) -> Field | None:
    """The field of a device that words alone, as in code, name for a number of this dimension."""
    said = Words(
        before="", since="", behind=False, after="", ahead=False, labels=words, sentence=words, paragraph=words
    )
    return stated_field(said, Unit("", 1.0, dimension), device)


# The intensity of a layer or a kernel, not a device's ridge: "AI ≈ 60".
OF_A_WORKLOAD = re.compile(r"\bAI ?[=≈] ?~?$|arithmetic intensity (?:of|is|=|≈|about) ?~?$", re.IGNORECASE)


def stated_field(words: Words, unit: Unit, device: Entry) -> Field | None:
    """The field of a device that a number with this unit and these words around it states."""
    dimension = unit.dimension
    if dimension == INTENSITY:
        return None if OF_A_WORKLOAD.search(words.before) else Field("ridge_point", "derived", True)
    if dimension == BYTES:
        return _capacity(words, unit, device)
    if dimension == BANDWIDTH:
        return _bandwidth(words, device)
    if dimension in (FLOP_RATE, OP_RATE):
        return _rate(words, dimension, device)
    if dimension == POWER:
        return None if _OTHER_POWER.search(words.near) else _power(words.own, device)
    named = re.search(r"clock|mhz|ghz|frequency|boost", f"{words.own} {unit.symbol}", re.IGNORECASE)
    # The CPU of a micro device is the device.
    micro = device.attributes.get("class") == "micro"
    other = _OTHER_CLOCK.search(_CPU.sub("", words.near) if micro else words.near)
    other = other or _RADIO.search(words.sentence) or (_CLOCK_OF_A_PART.search(words.near) if micro else None)
    if dimension == CLOCK and named and not other:
        return Field("compute.clock", "spec", True)
    return None


def _power(words: str, device: Entry) -> Field:
    typical = re.search(r"typical|average|active|idle|sleep", words, re.IGNORECASE)
    # The "TDP" of an accelerator without one is what its sheet calls maximum power; a micro device has neither.
    has_only_max = "power.tdp" not in device and "power.max" in device
    path = "power.max" if has_only_max and device.attributes.get("class") != "micro" else "power.tdp"
    named = re.search(r"tdp|tbp|power|watt|\bmax", words, re.IGNORECASE)
    return Field("power.typical" if typical else path, "spec", named is not None)


_SPREAD = re.compile(r"[ \u00a0](?:over|across|among|between|spread|sharded|split)\b", re.IGNORECASE)


def _capacity(words: Words, unit: Unit, device: Entry) -> Field | None:
    if unit.symbol == "bit":  # the width of a bus
        return None
    if _OF_A_PART.match(words.after) or _FACTOR_OF.search(words.before):  # "2x25 MB", "360 MB (1.5 MB per Tensix core)"
        return None
    if _SPREAD.match(words.after):  # "16 GB over 8 GPUs"
        return None
    tier = _tier(words.own, device, "capacity")
    if tier is not None:
        return tier
    small = unit.symbol in ("MB", "MiB") or device.attributes.get("class") == "micro"
    if small and not _MEMORY.search(_CAPACITY.sub("", words.own)):  # "the L2 cache is ~50 MB, on the A100 ~40 MB"
        named = {match.lower() for match in _ANY_TIER.findall(words.sentence)}
        return _tier(words.sentence, device, "capacity") if len(named) == 1 else None
    words = words._replace(after=_ON_SOME.sub(" ", words.after))
    own_memory = device.attributes.get("class") in _SMALL  # LPDDR is the memory of a Jetson
    near = words.after[:12] if words.direct else words.near
    if _OTHER_BYTES.search(_OWN_DRAM.sub(" ", near) if own_memory else near):
        return None
    micro = device.attributes.get("class") == "micro"
    if unit.symbol[:1] in ("k", "K") and not micro:
        return None
    if _MEMORY.search(words.own):
        # "768 GB RAM" beside an accelerator may be the host's: right where it is right, no error where it is not.
        sure = own_memory_is_ram(device) or _MEMORY.search(_HOST_RAM.sub(" ", words.own)) is not None
        return Field("memory.capacity", "spec", sure)
    # "8x MI300X, 192 GB, 750 W": nothing says that it is the memory, but what else would it be?
    return Field("memory.capacity", "spec", False) if unit.symbol in ("GB", "GiB") and not micro else None


def own_memory_is_ram(device: Entry) -> bool:
    """Whether the RAM of a machine with this device is the device's: in phones, boards and micro devices it is."""
    return device.attributes.get("class") in _SMALL - {"workstation"} and "nvidia/geforce" not in device.id


_SMALL = frozenset({"micro", "edge", "mobile", "consumer", "workstation"})
_MICRO_TIERS = frozenset({"flash", "psram", "rom"})


def _tier(words: str, device: Entry, what: str) -> Field | None:
    if not _ANY_TIER.search(words):
        return None
    for tier, pattern in _TIERS.items():
        if tier in _MICRO_TIERS and device.attributes.get("class") != "micro":  # FlashAttention
            continue
        path = f"tiers.{tier}.{what}"
        if re.search(pattern, words, re.IGNORECASE):
            if path in device:
                return Field(path, "spec", True)
            if tier == "sram" and device.attributes.get("class") == "micro":
                return Field(f"memory.{what}", "spec", True)
            return Field(path, "spec", True)
    return None


def _bandwidth(words: Words, device: Entry) -> Field | None:
    if _OTHER_BANDWIDTH.search(words.near):
        return None
    if re.search(r"bidirectional", words.near) and not _LINK_OR_MEMORY.search(words.near):
        return None  # a link's, but which?
    # What stands right before the number says most, then what stands behind it, then the labels.
    reach = (words.before, words.after, words.labels, words.sentence, words.paragraph)
    telling = next((text for text in reach if _BANDWIDTH_WORDS.search(text)), words.own)
    tier = _tier(words.own, device, "bandwidth")
    if tier is not None:
        return tier
    if not re.search(r"\bhbm\w*|memory|mem\b", telling, re.IGNORECASE):
        if re.search(r"\bnodes?\b|inter-?node", telling, re.IGNORECASE):
            return None
        for name, pattern in _LINKS.items():
            if re.search(pattern, telling, re.IGNORECASE):
                path = f"links.{name}.total"
                if path in device:
                    return Field(path, "spec", True)
                if name != "network" and name in telling.lower().replace(" ", "_"):
                    return Field(path, "spec", True)
        if re.search(r"node|network|infiniband|ethernet|fabric|link|interconnect", telling, re.IGNORECASE):
            return None
    return Field("memory.bandwidth", "spec", bool(_BANDWIDTH.search(telling)))


def _nearest_pipe(words: Words) -> str:
    """The word for dense, sparse or vector that stands nearest to the number, behind it or before it."""
    behind = _PIPE.search(words.after[:30])
    if behind is not None:
        return behind.group()
    before = list(_PIPE.finditer(words.before[-40:]))
    return before[-1].group() if before else ""


def _rate(words: Words, dimension: Dimension, device: Entry) -> Field:
    own = words.own
    pipe = "matrix"
    # The nearest word decides: "989 TFLOPS dense (1,979 sparse)".
    nearest = _nearest_pipe(words) or own
    if SPARSE.search(nearest) and not _DENSE.search(nearest):
        pipe = "matrix_sparse"
    elif _VECTOR.search(nearest) and not _MATRIX_AFTER_ALL.search(nearest):
        pipe = "vector"
    right_behind = _FORMAT_BEHIND.match(words.after)
    named = number_format(right_behind.group() if right_behind else "") or number_format(own)
    named = named or _only_format(words.sentence)
    if dimension == OP_RATE:
        return Field(f"compute.{pipe}.{named if named in ('int8', 'int4') else 'int8'}", "spec", named is not None)
    if named in ("fp32", "fp64") and pipe == "matrix":
        says_tensor = TENSOR.search(re.sub(r"tensor ?float", "", own, flags=re.IGNORECASE)) is not None
        if f"compute.matrix.{named}" not in device or (not says_tensor and f"compute.vector.{named}" in device):
            pipe = "vector"
    if named is None:
        if pipe == "vector" and "compute.vector.fp32" in device:
            return Field("compute.vector.fp32", "spec", True)
        says_pipe = nearest != own or TENSOR.search(own) is not None
        kinds = ("matrix_sparse",) if pipe == "matrix_sparse" else ()
        for path in (*(f"compute.{kind}.fp16" for kind in kinds), "compute.matrix.fp16", "compute.matrix.bf16"):
            if path in device:
                return Field(path, "spec", says_pipe)
        if "compute.vector.fp32" in device:
            return Field("compute.vector.fp32", "spec", False)
        if device.attributes.get("class") == "micro":
            return Field("compute.vector.fp32", "spec", False)
    chosen = named or "fp16"
    if named == "fp16" and f"compute.{pipe}.fp16" not in device and f"compute.{pipe}.bf16" in device:
        chosen = "bf16"
    return Field(f"compute.{pipe}.{chosen}", "spec", named is not None)


def model_field(after: str, words: str, dimension: Dimension, before: str = "", labels: str = "") -> Field | None:
    """The field of a model that a number with these words behind it and around it, or right before it, states."""
    if dimension == COUNT:
        for path, pattern in _MODEL_COUNTS.items():
            said = re.search(rf"(?<![A-Za-z])(?:{pattern})\W*(?:(?:of|is)\W*)?$", before[-40:], re.IGNORECASE)
            if said or re.search(rf"(?<![A-Za-z])(?:{pattern})\b", labels, re.IGNORECASE):
                return Field(path, "spec", path != "context")  # a text may well use less than there is
        for path, pattern in _MODEL_COUNTS.items():
            if re.match(rf"[ \u2009\u00a0-]?(?:{pattern})\b", after, re.IGNORECASE):
                return Field(path, "spec", path != "context")
        if re.match(r"[ \u2009\u00a0-]?(?:active )?param", after, re.IGNORECASE) or re.search(
            r"\bparam\w*", words, re.IGNORECASE
        ):
            active = re.search(r"activ(?:e|at)", words, re.IGNORECASE)
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
