"""Factors between the amount of the sentence before and the one of their subject above."""

from __future__ import annotations

import pytest
from snippets import claim

_FLOPS = (
    "How much work is training Orca?\n\nBy the rule of six:\n\n$$\\text{{FLOPs}} = 6 \\times 8 \\times 10^9 \\times 15 "
    "\\times 10^{{12}} = 7.2 \\times 10^{{23}}$$\n\n"
    "For comparison, Whale is estimated at $\\sim 2 \\times 10^{{25}}$ FLOPs; Orca is about {} cheaper.\n"
)
_PRICES = "A run of Orca costs $420 in all.\n\nWhale costs $3,360. So Orca is {} cheaper.\n"


@pytest.mark.parametrize(
    ("text", "factor", "verdict"),
    [
        (_FLOPS, "36×", "mismatch"),
        (_FLOPS, "28×", "match"),
        (_FLOPS, "30×", "match"),
        (_PRICES, "11×", "mismatch"),
        (_PRICES, "8×", "match"),
        # far off: of something else
        (_PRICES, "90×", "unresolved"),
        # a third amount of the sort, and a name that stands nowhere above
        ("An hour of Orca is $21.\n\n" + _PRICES, "11×", "unresolved"),
        (_PRICES.replace("So Orca", "So Shark"), "11×", "unresolved"),
        # of another sort
        (_PRICES.replace("$420 in all", "420 hours in all"), "11×", "unresolved"),
        # of something that only this clause tells
        (_PRICES.replace("cheaper", "more users"), "11×", "unresolved"),
    ],
)
def test_factor_of_what_is_said_before(text: str, factor: str, verdict: str) -> None:
    assert claim(text.format(factor), factor).verdict == verdict
