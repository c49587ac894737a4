"""Superlatives of devices and comparisons of rows."""

from __future__ import annotations

import pytest
from snippets import findings, table

CARDS = table("| Memory | Bandwidth (TB/s) | FLOP/B", "H100 SXM | 80 GB | 3.35 | 295", "H200 SXM | 141 GB | 4.8 | 206",
              "MI300X | 192 GB | 5.3 | 247", "L40S | 48 GB | 0.864 | 419")  # fmt: skip


def orders(text: str) -> list[str]:
    return [words for words, rule in findings(f"{CARDS}\n{text}\n") if rule == "order"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The H200 has the lowest ridge.", None),
        ("The H200 has the highest ridge.", "H200 has the highest"),
        ("The MI300X comes with the largest memory of the four, the L40S with the smallest.", None),
        ("The H200 comes with the largest memory of the four.", "H200 comes with the largest"),
        ("The L40S is the most starved, the H200 the most memory-rich.", None),
        ("The L40S is the most memory-rich.", "L40S is the most"),
        # of others, or something else
        ("The H200 has the highest bandwidth of the NVIDIA cards.", None),
        ("The H200 has the second-highest bandwidth, the H100 the largest market share.", None),
        ("The H100 is not the one with the most memory; H100 is the most used card.", None),
    ],
)
def test_superlatives_of_devices(text: str, wrong: str | None) -> None:
    assert orders(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Longer is not better: 4 beats 8.", None),
        ("Longer is better: 8 beats 4.", "8 beats 4"),
        ("So 8 is faster than 2, and 16 beats 8 on paper.", None),
    ],
)
def test_comparisons_of_rows(text: str, wrong: str | None) -> None:
    rows = table("Length | Speed-up", "2 | 1.4×", "4 | 1.9×", "8 | 1.7×")
    assert [words for words, _ in findings(f"{rows}\n{text}\n")] == ([wrong] if wrong else [])


def test_a_number_of_one_digit_breaks_no_rule_of_its_column() -> None:
    rows = ("Batch | Share | Step", "1 | 2% | 6.09 ms", "8 | 12% | 6.79 ms", "32 | 35% | 9.20 ms",
            "64 | 52% | 12.40 ms", "128 | 68% | 18.81 ms", "200 | 77% | 26.03 ms")  # fmt: skip
    assert findings(table(*rows)) == []
