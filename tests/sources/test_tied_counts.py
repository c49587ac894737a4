"""Counts that words tie: so many things of so many parts, amounts at a length, times that a rate makes."""

from __future__ import annotations

import pytest
from snippets import claim, findings, hold_right_and_slips


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("A cluster has 512 nodes of 8 GPUs, that is {}.", "4,096 GPUs", ["2,048 GPUs", "8,192 GPUs"]),
        ("We have 16 racks with 72 GPUs, so {} in total.", "1,152 GPUs", ["2,304 GPUs", "576 GPUs"]),
        (
            "A step takes 64 sequences of 4,096 tokens, that makes {}.",
            "262,144 tokens",
            ["131,072 tokens", "524,288 tokens"],
        ),
        ("An epoch of 1.28 million images at 2,500 images/s takes {}.", "512 s", ["5,120 s", "256 s"]),
        ("An epoch of 90,000 samples at 1,500 samples/s needs {}.", "60 s", ["600 s", "120 s"]),
    ],
)
def test_counts(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


def test_a_batch_at_a_sequence_length() -> None:
    text = "A global batch of 4 million tokens at a sequence length of 8,192 gives {} sequences."
    assert findings(text.format("488")) == []
    assert [words for words, _ in findings(text.format("244"))] == ["244"]


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("The PCIe link (64 GB/s) is {} slower than NVLink (900 GB/s).", "14x", ["7x", "28x"]),
        ("The disk at 2 GB/s is {} slower than memory at 200 GB/s.", "100x", ["10x", "50x"]),
    ],
)
def test_a_factor_between_two(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


def test_a_word_between_two() -> None:
    text = "FP8 doubles the peak of BF16 from 989 to {} TFLOP/s."
    assert findings(text.format("1,979")) == []
    assert [words for words, _ in findings(text.format("1,513"))] == ["doubles"]


@pytest.mark.parametrize(
    "text",
    [
        "The eight-GPU node at $2.50 per GPU-hour is $20 an hour; 512 of them are rented.",
        "A pool of 64 nodes with 8 GPUs serves 300 users on 128 GPUs.",
        "32 sequences of 4,096 tokens each pass through 80 layers.",
    ],
)
def test_other_counts(text: str) -> None:
    assert findings(text) == []


def test_what_a_rate_of_tokens_needs() -> None:
    text = "# On an H100\n\nDecoding reads 16 GB per token, so 100 tokens/s need {}."
    hold_right_and_slips(text, "1.6 TB/s", ["160 GB/s", "16 TB/s"])
    told = claim(text.format("16 TB/s"), "16 TB/s")
    assert told.hint == "write 1.6 TB/s"
