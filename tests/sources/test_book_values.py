"""What a purchase is worth on the books after some years."""

from __future__ import annotations

import pytest
from snippets import findings, hold_right_and_slips

CASES = [
    (
        "We bought the storage for $180,000 and depreciate it in a straight line over six years, that is $30,000 a "
        "year. At the end of the second year it is carried at {}.",
        "$120,000",
        ["$60,000", "$150,000", "$108,000"],
    ),
    (
        "# Amortization\n\nPurchase price of the rack: €96,000. Straight-line, three-year schedule, to zero.\n\n"
        "- after one year the books show a remaining value of {}\n- after three years: nothing\n",
        "€64,000",
        ["€32,000", "€72,000"],
    ),
    (
        "A node costs $250,000, and for its depreciation the useful life is set to four years. Its book value after 3 "
        "years is {}.",
        "$62,500",
        ["$187,500", "$100,000"],
    ),
]


@pytest.mark.parametrize(("text", "right", "slips"), CASES)
def test_book_values(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


@pytest.mark.parametrize(
    "text",
    [
        "We bought it for $180,000 and depreciate over six years to a residual value of $30,000. After two years its "
        "book value is $130,000.",
        "Bought for $180,000, written off over six years. After two years $60,000 has been written off.",
        "It is written off over six years. After two years its book value is $130,000.",
    ],
)
def test_other_values(text: str) -> None:
    assert findings(text) == []
