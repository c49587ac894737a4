"""Workings that leave their result no room, amounts at the rate at which they pass, and bytes for things."""

from __future__ import annotations

import pytest
from snippets import findings


def told(text: str) -> list[str]:
    return [words for words, _ in findings(text, "notes.md")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The cache: 2 × 64 × 4096 × 8 × 96 × 2 = 1.5 GB.", ["1.5 GB"]),
        ("The cache: 2 × 64 × 4096 × 8 × 96 × 2 = 0.8 GB.", []),
        ("The cache: 2 × 64 × 4096 × 8 × 96 × 2 = 0.75 GB.", []),
        ("The cache: 2 × 64 × 4096 × 8 × 96 × 2 = 0.79 GB.", ["0.79 GB"]),  # of 1,024 kB each, on the way
        ("The cache: 2 × 64 × 4096 × 8 × 96 × 2 ≈ 0.79 GB.", []),
        ("The cache: 2 × 70 × 8192 × 8 × 128 × 2 bytes = 2.3 GB.", []),
        ("The cache: 2 × 84 × 8192 × 8 × 128 × 2 bytes = 2.8 GB.", []),
        ("The cache: 2 × 86 × 8192 × 8 × 128 × 2 bytes = 2.8 GB.", ["2.8 GB"]),  # cut off from 2.89
        ("The cache: 2 × 86 × 8192 × 8 × 128 × 2 bytes = 2.7 GB.", []),
        ("A matrix: 4096 × 4096 × 2 bytes = 33 MB.", []),
        ("A matrix: 4096 × 4096 × 2 bytes = 32 MB.", []),
        ("With its pad: 40 KB × 2048 × 3 = 246 MB, or 40 KB × 2048 × 3 = 240 MB.", []),
    ],
)
def test_products_of_whole_numbers(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("One pass: 23.5M parameters × 2 ops each = 47 GFLOP per token.", ["47 GFLOP per token"]),
        ("One pass: 23.5M parameters × 2 ops each = 47 MFLOP per token.", []),
        ("One pass: 23.5M × 2 = 47 GFLOP.", ["47 GFLOP"]),
        ("One pass: 23.5M × 2 = 0.047 GFLOP.", []),
        ("Its weights: 23.5M × 4 = 94 GB.", ["94 GB"]),
        ("Its weights: 23.5M × 4 = 94 MB.", []),
        ("Its weights: 23.5M × 4 = 89.6 MB.", []),
        ("23.5M × 2 / 10 = 4.7 GFLOP/s.", []),  # ten of which unit?
        ("One layer: 12 × 768 × 768 = 7.1 GFLOP.", []),
    ],
)
def test_counts_whose_scale_is_printed(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Write 80 tokens, 4 tokens/s = 2000 ms.", ["2000 ms"]),
        ("Write 80 tokens, 4 tokens/s = 20 s.", []),
        ("Write 80 tokens at 4 tok/s = 2 s.", ["2 s"]),
        ("Write 80 tokens at 4 tok/s → 20 s.", []),
        ("Read 14 GB, 2 TB/s = 7 ms.", []),
        ("Read 14 GB, 2 TB/s = 70 ms.", ["70 ms"]),
        ("It has 80 GB, 2 TB/s = 2,000 GB/s.", []),
        ("80 tokens at 20 ms = 1.6 s.", []),
    ],
)
def test_amounts_at_their_rate(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Gather: 13 GB × 2 bytes = 26 GB of traffic.", ["13 GB"]),
        ("Gather: 4 bytes × 1.5 GB = 6 GB of traffic.", ["1.5 GB"]),
        ("Gather: 13 billion × 2 bytes = 26 GB of traffic.", []),
        ("Gather: 13B × 2 bytes = 26 GB of traffic.", []),
        ("Gather: 13 GB × 2 = 26 GB of traffic.", []),
        ("Gather: 13 GB × 2 GPUs = 26 GB of traffic.", []),
    ],
)
def test_bytes_of_bytes(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong
