"""Columns that follow from others, totals, and columns of factors and changes."""

from __future__ import annotations

import pytest
from snippets import findings, table

BATCHES = ("Batch | Latency (ms) | Samples per second", "8 | 4.10 | 1,951", "16 | 6.30 | 2,540", "32 | 11.20 | 2,857")
STEPS = ("Depth | Loss before | Loss after | Delta", "8 | 1.0885 | 1.0782 | -0.0103", "12 | 0.9770 | 0.9693 | -0.0077")
USE = ("Kernel | TFLOP/s | MFU", "a | 132.7 | 13.4%", "b | 265.4 | 26.8%", "c | 502.1 | 50.8%")
BEFORE = (
    "Metric | Before | After | Improvement",
    "Start | 37.6 s | 12.9 s | 66% faster",
    "Switch | 58.1 s | 2.58 s | 23x faster",
)
SPEEDS = ("Mode | Time | Speedup", "plain | 2.00 ms | 1.00x", "fused | 1.45 ms | 1.38x")


@pytest.mark.parametrize(
    ("rows", "right", "wrong"),
    [
        ((*BATCHES, "64 | 21.00 | {}"), "3,048", "6,096"),
        ((*STEPS, "16 | 0.9059 | 0.9002 | -0.0057", "20 | 0.8565 | 0.8526 | {}"), "-0.0039", "-0.0093"),
        ((*USE, "d | 706.4 | {}", "e | 397.8 | 40.2%"), "71.4%", "81.4%"),
    ],
)
def test_numbers_without_units_follow_from_other_columns(rows: tuple[str, ...], right: str, wrong: str) -> None:
    assert findings(table(*rows).format(right)) == []
    assert findings(table(*rows).format(wrong)) == [(wrong.lstrip("-"), "table")]


@pytest.mark.parametrize(
    ("rows", "right", "wrong"),
    [
        ((*BEFORE, "Answer | 3.67 s | 0.53 s | {} faster"), "86%", "46%"),
        ((*SPEEDS, "tiled | 0.80 ms | {}"), "2.50x", "3.50x"),
        ((*BEFORE, "Wake | 108.2 s | 113.6 s | {} (slower)"), "-5%", "-15%"),
    ],
)
def test_changes_are_held_against_the_columns_that_they_compare(rows: tuple[str, ...], right: str, wrong: str) -> None:
    assert findings(table(*rows).format(right)) == []
    assert findings(table(*rows).format(wrong)) == [(wrong.lstrip("-"), "ratio")]


@pytest.mark.parametrize(
    "rows",
    [
        # scores lie close together, so any two columns are nearly in proportion
        ("Task | ours | theirs", "a | 86.4 | 88.1", "b | 87.2 | 89.0", "c | 88.0 | 89.8", "d | 89.7 | 85.2"),
        # the last row is another case, and says so
        (
            "Kernel | Chip | TFLOP/s | MFU",
            "a | A | 132.7 | 13.4%",
            "b | A | 265.4 | 26.8%",
            "c | A | 502.1 | 50.8%",
            "d | B | 706.4 | 31.4%",
        ),
        # a half in all rows, and twice fifty in all but the last
        (
            "Part | Links | GB/s per link | GB/s of all | GB/s each way",
            "P | 6 | 50 | 300 | 150",
            "Q | 12 | 50 | 600 | 300",
            "R | 18 | 50 | 900 | 450",
            "S | 18 | 100 | 1,800 | 900",
        ),
        # ways to do it, not parts of a whole
        ("Way | Wasted % of allocated", "a | 86.4%", "b | 11.5%", "c | 13.1%"),
        # sizes are chosen, and mostly in proportion
        ("Model | Layers | Heads", "a | 12 | 12", "b | 24 | 24", "c | 48 | 48", "d | 96 | 64"),
        # a total of what is no amount
        (
            "Metric | Cold | Warm",
            "Start | 108.7 s | 101.1 s",
            "First answer | 2.59 s | 0.45 s",
            "Total run | 119.5 s | 119.0 s",
        ),
    ],
)
def test_columns_without_a_rule_are_left_alone(rows: tuple[str, ...]) -> None:
    assert findings(table(*rows)) == []


