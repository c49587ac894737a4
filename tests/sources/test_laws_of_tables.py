"""Cells of tables by the laws that their columns and rows keep, and the cell that breaks one."""

from __future__ import annotations

import pytest
from snippets import checked, findings, table


def rights(text: str) -> list[str]:
    """The numbers that are found right."""
    return [claim.text for claim in checked(text).claims if claim.verdict == "match"]


@pytest.mark.parametrize(("cell", "wrong"), [("52.6 h", []), ("5.26 h", ["5.26 h"])])
def test_a_constant_of_the_text_over_a_column(cell: str, wrong: list[str]) -> None:
    rows = table("boards | time between stops", "190 | 226.3 h", f"817 | {cell}", "3,310 | 13.0 h", "9,140 | 4.70 h")
    text = f"# Stops\n\nOne board stops every 43,000 h.\n\n{rows}"
    assert [found for found, _ in findings(text)] == wrong
    assert "226.3 h" in rights(text)
    assert (cell in rights(text)) is not bool(wrong)


@pytest.mark.parametrize(("cell", "wrong"), [("30.4 %", []), ("43.8 %", ["43.8 %"])])
def test_a_row_whose_input_heads_its_columns(cell: str, wrong: list[str]) -> None:
    rows = table("micro-batches | 8 | 16 | 32 | 64", f"idle | 46.7 % | {cell} | 17.9 % | 9.9 %")
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("2,214", []), ("1,107", ["1,107"])])
def test_two_columns_over_each_other(cell: str, wrong: list[str]) -> None:
    rows = table(
        "in flight | one step [ms] | tokens/s", "3 | 7.13 | 421", f"23 | 10.39 | {cell}", "57 | 15.9 | 3,585",
        "90 | 21.2 | 4,245",
    )  # fmt: skip
    assert [found for found, _ in findings(rows)] == wrong


def test_how_many_fit_is_rounded_down() -> None:
    rows = table(
        "left [GB] | each [GB] | conversations", "41.7 | 0.61 | 68", "41.7 | 1.53 | 27", "97.2 | 1.53 | 63",
        "133.9 | 2.71 | 49",
    )  # fmt: skip
    assert {"68", "27", "63", "49"} <= set(rights(rows))


def test_a_row_that_says_how_many_it_is_of_breaks_no_law() -> None:
    rows = table(
        "part | step [ms] | tokens/s", "A, alone | 27.1 | 36.9", "B, alone | 33.6 | 29.8", "C, alone | 19.3 | 51.8",
        "C, batch 16 | 22.9 | 699",
    )  # fmt: skip
    assert findings(rows) == []


def test_a_row_that_another_column_sets_apart_breaks_no_law() -> None:
    rows = table(
        "users | step [ms] | boards | tokens/s of one board", "16 | 9.34 | 1 | 1,713", "32 | 11.7 | 1 | 2,735",
        "48 | 14.6 | 1 | 3,288", "64 | 19.6 | 4 | 816",
    )  # fmt: skip
    assert findings(rows) == []


def test_models_have_sizes_of_their_own() -> None:
    rows = table(
        "Model | layers | per token", "Llama 3.1 8B | 32 | 131 kB", "Llama 3.1 70B | 80 | 328 kB",
        "Llama 3.1 405B | 126 | 516 kB", "GPT-3 175B | 96 | 4,719 kB",
    )  # fmt: skip
    assert findings(f"# Caches\n\nA layer keeps 4.1 kB.\n\n{rows}") == []


@pytest.mark.parametrize(("cell", "wrong"), [("61", []), ("44", ["44"])])
def test_a_part_in_total(cell: str, wrong: list[str]) -> None:
    rows = table("What | minutes", "Caches | 17", "Links | 23", "Racks | 21", f"Day 3 in total | {cell}")
    assert [found for found, _ in findings(rows)] == wrong
    assert (cell in rights(rows)) is not bool(wrong)


@pytest.mark.parametrize(("cell", "wrong"), [("2.31", []), ("1.94", ["1.94"])])
def test_a_total_of_prices_that_leaves_a_part_out(cell: str, wrong: list[str]) -> None:
    rows = table("part | $ per GPU-hour", "board | 1.52", "power | 0.37", "staff | 0.42", f"total | {cell}")
    assert [found for found, _ in findings(rows)] == wrong


def test_prices_that_make_no_sum_are_left_alone() -> None:
    rows = table("part | $ per GPU-hour", "first | 1.52", "second | 0.37", "third | 0.42", "total | 0.71")
    assert findings(rows) == []


@pytest.mark.parametrize(("cell", "wrong"), [("743", []), ("74.3", ["74.3"])])
def test_a_place_is_lost_where_two_rows_keep_a_law(cell: str, wrong: list[str]) -> None:
    rows = table("grid | g/kWh | run [t]", "coast | 43 | 45.4", "inland | 387 | 409", f"north | 703 | {cell}")
    assert [found for found, _ in findings(rows)] == wrong
