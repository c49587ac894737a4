"""Rates whose prefix or whose "/s" is lost: FLOP/s for TFLOP/s, TB for TB/s."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

RATES = "The A100 is rated at 312 TFLOP/s in FP16, the H100 SXM at 989 TFLOP/s.\n\n"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("An A100 is rated at 312 FLOPs/s in BF16.", "312 FLOPs/s"),
        ("The H100 SXM delivers 989 FLOP/s.", "989 FLOP/s"),
        (RATES + "Real float16 products top out around 250 FLOPS/s.", "250 FLOPS/s"),
        (RATES + "On the H100 we reached ~600 FLOP/s.", "600 FLOP/s"),
    ],
)
def test_rates_without_a_prefix(text: str, rate: str) -> None:
    assert verdict(text, rate)[1] == "power-of-ten"


@pytest.mark.parametrize(
    "text",
    [
        RATES + "In 1946 the ENIAC did 500 FLOP/s.",
        RATES + "By hand one does 300 FLOP/s at the very best.",
        RATES + "That is $312 \\times 10^{12}$ FLOP/s on the A100 in FP16.",
        RATES + "A kernel of 300 FLOP/s per element is small for an A100.",
        RATES + "Each thread of the A100 does 2 FLOP/s.",
        "An A100 needs 312 FLOPs for each of these.",
        "The H100 SXM has 80 GB of memory and a bandwidth of 3.35 TB/s.",
        "We moved 3.35 TB on the H100 SXM, bandwidth is what counts.",
        "The A100 80GB has a memory bandwidth of 2.0 TB/s; the buffer for bandwidth tests is 4 GB.",
    ],
)
def test_other_rates_and_amounts(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("The H100 SXM has a memory bandwidth of 3.35 TB.", "3.35 TB"),
        ("The A100 80GB offers 2.0 TB of bandwidth.", "2.0 TB"),
        ("With 900 GB NVLink bandwidth the H100 SXM talks to its peers.", "900 GB"),
    ],
)
def test_bandwidths_without_seconds(text: str, amount: str) -> None:
    assert verdict(text, amount)[0] == "mismatch"
