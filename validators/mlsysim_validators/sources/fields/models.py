"""The fields of a model: parameters, layers, heads, sizes."""

from __future__ import annotations

import re

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import BYTES, COUNT
from mlsysim_validators.sources.fields.words import Field

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
