"""Which figure of a model a key of code or data holds: `num_key_value_heads`, `n_layer`, `d_model`, `active_params`."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.words import spoken

# As frameworks and model cards write them, without "num", "n", "total" and the like before. Context lengths are left
# out: a program may well use less than a model can.
_FIELDS = {
    "layers": r"layers?|(?:hidden|decoder|transformer) layers?|blocks?",
    "heads.query": r"heads?|(?:attention|attn|query|q) heads?|head count",
    "heads.kv": r"(?:kv|key ?value) heads?|head(?:s| count)? kv|query groups|kv groups",
    "head_size": r"head (?:dim|size|dimension)|d head|kv channels|(?:size|dim) per head",
    "hidden_size": r"hidden(?: (?:size|dim|dimension))?|d ?model|embd|(?:embed(?:ding)?|model) (?:dim|size|length)|dim",
    "intermediate_size": r"intermediate (?:size|dim)|(?:ffn|mlp|ff)(?: (?:hidden|intermediate))?(?: (?:size|dim))?|"
    r"d ?ffn?|inner|feed ?forward (?:length|dim|size)",
    "vocabulary": r"vocab(?:ulary)?(?: size)?|padded vocab size",
    "parameters.active": r"(?:active|activated)(?: params?| parameters)?(?: [bm]| billions?)?|params? active(?: [bm])?",
    "parameters.total": r"(?:model )?(?:params?|parameters)(?: count)?(?: total)?(?: [bm]| billions?)?|nparams",
    "experts.active": r"(?:active experts|experts (?:per tok(?:en)?|active|used|used count)|(?:moe )?top ?k)",
    "experts.total": r"(?:(?:local|routed|moe) )?experts(?: total| count)?",
}  # fmt: skip
_WHOLE = {
    path: regex(rf"(?:(?:model|config|total|text) )?(?:n|num|number of|total|count)? ?(?:{words})\Z")
    for path, words in _FIELDS.items()
}


@lru_cache(maxsize=4096)
def model_field_of_key(key: str) -> str | None:
    """The spec path of a model that a key names and no more; None for any other key."""
    words = spoken(key).lower()
    return next((path for path, pattern in _WHOLE.items() if pattern.match(words)), None)
