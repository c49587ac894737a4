"""Forms in which public texts state figures: names of later cards, brackets, bounds, guesses, readings of sensors."""

from __future__ import annotations

import pytest
from snippets import findings, table

_RUNS = "| Model | Tokens in a batch | Tokens/s | Hours / 1B tokens |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    "text",
    [
        table("GPU | Memory (GB) | Bandwidth (GB/s)", "A6000 Ada | 48 | 960", "A100 80GB PCIe | 80 | 1935"),
        table("Year | What | Card", "2016 | HBM2 (732 GB/s), NVLink 1.0 (160 GB/s) | Tesla P100"),
        table("Chip | What it is", "Cerebras WSE-3 | one wafer of 900K cores (WSE-2 had 850K)"),
        table("What | A100 80GB SXM | GB200 NVL72", "FP16 TFLOPS | 312 | 500+"),
        table("What | A100 80GB SXM | GB200", "TDP | 400W | 1500W?"),
        table("Module | Memory | Power", "AGX Orin 32GB | 32GB | 15W-40W"),
        "- The run took 13.8 GB@b32 on the T4",
        "- In training the T4 takes 64 W fp32, and 63 W amp",
        'Card: H100 80GB\n\n```json\n{"gpu": "H100 80GB", "temperature_c": 62, "power_watts": 650.0}\n```',
        "On decode the arithmetic intensity is 2 FLOP/Byte (A100 ridge ~153).",
        "- Llama 3 70B: dense\n- Mixtral 8x7B: fewer experts\n- Arctic: most complex (128 experts, 480B params)",
    ],
)
def test_these_are_right_or_of_something_else(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (table("GPU | Memory (GB) | Bandwidth (GB/s)", "A6000 Ada | 48 | 768", "A100 80GB PCIe | 80 | 1935"), "768"),
        (table("Chip | What it is", "Cerebras WSE-3 | one wafer of 850K cores, more than any other"), "850K"),
        (table("Module | Memory | Power", "AGX Orin 32GB | 64GB | 15W-40W"), "64GB"),
        ("- The T4 has a TDP of 90 W and 16 GB of memory", "90 W"),
        ("The ridge of the A100 80GB SXM is 250 FLOP/Byte in BF16.", "250 FLOP/Byte"),
    ],
)
def test_the_wrong_ones_are_told(text: str, found: str) -> None:
    assert found in [words for words, _ in findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Train 4768 steps: 10B tokens at 1024 × 2048 = 2.1M tokens a step.",
        "- Time: ~52 min / 15 epochs predicted → ~54 min in the run.",
        "- A context of 32K × batch 8 → ~80 GB of cache",
        "- Hardware: 50 cycles per cell, 9 treated + 3 control cells = 600 cycles",
        "- FLOPs: 70B × 400B = 168 ZFLOPs",
        "- A100: $12K / 312 = $38.5/TFLOPS",
        table("What | Time", "Send 4 KB over 10 Gbps Ethernet | 10 us"),
        _RUNS + "| small | 0.5M | 503k | 0.55 |\n| large | 1M | 169k | 1.64 |",
        "```\ngrid intensity    390 gCO2e/kWh\nenergy            0.006 kWh\nemissions         2.5 gCO2e\n```",
    ],
)
def test_these_calculations_are_right(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Train 4768 steps: 10B tokens at 1024 × 2048 = 3.1M tokens a step.", "3.1M"),
        ("- Hardware: 9 cells + 3 cells = 600 cells", "600"),
        ("- A100: $12K / 312 = $48.5/TFLOPS", "$48.5/TFLOPS"),
        ("- 16 × 24 GB → 512 GB", "512 GB"),
    ],
)
def test_these_are_not(text: str, found: str) -> None:
    assert any(words.startswith(found) for words, _ in findings(text))


@pytest.mark.parametrize(
    "text",
    [
        "On the Orin Nano 8GB:\n\n" + table("No. | Port | Rate", "6 | USB 3.2 ports (x4) | 10Gbps"),
        "Its peak is well below the 15.7 TFLOPS of the V100:\n\n- 3072 CUDA cores",
        "- In an MI300X platform of 8 each GPU reaches each other at 128 GB/s per peer",
        "On decode the intensity is 1~2 FLOP/Byte (A100 ridge ~153).",
    ],
)
def test_these_are_of_something_else(text: str) -> None:
    assert findings(text) == []
