"""Identifiers as words: what `hbm_bandwidth_in_GB_per_sec`, `BwPeakTBs` and `peak_i8_TFLOPS` say."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_validators.sources.patterns import regex

_CAMEL = regex(
    r"(?<=[a-z])(?=[A-Z])|(?<=[pf48256])(?=T?FLOPS?\b|TOPS\b)|(?<=[0-9])(?=[A-Z][a-z])|"
    r"(?<=[A-Z])(?=[A-Z][a-z]{2})(?!(?<=[KMGT])(?<![A-Z][KMGT])B(?:ps|its?|ytes?)\b)"  # but GBps, GBytes
)
_DRIVER_NAME = regex(r"(?<=\dGB) HBM\d?e?\b")  # "NVIDIA H100 80GB HBM3" names a device, not its memory
FULL_ACCUMULATOR = regex(
    r"(?:\bwith |\bin )?\b(?:fp|f|float)32[ _-]?(?:accum\w*|acc\b)|\baccumulat\w+ (?:in|with) (?:fp|float)32\b",
    re.IGNORECASE,
)
_JOINTS = regex(r"[_\-./:\s]+")
_SPOKEN = (
    (regex(r"\b(?:mem|membw|memory|hbm)? ?(?:bw|bandwith)\b|^bwd$", re.IGNORECASE), " bandwidth "),
    (regex(r"(?<![A-Za-z0-9])(?=(?:16|32|64) (?:true|mixed)\b)", re.IGNORECASE), "fp"),  # Lightning's "16-mixed"
    (regex(r"(?<![A-Za-z0-9])8(?= (?:true|mixed)\b)", re.IGNORECASE), "fp8 int8"),
    (regex(r"\bnv link", re.IGNORECASE), "nvlink"),
    (regex(r"\btc\b", re.IGNORECASE), "tensor"),
    (regex(r"\b(?:i8|s8)\b", re.IGNORECASE), "int8"),
    (regex(r"\bi4\b", re.IGNORECASE), "int4"),
    (regex(r"\bfloat8\w*|\bf8\b", re.IGNORECASE), "fp8"),
    (regex(r"\btf(?=(?:16|64)\b)", re.IGNORECASE), "tensor fp"),
    (regex(r"\bf16\b|\bhalf(?: precision|(?= [tgp]?flops?\b)|\Z)", re.IGNORECASE), "fp16"),
    (regex(r"\bf32\b|\bsingle(?: precision|(?= [tgp]?flops?\b)|\Z)", re.IGNORECASE), "fp32"),
    (regex(r"\bf64\b|\bdouble(?: precision|(?= [tgp]?flops?\b)|\Z)", re.IGNORECASE), "fp64"),
    (regex(r"\btfloat32\b|\btensorfloat32\b|\bfp32(?= tensor\b)", re.IGNORECASE), "tf32"),
    (regex(r"\bbfloat ?16\b|\bamp bf16\b", re.IGNORECASE), "bf16"),
    (regex(r"\bintra ?node\b|\bicn\b|\bhbd\b|\bscale ?up\b|\bp2p\b|\bd2d\b", re.IGNORECASE), "interconnect"),
)
_FORMAT = regex(
    r"(?<![a-z0-9])(fp64|fp32|tf32|bf16|bfloat16|fp16|float16|float32|float64|fp8|fp6|nvfp4|mxfp4|fp4|int8|int4|e4m3|e5m2)(?![0-9])",
    re.IGNORECASE,
)
_SAME = {
    "bfloat16": "bf16", "float16": "fp16", "float32": "fp32", "float64": "fp64", "nvfp4": "fp4", "mxfp4": "fp4",
    "e4m3": "fp8", "e5m2": "fp8",
}  # fmt: skip


@lru_cache(maxsize=4096)
def spoken(identifier: str) -> str:
    """The words of an identifier or of a comment, abbreviations written out."""
    text = _JOINTS.sub(" ", _CAMEL.sub(" ", FULL_ACCUMULATOR.sub(" ", _DRIVER_NAME.sub("", identifier))))
    memory = re.search(r"\b(?:mem|memory|hbm\w*|vram|dram)", text, re.IGNORECASE)
    for pattern, word in _SPOKEN:
        text = pattern.sub(word, text)
    text = f"{text} memory" if memory and "memory" not in text else text
    return " ".join(text.split())


def formats_in(words: str) -> set[str]:
    """The number formats that some words name."""
    return {_SAME.get(found.lower(), found.lower()) for found in _FORMAT.findall(words)}


@lru_cache(maxsize=4096)
def number_format(words: str) -> str | None:
    """The one number format that some words name; None for none, and for several different ones.

    "BF16/FP16" is taken as the latter, which more devices have.
    """
    named = formats_in(words)
    if named == {"bf16", "fp16"}:
        return "fp16"
    return named.pop() if len(named) == 1 else None


def names_formats(words: str) -> bool:
    """Whether some words name any number format."""
    return _FORMAT.search(words) is not None
