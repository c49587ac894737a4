"""Weights of a width that their sentence or row states, with the scales of the groups."""

from __future__ import annotations

import pytest
from snippets import findings, table

INTRO = "# What fits\n\nLlama 3.1 70B has 70.55 billion parameters.\n\n"


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("- With its scales, at 4.25 bits a weight, the model takes {}.\n", "37.5 GB", "35.3 GB"),
        ("- INT4 with scales: 4.125 bits per weight, {}\n", "36.4 GB", "35.3 GB"),
        (table("weights | bytes/param | GB", "FP8 | 1 | 70.55", "INT4, groups | 0.516 | {}"), "36.4", "35.3"),
    ],
)
def test_the_scales_are_not_left_out(line: str, right: str, wrong: str) -> None:
    assert findings(INTRO + line.format(right)) == []
    assert findings(INTRO + line.format(wrong)) == [(wrong, "scales")]


def test_a_model_of_half_a_billion_is_no_width() -> None:
    assert findings("A model of 0.5B parameters takes 1.0 GB of weights in BF16.\n") == []
