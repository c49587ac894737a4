"""EVD105, EVD106: the proof says which rate it is: which number format, which pipe, dense or sparse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

FORMAT_WORDS = {
    "fp64": r"fp64|double|float64|64-bit float|f64",
    "fp32": r"fp32|single|float32|32-bit float|f32",
    "tf32": r"tf32|tensorfloat|xf32",
    "bf16": r"bf16|bfloat16|bfloat|brain",
    "fp16": r"fp16|half|float16|f16",
    "fp8": r"c?fp8|float8|8-bit float|e4m3|e5m2",
    "fp6": r"fp6|float6|mxfp6|6-bit",
    "fp4": r"fp4|float4|nvfp4|mxfp4|4-bit float",
    "int8": r"int8|i8|8-bit int|s8",
    "int4": r"int4|i4|4-bit int|s4",
    "int16": r"int16|16-bit int",
    "int32": r"int32|32-bit int",
}
_NEGATED = re.compile(
    r"(?:\bnon-|\bnot (?:the |a |on the |through the |by the )?|\b(?:without|w/o) (?:the |any )?|\bno "
    r"|\boutside (?:the )?)"
    r"(?:tensor|matrix|vector|spars\w*|structured sparsity|mxu|mme|dense)\w*(?:[ -](?:cores?|units?|pipes?|engines?))?"
)
# "non-Tensor" is how some data sheets name the vector pipe.
_NOT_TENSOR = re.compile(
    r"(?:\bnon-|\bnot (?:the |on the |through the )?|\bwithout (?:the )?)(?:tensor|matrix|mxu|mme)"
)
_MATRIX = re.compile(
    r"tensor(?!flow|float)|matri(?:x|ces)|\bmxu|\bmme\b|systolic|\bmfma|\bxmx\b|\bwmma|\bdpas|neural engine"
)
_VECTOR = re.compile(r"vector|shader|cuda.?cores?|\bsimd|\bsimt|\btpc\b|\bfpu\b|scalar|\bvpu\b|stream processor")
_SPARSE = re.compile(r"spars")
PIPE_WORDS = {"matrix": _MATRIX.pattern, "matrix_sparse": _SPARSE.pattern, "vector": _VECTOR.pattern}
_DENSE = re.compile(r"\bdense|without (?:structured )?sparsity|no sparsity|non-sparse|w/o sparsity")


def words_of(node: dict[str, Any]) -> str:
    """Everything that a spec's proof says, in lower case."""
    return " ".join(str(node.get(key, "")) for key in ("quote", "at", "because", "derive")).lower()


def names_pipe(words: str) -> bool:
    """Whether some words name a pipe at all."""
    plain = _NEGATED.sub(" ", words)
    return bool(_MATRIX.search(plain) or _VECTOR.search(plain) or _NOT_TENSOR.search(words))


def _pipe_problem(pipe: str, words: str) -> tuple[str, str] | None:
    plain = _NEGATED.sub(" ", words)
    matrix = bool(_MATRIX.search(plain))
    vector = bool(_VECTOR.search(plain) or _NOT_TENSOR.search(words))
    sparse, dense = bool(_SPARSE.search(plain)), bool(_DENSE.search(words))
    if pipe == "matrix_sparse" and not sparse:
        return (
            "the proof does not say that this is the rate with sparsity",
            "quote the words, or say in `because` how we know",
        )
    if pipe == "matrix" and sparse and not dense:
        return "the proof speaks of sparsity, the path of the dense rate", "divide (derive), or say why it is dense"
    if pipe == "vector" and sparse and not dense:
        return "the proof speaks of sparsity, the path of the vector rate", "is this a matrix_sparse rate?"
    if pipe == "vector" and (matrix or not vector):
        told = "speaks of the matrix pipe" if matrix else "does not say that this is the vector rate"
        return (
            f"the proof {told}",
            "say in `because` which pipe it is: vector, shader, CUDA cores, not the tensor cores",
        )
    if pipe != "vector" and (vector or not matrix):
        told = "speaks of the vector pipe" if vector else "does not say that this is the matrix rate"
        return f"the proof {told}", "say in `because` which pipe it is: tensor cores, matrix cores, MXU, MME"
    return None


_PIPES = ("matrix", "matrix_sparse", "vector")


def _rates(file: File) -> Iterator[tuple[tuple[str | int, ...], list[str], dict[str, Any]]]:
    for path, spec_path, node in file.proofs():
        parts = spec_path.split(".")
        if len(parts) == 3 and parts[0] == "compute" and parts[1] in _PIPES:
            yield path, parts, node


@rule("EVD105", "pipe-named", kinds=frozenset({"accelerators", "systems"}))
def pipe_named(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The proof of a rate names its pipe: tensor or matrix cores, with sparsity or dense, or the vector pipe.

    Sparse for dense and vector for matrix are the commonest errors of the field; both are factors of two and more.

    Good:
        compute: {matrix: {fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}}}
    Bad:
        compute: {vector: {fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}}}
    """
    for path, (_, pipe, _), node in _rates(file):
        reason = str(node.get("because", "")).lower()
        # A reason given settles what the quoted words leave open; the paths of a derivation name pipes of their own.
        words = reason if names_pipe(reason) or "derive" in node else words_of(node)
        if pipe == "matrix_sparse" and words == reason and "derive" not in node:
            words = f"{reason} {_SPARSE.search(_NEGATED.sub(' ', words_of(node))) and 'sparsity'}"
        problem = _pipe_problem(pipe, words)
        if problem is not None:
            yield Problem(path, f"{problem[0]} (`compute.{pipe}`)", problem[1])


def _names_format(name: str, words: str) -> bool:
    return re.search(rf"(?<![a-z0-9])(?:{FORMAT_WORDS[name]})(?![0-9])", words) is not None


@rule("EVD106", "format-named", kinds=frozenset({"accelerators", "systems"}))
def format_named(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The proof of a rate names its number format.

    Good:
        compute: {matrix: {fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}}}
    Bad:
        compute: {matrix: {bf16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}}}
    """
    for path, (_, _, number_format), node in _rates(file):
        wanted = number_format.partition("_")[0]
        if wanted not in FORMAT_WORDS:
            continue
        quoted = [name for name in FORMAT_WORDS if _names_format(name, str(node.get("quote", "")).lower())]
        if not _names_format(wanted, words_of(node)):
            yield Problem(path, f"the proof does not name {number_format.upper()}", "quote the row with its label")
        elif quoted and wanted not in quoted:
            told = f"the quote is of {' and '.join(name.upper() for name in quoted)}, not of {number_format.upper()}"
            yield Problem((*path, "quote"), told, "quote the row of this format, with its label")
