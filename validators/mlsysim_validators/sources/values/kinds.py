"""What kind of figure a value is: a rate, a bandwidth, a capacity, a power; or none of a device's published ones."""

from __future__ import annotations

import re
from typing import Literal

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Label, Value
from mlsysim_validators.sources.values.words import names_formats, spoken

Kind = Literal["rate", "bandwidth", "capacity", "power"]


def _whole(words: str) -> re.Pattern[str]:
    return regex(rf"(?:{'|'.join(words.split())})\Z", re.IGNORECASE)


def _within(words: str) -> re.Pattern[str]:
    return regex(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE)


# Keys with one of these words hold no published figure.
_OTHERWISE = _within(r"""
eff efficiency factor scale scaling util\w* mfu hfu mbu achiev\w* measured effective sustained empirical observed ratio
fraction latency overhead num count steps? iter\w* seconds time duration required needed reserved
used free alloc\w* limit threshold margin version gen type bus width bits lanes? ports? year shared register\w*
smem onchip buffer batch kv hidden layers? heads? vocab\w* seq\w* params? weights? host\w* cpu\w* vcpu\w* nic ssd disk
nvme network internode rdma infiniband ib ethernet target expected actual loss lr constant micros idle capab\w* cores
stack\w* dies? tokens? benchmark\w* ridge\w* intensit\w* rt real practical clk cycle block requests?
profil(?:ed|ing|er) clocks? freq\w* [kmg]?hz speedups? savings? networks
collectives? nccl rccl all\W?(?:reduce|gather|to\W?all)
reduce\W?scatter ll avg average mean median lat [num]s usage temp temps temperatures? celsius
""")
# Said of the number itself they set it aside; of the table around (SEED_GPUS, GPU_COSTS), they tell what it is for.
_OTHERWISE_ITSELF = _within("price cost msrp usd seed")
_OTHERWISE_TOGETHER = regex(
    r"\binter ?node\b|\b(?:total|model) [tgp]?flops\b|\bsize per\b|"
    r"\bper (?:token|sample|sm|core|cu|thread|layer|flop|op|byte|bit|element|inst\w*|"
    r"dollars?|usd|eur|euros?|cents?|watts?|w|joules?|j|kwh|hours?|hr|days?|months?|years?|query|user|image|mm2)\b",
    re.IGNORECASE,
)
# The nearest key counts parts: "nvlink_links", "ici_ports", "pcie_gen", "gpus".
_A_COUNT = regex(
    r"\b(?:links|ports|lanes|generation|gen)\Z|\b(?:links|ports) per\b|\A(?:gpus|devices|chips|nodes)\Z", re.IGNORECASE
)
_OF_A_MACHINE = regex(r"(?:compute )?(?:node|server|machine|instance|vm|host)\Z", re.IGNORECASE)
_SIZE = regex(r"\bsize\b|\b[kmg]?i?bytes?\b(?! ?(?:p|per|/) ?s)", re.IGNORECASE)
_PER_BYTE = regex(r"flops? ?/ ?b(?:yte)?s?\b|flops? per byte", re.IGNORECASE)  # an intensity
# A comment or name with one of these says that a figure was taken, not published.
_TAKEN = _within(
    r"measur\w* profil(?:ed|ing) (?:from|by|with)\W(?:the\W)?(?:\w+\W)?profiler achiev\w* "
    r"observed empirical\w* benchmarked effective realistic practical usable"
)
# A heading that calls them published may speak of what they are held against.
_PUBLISHED = _within(r"data\W?sheets? spec\W?sheets? vendor\W(?:dense|peaks?|figures?|numbers?) published theoretical")
# What is said of a whole function or class tells of its work ("time is measured between calls"), less of its numbers.
_TAKEN_ABOUT = _within("measured profiled achieved observed empirical\\w* benchmarked effective realistic practical")
# A comment at a figure with one of these says that it is of a device that nobody else has.
# "HBM3 Stack 0" and "GDDR bank 3" have a part of a memory's size and bandwidth each.
_PART = regex(r"\b(?:bank|stack|channel|die|dimm|module|partition|chiplet) ?#?\d{1,2}\b", re.IGNORECASE)
_A_DIE = regex(r"\bdie ?#?\d\Z", re.IGNORECASE)
# "7 MIG @ 10GB" and "MIG support" are said of a whole one.
_SLICE = regex(
    r"(?<!\d )\bmig\b(?! (?:@|mode|capable|support\w*|enabled|instances|slices|max))|\b[1-7] ?g ?\d{1,3} ?gb\b",
    re.IGNORECASE,
)
_CUSTOM = _within("custom customi[sz]ed overclocked underclocked downclocked undervolted")
_ABOUT = ("row", "condition", "about", "beside", "folder", "file")

