"""Shapes under the full names of released models: in a catalogue of such they are the published ones."""

from __future__ import annotations

import pytest
from coding import findings

CATALOGUE = """
export const SHAPES = {
  "Mistral-7B-Instruct-v0.3": { layers: 32, hidden_size: 4096, kv_heads: 8, head_dim: 128 },
  "Llama-3-8B-Instruct": { layers: 32, hidden_size: 4096, kv_heads: 8, head_dim: 128 },
  "Llama-3-70B-Instruct": { layers: 80, hidden_size: 8192, kv_heads: 8, head_dim: 128 },
  "Qwen2.5-72B-Instruct": { layers: 80, hidden_size: 8192, kv_heads: 8, head_dim: 128 },
  "%s": { layers: %s, hidden_size: %s, kv_heads: %s, head_dim: %s },
};
"""
RIGHT = ("Qwen2.5-7B-Instruct", 28, 3584, 4, 128)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (RIGHT, []),
        (("Qwen2.5-7B-Instruct", 32, 4096, 8, 128), ["32", "4096", "8"]),
        (("Qwen2.5-7B", 24, 3584, 2, 128), ["24", "2"]),
        (("google/gemma-2-9b-it", 32, 4096, 16, 128), ["32", "4096", "16", "128"]),
        (("meta-llama/Llama-2-13b-chat-hf", 32, 4096, 32, 96), ["32", "4096", "32", "96"]),
        (("Llama-3.2-1B-Instruct", 22, 2048, 4, 64), ["22", "4"]),
    ],
)
def test_a_shape_under_the_full_name_of_a_released_model(row: tuple[object, ...], told: list[str]) -> None:
    assert [text for text, _ in findings(CATALOGUE % row, "shapes.ts")] == told


@pytest.mark.parametrize(
    "row",
    [
        ("tiny-llama-test", 2, 64, 2, 32),
        ("Qwen2.5-7B-Instruct-pruned", 20, 3584, 2, 128),
        ("Llama-3-8B-draft", 8, 2048, 4, 64),
        ("my-Llama-3-8B-from-scratch", 16, 2048, 4, 64),
        ("half-Llama-3-8B", 16, 2048, 4, 64),
        ("Qwen2.5-7B-Instruct", 29, 3584, 4, 128),  # a layer for further tokens, counted in
        ("Llama-3-8B-distilled-to-half", 16, 4096, 8, 128),
    ],
)
def test_models_of_ones_own_are_left_alone(row: tuple[object, ...]) -> None:
    wrong = findings(CATALOGUE % row, "shapes.ts")
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        # few models: a program's own settings
        'MODELS = {"Qwen2.5-7B-Instruct": dict(layers=4, hidden_size=512, kv_heads=2, head_dim=64)}\n',
        # most figures are others than the published ones: copies cut short for tests
        "FIXTURES = {\n"
        '  "Llama-3-8B": dict(layers=2, hidden_size=256, kv_heads=8, head_dim=128),\n'
        '  "Llama-3-70B": dict(layers=2, hidden_size=256, kv_heads=8, head_dim=128),\n'
        '  "Qwen2.5-7B": dict(layers=2, hidden_size=256, kv_heads=4, head_dim=32),\n'
        '  "Qwen2.5-72B": dict(layers=2, hidden_size=256, kv_heads=4, head_dim=32),\n'
        '  "Mistral-7B": dict(layers=2, hidden_size=256, kv_heads=4, head_dim=32),\n'
        "}\n",
    ],
)
def test_a_table_that_is_no_catalogue(code: str) -> None:
    assert findings(code) == []
