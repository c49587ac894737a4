"""What a name of a formula stands for: Peak_FLOPs is a rate of compute, nlayers a number of layers, T_write a time."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

_ONE = r"(?:component|node|device|gpu|single|one|individual)"
_PARTS = regex(r"[_\s*]+|(?<=[a-z])(?=[A-Z])")
# Names that are one of these words, or end or begin with them. The first that fits counts.
_ROLES: tuple[tuple[str, AnyCase], ...] = tuple(
    (role, AnyCase(pattern))
    for role, pattern in (
        ("efficiency", r"η\w*|eta|mfu|mbu|hfu|(?:\w+ )?(?:efficiency|utili[sz]ation)|goodput"),
        ("achieved", r"(?:achieved|measured|observed|actual|sustained|model)\b.*|\w+ achieved"),
        ("write", r"(?:t ?)?(?:write|save|ckpt|checkpoint)(?: time)?"),
        ("interval", r"(?:(?:checkpoint|t) ?)?interval"),
        ("bandwidth", r".*\b(?:bw|bandwidth)\b.*|bw\w*|(?:mem|memory|hbm|link)bw"),
        (
            "peak",
            r"(?:peak ?)?tflops|[rpf] ?(?:peak|max)|r ?p|"
            r"peak(?: ?(?:flops?|flop/s|flops/s|compute|rate|(?:compute )?throughput))?",
        ),
        ("flops", r"(?:total |prefill |training |model |num )?(?:flops?|operations|ops)|o"),
        ("time", r"(?:target |t ?)?(?:latency|time|target|step)|t|latency target"),
        (
            "bytes",
            r"(?:total |weight |model |data )?bytes(?: (?:moved|transferred|accessed))?|weights|w|"
            r"data(?: (?:moved|volume|size))?|d(?: ?vol)?",
        ),
        ("power", r"(?:it |gpu |total |rack |average )?power|tdp|watts"),
        ("hours", r"(?:t|time|hours|duration|runtime|seconds)"),
        ("energy", r"(?:total |it |facility )?energy|e|kwh"),
        ("pue", r"pue"),
        ("carbon", r"(?:carbon|grid|emissions?) ?(?:intensity|factor)|ci"),
        ("mtbf", rf"(?:{_ONE} ?)?(?:mtbf|mttf)(?: ?{_ONE})?"),
        ("machines", r"n|(?:n|num|number of)? ?(?:components|nodes|gpus|devices|accelerators|servers)"),
        ("arrivals", r"λ|(?:arrival |request )?rate|throughput|qps|arrivals"),
        ("wait", r"w|latency|(?:response|residence|service|wait(?:ing)?|average)? ?time"),
        ("original", r"(?:\w+ )?(?:size ?)?original(?: size| bytes)?"),
        ("compressed", r"(?:\w+ )?(?:size ?)?compressed(?: size| bytes)?"),
        ("sparsity", r"sparsity(?: ratio| level)?"),
        ("layers", r"l|(?:n|num|number of)? ?(?:hidden )?layers?|n ?l|depth"),
        ("heads", r"h|a|(?:n|num|h|number of)? ?(?:kv|key value)? ?(?:attention )?(?:heads?|h|kv)"),
        ("dim", r"d|(?:d|h|head|hidden|model) ?(?:h|dim|head|size|model)|dim|head dimension|dim head"),
        ("length", r"s|t|n|c|(?:seq|sequence|context|ctx|prompt)(?: ?(?:len|length|s))?|(?:(?:n|num) ?)?tokens|seqlen"),
        ("batch", r"b|batch(?: ?size)?|bs|users|u|requests"),
        ("width", r"b ?(?:kv)?|p|(?:dtype|precision|element)(?: ?(?:size|bytes))?|bytes(?: ?per)?(?: ?\w+){0,2}"),
        ("parameters", r"p|n|φ|ψ|(?:n|num|total|active|model)? ?param(?:eter)?s?|n ?params"),
        ("tokens", r"d|t|(?:(?:n|d|num|total|training) ?)?tokens"),
    )
)


def plain(name: str) -> str:
    """A name in words, in lower case: "Peak_FLOPs", "SeqLen"."""
    return " ".join(part for part in re.split(_PARTS.pattern, name.replace("|", "")) if part).lower()


def roles(name: str) -> frozenset[str]:
    """All that a name may stand for."""
    words = plain(name)
    return frozenset(role for role, pattern in _ROLES if pattern.fullmatch(words))