# A table whose name has one of these orders devices by numbers of its own.
_RANKED = _within(r"rank\w* score\w* priorit\w* weights? speedups? multipliers? relative [cgdh]2[cgdh]")

# A table of what runs take of a device, not of what it has: `expected_usage = [(3000, 95 * GB), ...]`.
_IN_USE = _within("usage used expected needed required allocated")

# What is set for a device, or how fast it is clocked: POWER_LIMIT, MEMORY_FREQ.
_SET = _within("limits? caps? capped freq\\w* clocks? [kmg]hz idle throttl\\w*")

_RATE = regex(
    r"\b(?:[kmgtpe]?flop/?s?|[kmgtpe]?flops?(?: s| sec)?|(?:tera|giga|peta)(?:flops?|ops)|[gtp]ops?)\b|[kmgtp]flops|"
    r"^compute$",
    re.IGNORECASE,
)
_SCALED = AnyCase(r"[gtpe](?:flop|op)|(?:giga|tera|peta|exa)")
_BANDWIDTH = regex(
    r"\bbandwidths?|\b[kmgt]i?b(?:yte)?s?(?:p| ?/ ?| p ?| per | )?s(?:ec(?:ond)?)?\b|"
    r"\bnvlink\b|\binterconnect\b|\bici\b|\binfinity fabric\b|\bxgmi\b",
    re.IGNORECASE,
)
_A_BANDWIDTH = regex(r"\W{0,3}(?P<number>\d+(?:\.\d+)?) ?(?P<prefix>[GT])i?B(?:/s|ps)\b")
_SIZE_AND_LINK = regex(r"\b(?P<size>\d{2,3}) ?gi?b?\b.*\bnvlink\Z", re.IGNORECASE)
_PREFIXES = {"G": 1e9, "T": 1e12}
_SAME = 0.001
_CAPACITY = regex(r"\bmemory|\bl[23]\b|\bhbm\w*|\bvram|\bdram|\bcapacity|\bmem\w*size|\bram\b|\bmem\b", re.IGNORECASE)
_POWER = regex(r"\bt[bdg]p|(?<!\bcompute )(?<!\bcomputing )(?<!\bprocessing )\bpower\b|\bwatts?\b", re.IGNORECASE)
_SOME_POWER = AnyCase(r"\b(?:min|max|maximum|idle|standby|average|avg|limit|cap|draw|ratio)\b(?!.*\btdp)")
_BOUND = AnyCase(r"(?:min|max|low|high|lower|upper)\Z")  # power: {healthy: {min: 400, max: 650}}
_PEAK = regex(r"\bpeak|\bpromised|\btensor|\bdense\b|\bspars", re.IGNORECASE)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("bandwidth", _BANDWIDTH),
    ("rate", _RATE),
    ("power", _POWER),
    ("capacity", _CAPACITY),
)
# A memory or bandwidth that some other word qualifies (other_mem, NVSwitch bandwidth) is not the device's own.
_OF_A_MEMORY = _whole(r"""
memory mem gmem video graphics l[23] cache infinity hbm\w* vram dram ram g?ddr\w* capacity size memsize total
gpu device chip card global physical available in per of on board package [kmgt]i?b [kmgt]?bytes? \d+\w* spec hw
nvidia amd intel google apple aws silicon tpu unit
""")
_CACHE, _LEVEL = _within("caches?"), _within("l[23] infinity")
_OF_A_BANDWIDTH = _whole(r"""
bandwidth peak max maximum gmem gpu device chip theoretical in per sec second s of spec hw total [kmgt]i?b\w* bytes?
g?ddr\w* dram vram \d+\w* nvidia amd intel google apple aws silicon tpu bps unit direction uni\w* bi\w* one way each
""")
_OF_A_LINK = AnyCase(r"memory|\bhbm|nvlink|interconnect|infinity|xgmi|pcie|\bici\b|\bl2\b|sram|neuronlink|roce|\blink")
# `max_nvlink_gpus`, `nvlink_domain_size`, `NVLINK_A2A_BWU`: how many are joined, or what share is used.
_OF_A_GROUP = AnyCase(r"\b(?:gpus|devices|ranks|nodes)\Z|\b(?:domain|group|world|degree|util\w*|bwu)\b")
# Words of a key that leave it to the table's name to say what its numbers are.
_NEUTRAL = _whole(r"""
values? peak default result max dense sparse sparsity specs? gpu device chip nvidia amd tesla intel google aws instinct
geforce tensor cores? amp torch jnp dtype precision promised theoretical true mixed tpu gb pcie sxm\d? nvl oam hbm\w*
super ti v\d\w* lite pod trillium gaudi trainium \w*\d\w* rtx gtx titan quadro ada blackwell hopper ampere turing volta
laptop mobile max ultra pro radeon rx apple ascend server workstation generation
""")
_MARKS = regex(r"[()\[\],:;]")  # "Memory (GB)"
_DEVICE = regex(r"\b[A-Z]+\d+\w*\b|\b[a-z]\d{2,}\w*\b")

