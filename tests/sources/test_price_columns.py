"""Columns of prices for bandwidth, peak and tokens."""

from __future__ import annotations

import pytest
from snippets import findings

ABOVE = "# Prices\n\nAssumed per GPU-hour: A100 SXM $1.60, H100 SXM $2.50, MI300X $2.80.\n\n"
TOKENS = "| Device | tokens/s | M tokens per hour | $ per M tokens |\n|---|--:|--:|--:|\n"
TOKENS += "| A100 SXM | 2,039 | 7.34 | 0.22 |\n| H100 SXM | 3,350 | 12.06 | {} |\n| MI300X | 5,300 | 19.08 | 0.15 |\n"
WIDE = "| | $ per hour and TB/s |\n|---|--:|\n| A100 SXM | 0.78 |\n| H100 SXM | {} |\n| MI300X | 0.53 |\n"
PEAK = "# Prices\n\n| Device | Price ($/h) | $ per PFLOP/s-hour |\n|---|--:|--:|\n| A100 SXM | 1.60 | 5.13 |\n"
PEAK += "| H100 SXM | 2.50 | {} |\n| MI300X | 2.80 | 2.14 |\n"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [(ABOVE + TOKENS, "0.21", "0.75"), (ABOVE + WIDE, "0.75", "0.48"), (PEAK, "2.53", "1.26")],
)
def test_the_row_that_divides_by_something_else_is_found(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert [found for found, _ in findings(text.format(wrong))] == [wrong]


def test_prices_by_another_rule_are_left_alone() -> None:
    rows = "| | $ per hour and TB/s |\n|---|--:|\n| A100 SXM | 0.98 |\n| H100 SXM | 0.95 |\n| MI300X | 0.83 |\n"
    assert findings(ABOVE + rows) == []
    assert findings((ABOVE + WIDE).replace("A100 SXM $1.60, ", "").format("0.48")) == []
