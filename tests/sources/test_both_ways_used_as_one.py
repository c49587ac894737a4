"""Rates that a text calls those of both directions, and then takes for that of one."""

from __future__ import annotations

import pytest
from snippets import findings

SET_UP = [
    "Inside a box the cards talk over NVLink at 900 GB/s bidirectional.",
    "- NVLink bandwidth: 900 GB/s (bidirectional)\n- InfiniBand: 50 GB/s per port",
    "The cards talk over NVLink at 900 GB/s bidirectional (450 GB/s per direction).",
    "Each card has a bidirectional bandwidth of 900 GB/s to the switch.",
    "| link | rate (both directions) |\n|---|---|\n| NVLink | 900 GB/s |",
]
TIMES = [
    ("```\nTime = 3.6 / 900 = {}\n```", "8 ms", "4 ms"),
    ("The shards take $3.6\\text{{ GB}} / 900\\text{{ GB/s}} \\approx {}$.", "8\\text{ ms}", "4\\text{ ms}"),
    ("All of it: 2 × 450 MB / 900 GB/s ≈ {}.", "2 ms", "1 ms"),
]


@pytest.mark.parametrize("set_up", SET_UP)
@pytest.mark.parametrize(("line", "right", "wrong"), TIMES)
def test_a_time_at_the_sum_of_both_directions(set_up: str, line: str, right: str, wrong: str) -> None:
    text = f"# A node\n\n{set_up}\n\n## What it takes\n\n{line.format(wrong)}\n"
    assert [rule for _, rule in findings(text)] == ["direction"]
    at_half = text.replace("/ 900", "/ 450").replace(wrong, right)
    assert findings(at_half) == []


def test_a_ratio_to_a_rate_of_one_direction() -> None:
    text = "NVLink gives 900 GB/s bidirectional.\n\nThe InfiniBand port has 50 GB/s.\n\n{}"
    assert findings(text.format("The 900 GB/s of NVLink are 18x the 50 GB/s of InfiniBand.")) == [("18x", "direction")]
    assert findings(text.format("The 450 GB/s of NVLink are 9x the 50 GB/s of InfiniBand.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "PCIe: 32 GB/s (bidirectional 64 GB/s).\n\nTime = 3.2 GB / 32 GB/s = 100 ms",
        "NVLink: 900 GB/s.\n\nTime = 3.6 GB / 900 GB/s = 4 ms",  # nothing says which
        "NVLink: 900 GB/s bidirectional. The next one has 900 GB/s per direction.\n\n3.6 GB / 900 GB/s = 4 ms",
        "NVLink: 900 GB/s bidirectional.\n\nCounting what is sent and received: 3.6 GB / 900 GB/s = 4 ms",
        "NVLink: 900 GB/s bidirectional. The ring runs both ways round.\n\nTime = 3.6 GB / 900 GB/s = 4 ms",
        "Links of the torus: 90 GB/s bidirectional.\n\nAllGather: 0.9 GB / 90 GB/s = 10 ms",
        "NVLink: 900 GB/s bidirectional, memory 3,600 GB/s.\n\nMemory is 4x of it: 3,600 GB/s against 900 GB/s.",
    ],
)  # fmt: skip
def test_what_goes_both_ways_or_is_not_said(text: str) -> None:
    assert findings(text) == []
