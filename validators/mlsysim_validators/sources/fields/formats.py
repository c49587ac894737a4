"""Number formats: which one some words name."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_validators.sources.patterns import regex

_FORMATS = {
    "fp8": r"mxfp8|fp[ -]?8|float8|e4m3",
    "fp4": r"nvfp4|mxfp4|fp[ -]?4",
    "fp6": r"mxfp6|fp[ -]?6",
    "bf16": r"bf[ -]?16|bfloat[ -]?16",
    "fp16": r"fp[ -]?16|float[ -]?16|f16|half precision|half-precision",
    "tf32": r"tf[ -]?32|tensor ?float[ -]?32",
    "fp32": r"fp[ -]?32|float32|f32|single[ -]precision",
    "fp64": r"fp[ -]?64|float64|f64|double[ -]precision",
    "int8": r"int[ -]?8|w8a8",
    "int4": r"int[ -]?4",
}
_FORMAT = {
    name: regex(rf"(?<![A-Za-z0-9])(?-i:[PRπ])?(?:{pattern})(?![0-9])", re.IGNORECASE)
    for name, pattern in _FORMATS.items()
}
ANY_FORMAT = regex(rf"(?<![A-Za-z0-9])(?-i:[PRπ])?(?:{'|'.join(_FORMATS.values())})(?![0-9])", re.IGNORECASE)


@lru_cache(maxsize=4096)  # the same labels and words come again and again
def number_format(words: str) -> str | None:
    """The number format that some words name first."""
    if not ANY_FORMAT.search(words):
        return None
    found = [(match.start(), name) for name, pattern in _FORMAT.items() if (match := pattern.search(words))]
    return min(found)[1] if found else None


FORMAT_BEHIND = regex(
    r"[ \u00a0(]{0,3}(?:(?:for|in|at|of|using) )?(?:(?:plain|dense|sparse|peak) )?[A-Za-z]{1,5}[ -]?\d{1,2}\b"
)


def formats_in(words: str) -> set[str]:
    """The number formats that some words name."""
    if not ANY_FORMAT.search(words):
        return set()
    return {name for name, pattern in _FORMAT.items() if pattern.search(words)}


def only_format(sentence: str) -> str | None:
    """The number format of a sentence that names just one."""
    found = formats_in(sentence)
    return found.pop() if len(found) == 1 else None
