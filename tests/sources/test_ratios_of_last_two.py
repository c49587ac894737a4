"""Factors of a sentence that sums up, against the last two amounts of their sort."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Computing lasts 4.62 ms, loading 0.21 ms. Computing wins by a factor of 22.", None),
        ("Computing lasts 4.62 ms, loading 0.21 ms. Computing wins by a factor of 2.2.", "2.2"),
        ("Alone we see 68 tokens/s. A batch of 26 gives 889 tokens/s. Batching brings 13 times the throughput.", None),
        (
            "Alone we see 68 tokens/s. A batch of 26 gives 889 tokens/s. Batching brings 26 times the throughput.",
            "26 times",
        ),
        # a third amount may be meant
        ("Ways of 4.62 ms, 0.21 ms and 0.34 ms. The first is 2.2 times slower.", None),
        # what words speak of is no time
        ("Computing lasts 4.62 ms, loading 0.21 ms. The peak is higher by a factor of 2.2.", None),
    ],
)
def test_factors_of_last_two(text: str, wrong: str | None) -> None:
    told = [words for words, rule in findings(text, "notes.md") if rule == "ratio"]
    assert told == ([wrong] if wrong else [])


def test_total_is_not_held_against_its_parts() -> None:
    steps = r"Three phases: 31.2 ms, 75.3 ms, 31.2 ms. In all 137.7 ms."
    text = frame(steps + r" The new way is 4.4 times as fast.")
    assert claim(text, "4.4 times", "deck.tex").verdict == "unresolved"


@pytest.mark.parametrize(("supposed", "wrong"), [("would be", []), ("is", ["19%"])])
def test_what_would_be_is_no_base(supposed: str, wrong: list[str]) -> None:
    text = (
        f"The copy of a step makes 0.40 s, or 19% of the step.\n\nOver the old link it {supposed} slower, 3.6 s a step."
    )
    told = [words for words, rule in findings(text, "notes.md") if rule == "ratio"]
    assert told == wrong
