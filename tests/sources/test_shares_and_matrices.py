"""Shares of an amount that is named behind them, matrices by their shape, and bounds that are twice what they bound."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("With TP=8 each GPU holds @ of the 140 GB.", "17.5 GB", ["35 GB", "8.75 GB"]),
        ("Under tensor parallelism of 4, every GPU keeps @ of those 32 GB of weights.", "8 GB", ["4 GB", "16 GB"]),
        ("ZeRO-3 over 64 GPUs leaves @ per GPU of those 112 GB.", "1.75 GB", ["3.5 GB", "14 GB"]),
        ("FSDP across 16 GPUs: each GPU stores @ of the 256 GB of states.", "16 GB", ["32 GB", "8 GB"]),
        ("A 4096x4096 matrix in FP16 takes @.", "33.6 MB", ["16.8 MB", "67 MB", "134 MB"]),
        ("In BF16 an 8,192 × 28,672 weight matrix is @ large.", "470 MB", ["235 MB", "940 MB"]),
        ("Adam keeps 16 bytes per parameter: @ for 7B.", "112 GB", ["84 GB", "126 GB", "56 GB"]),
        ("Reading 140 GB of weights at 3.35 TB/s takes @ per token.", "42 ms", ["21 ms", "84 ms", "420 ms"]),
    ],
)
def test_right_and_wrong(text: str, right: str, slips: list[str]) -> None:
    for slip in slips:
        assert len(findings(text.replace("@", slip))) == 1, slip
    assert findings(text.replace("@", right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two 4096x4096 matrices in FP16 move 67 MB.",
        "A 4096x4096 matrix takes 67 MB.",
        "A 1920x1080 image in FP16 takes 12 MB.",
        "With TP=8 each GPU holds 20 GB: its share of the 140 GB and 2.5 GB of buffers.",
        "Reading 140 GB of weights at 3.35 TB/s takes at least 42 ms, and with the cache 60 ms per token.",
        "We measured 84 ms per token, twice the 42 ms that reading 140 GB at 3.35 TB/s takes.",
    ],
)
def test_other_amounts(text: str) -> None:
    assert findings(text) == []
