"""Factors of two multiples of a symbol, of plain numbers set against each other, of rows named by their first words."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Stages 1 and 2 send $2S$ per rank, stage 3 sends $3S$, i.e. 1.5 times as much.", []),
        ("Stages 1 and 2 send $2S$ per rank, stage 3 sends $3S$, i.e. 3 times as much.", ["3 times"]),
        ("It does $8N$ per token instead of $6N$: this is a third higher.", []),
        ("It does $8N$ per token instead of $6N$: this is a half higher.", ["a half"]),
        ("It does $8N$ instead of $6N$, with 2 passes of $4N$: this is a half higher.", []),  # which two?
        ("It does $2ND$ per step, then $3N$ of it: 7 times as much.", []),
    ],
)
def test_multiples_of_a_symbol(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(text)] == wrong


def test_plain_numbers_against_each_other() -> None:
    text = "The H100 leaves the node over a narrow link: 450 against 50, a factor of {}."
    assert findings(text.format("9")) == []
    assert claim(text.format("9"), "9").verdict == "match"


RUNS = table("Run | params | $6ND$ | ratio", "Kite (2021) | 12 B | 2.2e22 | 2.5", "Heron 2 30B | 30 B | 5.4e23 | 100",
             "Heron 3.1 60B | 60 B | 5.4e24 | 250.5")  # fmt: skip


@pytest.mark.parametrize(("factor", "wrong"), [("245", []), ("24", ["24 times"])])
def test_rows_that_are_named_by_their_first_words(factor: str, wrong: list[str]) -> None:
    text = f"{RUNS}\nFrom Kite to Heron 3.1 it is {factor} times the compute.\n"
    assert [words for words, _ in findings(text)] == wrong
    assert not wrong or findings(text.replace("Heron 3.1 it", "Heron it")) == []  # of two of them
