"""Amounts near a factor that it does not compare: conditions, causes, counts, and bases of other rows."""

from __future__ import annotations

import pytest
from snippets import findings, table


def _told(text: str, rules: tuple[str, ...] = ("ratio",)) -> list[str]:
    return [words for words, rule in findings(text, "notes.md") if rule in rules]


@pytest.mark.parametrize(
    "text",
    [
        # where a factor was measured
        "The gain climbs from 1.3× at 128 tokens to 1.6× at 2048 tokens.",
        "We see 2.1× with 16 GB and 3.2× with 512 GB of cache.",
        "Runs of 2048 tokens: it gains 1.3× at 128 tokens and 1.6× at the end.",
        # a verb with a subject of its own
        "If you raise the limit from 128 to 512 and the latency doubles, the decoding takes most of it.",
        "Raise the cache from 20 GB to 80 GB and the hit rate doubles.",
        # a number of things at the head of a line
        "- 8× GPU in one HGX → all of them at 900 GB/s (Hopper) or 1.8 TB/s (Blackwell).",
        "- 4× NIC par nœud → 50 GB/s (NDR) ou 100 GB/s (XDR).",
        # a bracket behind a rate, and two times
        "Each waits 100 ms. All three end after 3.35 s, at 45 tokens/s (3.3× better).",
    ],
)
def test_is_not_compared(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The cache goes from 20 GB to 80 GB, so the cache doubles.", "doubles"),
        ("- 8× GPU speed-up, from 900 tokens/s to 3600 tokens/s.", "8×"),
        ("The rate rises from 15 tokens/s to 45 tokens/s (30× better).", "30×"),
    ],
)
def test_is_compared(text: str, wrong: str) -> None:
    assert _told(text) == [wrong]


_OWN_BASES = """
| Target | Rate (tokens/s) | vs. own baseline |
|---|---|---|
| Whole | 24.28 | — |
| Split | 21.56 | — |
| Whole, drafted | 30.21 | {whole}× |
| Split, drafted | 28.38 | 1.32× |
"""


@pytest.mark.parametrize(("whole", "wrong"), [("1.24", []), ("1.40", []), ("1.74", ["1.74×"])])
def test_each_row_has_its_own_base(whole: str, wrong: list[str]) -> None:
    assert _told(_OWN_BASES.format(whole=whole)) == wrong


def test_factor_of_a_cell_is_no_calculation() -> None:
    text = table("Variant | KV heads | Cache", "MHA | 32 | 1×", "GQA | 8 | 1/4×", "MQA | 1 | 1/32×")
    assert _told(text, ("ratio", "arithmetic", "table")) == []
