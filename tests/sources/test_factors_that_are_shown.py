"""Factors in prose that other two numbers give, and those that their own two numbers show to be wrong."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked


def told(text: str) -> list[str]:
    return [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS]


@pytest.mark.parametrize(
    "text",
    [
        "From 1 to 64 sequences: 21 times the throughput for three times the latency.",
        "16 boards draw 5.44 kW; hosts and switches add half of that, 8.16 kW; at a PUE of 1.2 this is 9.79 kW.",
        "The board spends 1.6 pJ on each useful operation where 0.71 pJ would do (I assume 90% of TDP).",
        "A DGX B200 draws 14.3 kW, against 10.2 kW for the H100 node: per kilowatt of node 1.6 times the arithmetic.",
        "Gaudi 3 over Gaudi 2: 3.9x in BF16, 1.9x in FP8, 1.5x in bandwidth.",
        "From V100 to B200, in seven years: 8.6x in bandwidth (+36% a year).",
    ],
)
def test_of_other_two(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The ridge point went from 153 FLOP/B to 295 FLOP/B: it more than tripled.", "more than tripled"),
        ("A flat ring needs 640 ms, the two levels 109 ms: 4.6 times faster.", "4.6 times"),
        ("H200 over H100: 1.76x the bandwidth, 1.76x the capacity.", "1.76x"),
        ("MI300X over H100 SXM: 2.6x the bandwidth.", "2.6x"),
        ("Loading took 40 ms. The search takes 2 s, 20 times as long.", "20 times"),
    ],
)
def test_of_its_own_two(text: str, wrong: str) -> None:
    assert told(text) == [wrong]
