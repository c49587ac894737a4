"""What the weights of a model take: its parameters times the bytes of a format."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, formats_in, hits, model_size
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

# What holds a model on devices that its weights alone do not fit on, or makes it smaller.
ELSEWHERE = AnyCase(
    r"offload|\bcpu\b|stream|swap|\bdisk\b|nvme|\bssd\b|host memory|\bram\b|prun|distil|spars|unified|"
    r"\blayer(?:s|wise)?\b.{0,20}at a time|partial|per (?:gpu|node|stage|rank|device|replica|shard)|\bshards?\b"
)
_NARROWED = AnyCase(r"quanti[sz]|\bawq\b|gptq|gguf|\bq[2-8](?:_\w+)?\b|\bnf4\b|bitsandbytes|\bbnb\b|qlora|[2-8]-?bit")
_SEVERAL = regex(
    r"\d ?[x×] ?\d+(?:\.\d+)?B",
)
_WIDE = 2.0
_LEAST = 1e8


class Demand(NamedTuple):
    """Bytes that have to fit, and where they come from."""

    value: float
    told: str


def weights(text: str, formats: frozenset[str], finder: EntityFinder) -> Demand | None:
    """What the model of a text takes in one format; of several models, the smallest."""
    if len(formats) != 1:
        return None
    (one,) = formats
    size = formulas.bytes_per_element(one)
    if _NARROWED.search(text) and size >= _WIDE:
        return None
    parameters = parameters_in(text, finder)
    if parameters is None:
        return None
    count, words = parameters
    return Demand(count * size, f"{words} parameters × {size:g} B ({one.upper()})")


def parameters_in(text: str, finder: EntityFinder) -> tuple[float, str] | None:
    """The parameters of the model of a text, in words; of several models, those of the smallest."""
    known = [mention.entry for mention in finder.mentions(text) if mention.entry.kind == "models"]
    totals = [(spec.value, entry.name) for entry in known if (spec := entry.get("parameters.total")) is not None]
    sizes = [] if _SEVERAL.search(text) else [model_size(match) for match in hits(MODEL_SIZE, text)]
    found = [(value, words) for value, words in sizes if value >= _LEAST]
    if found:
        return min(found)
    if not totals:
        return None
    value, name = min(totals)
    return value, f"{value / 1e9:.4g}B ({name})"


def formats_of(*texts: str) -> frozenset[str]:
    """The formats of the first text that names any."""
    return next((found for text in texts if (found := formats_in(text))), frozenset())
