"""The peak where a share of it is said to be reached: "at 50% MFU an H100 sustains 989 TFLOP/s"."""

from __future__ import annotations

import pytest
from snippets import claim, findings


@pytest.mark.parametrize(
    ("text", "quantity", "right"),
    [
        ("At 50% MFU on H100 (990 TFLOP/s effective), the step is short.", "990 TFLOP/s", "495 TFLOP/s"),
        ("At 50% MFU an H100 sustains 989 TFLOP/s.", "989 TFLOP/s", "495 TFLOP/s"),
        ("With 50% MFU, the effective throughput of an A100 is 312 TFLOPS.", "312 TFLOPS", "156 TFLOP/s"),
        ("At 80% efficiency the effective bandwidth of an H100 is 3.35 TB/s.", "3.35 TB/s", "2.68 TB/s"),
    ],
)
def test_a_peak_that_is_called_reached_at_a_share_is_told(text: str, quantity: str, right: str) -> None:
    told = claim(text, quantity)
    assert (told.verdict, told.rule, told.hint) == ("mismatch", "peak-for-attained", f"write {right}")


@pytest.mark.parametrize(
    "text",
    [
        "At 50% MFU on H100 (495 TFLOP/s effective), the step is short.",
        "The H100 peaks at 989 TFLOP/s; at 50% MFU that is 495 TFLOP/s.",
        "The A100 delivers 312 TFLOPS; we reach 50% MFU.",
        "At 50% MFU, an H100 with 989 TFLOP/s needs twice the time.",
        "We see 50% MFU: 989 TFLOP/s peak and 495 TFLOP/s effective on the H100.",
        "A sustained 989 TFLOP/s of the H100 would be 100% of its peak.",
    ],
)
def test_a_peak_beside_a_share_is_quiet(text: str) -> None:
    assert findings(text) == []
