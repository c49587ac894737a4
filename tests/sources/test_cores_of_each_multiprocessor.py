"""Multiprocessors, their cores, and the cores of each: what the registry counts, and the quotient of its counts."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

RIGHT = [
    ("The H100 SXM has 4 tensor cores per SM.", "4"),
    ("Each SM of the A100 contains 4 Tensor Cores.", "4"),
    ("Every streaming multiprocessor (SM) on the H100 SXM has 128 CUDA cores.", "128"),
    ("An A100 has 108 streaming multiprocessors (SMs), each with 64 FP32 cores.", "64"),
    ("On the V100 there are 8 tensor cores in each SM.", "8"),
    ("Each SM of the A100 has 64 FP32 cores, 32 FP64 cores and 4 third-generation Tensor Cores.", "4"),
    ("A B200 has 128 FP32 CUDA cores/SM.", "128"),
]


@pytest.mark.parametrize(("text", "number"), RIGHT)
def test_cores_of_each(text: str, number: str) -> None:
    assert verdict(text, number) == ("match", "")


@pytest.mark.parametrize(("text", "number"), [pair for pair in RIGHT if "each with" not in pair[0]])
def test_half_of_them(text: str, number: str) -> None:
    wrong = str(int(number) // 2)
    assert verdict(text.replace(f" {number} ", f" {wrong} "), wrong) == ("mismatch", "different")


@pytest.mark.parametrize(
    "text",
    [
        "The A100 has 16 FP32 cores per SM partition.",
        "Each SM of the H100 has 4 sub-cores, each with 1 tensor core.",
        "We leave 2 tensor cores idle on the A100.",
        "On the H100 a kernel that keeps 2 tensor cores per SM busy would do.",
        "Each SM of the A100 has 4 Tensor Cores, for 432 Tensor Cores in total.",
        "The A100 has 108 SMs, each with 64 INT32 cores.",
        "The H100 has 528 fourth-generation Tensor Cores.",
        "100 SMs of the H100 compute and the others communicate.",
        "The full GH100 chip, of which the H100 is cut, has 144 SMs.",
    ],
)
def test_parts_of_one(text: str) -> None:
    assert findings(text) == []


SHEET = table(
    " | A100 SXM | H100 SXM | B200",
    "SMs | 108 | 132 | 148",
    "Tensor cores | 432 | 528 | 592",
    "Tensor cores per SM | 4 | 4 | 4",
    "FP32 cores / SM | 64 | 128 | 128",
    "CUDA cores | 6912 | 16896 | 18944",
)


def test_a_sheet() -> None:
    assert findings(SHEET) == []


@pytest.mark.parametrize(("right", "wrong"), [("148", "192"), ("592", "576"), ("18944", "16384"), ("432", "512")])
def test_wrong_counts_of_a_sheet(right: str, wrong: str) -> None:
    assert [words for words, _ in findings(SHEET.replace(right, wrong))] == [wrong]


def test_wrong_counts_in_a_sentence() -> None:
    assert [words for words, _ in findings("A B200 has 576 Tensor Cores across 192 SMs.")] == ["576", "192"]


def test_a_wrong_quotient_in_a_sheet() -> None:
    text = SHEET.replace("FP32 cores / SM | 64 | 128", "FP32 cores / SM | 64 | 96")
    assert [words for words, _ in findings(text)] == ["96"]
