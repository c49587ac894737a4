"""The model that a row of code or data is filed under, and whether it is a released one by its full name.

"Qwen3-4B-Instruct", "google/gemma-2-9b-it", "Llama-3.1-8B": family, generation and size, and at most a suffix under
which its publisher releases it. A table of several such models, most of whose figures are right, is one of published
models: its author means the published one by each of them, so that a shape which is not that model's is wrong, be it
one figure of its row or all. A table of few models, or of figures that are mostly other ones, may hold short copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value

_NAMED_BY = ("row", "key", "condition", "name")
LEAST_RELEASED = 4  # models of a table of published ones
_SIZE = regex(r"(?<![A-Za-z\d.])(?:\d{1,2}x)?\d{1,4}(?:\.\d{1,2})?[BM](?![A-Za-z])", re.IGNORECASE)
_PUBLISHER = regex(r"\s*(?:[\w.-]{1,40}/)?\Z")  # all that may stand before
# What may stand behind: "-Instruct", "_chat_hf", "-it", "-v0.3", "-2507", "-A3B" where the name leaves it.
_SUFFIX = regex(
    r"(?:[-_ ]{1,2}\(?(?:instruct|inst|chat|base|it|pt|hf|text|thinking|v\d+(?:\.\d+)?|\d{4}|A\d+(?:\.\d+)?B)\)?)*"
    r"\s*\Z",
    re.IGNORECASE,
)
# What stands behind a model's name that makes it another one: "CodeLlama-7b-Python".
_VARIANT = regex(
    r"[-_](?!(?:hf|it|pt|instruct|chat|base|v[\d.]+|text|(?:nv|mx)?fp\d+|bf16|awq|gptq|gguf|int\d|config\w*|params?|spec\w*|"
    r"models?|args|arch\w*)(?![a-z]))[a-z]",
    re.IGNORECASE,
)
# "DeepSeek R1 7B" is a smaller one that was taught by it.
_SIZE_BEHIND = regex(
    r"[ _-]{0,2}(?:\(|:)?(?P<size>\d{1,4}(?:\.\d{1,2})?) ?(?P<scale>[BM])(?![A-Za-z0-9])", re.IGNORECASE
)
_TAUGHT = regex(r"distill", re.IGNORECASE)
_ANOTHER_SIZE = 0.15


def model_of(value: Value, finder: EntityFinder) -> Entry | None:
    """The model that a value is filed under: the nearest label that names just one, and no variant of it."""
    for label in value.labels:
        if label.role in _NAMED_BY:
            named = [one for one in finder.mentions(label.words) if one.entry.kind == "models"]
            if named:
                several = len({one.entry.id for one in named}) > 1
                other = _VARIANT.match(label.words, named[0].end) or _is_of_another_size(named[0], label.words)
                return None if several or other or _is_taught_by(named[0], value) else named[0].entry
    return None


def _is_of_another_size(mention: Mention, words: str) -> bool:
    """Whether a size behind a model's name is neither all of its parameters nor those that a token uses."""
    size = _SIZE_BEHIND.match(words, mention.end)
    counts = [spec.value for path in ("parameters.total", "parameters.active") if (spec := mention.entry.get(path))]
    if size is None or not counts:
        return False
    amount = float(size["size"]) * (1e9 if size["scale"] in "bB" else 1e6)
    return all(abs(amount / count - 1) > _ANOTHER_SIZE for count in counts)


def _is_taught_by(mention: Mention, value: Value) -> bool:
    """Whether a row speaks of a model that was distilled from the one that it names."""
    told = (label.words for label in value.labels if label.role in ("row", "page"))
    return not _TAUGHT.search(mention.entry.name) and any(map(_TAUGHT.search, told))


def is_released(value: Value, finder: EntityFinder) -> bool:
    """Whether a value is filed under the full name of a released model, with its size, and nothing more."""
    for label in value.labels:
        if label.role in _NAMED_BY:
            named = [one for one in finder.mentions(label.words) if one.entry.kind == "models"]
            if named:
                start, end = named[0].start, named[0].end
                alone = _PUBLISHER.match(label.words[:start]) and _SUFFIX.match(label.words, end)
                return alone is not None and _SIZE.search(label.words, start) is not None
    return False


def are_published(rows: Iterable[tuple[int, int]]) -> bool:
    """Whether a table's models are published ones: the figures of each that are right, and all of it."""
    counted = [row for row in rows if row[1]]
    right, stated = (sum(counts) for counts in zip(*counted, strict=True)) if counted else (0, 0)
    return len(counted) >= LEAST_RELEASED and 2 * right > stated
