"""Columns of factors over the row of 1×, and efficiencies of a speed-up: the one row that does not follow."""

from __future__ import annotations

import pytest
from snippets import findings, table

ENERGY = ("Access | Energy (pJ) | Ratio", "Register | 0.06 | 1×", "L1 | 0.9 | 15×", "L2 | 3.1 | 52×", "L3 | 9.5 | 158×",
          "DRAM | 1,300 | 20,000×")  # fmt: skip
SCALING = ("GPUs | samples/s | Speedup | Efficiency", "1 | 410 | 1.0× | 100%", "2 | 780 | 1.9× | 95%",
           "4 | 1,435 | 3.5× | 88%", "8 | 2,540 | 6.2× | 78%")  # fmt: skip
FROM_A_NODE = ("GPUs | Speedup | Scaling efficiency", "8 | 1.0× | 100%", "16 | 1.9× | 95%", "32 | 3.5× | 88%",
               "64 | 6.2× | 78%")  # fmt: skip


def told(rows: tuple[str, ...], old: str = "", new: str = "") -> list[str]:
    assert any(old in row for row in rows)
    return [words for words, _ in findings(table(*(row.replace(old, new) for row in rows)))]


@pytest.mark.parametrize("rows", [ENERGY, SCALING, FROM_A_NODE], ids=["energy", "scaling", "nodes"])
def test_rows_that_follow_are_left_alone(rows: tuple[str, ...]) -> None:
    assert told(rows) == []


@pytest.mark.parametrize(
    ("rows", "old", "new"),
    [
        (ENERGY, "52×", "3×"),  # against the row above
        (ENERGY, "158×", "1,580×"),
        (SCALING, "88%", "95%"),  # copied from the row above
        (FROM_A_NODE, "78%", "62%"),
    ],
)
def test_the_row_that_does_not_is_told_alone(rows: tuple[str, ...], old: str, new: str) -> None:
    assert told(rows, old, new) == [new]


@pytest.mark.parametrize(
    "rows",
    [
        # two rows are another rule
        ("Access | Energy (pJ) | Ratio", "A | 0.06 | 1×", "B | 0.9 | 30×", "C | 3.1 | 90×", "D | 9.5 | 158×"),
        # the efficiency is one of something else
        ("GPUs | Speedup | MFU efficiency", "1 | 1.0× | 52%", "2 | 1.9× | 50%", "4 | 3.5× | 47%", "8 | 6.2× | 41%"),
        # two bases
        ("Access | Energy (pJ) | Ratio", "A | 0.06 | 1×", "B | 0.9 | 15×", "C | 3.1 | 1×", "D | 9.5 | 3×"),
    ],
)
def test_columns_of_something_else_are_left_alone(rows: tuple[str, ...]) -> None:
    assert told(rows) == []
