"""A peak of the same device under the name of another format or pipe: three digits are no chance."""

from __future__ import annotations

import pytest
from snippets import findings, table

PAGE = "# The A100 SXM 80GB\n\nWe use the A100 SXM 80GB throughout.\n\n## Rates\n\n"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("FP32 without the tensor cores: 156 TFLOP/s, a rate that nobody reaches.", "matrix-for-vector"),
        ("In FP32 outside of the tensor cores it needs 312 TFLOP/s.", "matrix-for-vector"),
        ("Its tensor cores run TF32 at 312 TFLOP/s, which few reach.", "sparse-for-dense"),
    ],
)
def test_a_rate_above_the_peak_of_its_format_was_not_measured(line: str, rule: str) -> None:
    assert [found for _, found in findings(PAGE + line)] == [rule]


@pytest.mark.parametrize(
    "line",
    [
        "BF16 on the tensor cores: 156 TFLOP/s is what we reach.",
        "Our FP16 kernel reaches 78 TFLOP/s.",
        "In FP64 it needs 9.7 TFLOP/s.",
        "In FP16 it has 78 TFLOP/s.",
    ],
)
def test_a_rate_below_it_may_be_what_was_reached(line: str) -> None:
    assert findings(PAGE + line) == []


def test_a_width_in_a_header_names_the_format() -> None:
    rows = ("V100 SXM2 32GB | {}", "A100 SXM 80GB | 312", "H100 SXM | 989")
    for rate, found in (("125", []), ("31.4", [("31.4", "vector-for-matrix")])):
        assert findings(table("Card | 16-bit dense (TFLOP/s)", *(row.format(rate) for row in rows))) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("989.4 TFLOP/s dense BF16, 1978.9 dense FP8, 80 GB", []),
        ("989.4 TFLOP/s dense BF16, 3957.8 dense FP8, 80 GB", [("3957.8", "sparse-for-dense")]),
        ("989 TFLOP/s (BF16) and 3,958 (FP8)", [("3,958", "sparse-for-dense")]),
        ("989 TFLOP/s in BF16, 512 FP8 kernels", []),
    ],
)
def test_the_second_of_two_rates_has_the_unit_of_the_first(line: str, found: list[tuple[str, str]]) -> None:
    assert findings(f"- H100 SXM5: {line}\n") == found


def test_a_rate_with_sparsity_is_not_said_again_as_the_dense_one() -> None:
    text = "# Edge\n\nThe 275 TOPS of NVIDIA's AGX Orin are INT8 with sparsity; dense it is {} TOPS.\n"
    assert findings(text.format("137.5")) == []
    assert findings(text.format("275")) == [("275 TOPS", "sparse-for-dense")]


def test_the_bits_of_several_ports_are_not_their_bytes() -> None:
    text = "# Out\n\nA node has eight GPUs with a port of InfiniBand NDR each: {} out of the box.\n"
    assert findings(text.format("400 GB/s")) == findings(text.format("3.2 Tbit/s")) == []
    assert findings(text.format("3.2 TB/s")) == [("3.2 TB/s", "bits-for-bytes")]


def test_sizes_in_a_header_are_of_the_family_in_its_corner() -> None:
    head = "Llama 3.1 | 8B | 70B | 405B"
    assert findings(table(head, "layers | 32 | 80 | 126")) == []
    assert [text for text, _ in findings(table(head, "layers | 32 | 80 | 118"))] == ["118"]


@pytest.mark.parametrize(("peak", "found"), [("989", []), ("1979", ["1979"])])
def test_a_format_of_what_is_stored_is_not_that_of_the_rate(peak: str, found: list[str]) -> None:
    rows = ("BF16 weights, BF16 math | 989", "FP8 weights, FP8 math | 1979", f"FP8 weights, BF16 math | {peak}")
    assert [words for words, _ in findings(table("Scheme on an H100 | Peak (TFLOP/s)", *rows))] == found


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("The H100 GPUs of the cluster provide {} SMs and 80 GB of memory each.", "132", "1320"),
        ("Below is a whole A100 with {} SMs:", "108", "1080"),
        ("# H100\n\nBandwidth is abundant ({} GB/s on HBM3).", "3,350", "33,500"),
    ],
)
def test_ten_times_all_that_there_are_is_a_slip(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert wrong in " ".join(found for found, _ in findings(text.format(wrong)))


@pytest.mark.parametrize("text", ["A block runs on one of the A100's 13 SMs.", "Ten A100s have 1,000 SMs or so."])
def test_a_part_of_the_cores_is_none(text: str) -> None:
    assert findings(text) == []
