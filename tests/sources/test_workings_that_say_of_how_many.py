"""Totals whose own working says of how many they are, cells that name what they count, sizes rounded on the way."""

from __future__ import annotations

import pytest
from snippets import findings, table

_OTHER = "### MI300X\n\nAn MI300X has 192 GB.\n\n### RTX 4090\n\n"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Memory:     192 GB (8 × 24GB)", []),
        ("Memory:     192 GB = 8 × 24 GB", []),
        ("Memory:     192 GB (24 GB × 8)", []),
        ("Memory:     192 GB (8 × 20 GB)", ["192 GB"]),
    ],
)
def test_a_total_that_is_worked_from_one_is_no_figure_of_one(line: str, wrong: list[str]) -> None:
    text = f"{_OTHER}```\nGPUs:       8× RTX 4090 24GB\nRAM:        512 GB DDR4 ECC\n\nTogether:\n  {line}\n```\n"
    assert [words for words, _ in findings(text)] == wrong


@pytest.mark.parametrize(("power", "wrong"), [("13.6", []), ("18.6", ["18.6"])])
@pytest.mark.parametrize("unit", ["", " kW"])
def test_a_cell_may_name_what_it_counts(power: str, wrong: list[str], unit: str) -> None:
    head = "Part | Count | Power each | Power" if unit else "Part | Count | Power each (kW) | Power (kW)"
    rows = (
        f"Server | 32 head nodes | 10.2{unit} | 326.4{unit}",
        f"Leaf switch | 16 switches | 1.7{unit} | 27.2{unit}",
        f"Spine switch | 8 switches | 1.7{unit} | {power}{unit}",
        f"Store | 12 file systems | 0.9{unit} | 10.8{unit}",
    )
    assert [words for words, _ in findings(table(head, *rows))] == [f"{one}{unit}" for one in wrong]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Weights of a stage: 4.75 GB (20 layers × 237 MB)", []),  # 237.5 MB
        ("Weights of a stage: 4.85 GB (20 layers × 237 MB)", ["4.85 GB"]),
        ("Weights of a stage: 4.75 GB (20 layers × 240 MB)", ["4.75 GB"]),
    ],
)
def test_three_odd_digits_of_a_size_were_rounded(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"## Stages\n\n- {text}\n")] == wrong
