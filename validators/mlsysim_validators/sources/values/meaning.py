"""What a value of code or data measures, and in which unit: from its key, its unit, its comments, its table's name."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.sources.documents import Label, Value
from mlsysim_validators.sources.values.words import names_formats, number_format, spoken

Kind = Literal["rate", "bandwidth", "capacity", "power", "clock"]

# Keys with one of these words hold no published figure.
_OTHERWISE = r"""
eff efficiency factor scale scaling util\w* mfu hfu mbu achiev\w* measured effective sustained empirical observed ratio
fraction latency overhead price cost msrp usd num count step iter\w* seconds time required needed reserved used free
alloc\w* limit threshold margin version gen type bus width bits lanes? ports? year seed shared register\w* smem onchip
buffer batch kv hidden layers? heads? vocab\w* seq\w* params? weights? host cpu nic ssd disk nvme network internode rdma
infiniband ib ethernet target expected actual loss lr constant micros idle capability cores stack\w* dies? tokens?
benchmark\w* real practical
"""
_NO_SPEC = re.compile(
    rf"\b(?:{'|'.join(_OTHERWISE.split())}|inter ?node|(?:total|model) flops|size per|"
    r"per (?:token|sample|param|step|sm|core|cycle|clock|cu|block|thread|layer|iter\w*))\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:[kmgtpe]?flop/?s?|[kmgtpe]?flops?(?: s| sec)?|(?:tera|giga|peta)(?:flops?|ops)|[gtp]ops?)\b|"
    r"[kmgtp]flops|\bcompute\b(?! capab)",
    re.IGNORECASE,
)
_BANDWIDTH = re.compile(
    r"\bbandwidths?|\b[kmgt]i?b(?:yte)?s?(?:p| ?/ ?| p ?| per | )?s(?:ec(?:ond)?)?\b|\bnvlink\b|\binterconnect\b|\bici\b|"
    r"\binfinity fabric\b|\bxgmi\b",
    re.IGNORECASE,
)
_CAPACITY = re.compile(r"\bmemory|\bhbm\w*|\bvram|\bdram|\bcapacity|\bmem\w*size|\bram\b|\bmem\b", re.IGNORECASE)
# A memory that some other word qualifies (other_mem, nccl_mem) is not the device's.
_OF_A_MEMORY = re.compile(
    r"(?:memory|mem|hbm\w*|vram|dram|ram|g?ddr\w*|capacity|size|memsize|total|gpu|device|chip|card|global|physical|available|"
    r"in|per|of|on|board|package|[kmgt]i?b|[kmgt]?bytes?|\d+\w*|spec|hw|nvidia|amd|tpu)\Z",
    re.IGNORECASE,
)
_POWER = re.compile(r"\btdp|\bpower\b|\bwatts?\b", re.IGNORECASE)
_CLOCK = re.compile(r"\bboost\b", re.IGNORECASE)
_PEAK = re.compile(r"\bpeak|\bpromised|\btensor|\bdense\b|\bspars", re.IGNORECASE)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("bandwidth", _BANDWIDTH), ("rate", _RATE), ("power", _POWER), ("clock", _CLOCK), ("capacity", _CAPACITY),
)  # fmt: skip
_PREFIX = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18}
_RATE_UNIT = re.compile(
    r"(?<![a-z])(?P<long>tera|giga|peta|exa)[ -]?(?:flop|op)|"
    r"(?<![a-z])(?P<prefix>[gtpe])(?:flop|ops?(?![a-z])|fs?(?![a-z]))",
    re.IGNORECASE,
)
_BYTE_UNIT = re.compile(
    r"(?<![A-Za-z])(?P<prefix>[KMGTkmgt])(?P<binary>i?)(?P<what>B|b|bytes?|bit)(?P<rate>ytes?)?"
    r"(?P<per> ?p ?s| ?/ ?s| per s| ?s(?![a-z]))?"
)
_RATE_PLAIN = re.compile(r"(?<![a-z])(?:in |raw )?(?:flop/s|flops?|ops)(?![a-z])", re.IGNORECASE)
_BASE_FROM = {"rate": 1e10, "bandwidth": 1e8, "capacity": 1e6, "power": 1.0, "clock": 1e8}
_LEAST_RATE = 1e10
_SURELY_A_RATE = 2e13  # no memory is as large, and none as fast
_MOST_RATE = 1e18


class Meaning(NamedTuple):
    """The kind of a value, the units that it may have (the likeliest first), and the words that say so."""

    kind: Kind
    units: tuple[Unit, ...]
    stated: bool  # whether the unit is written somewhere, not taken from the size of the number
    words: str  # the nearest words about what it is, without the device
    number_format: str | None


def meaning(value: Value) -> Meaning | None:
    """What a value measures; None where nothing says that it is a figure of a device."""
    keys = [label for label in value.labels if label.role in ("key", "unit")]
    near = [label for label in value.labels if label.role == "comment"][:1]
    names = [label for label in value.labels if label.role in ("name", "heading", "above")]
    if any(_NO_SPEC.search(spoken(label.words)) for label in keys):
        return None
    kind = _kind(value, keys, near, names)
    if kind is None or (kind == "rate" and not 1e-3 <= value.number <= _MOST_RATE):
        return None
    if kind == "capacity" and not all(_OF_A_MEMORY.match(word) for word in _own_key(keys).split()):
        return None
    told = [*keys, *near, *names]
    units, stated = _units(value, kind, told)
    own = next((i for i, label in enumerate(keys) if any(p.search(spoken(label.words)) for _, p in _KINDS)), len(keys))
    words = " ".join(dict.fromkeys(spoken(label.words) for label in (*keys[: own + 1], *near)))
    form = None
    if kind == "rate":
        for label in told:
            text = spoken(label.words)
            form = number_format(text)
            if form is not None or (label.role in ("key", "comment") and names_formats(text)):
                break
        if form in ("int8", "int4"):
            units = tuple(unit._replace(dimension=parse_unit("OP/s").dimension) for unit in units)
    return Meaning(kind, units, stated, words, form)


def _own_key(keys: list[Label]) -> str:
    """The words of the key that says that a memory is meant, names of devices left out."""
    for label in keys:
        words = spoken(label.words)
        if _CAPACITY.search(words):
            return re.sub(r"\b[A-Z]+\d+\w*\b|\b[a-z]\d{2,}\w*\b", "", words)
    return ""


def _kind(value: Value, keys: list[Label], near: list[Label], names: list[Label]) -> Kind | None:
    for label in keys:
        words = spoken(label.words)
        for kind, pattern in _KINDS:
            if pattern.search(words):
                return kind
    key_words = " ".join(spoken(label.words) for label in keys)
    larger = value.number >= _LEAST_RATE
    if larger and (names_formats(key_words) or _PEAK.search(key_words)):
        return "rate"
    for label in (*near, *names):
        words = spoken(label.words)
        if label.role in ("comment", "above", "heading"):
            if larger and (_RATE.search(words) or names_formats(words)) and not _BANDWIDTH.search(words):
                return "rate"
            if not larger and names_formats(key_words) and _RATE.search(words):
                return "rate"
            if label.role == "comment" and _only_unit(label.words) and _BANDWIDTH.search(words):
                return "bandwidth"
            continue
        for kind, pattern in _KINDS:
            if pattern.search(words) and (
                kind != "capacity" or value.number < _LEAST_RATE or _round_bytes(value.number)
            ):
                if kind == "rate" and _NO_SPEC.search(words) and not larger:
                    continue
                return kind
        if larger and _PEAK.search(words):
            return "rate"
    if value.number >= _SURELY_A_RATE and any(
        label.role in ("condition", "key", "row", "comment", "above") for label in value.labels
    ):
        return "rate"
    return None


def _only_unit(comment: str) -> bool:
    return len(comment) <= 40


def _round_bytes(number: float) -> bool:
    return number % 2**20 == 0 or number % 1e6 == 0


def _units(value: Value, kind: Kind, told: list[Label]) -> tuple[tuple[Unit, ...], bool]:
    """The units that a value may have: what is written nearest to it, or every scale."""
    base = _base(kind)
    if kind == "power":
        return (base,), True
    for label in told:
        if label.role == "comment" and len(label.words) > 80:
            continue
        found = _written(label.words, kind)
        if found:
            if value.number >= _BASE_FROM[kind] * 10:  # TFLOPS in a name, and 312e12 behind it
                return (base,), False
            return found, True
    scales: tuple[tuple[str, float], ...] = (("", 1.0), ("T", 1e12), ("G", 1e9), ("P", 1e15), ("M", 1e6))
    likely = [(p, f) for p, f in scales if _BASE_FROM[kind] / 10 <= value.number * f <= 1e18]
    units = tuple(Unit(prefix + base.symbol, factor, base.dimension) for prefix, factor in likely)
    return units or (base,), False


def _base(kind: Kind) -> Unit:
    return parse_unit({"rate": "FLOP/s", "bandwidth": "B/s", "capacity": "B", "power": "W", "clock": "Hz"}[kind])


def _written(words: str, kind: Kind) -> tuple[Unit, ...]:
    base = _base(kind)
    text = re.sub(r"[_\-]", " ", words)
    text = re.sub(r"(?<=[a-z])(?=[TGP]?(?:FLOP|B(?:ps|s|/s)?\b|Bs\b))", " ", text)
    if kind == "rate":
        match = _RATE_UNIT.search(text)
        if match is not None:
            prefix = (match["prefix"] or match["long"][0]).upper()
            return (Unit(f"{prefix}FLOP/s", _PREFIX[prefix.lower()], base.dimension),)
        return ()
    if kind == "clock":
        match = re.search(r"(?i)\b([mg])hz", text)
        return (Unit(f"{match[1].upper()}Hz", _PREFIX[match[1].lower()], base.dimension),) if match else ()
    found: list[Unit] = []
    match = _BYTE_UNIT.search(text)
    if match is None:
        return ()
    prefix = match["prefix"].lower()
    factor = (1024.0 ** "kmgt".index(prefix) * 1024) if match["binary"] else _PREFIX[prefix]
    shown = ("k" if prefix == "k" else prefix.upper()) + ("i" if match["binary"] else "")
    if kind == "capacity":
        return (Unit(f"{shown}B", factor, base.dimension),)
    bits = match["what"] == "bit" or (match["what"] == "b" and not match["rate"] and words != words.lower())
    if not bits:
        found.append(Unit(f"{shown}B/s", factor, base.dimension))
    if match["what"] in ("b", "bit") and not match["rate"] and not match["binary"]:
        found.append(Unit(f"{shown}bit/s", factor / 8, base.dimension))
    return tuple(found)
