"""Printed calculations with ranges, end by end."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2 × 30-50 GB = 60-100 GB", []),
        ("2 × 30-50 GB = 60-150 GB", ["150 GB"]),
        ("2 × 30–50 GB = ~60–100 GB", []),
        ("2 × 30 to 50 GB = 60 to 100 GB", []),
        ("(3-5) × 2 GB = 6-14 GB", ["14 GB"]),
        ("90 GB / 3–6 GB/s = 15–30 s", []),
        ("90 GB / 3–6 GB/s = 15–40 s", ["40 s"]),
        ("90 GB / 3–6 GB/s ≈ 15–30 s", []),
        ("4-6 nodes × 8 GPUs = 32-48 GPUs", []),
        ("4-6 nodes × 8 GPUs = 32-64 GPUs", ["64 GPUs"]),
        ("10-20% of 60 GB = 6-12 GB", []),
        ("10-20% of 60 GB = 3-12 GB", ["3"]),
        ("2-3 × 4-6 GB = 8-18 GB", []),
        ("2-3 × 4-6 GB = 8-36 GB", ["36 GB"]),
        ("8 × 80 GB = 600-640 GB", []),  # one value, and a range that rounds it
        ("60 - 20 GB = 40 GB", []),
        ("48 × 0.5 - 4 - 10 = 10 GB", []),
        ("From 30-50 GB we come to 60-150 GB", []),
    ],
)
def test_both_ends_follow(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"## Sizes\n\n- {text}\n", "notes.md")] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("120 kW × 8760 h × €0.10-0.20/kWh = €105k-210k", []),
        ("120 kW × 8760 h × €0.10-0.20/kWh = €105k-320k", ["320k"]),
        ("50 GPU-hours × $2-3/GPU-hour = $100-150", []),
        ("50 GPU-hours × $2-3/GPU-hour = $100-200", ["200"]),
    ],
)
def test_both_ends_of_money_follow(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"## Cost\n\n- {text}\n", "notes.md")] == wrong
