"""Keys and values by what a text states of a token, its tokens and its sequences."""

from __future__ import annotations

import pytest
from snippets import findings

TOTAL = "# Caches\n\nWe plan 12 chats of 2,048 tokens at 196,608 bytes per token: {} each, {} altogether.\n"
LAYERS = (
    "# KV cache of a token\n\n- Ours: 24 layers, 4 KV heads (16 query heads), head size 128: {}\n- Theirs: see above\n"
)
FORMATS = "# KV cache\n\nIn BF16 the cache takes 96 KiB per token. In FP8 it is {}.\n"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (TOTAL.replace("{} alto", "4.83 GB alto"), "0.40 GB", "0.20 GB"),
        (TOTAL.replace("{} each", "0.40 GB each"), "4.83 GB", "0.40 GB"),
        (LAYERS, "48 KiB", "24 KiB"),
        (LAYERS, "48 KiB", "192 KiB"),
        (FORMATS, "48 KiB", "96 KiB"),
    ],
)
def test_a_slip_in_a_cache_is_found(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert wrong in [found for found, _ in findings(text.format(wrong))]


@pytest.mark.parametrize(
    "text",
    [
        "# KV cache\n\nIt takes 96 KiB per token. With 4,096 tokens and the weights a step reads 16.5 GB.\n",
        "# KV cache\n\n24 layers, 4 KV heads, head size 128: 48 KiB. Without grouping it would be 192 KiB.\n",
    ],
)
def test_another_amount_is_left_alone(text: str) -> None:
    assert findings(text) == []
