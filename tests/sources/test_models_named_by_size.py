"""A model that is named by its size alone; the context of a model among its facts."""

from __future__ import annotations

import pytest
from snippets import claim, findings

PAGE = "# Llama 3\n\nLlama 3 8B and Llama 3 70B are compared.\n\n{}\n"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("The 70B has 80 layers and 64 query heads.", None),
        ("The 70B has 32 layers and 64 query heads.", "32"),
        ("The card reports 6.4 million H100-hours for the 70B.", None),
        ("The card reports 1.3 million H100-hours for the 70B.", "1.3 million H100-hours"),
        ("A 70B model split in two has 40 layers on each side.", None),
        ("The 405B has 80 layers.", None),
    ],
)
def test_a_size_alone_means_the_only_model_of_that_size(line: str, wrong: str | None) -> None:
    assert [text for text, _ in findings(PAGE.format(line))] == ([wrong] if wrong else [])


def test_of_two_models_of_one_size_neither_is_meant() -> None:
    text = "# Llama\n\nLlama 2 70B and Llama 3 70B are compared. The 70B has 72 layers.\n"
    assert claim(text, "72").entity is None or findings(text) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Llama 2 13B: 40 layers, hidden size 5,120, context 4,096", None),
        ("Llama 2 13B: 40 layers, hidden size 5,120, context 2,048", "2,048"),
        ("Llama 2 13B: 40 layers, hidden size 5,120, context 2,048, 25 GB", None),
        ("With Llama 2 13B the context 2,048 fits", None),
    ],
)
def test_a_context_among_facts_is_one(line: str, wrong: str | None) -> None:
    assert [text for text, _ in findings(f"- {line}\n")] == ([wrong] if wrong else [])
