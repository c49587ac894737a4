"""Billions beside a model's name are its parameters, though no word says so; rates of formats far apart."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

MIXTRAL = "**Mixtral 8x7B.** Since attention is shared the total is {} billion, and {} billion take part per token."


@pytest.mark.parametrize(
    ("total", "active", "found"),
    [
        ("46.7", "12.9", []),
        ("56", "12.9", [("56 billion", "experts")]),
        ("46.7", "14", [("14 billion", "experts")]),
    ],
)
def test_a_mixture_is_smaller_than_its_name_says(total: str, active: str, found: list[tuple[str, str]]) -> None:
    assert findings(MIXTRAL.format(total, active)) == found


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("**gpt-oss-120b.** Contrary to its name 117 billion.", "117 billion"),
        ("**GPT-2 XL** (1.56 billion, 48 layers) was the largest.", "1.56 billion"),
    ],
)
def test_billions_of_a_model_are_its_parameters(text: str, quantity: str) -> None:
    assert verdict(text, quantity) == ("match", "")


@pytest.mark.parametrize(
    "text",
    [
        "Llama 3.1 70B saw 15 billion images, or 71 billion words.",
        "Llama 3.1 8B: 1.05 billion are in the embeddings.",
        "The name Mixtral 8x7B suggests 56 billion parameters, but they share layers.",
        "Llama 3.1 70B is beaten by a teacher with 90 billion.",
    ],
)
def test_other_billions_are_left_open(text: str) -> None:
    assert findings(text) == []


def test_formats_may_be_far_apart() -> None:
    text = "The A100 does 19.5 TFLOP/s in FP32 on its CUDA cores, {} in TF32 on the tensor cores."
    assert findings(text.format(156)) == []
    assert findings(text.format(312)) == [("312", "sparse-for-dense")]
