"""Trainable parameters of low-rank adapters of models whose shapes are known."""

from __future__ import annotations

import pytest
from snippets import findings, hold_right_and_slips, table


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("LoRA with r=8 on q_proj and v_proj of Llama 2 7B has {} trainable parameters.", "4.2M", ["2.1M", "8.4M"]),
        ("LoRA of rank 16 on all attention projections of Llama 3 8B: {} trainable parameters.", "13.6M", ["16.8M"]),
        ("Rank-64 LoRA adapters on q, k, v, o of Llama 2 70B have {} trainable parameters.", "262M", ["131M", "336M"]),
        ("With LoRA (r = 16) on attention + MLP, Mistral 7B has {} trainable parameters.", "41.9M", ["26.2M"]),
        ("LoRA, r=8, on query and value of Llama 3 8B: {} trainable parameters.", "3.4M", ["4.2M"]),
    ],
)
def test_sentences(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


def test_rows() -> None:
    rows = ("small | 8 | q, v | 3.4M", "more | 16 | q, k, v, o (4/4) | {}", "all | 16 | attention + MLP (7/7) | 41.9M")
    text = "# LoRA of Mistral 7B\n\n" + table("Config | Rank | Target modules | Trainable params", *rows)
    hold_right_and_slips(text, "13.6M", ["6.8M", "26.2M"])


@pytest.mark.parametrize(
    "text",
    [
        "LoRA with r=8 on q_proj and v_proj of Llama 2 7B and its embeddings has 12M trainable parameters.",
        "Per layer, LoRA with r=8 on q_proj and v_proj of Llama 2 7B has 131k trainable parameters.",
        "LoRA with r=8 or r=16 on q_proj and v_proj of Llama 2 7B has 4 to 9M trainable parameters.",
        "LoRA with r=8 on q_proj and v_proj of our own model has 5.0M trainable parameters.",
        "LoRA with r=8 on the experts of Mixtral 8x7B has 50M trainable parameters.",
    ],
)
def test_other_adapters(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("LoRA, r=8 on q_proj and v_proj of Llama 2 7B: 4.2M trainable parameters ({}).", "0.06%", ["0.6%", "0.006%"]),
        ("LoRA of rank 16 on all attention projections of Llama 3 8B: 13.6M trainable parameters, only {}.", "0.17%",
         ["1.7%", "0.02%"]),
    ],
)  # fmt: skip
def test_shares_of_the_model(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


def test_a_share_of_another_count() -> None:
    packed = "LoRA, r=8 on q_proj and v_proj of Llama 2 7B: 4.2M trainable parameters (0.12%), in 4 bits."
    assert findings(packed) == []
    assert findings(packed.replace("0.12%", "0.32%").replace("in 4 bits", "of the 1.3B model")) == []