_FORM = regex(r"\b(?:sxm|pcie|nvl|oam)\d?\b", re.IGNORECASE)  # H100_SXM_MEMORY_GB

LEAST_RATE = 1e10
_MOST_DIGITS = 9  # with the point
_SURELY_A_RATE = 2e13  # no memory is as large, and none as fast
MOST_RATE = 5e18  # of a rack; more is the work of a training
_SHORT_COMMENT = 40


def of_something_else(words: str) -> bool:
    """Whether a key or a name says that its numbers are no published figures: prices, ranks, counts."""
    said = spoken(words)
    patterns = (_OTHERWISE, _OTHERWISE_ITSELF, _OTHERWISE_TOGETHER, _RANKED, _TAKEN)
    return any(pattern.search(said) for pattern in patterns)


def was_taken(value: Value) -> bool:
    """Whether words at a value, its row or its table say that it was measured or reached, not published."""
    return any(
        _TAKEN.search(label.words) and not (label.role == "heading" and _PUBLISHED.search(label.words))
        for label in value.labels
        if label.role not in _ABOUT
    )


def is_custom(value: Value) -> bool:
    """Whether a remark on a value says that it is of a device of its own: `# 2.4 TB/s, custom to our variant`."""
    return any(_CUSTOM.search(label.words) for label in value.labels if label.role in ("comment", "above"))


def is_of_a_part(value: Value) -> bool:
    """Whether a value is of a numbered part of a device, or a slice of it: `{"name": "HBM3 Stack 0", "gbps": 670}`,
    `"A100_MIG_3g40gb": {"gbps": 968}`."""
    if any(_SLICE.search(spoken(label.words)) for label in value.labels if label.role in ("row", "key", "condition")):
        return True
    nearest = (next((label for label in value.labels if label.role == role), None) for role in ("row", "key"))
    return any(label is not None and _PART.search(spoken(label.words)) for label in nearest)


def is_of_a_die(value: Value) -> bool:
    """Whether a value is listed under one of several dies by its number: "Compute Die 0"."""
    return any(
        _A_DIE.search(spoken(label.words))
        for role in ("row", "key")
        if (label := next((one for one in value.labels if one.role == role), None)) is not None
    )


def is_computed(value: Value) -> bool:
    """Whether a number has more digits than anybody publishes of a device: 59311.284012455035; not 4099.999999999999,
    a round one in a program's arithmetic."""
    digits = value.text.text.strip("\"'").replace("_", "")
    if len(digits) > len(shortest := repr(value.literal)):
        digits = shortest
    return "." in digits and digits.replace(".", "").isdigit() and len(digits.strip("0.")) > _MOST_DIGITS


def among_taken(value: Value) -> bool:
    """Whether what is said of the function, class or file around a value speaks of what was measured."""
    return any(_TAKEN_ABOUT.search(label.words) for label in value.labels if label.role == "about")


def own_key(keys: list[Label]) -> int:
    """The place of the nearest key that says by itself what a value is; the number of keys if none does."""
    for index, label in enumerate(keys):
        if any(pattern.search(spoken(label.words)) for _, pattern in _KINDS):
            return index
    return len(keys)


