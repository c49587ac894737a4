"""What a million tokens cost where prices and rates of a GPU and of a whole node stand side by side."""

from __future__ import annotations

import pytest
from snippets import findings, hold_right_and_slips

CASES = [
    (
        "We rent a node with eight GPUs for $16 an hour, which is $2 per GPU-hour. It emits 16,000 output tokens a "
        "second, 2,000 for each GPU. So a million output tokens cost us {}.",
        "$0.28",
        ["$2.22", "$2.78", "$0.035"],
    ),
    (
        "The list says $3.00 per GPU-hour. A server of 4 GPUs makes 6,000 tokens/s. Hence {} per million tokens, the "
        "price of all four over what they make.",
        "$0.56",
        ["$5.56"],
    ),
]


@pytest.mark.parametrize(("text", "right", "slips"), CASES)
def test_token_prices(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


@pytest.mark.parametrize(
    "text",
    [
        "At $2 per GPU-hour and 2,000 tokens per second per GPU, the API still charges $0.60 per million tokens.",
        "The node costs $16 an hour and makes 16,000 tokens per second; input tokens cost $0.07 per million.",
    ],
)
def test_other_prices(text: str) -> None:
    assert findings(text) == []
