"""The fields of a model: parameters, layers, heads, sizes, and how it was trained."""

from __future__ import annotations

import re

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES, COUNT, DEVICE_TIME, TOKENS
from mlsysim_validators.sources.fields.words import Field
from mlsysim_validators.sources.patterns import regex

# The narrower name first: the width of an MLP is no hidden size, the size of a head no number of heads.
_MODEL_COUNTS = {
    "layers": r"layers?",
    "intermediate_size": r"(?:(?:intermediate|inner)(?:[ _](?:size|width|dim\w*))|"
    r"(?:MLP|FFN|feed-?forward)(?:[ _-](?:hidden|inner|intermediate|layer))?[ _](?:size|width|dim\w*)|"
    r"(?:MLP|FFN|feed-?forward)(?: layers?)? of (?:inner |hidden )?(?:width|size|dim\w*)|d_?\{?ffn?\}?)",
    "head_size": r"(?:head[ _](?:size|dim\w*|width)|(?:size|dim\w*) (?:of each|per) head|"
    r"heads,? (?:each )?of (?:size|dim\w*)|d_?head|head_dim)",
    "heads.kv": r"(?:kv|key[- /]value)[ _-]heads?",
    "heads.query": r"(?:(?:query|attention|attn|q)[ _-])?heads?",
    "hidden_size": r"hidden(?:[ _](?:size|dim\w*))?|d_?model|model (?:dim\w*|width)|embedding (?:size|dim\w*|width)",
    "vocabulary": r"vocab\w*",
    "context": r"context(?:[ _-](?:length|window|size|len))?|max_position_embeddings|n_ctx|max[ _]seq\w*[ _]len\w*",
    "attention.kv_rank": r"(?:KV )?latent(?: (?:rank|size|dim\w*))?|kv[ _]lora[ _]rank",
    "attention.rope_head_size": r"RoPE(?: (?:part|dim\w*))?",
    "experts.active": r"active experts?",
    "experts.total": r"(?:routed |total )?experts?",
}
# Without any of these words a number counts none of them.
_COUNTED = AnyCase(
    r"layer|inter|inner|mlp|ff|feed|head|hidden|model|embedding|vocab|context|max|n_ctx|latent|lora|rope|expert"
)
# How papers write them, without braces and signs: "n_{kv}".
_SYMBOLS = {
    "L": "layers", "nlayers": "layers", "d": "hidden_size", "dmodel": "hidden_size", "dff": "intermediate_size",
    "dffn": "intermediate_size", "V": "vocabulary", "nvocab": "vocabulary", "dh": "head_size", "dhead": "head_size",
    "nq": "heads.query", "hq": "heads.query", "nh": "heads.query", "nheads": "heads.query", "nkv": "heads.kv",
    "hkv": "heads.kv", "nkvheads": "heads.kv", "nkvh": "heads.kv",
}  # fmt: skip
_SET = regex(r"(?<![\w.])(?P<symbol>[A-Za-z][\w{}$^\\]{1,10}) ?= ?$")  # "n_kv = 8 heads"; "L = 4096" may be a length
_SIGNS = regex(r"[\s_{}^$\\,]|\\text|\\mathrm")
# "8 of 256 experts": those in use, and how many there are.
OF_EXPERTS = regex(r" (?:out )?of (?:the |its )?\d+ (?:\w+ )?experts\b")
# "256 experts, 8 active"
EXPERTS_BEFORE = regex(r"\d (?:routed |total )?experts,? (?:and |with )?(?:top[ -])?$", re.IGNORECASE)
ACTIVE = regex(r" (?:are |is )?(?:active|activated|used|chosen|selected)\b", re.IGNORECASE)
OUT_OF = regex(r"\d (?:out )?of (?:the |its )?$")
_DIVIDED = regex(r"[/÷] ?[\w-]* ?heads?\W*=\W*$", re.IGNORECASE)
_OF_THAT_SIZE = regex(r"(?<!number of )\bheads?,? (?:each )?of (?:size )?$", re.IGNORECASE)
_OPENED = regex(r"[(\[,;/]\s*$")
_TRAINED = regex(
    r"train(?:ed|ing)|\bsaw\b|\bseen\b|\bused\b|corpus|consumed|\btook\b|model card|published|official", re.IGNORECASE
)

_BACKWARD = regex(r"\btrain(?:ing)?\b|\bbackward|\bbackprop|\bbwd\b|\b(?:total|both passes)\b", re.IGNORECASE)
_FORWARD_ALONE = regex(r"\bforward(?!(?: pass)? ?(?:\+|and|&|plus|/|-))|\binference\b", re.IGNORECASE)


