"""Sizes right behind the names of models, sizes of families, and answers to questions that say what is counted."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BERT-Large 110M, F1 of 90.9 on SQuAD.", [("110M", "variant")]),
        ("We tune BERT-Large (110M) on SQuAD.", [("110M", "variant")]),
        ("AlexNet, 6.1M, was the first.", [("6.1M", "power-of-ten")]),
        ("VGG-16: 13.8M", [("13.8M", "power-of-ten")]),
        ("GPT-2 has 175B parameters.", [("175B", "variant")]),
        (table("Ch | GPT-2 Insight", "1 | 175B params: bound by bandwidth", "2 | decodes"), [("175B", "variant")]),
    ],
)
def test_the_size_of_another_model_is_told(text: str, found: list[tuple[str, str]]) -> None:
    assert findings(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "BERT-Large 340M, BERT-Base (110M), ResNet-50 (25.6M).",
        "ResNet-50, 12M images, and BERT-Large, 110M tokens.",
        "GPT-2 had 1.5B parameters, the next one 175B parameters.",
        "From GPT-2 to GPT-3: 175B parameters.",
        "GPT-2 (1.5B parameters) was followed by GPT-3 with 175B parameters.",
        table("Ch | GPT-2 Insight", "1 | 1.5B params: bound by bandwidth", "2 | GPT-3 has 175B params"),
    ],
)
def test_right_sizes_and_other_counts_are_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        (
            "How many transistors does an H100 have?'' Cold-call.\n[Expected answer: 54 billion. More than a brain.]",
            "54 billion",
            ("mismatch", "variant"),
        ),
        ("How many transistors does an H100 have? [Expected: 80 billion.]", "80 billion", ("match", "")),
        (
            "How many parameters does GPT-3 have? Expected answer: 1.75 billion.",
            "1.75 billion",
            ("mismatch", "power-of-ten"),
        ),
        (
            "How many transistors does an H100 have? Many. In 2020 we counted 54 billion.",
            "54 billion",
            ("unresolved", ""),
        ),
    ],
)
def test_an_answer_is_of_what_its_question_asks(text: str, quantity: str, expected: tuple[str, str]) -> None:
    assert verdict(text, quantity) == expected


def test_a_size_beside_its_name_is_a_count_of_parameters() -> None:
    assert claim("VGG-16: 138M", "138M").field == "parameters.total"
