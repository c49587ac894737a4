"""What only inputs from elsewhere on a slide give nearly, or a peak gives at best, need not be meant."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    "text",
    [
        "The rack has 2 nodes. Power is billed apart.\n\nEach hour costs $2.21.\n\nThe default of the form costs $3.0.",
        table("What | Time", "Send 4 KB over 100 Gbit/s | 1 µs"),
        "Training a 7B model: the optimizer states take about 8 GB per billion parameters.",
        "The log of a run:\n\n```\n"
        + "\n".join(f"Sent 2 GB Time: {t} s Bandwidth: {b} GB/s" for t, b in ((0.175, 22.8), (0.17, 23), (0.16, 25)))
        + "\n```",
    ],
)
def test_these_are_left_open(text: str) -> None:
    assert findings(text) == []


def test_a_slip_is_told() -> None:
    assert findings("Sending 4 GB over a link of 50 GB/s takes 80 s.") == [("80 s", "recomputed")]