# The same right behind a number, right before it, and as its label.
_BEHIND = {
    path: regex(rf"[ \u2009\u00a0-]?(?!heads,? (?:each )?of )(?:{said})\b", re.IGNORECASE)
    if path == "head_size"  # "32 heads of dimension 128"
    else regex(rf"[ \u2009\u00a0-]?(?:{said})\b", re.IGNORECASE)
    for path, said in _MODEL_COUNTS.items()
}
_BEFORE = {
    path: regex(rf"(?<![A-Za-z])(?:{said})\W*(?:(?:of|is)\W*)?$", re.IGNORECASE) for path, said in _MODEL_COUNTS.items()
}
_LABELLED = {
    path: regex(rf"(?<![A-Za-z])(?:{said})(?![A-Za-z])", re.IGNORECASE) for path, said in _MODEL_COUNTS.items()
}
_PARAMETERS_BEHIND = regex(r"[ \u2009\u00a0-]?(?:active )?param", re.IGNORECASE)
_OF_BOTH = regex(
    r"\b(?:(?P<first>total) ?(?:/|\||,|and) ?activ(?:e|at)|activ(?:e|ated) ?(?:/|\||,|and) ?total)", re.IGNORECASE
)
_PARAMETERS = regex(r"\bparam\w*", re.IGNORECASE)


def symbol_field(label: str) -> str | None:
    """The field that a label means which is a symbol and no more: "L", "n_kv"."""
    return _SYMBOLS.get(_SIGNS.sub("", label))


def part_of_both(labels: str, before: str, after: str) -> Field | None:
    """Which part of "117B / 5.1B" under "Params (total/active)" a number is, with what stands right before and behind.

    None where the labels name no such pair, or the number is not one of two.
    """
    both = _OF_BOTH.search(labels)
    second = before.rstrip(" ~≈").endswith("/")
    if both is None or second == after.lstrip().startswith("/"):
        return None
    return Field("parameters.active" if second == bool(both["first"]) else "parameters.total", "spec", True)


def model_field(after: str, words: str, dimension: Dimension, before: str = "", labels: str = "") -> Field | None:
    """The field of a model that a number with these words behind it and around it, or right before it, states."""
    if dimension == COUNT:
        symbol = symbol_field(labels)
        if symbol is not None:
            return Field(symbol, "spec", True)
        is_set = _SET.search(before)
        symbol = symbol_field(is_set["symbol"]) if is_set is not None else None
        if symbol is not None:
            return Field(symbol, "spec", True)
        if _OPENED.search(before):  # "8 KV heads (32 query heads)": what stands before the bracket has its number
            inside = next((path for path, pattern in _BEHIND.items() if pattern.match(after)), None)
            if inside is not None:
                return Field(inside, "spec", inside != "context")
        if _OF_THAT_SIZE.search(before):  # "32 heads of 128"
            return Field("head_size", "spec", True)
        if _DIVIDED.search(before) or _DIVIDED.search(labels):  # "d / heads = 64"
            return None
        for patterns, words_of_it in ((_BEFORE, before[-40:]), (_LABELLED, labels)):
            for path, pattern in patterns.items() if _COUNTED.search(words_of_it) else ():
                if pattern.search(words_of_it):
                    return Field(path, "spec", path != "context")  # a text may well use less than there is
        for path, pattern in _BEHIND.items() if _COUNTED.search(after) else ():
            if pattern.match(after):
                return Field(path, "spec", path != "context")
        if _PARAMETERS_BEHIND.match(after) or _PARAMETERS.search(words):
            active = re.search(r"activ(?:e|at)", words, re.IGNORECASE)
            return Field("parameters.active" if active else "parameters.total", "spec", True)
    if dimension in (TOKENS, DEVICE_TIME):
        path = "training.tokens" if dimension == TOKENS else "training.device_time"
        return Field(path, "spec", _TRAINED.search(words) is not None)
    if dimension == BYTES:
        if re.search(r"\bkv\b|key[- ]value", words, re.IGNORECASE):
            return Field("kv_cache", "derived", True)
        if re.search(r"\bweights?\b|parameters|model size|checkpoint|\bmodel\b", words, re.IGNORECASE):
            return Field("weight_bytes", "derived", True)
        if re.search(r"gradients?(?![ -](?:accumulat|checkpoint|clip|descent|norm|step))", words, re.IGNORECASE):
            return Field("gradient_bytes", "derived", True)
    passed = dimension == (("operations", 1),) and not (_BACKWARD.search(words) and not _FORWARD_ALONE.search(words))
    if passed and re.search(r"forward|inference|image|per sample|flops", words, re.IGNORECASE):
        return Field("flops.forward", "spec", True)
    return None
