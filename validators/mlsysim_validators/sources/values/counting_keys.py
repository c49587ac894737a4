"""Which count a key of code or data holds, of a model or a device: `num_key_value_heads`, `n_layer`, `sm_count`."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.words import spoken

# As frameworks and model cards write them, without "num", "n", "total" and the like before. Of context lengths only
# that of a model's own configuration is taken: a program may well use less than a model can.
_OF_MODELS = {
    "layers": r"layers?|(?:hidden|decoder|transformer) layers?|blocks?",
    "heads.query": r"heads?|(?:attention|attn|query|q) heads?|head count",
    "heads.kv": r"(?:kv|key ?value) heads?|head(?:s| count)? kv|query groups|kv groups",
    "head_size": r"head (?:dim|size|dimension)|d head|kv channels|(?:size|dim) per head",
    "hidden_size": r"hidden(?: (?:size|dim|dimension))?|d ?model|embd|(?:embed(?:ding)?|model) (?:dim|size|length)|dim",
    "experts.intermediate_size": r"(?:moe|expert|routed expert)s? "
    r"(?:(?:intermediate|inter|ffn|ffn hidden|ff|mlp|feed ?forward|hidden) (?:size|dim|dimension))",
    "intermediate_size": r"intermediate (?:size|dim)|(?:ffn|mlp|ff)(?: (?:hidden|intermediate))?(?: (?:size|dim))?|"
    r"d ?ffn?|inner|feed ?forward (?:length|dim|size)",
    "vocabulary": r"vocab(?:ulary)?(?: size)?|padded vocab size",
    "context": r"max position embeddings",
    "parameters.active": r"(?:active|activated)(?: params?| parameters)?(?: [bm]| billions?)?|params? active(?: [bm])?",
    "parameters.total": r"(?:model )?(?:params?|parameters)(?: count)?(?: total)?(?: [bm]| billions?)?|nparams",
    "experts.active": r"active experts|experts (?:per tok(?:en)?|active|used(?: count)?)|moe per token|(?:moe )?top ?k",
    "experts.total": r"(?:(?:local|routed|moe) )?experts(?: total| count)?|moe routed",
}  # fmt: skip
_OF_DEVICES = {
    "cores.sm": r"sms?(?: count)?|(?:streaming )?multiprocessors?(?: count)?",
    "cores.cuda": r"cuda cores?(?: count)?",
    "cores.tensor": r"tensor cores?(?: count)?",
    "cores.cu": r"cus?(?: count)?|compute units?(?: count)?",
    "cores.stream": r"stream processors?(?: count)?",
    "links.nvlink.ports": r"nvlinks?(?: (?:links|ports|count))?",
    "links.infinity_fabric.ports": r"infinity fabric (?:links|ports)",
}


def _whole(fields: dict[str, str]) -> dict[str, re.Pattern[str]]:
    lead = r"(?:(?:model|config|total|text|nvidia|amd|gpu|device) )?(?:n|num|number of|total|count)? ?"
    return {path: regex(rf"{lead}(?:{words})\Z") for path, words in fields.items()}


_KINDS = {"models": _whole(_OF_MODELS), "accelerators": _whole(_OF_DEVICES)}


@lru_cache(maxsize=4096)
def counted_field(key: str) -> tuple[str, str] | None:
    """The kind of entry and the spec path that a key names and no more; None for any other key."""
    words = spoken(key).lower()
    for kind, fields in _KINDS.items():
        for path, pattern in fields.items():
            if pattern.match(words):
                return kind, path
    return None
