"""Numbers that repeat the one before them in another unit."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("One board fails every 61,300 hours, about 7 years.", []),
        ("One board fails every 61,300 hours, about 84 years.", ["84 years"]),  # 84 months
        ("One board fails every 61,300 hours, about 12 years in the cold.", []),  # another case
        ("One pass takes 6 s, about 2 days.", []),
        ("A node has 1.6 Tb/s or 200 GB/s per node and direction.", []),
        ("A node has 1.6 Tb/s or 1,600 GB/s per node and direction.", ["1,600 GB/s"]),
    ],
)
def test_times_and_rates_that_come_back(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(text)] == wrong


@pytest.mark.parametrize("joint", ["is", "=", "which is", ", that is"])
def test_a_time_per_token_and_its_rate(joint: str) -> None:
    assert findings(f"4.8 ms per token {joint} 208 tokens/s") == []
    assert [words for words, _ in findings(f"4.8 ms per token {joint} 480 tokens/s")] == ["480 tokens/s"]
