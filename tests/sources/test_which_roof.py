"""Which roof binds, memory or arithmetic, against the intensity and the ridge (Williams et al. 2009) or two times."""

from __future__ import annotations

import pytest
from snippets import checked, findings, frame, table

_MEMORY, _COMPUTE = "memory-bound", "compute-bound"


def _bounds(text: str, path: str = "notes.md") -> list[tuple[str, str]]:
    return [(claim.text, claim.verdict) for claim in checked(text, path).claims if claim.field == "bound"]


_SENTENCES = [
    ("The ridge is 153 FLOP/byte. Softmax has an intensity of 1.25 FLOP/byte: {}.", _MEMORY),
    ("Batch-64 decode on an H100: the ridge is near 295 FLOP/byte, the layers offer 64 FLOP/byte, hence {}.", _MEMORY),
    ("Intensity 128 < ridge 560: {}, by a factor of more than four.", _MEMORY),
    ("AI = 3.8G / 3.0M = 1,267. Ridge = 295. {}!", _COMPUTE),
    ("The ridge of the card lies at 160 FLOP/byte, the product reaches 1,365 FLOP/byte. It is {}.", _COMPUTE),
    ("Compute takes 0.016 ms, the memory 4.8 ms. Thus decode is {}.", _MEMORY),
    ("T_compute = 2.4 ms, T_memory = 0.3 ms: the kernel is {}.", _COMPUTE),
    ("On an H100 the elementwise add has 0.17 FLOP/byte and is {}.", _MEMORY),
]


@pytest.mark.parametrize(("sentence", "right"), _SENTENCES)
def test_the_wrong_roof_is_told_and_the_right_one_understood(sentence: str, right: str) -> None:
    wrong = _COMPUTE if right == _MEMORY else _MEMORY
    assert _bounds(sentence.format(right)) == [(right, "match")]
    assert _bounds(sentence.format(wrong)) == [(wrong, "mismatch")]
    assert findings(sentence.format(wrong)) == [(wrong, "order")]


@pytest.mark.parametrize(("cell", "wrong"), [("memory", True), ("compute", False)])
def test_a_cell_under_bound_is_held_against_the_intensity_of_its_row(cell: str, wrong: bool) -> None:
    rows = table("Kernel | AI (FLOP/byte) | bound by", f"GEMM | 1365 | {cell}", "softmax | 1.25 | memory")
    text = f"On a card with a ridge of 153 FLOP/byte:\n\n{rows}"
    assert _bounds(text) == [(cell, "mismatch" if wrong else "match"), ("memory", "match")]


def test_a_list_on_a_slide_ends_with_its_verdict() -> None:
    body = r"""\begin{itemize}
  \item ridge point of the card: 153 FLOP/byte
  \item matmul intensity: 1365 FLOP/byte
  \item %s
\end{itemize}"""
    assert _bounds(frame(body % _COMPUTE), "deck.tex") == [(_COMPUTE, "match")]
    assert _bounds(frame(body % _MEMORY), "deck.tex") == [(_MEMORY, "mismatch")]


def test_a_side_of_the_ridge_is_held_against_both_numbers() -> None:
    text = "The kernel's arithmetic intensity is 20 FLOP/byte, far {} the ridge point of 153 FLOP/byte."
    assert _bounds(text.format("below")) == [("below the ridge point", "match")]
    assert _bounds(text.format("above")) == [("above the ridge point", "mismatch")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ridge is 295 FLOP/byte, decode has 2 FLOP/byte. Prefill is compute-bound.",
        "The ridge is 295 FLOP/byte. At 2 FLOP/byte a layer is never compute-bound.",
        "The ridge is 295 FLOP/byte, the intensity is 2 FLOP/byte. When does it become compute-bound?",
        "The ridge is 295 FLOP/byte. At 2 FLOP/byte fusing memory-bound kernels helps; compute-bound ones stay.",
        "Ridge 153 FLOP/byte, intensity 160 FLOP/byte: memory-bound, all told.",  # too near to say
        "On an H100 the FP8 product has 400 FLOP/byte and is memory-bound.",  # between its ridges
        "The AllReduce takes 4 ms, computing 1 ms: the step is memory-bound no more.",
        "The ridge is 295 FLOP/byte, decode has 2 FLOP/byte, prefill 900 FLOP/byte. So one is compute-bound.",
    ],
)
def test_what_leaves_it_open_is_let_be(sentence: str) -> None:
    assert not findings(sentence)
