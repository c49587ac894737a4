"""Models that a text names by their family and size and the registry does not know: "Qwen3-1.8B", "LLaMA2 1.36B"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.patterns import regex

_FIRST_WORD = regex(r"[A-Za-z]{3,}")
# The version of the family, then the size: "Qwen2.5-1.8B", "GPT-2 1.29B"; no number stands between.
_SIZE = regex(r"[ -](?P<number>\d+(?:\.\d+)?)(?P<unit>[MB])(?![\w.]*\w)")
_NAME = regex(rf"(?<![\w.-])(?P<family>[A-Za-z]{{3,}}?)(?:[ -]?(?P<v>v?)\d{{1,2}}(?:\.\d)?)?{_SIZE.pattern}")
_UNITS = {"M": 1e6, "B": 1e9}
_OF_THE_SIZE = 0.15  # a name rounds the count, and may leave the embeddings out


@lru_cache(maxsize=256)
def _is_family(word: str, registry: Registry) -> bool:
    """Whether the names of some models of the registry begin with a word, in lower case."""
    models = registry.table("models")
    likely = (holders for name, holders in registry.names().items() if name.startswith(word))
    heads = (_FIRST_WORD.match(models[one].name) for holders in likely for kind, one in holders if kind == models.kind)
    return any(head is not None and head.group().lower() == word for head in heads)


def unknown_models(text: str, known: Iterable[tuple[int, int, Entry]], registry: Registry) -> Iterator[tuple[int, int]]:
    """Where such names stand, but for those that `known` names cover and whose size they have."""
    if _SIZE.search(text) is None:
        return
    named = list(known)
    for match in _NAME.finditer(text):
        family = match["family"].lower()
        if not (_is_family(family, registry) or (match["v"] and _is_family(f"{family}v", registry))):  # YOLOv8
            continue
        parameters = float(match["number"]) * _UNITS[match["unit"]]
        over = [(end, entry) for start, end, entry in named if start < match.end() and match.start() < end]
        if not any(end >= match.end() or _has(entry, parameters) for end, entry in over):
            yield match.span()


def _has(entry: Entry, parameters: float) -> bool:
    total = entry.get("parameters.total")
    return total is None or abs(total.value - parameters) <= _OF_THE_SIZE * parameters
