"""Totals of what a training keeps, in lines and in tables, and the step between two formats above a factor."""

from __future__ import annotations

import pytest
from snippets import findings


def told(text: str) -> list[str]:
    return [words for words, _ in findings(text, "notes.md")]


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        ("32 MB", []),
        ("24 MB", ["24 MB"]),  # twelve bytes each, as other recipes have: but these parts are named
        ("16 MB", ["16 MB"]),
    ],
)
def test_a_total_of_parts_that_are_named(total: str, wrong: list[str]) -> None:
    text = "## Memory\n\nThe network has 2M parameters.\n\nWeights = 8 MB. Gradients = 8 MB. Adam = 16 MB. Total = "
    assert told(f"{text}{total} to train.") == wrong


def test_other_lines_above_a_total_are_no_parts() -> None:
    assert told("## Node\n\nMemory: 80 GB. Weights: 14 GB. Cache: 10 GB. Total: 24 GB.") == []


@pytest.mark.parametrize(("total", "wrong"), [("1,539 KB", []), ("1,503 KB", []), ("1,103 KB", ["1,103 KB"])])
def test_a_total_of_bytes_may_be_in_powers_of_1024(total: str, wrong: list[str]) -> None:
    rows = "| First | 1,204,000 |\n| Second | 301,000 |\n| Third | 34,000 |\n"
    assert told(f"## Layers\n\n| Part | Bytes |\n|--|--:|\n{rows}| **Total** | {total} |\n") == wrong


@pytest.mark.parametrize(
    ("step", "line", "wrong"),
    [
        ("FP32 → INT8", "4× memory reduction", []),
        ("FP32 → INT8", "8× memory reduction", ["8×"]),
        ("FP16 → INT4", "2× smaller", ["2×"]),
        ("FP32 → INT8", "2–4× speedup", []),
        ("FP32 → INT8", "3× faster", []),
        ("Weights in FP32, activations in INT8", "8× memory reduction", []),
    ],
)
def test_a_factor_below_a_step_between_formats(step: str, line: str, wrong: list[str]) -> None:
    assert told(f"## Compress\n\n- {step}\n- {line}\n") == wrong
