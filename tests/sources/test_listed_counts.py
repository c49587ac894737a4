"""How many things a sentence announces, and how many it lists."""

from __future__ import annotations

import pytest
from snippets import checked


def _told(text: str) -> list[str]:
    claims = checked(f"# What to measure\n\n{text}\n", "notes.md").claims
    return [claim.reason for claim in claims if claim.field == "listed"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The lab has five stages: ingest, clean, label, train.", ["five are announced, 4 are listed"]),
        ("There are three signals: drift, delay, cost, and errors.", ["three are announced, 4 are listed"]),
        ("There are four signals: drift, delay, cost, and errors.", []),
        # "and" joins two items, or stands in one
        ("There are four signals: drift and delay, cost, errors.", []),
        ("There are three signals: drift and delay, cost, errors.", []),
        # examples, what is of each, what goes on
        ("Ten apps were tested: streaming, conferencing, social media.", []),
        ("There are four signals: drift, delay, and their sum.", []),
        ("There are four signals: drift, delay, cost (and errors).", []),
        ("It runs four times: drift, delay, cost.", []),
        ("The board has three dials: drift, delay, cost, errors, and so on.", []),
    ],
)
def test_counts_and_lists(text: str, told: list[str]) -> None:
    assert _told(text) == told
