"""Number formats: which one some words name."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_validators.sources.patterns import regex

# "half dense (TFLOPS)": the width alone, before words of a rate.
_OF_A_RATE = r"(?=[ _-](?:dense|sparse|tensor|peak)\b|[ _-]\(?[GTP]FLOP)"
_FORMATS = {
    "fp8": r"mxfp8|fp[ -]?8|float8|e4m3",
    "fp4": r"nvfp4|mxfp4|fp[ -]?4",
    "fp6": r"mxfp6|fp[ -]?6",
    "bf16": r"bf[ -]?16|bfloat[ -]?16",
    "fp16": r"fp[ -]?16|float[ -]?16|f16|half precision|half-precision|half" + _OF_A_RATE,
    "tf32": r"tf[ -]?32|tensor ?float[ -]?32",
    "fp32": r"fp[ -]?32|float32|f32|single[ -]precision|single" + _OF_A_RATE,
    "fp64": r"fp[ -]?64|float64|f64|double[ -]precision|double" + _OF_A_RATE,
    "int8": r"int[ -]?8|w8a8",
    "int4": r"int[ -]?4",
}
_EACH = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMATS.items())
ANY_FORMAT = regex(rf"(?<![A-Za-z0-9])(?-i:[PRπ])?(?:{_EACH})(?![0-9])", re.IGNORECASE)


_OF_WHAT_IS_STORED = regex(r"[ -](?:weights?|caches?|KV|storage|checkpoints?|gradients?)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)  # the same labels and words come again and again
def number_format(words: str) -> str | None:
    """The number format that some words name first: of "FP8 weights, BF16 math" that of the arithmetic."""
    first = ANY_FORMAT.search(words)
    if first is not None and _OF_WHAT_IS_STORED.match(words, first.end()):
        first = ANY_FORMAT.search(words, first.end()) or first
    return first.lastgroup if first is not None else None


FORMAT_BEHIND = regex(
    r"[ \u00a0(]{0,3}(?:(?:for|in|at|of|using) )?(?:(?:plain|dense|sparse|peak) )?[A-Za-z]{1,5}[ -]?\d{1,2}\b"
)


def formats_in(words: str) -> set[str]:
    """The number formats that some words name."""
    return {str(match.lastgroup) for match in ANY_FORMAT.finditer(words)}


def only_format(sentence: str) -> str | None:
    """The number format of a sentence that names just one."""
    found = formats_in(sentence)
    return found.pop() if len(found) == 1 else None
