"""Columns that one product, one sum or a logarithm joins in all rows but one; workings that a header announces."""

from __future__ import annotations

import pytest
from snippets import findings, frame, table


@pytest.mark.parametrize(("cell", "wrong"), [("1.76M×", []), ("1.76K×", ["1.76K×"]), ("0.9M×", []), ("2.1M×", [])])
def test_one_product(cell: str, wrong: list[str]) -> None:
    rows = table(
        "Tier | Storage | Shortfall", "a | 64 GB | 14.1×", "b | 16 GB | 56×", "c | 4 GB | 225×", f"d | 512 KB | {cell}"
    )
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("cells", "wrong"), [(("56×", "225×"), []), (("28×", "225K×"), ["28×", "225K×"])])
def test_over_an_amount_that_the_slide_states(cells: tuple[str, str], wrong: list[str]) -> None:
    rows = table("Tier | Storage | Shortfall", "a | 64 GB | 14.1×", f"b | 16 GB | {cells[0]}", f"c | 4 GB | {cells[1]}")
    assert [found for found, _ in findings(f"# Fit\n\nThe checkpoint takes 904 GB.\n\n{rows}")] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("88.5%", []), ("89.5%", ["89.5%"])])
def test_one_sum(cell: str, wrong: list[str]) -> None:
    rows = table(
        "week | lost | left",
        "1 | 1.0% | 96.0%",
        "2 | 2.5% | 94.5%",
        "3 | 4.0% | 93.0%",
        "4 | 6.0% | 91.0%",
        f"5 | 8.5% | {cell}",
    )
    assert [found for found, _ in findings(rows)] == wrong


def test_a_third_share_leaves_the_sum_open() -> None:
    rows = table(
        "week | yes | no | open",
        "1 | 40% | 60% | 0%", "2 | 45% | 55% | 0%", "3 | 50% | 50% | 0%", "4 | 55% | 45% | 0%",
        "5 | 50% | 40% | 10%",
    )  # fmt: skip
    assert findings(rows) == []


@pytest.mark.parametrize(("cell", "wrong"), [("1.609", []), ("0.699", ["0.699"])])
def test_a_logarithm(cell: str, wrong: list[str]) -> None:
    rows = table("probability | Loss", "0.8 | 0.223", "0.5 | 0.693", f"0.2 | {cell}", "0.05 | 2.996")
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("0--36", []), ("0--27", ["27"])])
def test_a_total_of_ranges_of_plain_numbers(cell: str, wrong: list[str]) -> None:
    rows = table("Rubric | Points", "a | 0--9", "b | 0--9", "c | 0--9", "d | 0--9", f"Total | {cell}")
    assert [found for found, _ in findings(rows)] == wrong


@pytest.mark.parametrize(("cell", "wrong"), [("30 ms", []), ("12 ms", ["12 ms"])])
def test_a_column_of_workings(cell: str, wrong: list[str]) -> None:
    rows = table("Part | Calculation | Time", "Load | 16K/50M | 0.35 ms", f"Compute | 6M/(0.2G) | {cell}")
    assert [found for found, _ in findings(rows)][1:] == wrong


def test_a_rate_of_a_thing_and_an_hour_is_words() -> None:
    assert [found for found, _ in findings(frame("$81/900 = 0.9$ pts/GPU-hr"), "a.tex")] == ["0.9"]
    assert findings(frame("$81/900 = 0.09$ pts/GPU-hr"), "a.tex") == []
