"""Columns that are a quotient of others, of a base in the header, or a ratio without a sign."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    ("rows", "right", "wrong"),
    [
        (("| forward | backward | ratio", "A | 12.0 ms | 25.2 ms | 2.1", "B | 8.0 ms | 24.0 ms | {}"), "3.0", "2.1"),
        (
            ("Format | Step (ms) | Gain", "FP16 | 30.0 | -", "FP8 | 20.0 | {}", "FP4 | 16.0 | 1.88×"),
            "1.50×", "0.67×",
        ),
        (
            ("| used TFLOP/s | share of 312", "a | 125 | 40%", "b | 203 | 65%", "c | 94 | {}"),
            "30%", "15%",
        ),
        (
            ("| reached (TFLOP/s) | % of the dense BF16 peak", "A100 | 156 | 50%", "H100 | 396 | {}"),
            "40%", "20%",
        ),
        (
            ("| wait | work | all | Busy", "a | 3.0 s | 1.0 s | 4.0 s | {}", "b | 0.4 s | 1.0 s | 1.4 s | 71.4%"),
            "25.0%", "75.0%",
        ),
        (
            ("| N | D | D/N", "small | 8B | 1.6T | 200", "middle | 20B | 0.5T | 25", "large | 64B | 1.6T | {}"),
            "25.0", "0.04",
        ),
    ],
)  # fmt: skip
def test_a_quotient_that_a_slip_explains(rows: tuple[str, ...], right: str, wrong: str) -> None:
    assert findings(table(*(row.format(right) for row in rows))) == []
    assert [words for words, _ in findings(table(*(row.format(wrong) for row in rows)))] == [wrong]


@pytest.mark.parametrize(
    "rows",
    [
        ("Model | Accuracy | Recall", "A | 71.2% | 24.3%", "B | 77.0% | 93.4%"),
        ("| read | write | hit rate", "a | 2.00 s | 4.00 s | 50.0%", "b | 1.00 s | 3.00 s | 91.0%"),
        ("| measured TFLOP/s | % of our goal", "A100 | 156 | 50%", "H100 | 396 | 20%"),
        ("Card | Step (ms) | Gain", "old | 20.0 | -", "new | 25.0 | 0.80×", "newest | 16.0 | 1.25×"),
    ],
)
def test_columns_that_are_none_are_left_alone(rows: tuple[str, ...]) -> None:
    assert findings(table(*rows)) == []


def test_a_speed_up_beside_one_that_is_right() -> None:
    rows = ("GPUs | Time (s) | Speed-up", "1 | 800 | 1.0", "4 | 210 | 3.8", "8 | 110 | {}")
    assert findings(table(*(row.format("7.3") for row in rows))) == []
    assert [words for words, _ in findings(table(*(row.format("6.3") for row in rows)))] == ["6.3"]
