"""Two cells that agree by chance make no law, and a factor that other two numbers give is no error."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    "text",
    [
        table(
            "Link | 2-GPU | 4-GPU | 8-GPU",
            "NVSwitch | 96% | 93% | 88%",
            "P2P | 94% | 87% | 75%",
            "PCIe | 65% | 40% | 20%",
        ),
        table(
            "GPUs | Accuracy | Time FP32 | Time mixed | Speedup",
            "8 | 77.67% | 49.0 h | 38.0 h | 1.29",
            "32 | 77.55% | 11.5 h | 10 h | 1.15",
        ),
        table(
            "GPUs | samples/s | mixed | Scaling",
            "1 | 40 | 184 | 1.00",
            "8 | 311 | 1289 | 7.00",
            "16 | 626 | 2594 | 14.09",
        ),
        "The loss adds up by 1.87x: 0.0651 measured against 0.1215 expected (over 32,768 tokens, then 65,536 tokens).",
        "One path gives 0.84 tokens/s, the other 18.6 tokens/s: they disagree by ~20x.",
        "It decodes 157.6 tokens/s after 148.9 tokens/s of prefill, 3.7x faster than dense models.",
        "- utilization: 0% (0 MiB)\n- GPU utilization: 0%",
        table("Part | FLOPs", "20 layers | 20 × 86.30 = 1 726.0 T"),
        "# Notes on DeepSeek-V4\n\nDeepSeek-V4 and DeepSeek-V4-Flash.\n\n## Layers\n\nUnlike DeepSeek-V3:\n\n"
        + table("Part | What", "all 43 layers | attention")
        + "\n\nDeepSeek-V4 again.",
    ],
)
def test_these_are_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rate rises from 190 to 409 tokens/s, 3.4 times as much.", ["3.4 times"]),
        ("DeepSeek-V3 has 43 layers.", ["43"]),
        ("It takes 20 × 86.30 = 1826.0 T.", ["1826.0"]),
    ],
)
def test_the_others_are_told(text: str, found: list[str]) -> None:
    assert [words.removesuffix(" T") for words, _ in findings(text)] == found
