"""Orders that a sentence lists, and who is the cheapest."""

from __future__ import annotations

import pytest
from snippets import findings, table

PRICES = table(
    "part | $/device-h | $ per million tokens", "H100 | 2.50 | 0.85", "H200 | 3.20 | 0.99", "MI300X | 2.60 | 0.60"
)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("By bandwidth the order is B200, MI300X, H200, H100.", []),
        ("By bandwidth the order is B200, H200, MI300X, H100.", ["B200, H200, MI300X, H100"]),
        ("Ranked by memory: H200, MI300X, H100.", ["H200, MI300X, H100"]),
        ("Sorted by bandwidth, lowest first: H100, H200, MI300X.", []),
        ("The order of the slides is H100, MI300X, H200.", []),
        ("In order to compare, H100, MI300X, H200 are listed.", []),
    ],
)
def test_a_list_that_is_called_an_order(sentence: str, wrong: list[str]) -> None:
    assert [found for found, _ in findings(sentence)] == wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("MI300X is the cheapest and H200 the dearest.", []),
        ("MI300X is the cheapest and H100 the dearest.", ["H100 the dearest"]),
        ("H100 is the cheapest.", []),  # of a device and hour
    ],
)
def test_the_ends_of_a_column_of_prices(sentence: str, wrong: list[str]) -> None:
    assert [found for found, _ in findings(f"{PRICES}\n{sentence}\n")] == wrong
