"""Shares of one whole that are more than it together."""

from __future__ import annotations

import pytest
from snippets import findings


def _told(text: str) -> list[str]:
    return [words for words, rule in findings(text, "notes.md") if rule == "parts"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The MLP accounts for about 80% of parameters; attention about 18%; embeddings about 7%.", "80%"),
        ("Compute makes up 62% of the step, communication 31%, and the loader 12%.", "62%"),
        ("A step breaks down into compute 58%, communication 41% and idling 9%.", "58%"),
        ("The breakdown of a step:\n\n- Compute: 55%\n- Communication: 38%\n- Loader: 13%\n", "55%"),
    ],
)
def test_more_than_all(text: str, wrong: str) -> None:
    assert _told(text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "The MLP accounts for about 75% of parameters; attention about 18%; embeddings about 7%.",
        "The MLP accounts for 67% of parameters; attention 33%; embeddings 1%.",
        "Compute makes up 62% of the step, communication 31%, and the loader 5%.",
        # alternatives
        "At FP16 weights account for 50% of memory, at INT8 for 35%, at INT4 for 22%.",
        "In 2023 inference made up 30% of the energy, in 2024 35%, in 2025 42%.",
        "Attention reaches 45% of peak; the MLP 40%; embeddings 20%.",
        # one holds others
        "Products account for 53% of the time; attention 20%; the MLP 33%.",
        "Products account for 60% of the time, of which attention 25%, and the rest 25%.",
        # far more than all divides nothing
        "Chat accounts for 70% of requests; code 60%; search 40%.",
        "The runs so far:\n\n- Compute: 55%\n- Communication: 38%\n- Loader: 13%\n",
        "The breakdown of a step:\n\n- Compute: 55%\n- Communication: 38%\n- Loader: 7%\n",
    ],
)
def test_divides_nothing_or_is_all(text: str) -> None:
    assert _told(text) == []
