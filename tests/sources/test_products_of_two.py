"""Numbers that two quantities around them give, told by the dimensions; a known factor off is a mistake."""

from __future__ import annotations

import pytest
from snippets import claim, findings

# What is stated, the number that follows, what people write instead.
PAIRS = [
    ("# On an H100 SXM\n\nLayerNorm moves 268 MB, {} at full bandwidth.\n", "80 µs", "40 µs"),
    ("# Products on the A100 SXM 80 GB\n\nThe product has 1.10 TFLOP, which takes {} in BF16.\n", "3.53 ms", "1.76 ms"),
    ("# A GEMM on the H100 SXM\n\nThe product has 1.10 TFLOP: 1.11 ms in BF16 and {} in FP8.\n", "0.56 ms", "0.28 ms"),
    ("# KV cache\n\nEach token takes 131,072 B. A prompt of 8,192 tokens keeps {} of it.\n", "1.07 GB", "0.54 GB"),
    ("# Prefill\n\nThe prompt of 2,048 tokens takes 66.5 ms, which makes {} of prefill.\n", "30,800 tokens/s",
     "3,080 tokens/s"),
    ("# Roofline of the H100 SXM\n\nAt 62.1 FLOP/B and 3.35 TB/s it attains {}.\n", "208 TFLOP/s", "416 TFLOP/s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_pairs_explain_a_number_or_show_its_mistake(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(right), right).verdict == "match"
    assert findings(text.format(right)) == []
    assert [found for found, _ in findings(text.format(wrong))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "# On an H100 SXM\n\nLayerNorm moves 268 MB, 130 µs at full bandwidth.\n",  # by no known factor
        "# On an H100 SXM\n\nLayerNorm moves 268 MB; we measured 160 µs.\n",
        "# On an H100 SXM\n\nLayerNorm moves 268 MB at 50% of the bandwidth: 160 µs.\n",
        "# Ridges\n\nRidge points of the H100 lie between about 140 and 600 FLOP/B.\n",
        "# Loading\n\nWeights of 141 GB from a disk of 12 GB/s:\n\n- BF16: 11.8 s\n- FP8 checkpoint: 5.9 s\n",
        "# Optimizer\n\n8 H100 GPUs hold 16.06 GB of gradients.\n\n- Cut the gradients into 8 chunks of 2.01 GB.\n",
    ],
)
def test_other_readings_of_a_number_are_left_open(text: str) -> None:
    assert findings(text) == []
