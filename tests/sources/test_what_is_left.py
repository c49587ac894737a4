"""What is left of memories from which the same is taken, and of differences that are printed."""

from __future__ import annotations

import pytest
from snippets import findings

ROWS = (
    "Our weights are 90 GB.\n\n| Node | Memory (GB) | Left after weights (GB) |\n|---|---|---|\n"
    "| A | 320 | 230 |\n| B | 564 | {} |\n| C | 768 | 678 |\n"
)
WORDS = (
    "| Card | usable | INT8 |\n|---|---|---|\n| A | 76 GB | yes, 6 GB left |\n| B | 134 GB | yes, {} left |\n"
    "| C | 182 GB | yes, 112 GB left |\n| D | 243 GB | yes, 173 GB left |\n"
)
DIFFERENCE = "48 - 4.8 - 26.0 leaves {} for the caches."


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [(ROWS, "474", "384"), (WORDS, "64 GB", "99 GB"), (DIFFERENCE, "17.2 GB", "22.0 GB")],
)
def test_what_is_not_left_is_found(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert wrong in [found for found, _ in findings(text.format(wrong))]


def test_rows_that_each_take_their_own_are_left_alone() -> None:
    rows = (
        "| Model | Card | Free |\n|---|---|---|\n| A | 80 GB | 64 GB |\n| B | 141 GB | 70 GB |\n| C | 48 GB | 11 GB |\n"
    )
    assert findings(rows) == []