def kind_of(value: Value, keys: list[Label], near: list[Label], names: list[Label]) -> Kind | None:
    """The kind of a value with these keys, the comment on its line, and the names and comments above."""
    if any(_OTHERWISE.search(words) or _OTHERWISE_TOGETHER.search(words) for words in map(_words, keys)):
        return None
    if any(_OTHERWISE_ITSELF.search(_words(key)) for key in keys[: max(1, own_key(keys) + 1)]):
        return None
    if keys and (_A_COUNT.search(_words(keys[0])) or _PER_BYTE.search(keys[0].words)):
        return None
    if any(_RANKED.search(_words(label)) for label in names if label.role == "name"):
        return None
    if not keys and any(_IN_USE.search(_words(label)) for label in names[:2] if label.role == "name"):
        return None
    kind = _of_keys(value, keys) or _of_names(value, keys, near, names)
    if kind == "capacity" and any(_is_restated_as_a_rate(value, label) for label in near):
        return "bandwidth"  # hbm: 4000000000000  # 4.0 TB/s
    if kind == "bandwidth" and any(_SIZE.search(_words(label)) for label in keys[: own_key(keys)]):
        return None  # "interconnect": {"flit_size_byte": 16}
    if kind == "rate" and not 1e-3 <= value.number <= MOST_RATE:
        return None
    own = own_key(keys)
    if kind == "rate" and value.number <= 1 and own < len(keys) and not _SCALED.search(_words(keys[own])):
        return None  # {"compute": 0.6, "memory": 0.7}: shares
    words = _MARKS.sub(" ", _DEVICE.sub("", _words(keys[own]))) if own < len(keys) else ""
    if kind == "power" and (_SOME_POWER.search(words) or any(_BOUND.match(_words(key)) for key in keys[:own])):
        return None
    if kind == "capacity" and own + 1 < len(keys) and _OF_A_MACHINE.match(_words(keys[own + 1])):
        return None  # "node": {"memory_gb": 2048}
    if kind == "capacity" and not all(map(_OF_A_MEMORY.match, _FORM.sub(" ", words).split())):
        return None
    if kind == "capacity" and _CACHE.search(words) and not _LEVEL.search(words):
        return None
    if kind == "bandwidth" and _is_the_size_in_its_name(value, keys[own] if own < len(keys) else None):
        return None
    if kind == "bandwidth" and _OF_A_GROUP.search(words):
        return None
    if kind == "bandwidth" and not (_OF_A_LINK.search(words) or all(map(_OF_A_BANDWIDTH.match, words.split()))):
        return None
    return kind


def _is_the_size_in_its_name(value: Value, key: Label | None) -> bool:
    """Whether a key that ends with a link tells a card by its memory, which the value is: `"H100-80G-NVLink": 80`."""
    named = _SIZE_AND_LINK.search(spoken(key.words)) if key is not None else None
    return named is not None and float(named["size"]) == value.number


def _is_restated_as_a_rate(value: Value, comment: Label) -> bool:
    """Whether a comment begins with the same number in bytes a second."""
    again = _A_BANDWIDTH.match(comment.words)
    return again is not None and abs(float(again["number"]) * _PREFIXES[again["prefix"]] / value.number - 1) < _SAME


def _words(label: Label) -> str:
    return spoken(label.words)


def _of_keys(value: Value, keys: list[Label]) -> Kind | None:
    for place, words in enumerate(map(_words, keys)):
        for kind, pattern in _KINDS:
            if pattern.search(words):
                # processPower: {fp16: 312} is what it computes
                of_a_format = kind == "power" and any(names_formats(_words(key)) for key in keys[:place])
                return "rate" if of_a_format else kind
    words = " ".join(map(_words, keys))
    return "rate" if value.number >= LEAST_RATE and (names_formats(words) or _PEAK.search(words)) else None


def _of_the_key(said: str, keys: list[Label]) -> str:
    """What a comment that lists the fields of a table says of a format's one: from its name to the next unit."""
    key = _words(keys[0]) if keys else ""
    place = said.find(key) if names_formats(key) else -1
    units = [found.end() for unit in (_RATE, _BANDWIDTH) if (found := unit.search(said, place))] if place >= 0 else []
    return said[place : min(units)] if units else said


def _of_names(value: Value, keys: list[Label], near: list[Label], names: list[Label]) -> Kind | None:
    words = " ".join(map(_words, keys))
    larger = value.number >= LEAST_RATE
    of_a_format = names_formats(words)
    if not all(map(_NEUTRAL.match, words.split())) and not of_a_format:
        if not larger:
            return None  # the key has words of its own: neither comment nor table say what it is
        names = []
    for label in (*near, *names):
        said = _of_the_key(spoken(label.words), keys) if label.role == "above" else spoken(label.words)
        if label.role == "name":
            for kind, pattern in _KINDS:
                if kind != "rate" and (of_a_format or _SET.search(said)):
                    continue  # `V100_FP16 = 31.4` in a class of powers is a rate all the same
                if pattern.search(said) and (
                    kind != "capacity" or value.number < LEAST_RATE or value.number % 1e6 == 0
                ):
                    return kind
            if _PEAK.search(said) and (larger or names_formats(said)):
                return "rate"
        elif label.role == "comment" and len(label.words) <= _SHORT_COMMENT and _BANDWIDTH.search(said):
            return "bandwidth"
        elif not _BANDWIDTH.search(said):
            formats = names_formats(words), names_formats(said)
            told = larger or formats[0] or (label in near and formats[1] and _PEAK.search(words))
            if (_RATE.search(said) and told) or (larger and formats[1]):
                return "rate"
    if larger and any(label.role == "format" for label in value.labels):
        return "rate"
    beside = ("condition", "key", "row", "comment", "above")
    if value.number >= _SURELY_A_RATE and any(label.role in beside for label in value.labels):
        return "rate"
    return None
