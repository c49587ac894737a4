"""Gradients, master weights and moments as a list states them, each by its label; what a speaker says beside it."""

from __future__ import annotations

import pytest
from snippets import checked, findings, frame

LIST = """Take a 7B model and train it with Adam in mixed precision.

- FP16 weights: 14 GB
- Gradients: {gradients} GB
- FP32 master weights: {master} GB
- Adam first moment (m): {first} GB
- Adam (m+v): {both} GB
"""
RIGHT = {"gradients": 14, "master": 28, "first": 28, "both": 56}


def test_each_state_by_its_label() -> None:
    assert findings(LIST.format(**RIGHT)) == []
    for what, wrong in (("gradients", 7), ("master", 14), ("first", 56), ("both", 112)):
        assert [text for text, _ in findings(LIST.format(**RIGHT | {what: wrong}))] == [f"{wrong} GB"]


def test_moments_in_sixteen_bits_are_right() -> None:
    text = "A 7B model in FP16 weighs 14 GB. Gradients: 14 GB. Adam first moment: 14 GB. Second moment: 14 GB."
    assert findings(text) == []


@pytest.mark.parametrize("amount", ["4 GB", "8 GB", "12 GB"])
def test_bytes_that_the_slide_states_itself(amount: str) -> None:
    slide = f"A model has 1B parameters.\n\n- Adam states: 1B x 4 bytes = ?\n\nSolution:\n\n- Adam (m+v): {amount}\n"
    assert findings(slide) == []


@pytest.mark.parametrize("amount", [42, 56, 63])
def test_a_column_of_an_optimizer_is_of_all_that_a_run_holds(amount: int) -> None:
    table = "| | SGD | SGD+M | Adam |\n|---|---|---|---|\n| State | 0 | 1 | 2 |\n| 7B model | 28 GB | {} GB | 56 GB |\n"
    assert findings(table.format(amount)) == []


NOTES = r"\note{" + "What is said of it goes on for long, and says nothing. " * 20 + "}"
SHOWN = r"""A model has 1B parameters.
\begin{itemize}
\item It is trained with Adam.
\item It runs for two days.
\item It is small.
\item Its text is short.
\end{itemize}
\textbf{Solution:}\\
Weights: %s\\
"""


@pytest.mark.parametrize("notes", ["", NOTES])
def test_notes_do_not_make_a_slide_long(notes: str) -> None:
    claims = checked(frame(notes + SHOWN % "4 GB"), "deck.tex").claims
    assert [claim.verdict for claim in claims if claim.text == "4 GB"] == ["match"]
