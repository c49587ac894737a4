"""What a sentence supposes contrary to fact is no claim about the device or the model that it names."""

from __future__ import annotations

import pytest
from snippets import verdict


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("Had Llama 3.1 70B kept all 64 KV heads, the cache would be 8 times larger.", "64", "unresolved"),
        ("If Llama 3.1 70B used MHA, it would have 64 KV heads.", "64", "unresolved"),
        ("Imagine Llama 3.1 70B with 64 KV heads.", "64", "unresolved"),
        ("With 64 KV heads instead of 8, Llama 3.1 70B would cache more.", "64", "unresolved"),
        ("If the H100 had 6 TB/s of bandwidth, its ridge would fall to 165.", "6 TB/s", "unresolved"),
        ("Llama 3.1 70B has 64 KV heads; if you cache them, you need more.", "64", "mismatch"),
        ("If you serve Llama 3.1 70B, which has 64 KV heads, plan for it.", "64", "mismatch"),
        ("The H100 has 6.7 TB/s of bandwidth, so that it would need 2.4 ms.", "6.7 TB/s", "mismatch"),
    ],
)
def test_a_supposition_is_no_claim(sentence: str, quantity: str, expected: str) -> None:
    assert verdict(sentence, quantity)[0] == expected


def test_what_a_mistake_would_report_is_no_claim() -> None:
    text = "Our 70B run logs 950 tokens/s per H100, 40.6% MFU. Divide by the sparse peak and you report 20.3%.\n"
    assert verdict(text, "20.3%")[0] == "unresolved"
