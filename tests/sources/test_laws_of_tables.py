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


@pytest.mark.parametrize(("cell", "wrong"), [("0.64", []), ("0.81", ["0.81"])])
def test_cases_told_against_the_one_that_is_1(cell: str, wrong: list[str]) -> None:
    rows = table(
        "card | images/s | relative to A", "A | 1,730 | 1", "B | 2,249 | 1.3", f"C | 1,107 | {cell}", "D | 4,187 | 2.42"
    )  # fmt: skip
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("1.38×", []), ("1.83×", ["1.83×"])])
def test_a_row_that_names_its_base(cell: str, wrong: list[str]) -> None:
    rows = table(
        "run | first | second | third", "images/s | 642 | 1,117 | 886", f"against first | 1.00× | 1.74× | {cell}"
    )
    assert [found for found, _ in findings(rows)] == wrong


def test_a_count_of_1_is_no_base() -> None:
    rows = table("left [GB] | batch", "0.9 | 1", "31.7 | 35", "78.3 | 87", "64.8 | 70")
    assert findings(rows) == []


@pytest.mark.parametrize(("cell", "wrong"), [("7.24", []), ("14.48", ["14.48"])])
def test_a_format_of_half_the_bits_takes_half_the_room(cell: str, wrong: list[str]) -> None:
    rows = table("weights, GB | BF16 | INT8", "small | 5.36 | 2.68", f"middle | 14.48 | {cell}", "large | 53.1 | 26.6")
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("2.71 M", []), ("0.90 M", ["0.90 M"])])
def test_a_law_that_rows_of_two_sizes_keep(cell: str, wrong: list[str]) -> None:
    rows = table(
        "Run | FLOP | GPU-hours", "13B, short | 8.2e21 | 5,990", "13B, long | 1.31e23 | 95,700",
        "34B, short | 5.3e22 | 38,700",
        f"34B, long | 3.71e24 | {cell}",
    )  # fmt: skip
    assert [found for found, _ in findings(f"# Runs\n\nEach GPU reaches 380 TFLOP/s.\n\n{rows}")] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("49.4 h", []), ("6.2 h", ["6.2 h"])])
def test_a_slip_where_few_digits_keep_the_law(cell: str, wrong: list[str]) -> None:
    rows = table(
        "fleet | nodes | between stops", "small | 34 | 121 h", f"middle | 83 | {cell}", "large | 1,930 | 2.1 h"
    )
    assert [found for found, _ in findings(f"# Stops\n\nA node runs for 171 days.\n\n{rows}")] == wrong


def test_a_row_with_a_wrong_input_is_no_witness() -> None:
    rows = table(
        "8 x | HBM [GB] | left [GB]", "H100 | 640 | 331", "H200 | 1,128 | 819", "B200 | 1,536 | 1,131",
        "MI300X | 1,536 | 918",
        "MI325X | 2,048 | 1,739",
    )  # fmt: skip
    assert [found for found, _ in findings(f"# Left\n\nThe weights are 309 GB.\n\n{rows}")] == ["1,536", "918"]


SWEEP = (
    "rows | moved [MB] | time [µs]",
    "1 | 33.6 | 16.8",
    "16 | 35.7 | 17.9",
    "64 | 41.9 | 21.0",
    "256 | 67.1 | 33.6",
)


@pytest.mark.parametrize(
    ("last", "wrong"),
    [
        ("512 | 100.7 | 50.4", []),
        ("512 | 100.7 | 69.2", []),  # the operations bind it, no longer the bytes
        ("512 | 100.7 | 100.8", ["100.8"]),  # a slip
        ("512 | 100.7 | 38.1", ["38.1"]),  # less than the bytes take
    ],
)
def test_something_else_may_bind_the_end_of_a_sweep(last: str, wrong: list[str]) -> None:
    assert [found for found, _ in findings(table(*SWEEP, last))] == wrong


def test_nothing_else_binds_the_middle_of_a_sweep() -> None:
    rows = (*SWEEP[:3], "64 | 41.9 | 29.3", SWEEP[4], "512 | 100.7 | 50.4")
    assert [found for found, _ in findings(table(*rows))] == ["29.3"]


@pytest.mark.parametrize(("cell", "wrong"), [("1265", []), ("632", ["632"])])
def test_two_columns_tell_against_what_the_row_below_gives(cell: str, wrong: list[str]) -> None:
    rows = table(
        "ring over | GB/s | GB sent | time, ms", "8 GPUs, in a box | 300 | 28.1 | 94",
        "8 GPUs, in a newer one | 450 | 28.1 | 62", f"64 GPUs, old wires | 25 | 31.6 | {cell}",
        "64 GPUs, new wires | 50 | 31.6 | 632", "512 GPUs, new wires | 50 | 32.1 | 641",
    )  # fmt: skip
    text = f"# Gradients of a model\n\nThe gradients take 8.03 × 10⁹ × 2 B = 16.1 GB.\n\n{rows}"
    assert [found for found, _ in findings(text)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("96", []), ("48", ["48"])])
def test_counts_that_make_up_the_first_one(cell: str, wrong: list[str]) -> None:
    rows = (
        "6,144 | 8 | 1 | 16 | 48",
        f"12,288 | 8 | 1 | 16 | {cell}",
        "12,288 | 8 | 12 | 16 | 8",
        "8,192 | 4 | 1 | 16 | 128",
    )
    assert [found for found, _ in findings(table("boards | TP | CP | PP | DP", *rows))] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("12,288", []), ("6,144", ["6,144"]), ("1,536", [])])
def test_a_count_that_others_make_up(cell: str, wrong: list[str]) -> None:
    rows = ("8 | 16 | 48 | 6,144", f"8 | 16 | 96 | {cell}", "4 | 16 | 123 | 7,872", "8 | 12 | 64 | 6,144")
    assert [found for found, _ in findings(table("TP | PP | DP | boards", *rows))] == wrong


def test_widths_of_models_are_chosen() -> None:
    rows = (
        "32 | 8 | 128 | 4,096",
        "40 | 8 | 128 | 5,120",
        "64 | 8 | 128 | 8,192",
        "28 | 4 | 128 | 3,584",
        "48 | 8 | 128 | 5,120",
    )
    assert findings(table("heads | groups | size | width", *rows)) == []


@pytest.mark.parametrize(("cell", "wrong"), [("310", []), ("620", ["620"])])
def test_one_direction_is_half_of_both(cell: str, wrong: list[str]) -> None:
    rows = ("first | 160 | 80", "second | 340 | 170", f"third | 620 | {cell}", "fourth | 1,300 | 650")
    assert [found for found, _ in findings(table("wire | GB/s, both ways | per direction", *rows))] == wrong
    assert findings(table("wire | GB/s, large | GB/s, small", *rows)) == []  # by design, perhaps


@pytest.mark.parametrize(("cell", "wrong"), [("28×", []), ("14×", ["14×"])])
def test_factors_in_thousands_and_millions(cell: str, wrong: list[str]) -> None:
    rows = ("rack | 70 GB | 32×", f"desk | 80 GB | {cell}", "phone | 6 GB | 373×", "tag | 256 KB | 8.8M×")
    text = "The weights are 2.24 TB.\n\n" + table("tier | memory | gap", *rows)
    assert [found for found, _ in findings(text)] == wrong
