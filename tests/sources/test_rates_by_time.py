"""Printed results that count by time, attainable rates of an intensity, and totals of lines with their workings."""

from __future__ import annotations

import pytest
from snippets import findings, frame


def told(text: str, path: str = "notes.md") -> list[str]:
    return [words for words, _ in findings(text, path)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Without overlap: 1 / 40 ms = 25 batches/s.", []),
        ("Without overlap: 1 / 40 ms = 40 batches/s.", ["40"]),
        ("32 / 40 ms = 800 images per second.", []),
        ("32 / 40 ms = 80 images per second.", ["80"]),
        ("1 / 2 min = 30 runs per hour.", []),
        ("1 / 2 min = 45 runs per hour.", ["45"]),
        ("600 requests / 20 s = 30 requests/s.", []),
        ("Then 1 / 40 ms = 25 of them.", []),
        ("At 5 FLOP/B we reach 5 × 3,350 GB/s = 16.8 TFLOPS.", []),
        ("At 5 FLOP/B we reach 5 × 3,350 GB/s = 6.7 TFLOPS.", ["6.7 TFLOPS"]),
        ("Four of them: 4 × 3.35 TB/s = 13.4 TB/s.", []),
    ],
)
def test_results_by_time(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


LINES = r"""Kernel: $64 \times 32 \times 9 \times 2$ = 36.9 KB\\
Input: $56^2 \times 32 \times 2$ = 201 KB\\
Output: $56^2 \times 64 \times 2$ = 401 KB\\
Total $\approx$ {}\\"""


@pytest.mark.parametrize(
    ("total", "wrong"), [("639 KB", []), ("602 KB", ["602 KB"]), ("438 KB", ["438 KB"])], ids=["all", "two", "others"]
)
def test_a_total_of_lines_that_are_all_worked_out(total: str, wrong: list[str]) -> None:
    assert told(frame(LINES.replace("{}", total)), "deck.tex") == wrong


def test_a_total_of_some_lines_only() -> None:
    lines = "GPU memory: 80 GB\n\nWeights: 14 GB\n\nCache: 10 GB\n\nTotal: 24 GB\n"
    assert told(lines) == []