def test_a_percentage_among_amounts_keeps_no_column_from_being_compared() -> None:
    rows = (
        "Metric | Before | After | Savings",
        "Cost | $22,500 | $5,200 | 77%",
        "Hits | 0% | 52% | --",
        "Wait | 28 s | 9 s | {}",
    )
    assert findings(table(*rows).format("68%")) == []
    assert findings(table(*rows).format("38%")) == [("38%", "ratio")]


@pytest.mark.parametrize("label", ["Together", "IT total", "Total, without activations", "In all", "Altogether"])
def test_what_a_row_of_totals_is_called(label: str) -> None:
    rows = ("Part | Power", "Nodes | 412.5 kW", "Switches | 24 kW", "Storage | 18 kW")
    assert findings(table(*rows, f"{label} | 454.5 kW")) == []
    assert findings(table(*rows, f"{label} | 436.5 kW")) == [("436.5 kW", "table")]


def test_percentages_of_one_run_add_up() -> None:
    rows = ("Loss | Of the run", "Writing | 0.42%", "Lost work | 0.40%", "Restarts | 0.31%")
    assert findings(table(*rows, "Together | 1.13%")) == []
    assert findings(table(*rows, "Together | 0.82%")) == [("0.82%", "table")]


def test_a_row_of_several_devices_may_state_one_of_them() -> None:
    rows = (
        "System | Users | Step (ms) | tokens/s",
        "A | 32 | 9.2 | 3,478",
        "B | 48 | 12.4 | 3,871",
        "C | 16 | 7.1 | 2,254",
    )
    assert findings(table(*rows, "4 × A | 64 | 19.6 | 816")) == []
    assert findings(table(*rows, "D | 64 | 19.6 | 816")) == [("816", "table")]


@pytest.mark.parametrize(("cell", "wrong"), [("28", []), ("22", ["22"]), ("6", ["6"])])
def test_counts_of_two_columns_add_up(cell: str, wrong: list[str]) -> None:
    rows = ("A | 16 | 6 | 22", "B | 15 | 5 | 20", "C | 11 | 4 | 15", "D | 16 | 16 | 32", f"E | 22 | 6 | {cell}")
    assert [found for found, _ in findings(table("part | prefill | + decode | = fleet", *rows))] == wrong


def test_a_total_of_whole_bytes_leaves_out_no_row() -> None:
    rows = ("weights | 2", "gradients | 2", "master weights | 4", "momentum | 4", "variance | 4", "total | {}")
    text = table("State | Bytes per parameter", *rows)
    assert findings(text.format(16)) == []
    assert [words for words, _ in findings(text.format(14))] == ["14"]


PARTS = ("Part | Parameters", "query and output | 33.6 M", "keys and values | 8.4 M", "gate, up and down | 176.2 M")


@pytest.mark.parametrize(("total", "wrong"), [("8.03 G", []), ("6.98 G", ["6.98 G"]), ("9.08 G", ["9.08 G"])])
def test_a_total_holds_no_row_twice(total: str, wrong: list[str]) -> None:
    above = (*PARTS, "one block | 218.2 M", "32 blocks | 6.98 G", "embeddings | 1.05 G")
    assert [found for found, _ in findings(table(*above, f"total | {total}"))] == wrong


@pytest.mark.parametrize(("total", "wrong"), [("81.0", ["81.0"]), ("108.0", [])])
def test_twice_the_same_is_no_subtotal(total: str, wrong: list[str]) -> None:
    rows = ("weights | 13.5", "gradients | 13.5", "copies | 27.0", "momentum | 27.0", "variance | 27.0")
    assert [found for found, _ in findings(table("State | Memory (GB)", *rows, f"total | {total}"))] == wrong
