"""Shares whose base is a plain number behind them, and shares that are of the other parts of a printed sum."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

_RATES = "At 256 × 156 TFLOP/s it takes 24 days.\n\nThe report's run made 127 TFLOP/s, which is {} of 312."


def test_a_share_of_a_plain_number_is_held_against_that() -> None:
    assert verdict(_RATES.format("40.7 %"), "40.7 %")[0] == "match"
    assert verdict(_RATES.format("81.4 %"), "81.4 %") == ("mismatch", "ratio")


@pytest.mark.parametrize("words", ["54 % of 64 runs", "54 % of 1,000 FLOP", "54 % of 16 GPUs"])
def test_a_number_that_counts_something_is_no_such_base(words: str) -> None:
    assert not findings(f"The run made 127 TFLOP/s, which is {words}.")


_SUM = "- First token: 65 ms.\n- Total: 65 + 500 × 7.36 ≈ 3745 ms, {} of it decode.\n"


def test_the_rest_of_a_sum_is_the_share_of_its_other_parts() -> None:
    assert not findings(_SUM.format("98%"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The node costs $20 an hour and makes 9 million tokens in it: $0.28 per million tokens.", "$0.28"),
        ("16,384 H100s at full load:\n\n- GPUs alone, 700 W each: 1.43 MW.\n", "1.43 MW"),
    ],
)
def test_a_node_of_eight_that_is_counted_as_one_is_found(text: str, wrong: str) -> None:
    assert verdict(text, wrong) == ("mismatch", "recomputed")


@pytest.mark.parametrize(
    "text",
    [
        "The node costs $20 an hour and makes 9 million tokens in it: $2.22 per million tokens.",
        "16,384 H100s at full load:\n\n- GPUs alone, 700 W each: 11.5 MW.\n",
    ],
)
def test_what_a_node_costs_and_draws_is_right(text: str) -> None:
    assert not findings(text)
