"""Layers that a GPU holds of a model, query heads of a group, and numbers of another device that are no restatement."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict


@pytest.mark.parametrize(
    "text",
    [
        "- Qwen3 235B at Q4: 2.9 → 4.2 t/s with 95/95 layers offloaded.",
        "- gemma3 27b on a 16GB card: first 46 layers, 6.9 t/s; with 55 on offload 7.6 t/s.",
        "- gemma3 27b, 16GB card: baseline 46 layers 6.9 t/s; all but the experts, at 55 offload, 7.6 t/s.",
        "Offload 40 layers of Llama-3-70B to the GPU with `-ngl 40`.",
        "Llama-3-70B runs with 44 layers on the GPU and 36 layers on the CPU.",
        "**Llama-3.1-8B uses GQA:** Each of 8 KV heads is shared by 4 query heads.",
        "In Llama-3.1-8B, 4 query heads share one KV head.",
        "Llama-3.1-70B has 8 query heads per KV head.",
    ],
)
def test_counts_of_a_part(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Llama-3-70B has 64 layers, half of which we offload.", "64"),
        ("Qwen3 235B has 95 layers.", "95"),
        ("Llama-3.1-8B has 4 query heads.", "4"),
        ("Llama-3.1-8B has 16 query heads, 8 KV heads.", "16"),
    ],
)
def test_counts_of_the_whole(text: str, number: str) -> None:
    assert claim(text, number).verdict == "mismatch"


TABLE = "\n\n" + table("GPU | Memory", "V100 | 32GiB", "H100 | 80GiB")


def test_a_number_of_another_device_is_not_told_again() -> None:
    text = "A GPU has slow memory, e.g. 32GiB for the top-of-the-line A100, and fast SRAM." + TABLE
    assert verdict(text, "32GiB")[0] != "match"
    assert "again" not in claim(text, "32GiB").reason
    assert claim("It takes all of the 32GiB, as we said." + TABLE, "32GiB").verdict == "match"
