"""Figures of a part that the text names are no wrong figures of the whole."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    "text",
    [
        "The V100 is connected by 16 lanes of PCIe3, each capable of 1 GB/s in each direction.",
        "EDR InfiniBand: 25 Gb/s (100 Gb/s for 4x).",
        "Each MI250X contains 2 GPUs, where each GPU has a peak FP64 vector rate of 23.9 TFLOPS.",
        "An MI250X has 110 CUs per GCD.",
    ],
)
def test_a_part_that_is_named(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("EDR InfiniBand carries 25 Gb/s per port.", ["25 Gb/s"]),
        ("The MI250X has 110 CUs.", ["110"]),
        ("The MI250X has a peak FP64 vector rate of 23.9 TFLOPS.", ["23.9 TFLOPS"]),
    ],
)
def test_the_whole(text: str, told: list[str]) -> None:
    assert [words for words, _ in findings(text)] == told
