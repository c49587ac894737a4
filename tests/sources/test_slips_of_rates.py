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
