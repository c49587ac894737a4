"""Names of models that are printed with a multiplication sign, a space or a typographer's hyphen."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

NAMES = [
    "Mixtral 8×22B",
    "Mixtral-8×22B",
    "Mixtral 8 × 22B",
    "Mixtral-8 x 22B",
    "Mixtral\u20118x22B",
    "Mixtral $8 \\times 22$B",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_larger_one_is_meant(name: str) -> None:
    assert verdict(f"{name} has 56 layers.", "56") == ("match", "")
    assert verdict(f"{name} has 32 layers.", "32")[0] == "mismatch"
    assert "Mixtral 8x22B" in claim(f"{name} has 32 layers.", "32").reason


@pytest.mark.parametrize("name", NAMES)
def test_in_a_row(name: str) -> None:
    right = table("Model | Parameters | Active parameters", "Mixtral 8×7B | 46.7B | 12.9B", f"{name} | 141B | 39B")
    assert findings(right) == []
    assert findings(right.replace("39B", "44B")) == [("44B", "experts")]


@pytest.mark.parametrize(
    "text",
    [
        "The 8×7B of the family has 32 layers.",
        "Mixtral on 8 × 22 GB shards needs all of them.",
        "Mixtral × 22 prompts are run.",
    ],
)
def test_signs_that_join_no_name(text: str) -> None:
    assert findings(text) == []
