"""Numbers and signs that prose spells out."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers import read
from snippets import checked


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("about 12 percent of it", "about 12% of it"),
        ("some 7.5 per cent", "some 7.5%"),
        ("forty percent of the peak", "40% of the peak"),
        ("Twenty-five percent more", "25% more"),
        ("fifty million users", "50 million users"),
        ("a percentage of one", "a percentage of one"),
        ("five percentage points", "five percentage points"),
        ("twenty users in a million", "twenty users in a million"),
    ],
)
def test_what_is_shown(written: str, shown: str) -> None:
    block = read("notes.md", f"It is {written}.\n").blocks[0]
    assert block.text.text == f"It is {shown}."


def test_where_it_stands() -> None:
    source = "One.\n\nIt reaches forty percent of 400 TFLOP/s, that is 160 TFLOP/s.\n"
    text = read("notes.md", source).blocks[1].text
    place = text.text.index("40%")
    assert source[text.offsets[place] : text.offsets[place + 2] + 1] == "forty percent"
    assert source[text.offsets[text.text.index("160")] :].startswith("160 TFLOP/s")


def test_shares_in_words_are_checked() -> None:
    claims = checked("The link is idle for 3.0 s, or twenty percent of the step of 15 s.").claims
    assert [claim.verdict for claim in claims if claim.text == "20%"] == ["match"]
