"""Counts against the numbers or the names that a bracket behind them lists."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The job kept 3 checkpoints (100, 200, 300, 340) of the run.", ["3"]),
        ("The job kept 4 checkpoints (100, 200, 300, 340) of the run.", []),
        ("Es wurden 3 Checkpoints geschrieben (100, 200, 300, 340).", ["3"]),
        ("Only the last 3 checkpoints (200, 300, 340) are kept.", []),
        ("We swept five batch sizes (1, 8, 32, 64).", ["five"]),
        ("We swept five batch sizes (1, 8, 32, 64, 128).", []),
        ("We swept five batch sizes (1, 8, ..., 512).", []),
        ("A network with 2 layers (768, 512, 256).", []),
        ("It has 2 nodes (8, 16, 32 GPUs each).", []),
        ("We compare three formats: FP8, BF16, FP16, INT8.", ["three"]),
        ("We compare three formats (FP8, BF16, FP16 and INT8).", ["three"]),
        ("We compare 3 formats: FP8, BF16, INT8.", []),
        ("We compare 4 formats (FP8, BF16, INT8).", ["4"]),
        ("We compare 8 formats (FP8, BF16, INT8).", []),
        ("We trained on 4 GPUs (A100, V100, T4).", []),
        ("We compare other 3 models (Qwen, Llama, Mistral, Gemma).", []),
        ("Of its 12 runs (1,024, 2,048, 4,096) were long.", []),
    ],
)
def test_counts_before_a_bracket(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"## Sweep\n\n{text}\n", "notes.md")] == wrong
