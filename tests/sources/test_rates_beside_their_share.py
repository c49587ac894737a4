"""Rates that are reached, not specifications: their share of the peak beside them, or said elsewhere to be measured."""

from __future__ import annotations

import pytest
from snippets import findings

_TABLE = """
| {head} | {rate} | {share} |
|---|---|---|
| {name} | {value} | {percent} |
"""


@pytest.mark.parametrize(
    ("head", "rate", "share", "name", "value", "percent"),
    [
        ("Kernel", "TFLOPS", "% of B200 peak", "BF16 GEMM", "900", "40%"),
        ("Kernel on the H100", "TFLOP/s", "MFU", "FP8 GEMM", "1200", "61%"),
        ("GPU", "Bandwidth", "% of peak", "A100 80GB SXM", "1,600 GB/s", "78%"),
        ("GPU", "Bandwidth", "Efficiency", "H100 SXM", "2,900 GB/s", "87%"),
        ("GPU", "BF16 TFLOPS", "% of theoretical", "H100 SXM", "**640**", "**65%**"),
    ],
)
def test_a_rate_in_a_row_with_its_share_is_reached(
    head: str, rate: str, share: str, name: str, value: str, percent: str
) -> None:
    assert findings(_TABLE.format(**locals())) == []


@pytest.mark.parametrize("share", ["Share of the fleet", "% of the budget", "Sold"])
def test_a_rate_in_a_row_with_another_share_is_a_specification(share: str) -> None:
    text = _TABLE.format(head="GPU", rate="BF16 TFLOPS", share=share, name="H100 SXM", value="889", percent="40%")
    assert [one for one, _ in findings(text)] == ["889"]


@pytest.mark.parametrize(
    "text",
    [
        "- Our FP8 kernel on the B200: 1040 TFLOPS (23%)",
        "- FlashAttention on the H100: 660 TFLOPS (~67%)",
        "On the H100, our copy runs at 2,900 GB/s (87 %).",
    ],
)
def test_a_bare_share_behind_a_rate(text: str) -> None:
    assert findings(text) == []


def test_what_is_measured_elsewhere() -> None:
    sized = "On a T4 with PCIe at ~9 GB/s, sharding over several GPUs would be slow."
    assert [one for one, _ in findings(sized)] == ["9 GB/s"]
    assert findings(f"The T4 sits on PCIe (measured at ~9 GB/s).\n\n{sized}") == []
    assert [one for one, _ in findings(f"The disk was measured at 19 GB/s.\n\n{sized}")] == ["9 GB/s"]
