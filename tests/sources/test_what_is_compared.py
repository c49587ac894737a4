"""Factors and shares whose numbers stand elsewhere on the slide, or in the registry; the slips behind wrong ones."""

from __future__ import annotations

import pytest
from snippets import checked, findings, verdict


def told(text: str) -> list[str]:
    return [words for words, rule in findings(text, "notes.md") if rule == "ratio"]


SLIDE = """# A hall

The chillers take 840 kW.

- Pumps: 51 kW. Fans: 28 kW. Together 79 kW, {share} of the chillers' draw.
"""


@pytest.mark.parametrize(
    ("share", "wrong"),
    [("9.4%", []), ("0.94%", ["0.94%"]), ("94%", ["94%"]), ("91%", ["91%"])],
)
def test_a_share_of_the_amount_before_it(share: str, wrong: list[str]) -> None:
    """Ten times, a tenth and the rest are slips."""
    assert told(SLIDE.format(share=share)) == wrong


QUEUE = """# Backups

Last year a full backup ran for 5.20 h on the old array.

- The new array needs 3.10 h: {change}.
"""


@pytest.mark.parametrize(
    ("change", "wrong"), [("40% less", []), ("68% less", ["68%"]), ("60% less", ["60%"]), ("12% less", [])]
)
def test_a_change_of_the_amount_before_it(change: str, wrong: list[str]) -> None:
    assert told(QUEUE.format(change=change)) == wrong


def test_what_was_saved_is_a_share_itself() -> None:
    assert told("The old plan cost $3,100 a month. Savings: $2,480 (80% reduction).\n") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # the base is said before, the attribute in the clause before
        ("The H200 follows the H100. It is all in the memory, which is faster in bandwidth (1.43x).", []),
        ("The H200 follows the H100. It differs in one thing: its bandwidth is larger (1.76x).", ["1.76x"]),
        ("**MI300X over H100:**\n\n- peak BF16 rate 1.32x\n- bandwidth 1.58x\n", []),
        ("**MI300X over H100:**\n\n- peak BF16 rate 1.32x\n- bandwidth 2.40x\n", ["2.40x"]),
        # the other base
        ("An H100 draws 75% more power than an A100.", []),
        ("An H100 draws 43% more power than an A100.", ["43%"]),
        # neither another figure nor a slip, and the base is only guessed
        ("The H200 follows the H100. Its bandwidth is 1.9x that of last year's card.", []),
        # the rate per watt is no rate
        ("The H100 delivers 1.8x the operations per joule of the A100.", []),
    ],
)
def test_two_devices(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # pairs that a sentence sets against each other: ten times, the other base
        ("The run shrinks from 52.0 h to 31.0 h, a reduction of 40%.", []),
        ("The run shrinks from 52.0 h to 31.0 h, a reduction of 68%.", ["68%"]),
        ("With the pump the rack draws 8.6 kW instead of 7.5 kW, 14.7% more.", []),
        ("With the pump the rack draws 8.6 kW instead of 7.5 kW, 1.47% more.", ["1.47%"]),
        # whole numbers that count are exact
        ("It needs 8N instead of 6N operations, 33% more work.", []),
        ("It needs 8N instead of 6N operations, 25% more work.", ["25%"]),
    ],
)
def test_slips_of_the_pairs_of_a_sentence(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


def test_a_factor_that_its_own_numbers_do_not_give_is_no_other_again() -> None:
    text = "The array grew from 12 TB to 48 TB, 4.0x.\n\nThe ideal gain, 3.0 h instead of 4.5 h, would be {}.\n"
    others = [claim.verdict for claim in checked(text.format("4.0x")).claims if claim.text == "4.0x"]
    assert others == ["match", "unresolved"]
    assert verdict(text.format("1.5x"), "1.5x")[0] == "match"


def test_half_of_what_two_rates_give_is_another_formats() -> None:
    rates = "It makes 1,979 TFLOP/s in FP8 and 66.9 TFLOP/s on its vector units, a factor of {}."
    assert told(rates.format("29.6")) == []
    assert told(rates.format("14.8")) == []
    assert told(rates.format("24.1")) == ["24.1"]
