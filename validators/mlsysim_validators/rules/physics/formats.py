"""PHY101 to PHY104: rates of one device against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mlsysim_registry.specs import NodePath
from mlsysim_validators.rate_paths import SPARSE, dense_of
from mlsysim_validators.rules.physics.values import close, value_at
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_DEVICES = frozenset({"accelerators", "systems"})
_ROUNDING = 0.02
# Number formats from wide to narrow: a narrower one is never slower on the same pipe.
_WIDE_TO_NARROW = ("fp64", "tf32", "fp16", "fp8", "fp4")
# How far apart two of them may be where no rate between them is given; four times elsewhere.
_SPREADS = {("tf32", "fp8"): 8, ("tf32", "fp4"): 16}


def _path(spec_path: str) -> NodePath:
    return tuple(spec_path.split("."))


def _sparse_rates(file: File) -> Iterator[tuple[str, str, float, float | None]]:
    """The specs of rates with structured sparsity that have a value: their path and the dense one's, both values."""
    for spec_path in file.specs:
        if spec_path.startswith(SPARSE):
            dense_path = dense_of(spec_path)
            sparse = value_at(file, spec_path)
            if sparse is not None:
                yield spec_path, dense_path, sparse, value_at(file, dense_path)


@rule("PHY101", "sparse-is-more-than-dense", kinds=_DEVICES)
def sparse_is_more_than_dense(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A rate with structured sparsity is a whole multiple of the dense one: twice for 2:4, four times for 4:16.

    Good:
        compute:
          matrix: {fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}}
          matrix_sparse:
            fp16: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix with sparsity 200 TFLOPS}
    Bad:
        compute:
          matrix: {fp16: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix with sparsity 200 TFLOPS}}
          matrix_sparse:
            fp16: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix with sparsity 200 TFLOPS}
    """
    for spec_path, dense_path, sparse, dense in _sparse_rates(file):
        if dense is None:
            hint = f"add `{dense_path}`, derived from this rate where the source prints no dense one"
            yield Problem(_path(spec_path), "a sparse rate without its dense one", hint)
        elif not any(close(sparse, factor * dense, _ROUNDING) for factor in (2, 4, 1.5)):
            message = f"the sparse rate is {sparse / dense:.3g} times the dense rate"
            yield Problem(_path(spec_path), message, "2:4 sparsity doubles it; 4:16 gives four times")


@rule("PHY102", "half-formats-agree", kinds=_DEVICES, severity="error")
def half_formats_agree(file: File, workspace: Workspace) -> Iterator[Problem]:
    """FP16 and BF16 run at the same matrix rate where a device has both; an exception says why not.

    Good:
        compute:
          matrix:
            fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}
            bf16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: BF16 matrix 100 TFLOPS}
    Bad:
        compute:
          matrix:
            fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}
            bf16: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: BF16 matrix with sparsity 200 TFLOPS}
    """
    for pipe in ("compute.matrix", "compute.matrix_sparse"):
        half, brain = value_at(file, f"{pipe}.fp16"), value_at(file, f"{pipe}.bf16")
        if half is not None and brain is not None and not close(half, brain, _ROUNDING):
            message = f"BF16 is {brain / half:.3g} times FP16"
            yield Problem(_path(f"{pipe}.bf16"), message, "one of them may be a sparse or a vector rate")


@rule("PHY103", "narrow-is-no-slower", kinds=_DEVICES)
def narrow_is_no_slower(file: File, workspace: Workspace) -> Iterator[Problem]:
    """On one pipe a narrower format is never slower, and at most four times as fast as the next wider one.

    Good:
        compute:
          matrix:
            fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}
            fp8: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP8 matrix 200 TFLOPS}
    Bad:
        compute:
          matrix:
            fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}
            fp8: {value: 20 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP8 matrix 20 TFLOPS}
    """
    for pipe in ("compute.matrix", "compute.matrix_sparse"):
        present = [(name, value_at(file, f"{pipe}.{name}")) for name in _WIDE_TO_NARROW]
        rates = [(name, value) for name, value in present if value is not None]
        for (wide, slower), (narrow, faster) in pairwise(rates):
            limit = 64 if wide == "fp64" else _SPREADS.get((wide, narrow), 4)
            if not slower * (1 - _ROUNDING) <= faster <= limit * slower * (1 + _ROUNDING):
                message = f"{narrow.upper()} is {faster / slower:.3g} times {wide.upper()}"
                yield Problem(_path(f"{pipe}.{narrow}"), message, "is one of them sparse, or of another pipe?")


@rule("PHY104", "sparse-is-no-slower", kinds=_DEVICES)
def sparse_is_no_slower(file: File, workspace: Workspace) -> Iterator[Problem]:
    """No rate with structured sparsity lies below the dense one, whatever their ratio is excepted from PHY101 for.

    Good:
        compute:
          matrix: {fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}}
          matrix_sparse:
            fp16: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix with sparsity 200 TFLOPS}
    Bad:
        compute:
          matrix: {fp16: {value: 200 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix with sparsity 200 TFLOPS}}
          matrix_sparse:
            fp16: {value: 100 TFLOP/s, cite: acme/sheet, at: p. 2, quote: FP16 matrix 100 TFLOPS}
    """
    for spec_path, _, sparse, dense in _sparse_rates(file):
        if dense is not None and sparse < dense:
            message = f"the sparse rate is below the dense one, {sparse / dense:.3g} of it"
            yield Problem(_path(spec_path), message, "have the two changed places?")
