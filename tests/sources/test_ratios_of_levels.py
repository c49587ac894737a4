"""Factors between the memory of a device, its NVLink, its PCIe slot and its network."""

from __future__ import annotations

import pytest
from snippets import findings

_NODE = "One H100 SXM has an NDR port, counted per direction."


@pytest.mark.parametrize(
    ("text", "number", "wrong"),
    [
        (f"{_NODE} Leaving the node costs us a factor of 9.", "9", False),
        (f"{_NODE} Leaving the node costs us a factor of 18.", "18", True),
        (f"{_NODE} Leaving the node costs us a factor of 18 in both directions.", "18", False),
        ("On an H100 SXM, HBM = 1: NVLink in one direction is 7.4 times slower, NDR 67 times.", "67 times", False),
        ("On an H100 SXM, HBM = 1: NVLink in one direction is 3.7 times slower, NDR 67 times.", "3.7 times", True),
        ("From the HBM of an H100 SXM to NVLink we lose a factor of 7.4, from there to NDR one of 9.", "9", False),
        ("Over NVLink (450 GB/s each way) tensors move 9 times as fast as over the NDR network.", "9 times", False),
        ("The H100 SXM measured an NVLink AllReduce 14 times faster than one over NDR per direction.", "14", False),
    ],
)
def test_factors_between_levels(text: str, number: str, wrong: bool) -> None:
    told = [words for words, rule in findings(text, "notes.md") if rule == "ratio"]
    assert told == ([number] if wrong else [])
