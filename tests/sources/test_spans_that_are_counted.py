"""Times of which one counts the other: so many years of 365 days of 24 hours."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("4 years × 365 days × 24 hours × 500 GPUs = 17,520,000 GPU-hours", []),
        ("4 years × 365 days × 24 hours × 500 GPUs = 19,520,000 GPU-hours", ["19,520,000 GPU-hours"]),
        ("24 hours × 365 days × 4 years = 35,040 hours", []),
        ("24 hours × 365 days × 4 years = 36,040 hours", ["36,040 hours"]),
        ("4 weeks × 7 days × 24 hours × 8 GPUs = 5,376 GPU-hours", []),
        ("4 weeks × 7 days × 24 hours × 8 GPUs = 8,376 GPU-hours", ["8,376 GPU-hours"]),
        ("3 years × 365 days × 24 hours × 0.7 kW = 18,396 kWh", []),
        ("3 years × 365 days × 24 hours × 0.7 kW = 28,396 kWh", ["28,396 kWh"]),
        ("3 years × 8,760 hours × $2.50 = $65,700", []),
        ("3 years × 8,760 hours × $2.50 = $75,700", ["$75,700"]),
        ("24 h × 60 min × 60 s = 86,400 s", []),
        ("22 days × 8 hours × 60 min = 10,560 min", []),
        ("√(2 × 5 min × 24 h) = 120 min", []),  # two times that are multiplied
        ("√(2 × 5 min × 24 h) = 150 min", ["150 min"]),
    ],
)
def test_of_two_times_one_counts_the_other(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"## Lifetime\n\n- {text}\n")] == wrong
