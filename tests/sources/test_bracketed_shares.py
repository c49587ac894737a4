"""Shares in brackets behind what they are the share of, ranges end by end."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The V100 advertises 125 TFLOPS. Training reaches 50–75 TFLOPS (40–60%).", []),
        ("V100: 125 TF peak. Training: 50–75 TF (40–60%). Lookups: 5–10 TF (4–8%).", []),
        ("V100: 125 TF peak. Training: 50–75 TF (40–60%). Lookups: 5–10 TF (5–20%).", ["20%"]),
        ("The H100 has 3.35 TB/s peak; a copy reaches 3.0 TB/s (90%).", []),
        ("The H100 has 3.35 TB/s peak; a copy reaches 3.0 TB/s (60%).", ["60%"]),
        ("The V100 has 125 TFLOPS peak, 40–62 sustained (32–50% MFU).", []),
        ("The V100 has 125 TFLOPS peak, 40–62 sustained (50–70% MFU).", ["50"]),
        ("On 16 GPUs we see a speedup of 12–14× (75–88%).", []),
        ("On 16 GPUs we see a speedup of 12–14× (60–88%).", ["60"]),
        ("Of a total of 48 GB the weights take 12 GB (25%).", []),
        ("Of a total of 48 GB the weights take 12 GB (40%).", ["40%"]),
        # shares of something else
        ("The V100 has 125 TFLOPS peak. Kernels run at 60 TFLOPS (30% slower than hoped).", []),
        ("The V100 has 125 TFLOPS peak. Kernels run at 60 TFLOPS (in 30% of the time).", []),
        ("Of 48 GB the weights take 12 GB (40%).", ["40%"]),
        ("Of 48 GB the weights take 12 GB (25%).", []),
        ("On 16 GPUs we see 3× (40%).", []),
        # two wholes
        ("The V100 has 125 TFLOPS peak, the A100 312 TFLOPS peak. Training: 60 TFLOPS (30%).", []),
    ],
)
def test_shares_in_brackets(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(text)] == wrong
