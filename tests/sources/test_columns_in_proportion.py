"""Columns in proportion to another, and the one row that a slip puts out of it."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    ("cell", "wrong"), [("23.9", []), ("19.9", ["19.9"]), ("21.2", []), ("239", ["239"])], ids=lambda one: str(one)
)
def test_three_rows_and_a_factor_that_the_slide_states(cell: str, wrong: list[str]) -> None:
    rows = table("fleet | boards [kW] | site [kW]", "A | 14.3 | 26.6", f"B | 12.83 | {cell}", "C | 21.6 | 40.2")
    text = f"# Power\n\nHosts take 55% of their boards' power, the PUE is 1.2.\n\n{rows}\n"
    assert [found for found, _ in findings(text)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("6.2 %", []), ("3.1 %", ["3.1 %"])])
def test_a_number_copied_from_the_row_above(cell: str, wrong: list[str]) -> None:
    rows = table(
        "case | heads a group | share reached", "a | 1 | 0.39 %", "b | 2 | 0.78 %", "c | 8 | 3.1 %", f"d | 16 | {cell}"
    )
    assert [found for found, _ in findings(rows)] == wrong


def test_what_is_twice_by_design_shows_nothing() -> None:
    rows = table("Part | BF16 [TFLOP/s] | FP8 [TFLOP/s]", "X1 | 989 | 1979", "X2 | 1307 | 2615", "X3 | 1678 | 1678")
    assert findings(rows) == []


@pytest.mark.parametrize(("cell", "wrong"), [("1.60 PFLOP/s", []), ("3.20 PFLOP/s", ["3.20 PFLOP/s"])])
def test_a_column_whose_header_says_how_many_it_is_of(cell: str, wrong: list[str]) -> None:
    rows = table(
        "what | one board | the hall (1,024)", f"rate | 1.56 TFLOP/s | {cell}", "room | 40 GB | 41.0 TB",
        "draw | 310 W | 317 kW", "reads | 0.87 TB/s | 891 TB/s",
    )  # fmt: skip
    assert [found for found, _ in findings(rows)] == wrong
