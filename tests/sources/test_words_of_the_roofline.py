"""Words about the roofline, formats and energy that contradict each other."""

from __future__ import annotations

import pytest
from snippets import findings

AGREE = [
    "Below the ridge point a kernel is memory-bound, above it compute-bound.",
    "Kernels left of the ridge are bandwidth-bound. Kernels to the right of the knee are compute-bound.",
    "With a low arithmetic intensity, decoding is memory-bound.",
    "At small batches we are memory-bound, at large batches compute-bound.",
    "Even at large batches attention is memory-bound.",  # every sequence has its own keys
    "The B200 has a higher ridge, so more kernels are memory-bound on it.",
    "A lower ridge means that more workloads are compute-bound.",
    "Compute grew faster than bandwidth, so the ridge point keeps rising.",
    "From FP16 to INT8: halves the bytes and doubles ops/byte.",
    "Is a kernel below the ridge compute-bound? No.",
    "Fusing moves a kernel from left of the ridge to compute-bound.",
    "A kernel below the ridge never gets compute-bound.",
    r"$E_{move} \gg E_{compute}$",
    "Upcasting from INT8 to FP16 doubles the memory footprint.",
    "Above the ridge it is no longer memory-bound.",
]
CONTRADICT = [
    ("Below the ridge point a kernel is compute-bound, above it memory-bound.", "compute-bound"),
    ("Everything right of the ridge is memory-bound.", "memory-bound"),
    ("High arithmetic intensity makes a GEMM memory-bound.", "memory-bound"),
    ("At small batch sizes we are compute-bound, at large batch sizes memory-bound.", "compute-bound"),
    ("Large batches are memory-bound; small batches are compute-bound.", "memory-bound"),
    ("The H100 has a lower ridge, meaning more workloads fall into the memory-bound regime.", "lower ridge"),
    ("The ridge point rises with each generation, so that fewer models are memory-bound.", "ridge point rises"),
    ("Compute has grown slower than bandwidth. The ridge point keeps rising.", "slower"),
    ("Going from FP16 to INT8 halves the arithmetic intensity.", "halves"),
    ("BF16 → FP8: doubles the memory traffic, same accuracy.", "doubles"),
    (r"The wall: $E_{move} \ll E_{compute}$.", "≪"),
]


@pytest.mark.parametrize("text", AGREE)
def test_words_that_agree_are_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("text", "words"), CONTRADICT)
def test_words_that_contradict_each_other_are_told(text: str, words: str) -> None:
    assert (words, "order") in findings(text)
