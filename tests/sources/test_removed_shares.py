"""What is left of a whole of which a share was taken away, and what a gain of a share saves."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Filtering dropped 40%, reducing 500 GB to 300 GB of text.", []),
        ("Filtering dropped 40%, reducing 500 GB to 200 GB of text.", ["200 GB"]),
        ("Deduplication removed 30%: 900B tokens → 630B tokens.", []),
        ("Deduplication removed 30%. 900B tokens → 270B clean tokens.", ["270B clean tokens"]),
        # of something else, or by no slip
        ("Pruning removed 60% of the weights, reducing the file from 100 MB to 60 MB.", []),
        ("Filtering removed 30%, cutting the run from 10 days to 8 days.", []),
        ("We kept 40%, going from 500 GB to 200 GB.", []),
        ("A 5% saving on a $40M cluster saves $2M.", []),
        ("A 5% saving on a $40M cluster saves $1.5M.", []),
    ],
)
def test_what_is_left(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"## Data\n\n{text}\n", "notes.md")] == wrong


@pytest.mark.parametrize("amount", ["$20M", "$200K"])
def test_what_a_gain_saves(amount: str) -> None:
    assert findings(f"## Data\n\nA 5% saving on a $40M cluster saves {amount}.\n", "notes.md")
