"""A figure beside its device that is ten times its specification or a tenth of it is told, whatever else is said."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("| GPU | Memory | TDP |\n|---|---|---|\n| A100 SXM | 8 GB | 400 W |", "8 GB"),
        ("The same job on RTX 4090s needs several cards, for their 2.4GB VRAM limitation.", "2.4GB"),
        ("Best value: a used RTX 3090 ($700 for 240 GB VRAM).", "240 GB"),
        ("| GPU | FP16 |\n|---|---|\n| A800 | 3120 TFLOPS (Tensor Core) |", "3120 TFLOPS"),
        ("# T4\n\n- INT8: 13 TOPS (with Tensor Cores)\n- Bandwidth: 320 GB/s", "13 TOPS"),
        ("The MI300X has 192 GB and up to 0.53 TB/s aggregate bandwidth.", "0.53 TB/s"),
    ],
)
def test_a_slipped_point(text: str, told: str) -> None:
    assert [words for words, _ in findings(text)] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "An idle H100 draws 70 W.",
        "Ten H100 have 800 GB of HBM together.",
        "On an H100 8 GB are left for the KV cache.",
        "The H100 SXM, with 8 GB to spare, serves it.",
        "The kernel reaches 98.9 TFLOP/s on the H100: its loads stall.",
        "Two EDR InfiniBand cards (100 Gb/s) and a 10 Gb/s Ethernet port.",
        "Four A100 have 320 GB.",
    ],
)
def test_other_tenths(text: str) -> None:
    assert findings(text) == []
