"""A number of operations a second: of which pipe, dense or sparse, in which number format."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import OP_RATE
from mlsysim_validators.sources.fields.formats import FORMAT_BEHIND, formats_in, number_format, only_format
from mlsysim_validators.sources.fields.words import AGAINST, Field, Words
from mlsysim_validators.sources.patterns import regex

SPARSE = AnyCase(r"(?<!non-)(?<!non)(?<!non )(?<!not )spars|\b2:4\b")
_DENSE = AnyCase(
    r"dense|without sparsity|no sparsity|non-?spars|not sparse|not with spars|"
    r"(?:none|neither)(?: of (?:them|these|the two))? (?:is )?with"
)
_VECTOR = AnyCase(
    r"vector|(?<!tensor )\bv?fma\b|non-?tensor|without tensor|non-?matmul|cuda cores?|shader|simd|stream processors?"
)
_MATRIX_AFTER_ALL = AnyCase(r"tensor core|matri|(?<!non-)(?<!non)(?<!non )matmul")
TENSOR = AnyCase(r"tensor|matri(?:x|ces)|\btc\b|\bmma\b|matmul|\bmxu\b|\bmme\b|systolic")
# What tensor cores take as FP32 is TF32.
_TENSOR_FP32 = AnyCase(r"\bfp32 (?:\()?tensor|\btensor(?: core)?s?,? (?:\()?fp32\b")
_WIDTH = regex(r"(?<![\w.-])(?P<bits>4|8|16)[- ]bits?(?![\w-])")
_OTHER_INTEGERS = AnyCase(r"\bu?int[ -]?(?:1|2|16|32|64)\b")
_OF_WIDTH = {"4": ("fp4", "int4"), "8": ("fp8", "int8"), "16": ("fp16", "bf16")}
_SIXTEEN = ("fp16", "bf16")
COMPARED = regex(r"\b(?:as|than|like)\b")  # "1,979 TFLOP/s, the same as sparse BF16"
_PIPE = regex(rf"{SPARSE.pattern}|{_DENSE.pattern}|{_VECTOR.pattern}", re.IGNORECASE)
# "2,563 TFLOPS, nearly four times the dense rate": what follows is of the other one.
_OF_ANOTHER = regex(r"\b(?:times|twice|half|double|versus|vs|against|instead|unlike|compared)\b", re.IGNORECASE)


def _nearest_pipe(words: Words) -> str:
    """The word for dense, sparse or vector that stands nearest to the number, behind it or before it."""
    own = COMPARED.split(words.after[:30], maxsplit=1)[0]
    behind = _PIPE.search(_OF_ANOTHER.split(own, maxsplit=1)[0])
    if behind is not None:
        return behind.group()
    before = list(_PIPE.finditer(words.before[-40:]))
    return before[-1].group() if before else ""


def _by_width(words: str, pipe: str, device: Entry) -> str | None:
    """The format of a device that a width names: "8-bit" is FP8 where it has that, INT8 where not."""
    bits = _WIDTH.search(words)
    names = _OF_WIDTH[bits["bits"]] if bits is not None else ()
    return next((name for name in names if f"compute.{pipe}.{name}" in device), None)


def is_of_other_integers(words: Words) -> bool:
    """Whether a number of operations a second is said to be in integers that the registry has no rates of: INT16."""
    return _OTHER_INTEGERS.search(words.own) is not None and formats_in(words.own).isdisjoint(("int8", "int4"))


def rate_field(words: Words, dimension: Dimension, device: Entry) -> Field:
    """The peak that a number of operations a second with these words around it states."""
    if AGAINST.search(words.sentence) and not AGAINST.search(words.before):
        cut = AGAINST.split(words.after, maxsplit=1)[0]
        words = words._replace(after=cut, sentence=AGAINST.split(words.sentence, maxsplit=1)[0])
    own = words.own
    pipe = "matrix"
    # The nearest word decides: "989 TFLOPS dense (1,979 sparse)".
    nearest = _nearest_pipe(words) or own
    if SPARSE.search(nearest) and not _DENSE.search(nearest):
        pipe = "matrix_sparse"
    elif _VECTOR.search(nearest) and not _MATRIX_AFTER_ALL.search(nearest):
        pipe = "vector"
    right_behind = FORMAT_BEHIND.match(words.after)
    named = number_format(right_behind.group() if right_behind else "") or number_format(own)
    named = named or _by_width(own, pipe, device) or only_format(words.sentence)
    if dimension == OP_RATE:
        return Field(f"compute.{pipe}.{named if named in ('int8', 'int4') else 'int8'}", "spec", named is not None)
    if named == "fp32" and pipe != "vector" and f"compute.{pipe}.tf32" in device and _TENSOR_FP32.search(own):
        return Field(f"compute.{pipe}.tf32", "spec", True)
    if named in ("fp32", "fp64") and pipe == "matrix":
        says_tensor = TENSOR.search(re.sub(r"tensor ?float", "", own, flags=re.IGNORECASE)) is not None
        if f"compute.matrix.{named}" not in device or (not says_tensor and f"compute.vector.{named}" in device):
            pipe = "vector"
    if named is None:
        if pipe == "vector" and "compute.vector.fp32" in device:
            return Field("compute.vector.fp32", "spec", True)
        says_pipe = nearest != own or TENSOR.search(own) is not None
        kinds = ("matrix_sparse",) if pipe == "matrix_sparse" else ()
        for path in (*(f"compute.{kind}.fp16" for kind in kinds), "compute.matrix.fp16", "compute.matrix.bf16"):
            if path in device:
                return Field(path, "spec", says_pipe)
        if "compute.vector.fp32" in device:
            return Field("compute.vector.fp32", "spec", False)
        if device.attributes.get("class") == "micro":
            return Field("compute.vector.fp32", "spec", False)
    chosen = named or "fp16"
    if named == "fp16" and f"compute.{pipe}.fp16" not in device and f"compute.{pipe}.bf16" in device:
        chosen = "bf16"
    if pipe == "matrix" and chosen in _SIXTEEN and not any(f"compute.matrix.{form}" in device for form in _SIXTEEN):
        pipe = "vector" if f"compute.vector.{chosen}" in device else pipe  # a P100 has no matrix units
    return Field(f"compute.{pipe}.{chosen}", "spec", named is not None)
