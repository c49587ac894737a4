"""Totals below lists and in listings, also of ranges and with bounds, and sums with a sign before each line."""

from __future__ import annotations

import pytest
from snippets import findings


def told(text: str) -> list[str]:
    return [words for words, _ in findings(text, "notes.md")]


ITEMS = """## Memory

- **Weights:** 10 GB
- **Gradients:** another 10 GB
- **Optimizer states:** 40 GB
- **Activations** for one batch: 4-6 GB

{}
"""


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        ("Total: **64-66 GB** of memory.", []),
        ("Total: **64-72 GB** of memory.", ["72 GB"]),
        ("Total: ~65 GB.", []),
        ("Total: 48 GB.", ["48 GB"]),
        ("Total: **> 60 GB**.", []),
        ("Total: > 80 GB.", ["80 GB"]),
        ("Total: < 80 GB.", []),
        ("Total: > 80 GB before activations.", ["80 GB"]),
        ("Total: 60 GB before activations.", []),
        ("Total: 65 GB before any activations.", ["65 GB"]),
        ("Das sind insgesamt **64-72 GB**.", ["72 GB"]),
        ("Das sind insgesamt **64-66 GB**.", []),
        ("All of this adds up to 90 GB.", ["90 GB"]),
        ("All of this adds up to 65 GB.", []),
        ("Total memory of the node: 640 GB.", []),
    ],
)
def test_totals_below_a_list_with_a_range(total: str, wrong: list[str]) -> None:
    assert told(ITEMS.format(total)) == wrong


LISTING = """## Memory

```
Weights (FP16):    5B params × 2 bytes = 10 GB
Gradients (FP16):  5B params × 2 bytes = 10 GB
Optimizer states:  5B params × 8 bytes = 40 GB
Activations:       ~4-6 GB (of one batch)
──────────────────────────────
{}
```
"""


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        ("Total:             64-66 GB", []),
        ("Total:             64-72 GB", ["72 GB"]),
        ("Total              80 GB", ["80 GB"]),
        ("Total per node:    512 GB", []),
        ("Total (peak):      80 GB", []),
    ],
)
def test_totals_of_listings(total: str, wrong: list[str]) -> None:
    assert told(LISTING.format(total)) == wrong


@pytest.mark.parametrize(
    "lines",
    [
        "Before:  56 GB\nAfter:   14 GB\nSaved:   42 GB\nTotal:   70 GB",  # side by side
        "Copy:    20 ms (overlapped)\nKernel:  25 ms\nStore:   10 ms\nTotal:   35 ms",
        "Model:   20 GB\n  Layers: 16 GB\n  Heads: 4 GB\nCache:   10 GB\nTotal:   30 GB",  # parts of a part
        "Node:    80 GB\nTotal:   120 GB",
    ],
)
def test_lines_of_listings_that_do_not_add_up(lines: str) -> None:
    assert told(f"## Notes\n\n```text\n{lines}\n```\n") == []


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("80 GB   in all\n- 16 GB weights\n- ~4-6 GB buffers\n= ~59 GB for the cache", []),
        ("80 GB   in all\n- 16 GB weights\n- ~4-6 GB buffers\n= ~44 GB for the cache", ["44 GB"]),
        ("80  in all\n- 16  weights\n- 4-6 buffers\n= 58-60 GB for the cache", []),
        ("80  in all\n- 16  weights\n- 4-6 buffers\n= 58-70 GB for the cache", ["70 GB"]),
        ("  14 GB weights\n+ 14 GB gradients\n+ 56 GB optimizer\n----\n= 98 GB", ["98 GB"]),
        ("  14 GB weights\n+ 14 GB gradients\n+ 56 GB optimizer\n----\n= 84 GB", []),
        ("- 16 GB weights\n- 4 GB buffers\n= 40 GB", []),  # a list, and something else
        ("80 GB in all\n- 2 × 16 GB weights\n= 30 GB", []),
    ],
)
def test_ledgers(lines: str, wrong: list[str]) -> None:
    assert told(f"## Notes\n\n```\n{lines}\n```\n") == wrong
