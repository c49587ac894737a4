"""Tables whose columns are made of each other: shares of a total, totals of ranges, printed multiples, ratios."""

from __future__ import annotations

import pytest
from snippets import findings, frame, table, verdict

BUDGET = ("Step | Time | % of total", "Parse | 0.4 ms | 4%", "Resize | 3.6 ms | 36%", "Model | 6.0 ms | 60%",
          "Total | 10.0 ms | 100%")  # fmt: skip
QUEUE = ("Load | Total | p99 (≈4×)", "50% | 2× | 8×", "75% | 4× | 16×", "80% | 5× | 20×")
SPEED = ("GPUs | img/s | Speedup", "1 | 1,200 | 1.0×", "2 | 2,280 | 1.9×", "4 | 4,080 | 3.4×", "8 | 7,200 | 6.0×")
SAVING = ("Config | Cost | Savings", "Plain | $20.00 | —", "Compiled | $8.00 | 2.5×", "Quantized | $4.00 | 5.0×",
          "Batched | $1.00 | 20×")  # fmt: skip
CACHE = ("Case | KV cache | vs. weights", "batch 1 | 7 GB | 0.5×", "batch 4 | 28 GB | 2.0×", "batch 8 | 56 GB | 4.0×")


def changed(rows: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    assert any(old in row for row in rows)
    return tuple(row.replace(old, new) for row in rows)


@pytest.mark.parametrize("rows", [BUDGET, QUEUE, SPEED, SAVING, CACHE], ids=lambda rows: rows[0])
def test_a_table_that_adds_up_is_left_alone(rows: tuple[str, ...]) -> None:
    assert findings("The weights take 14 GB.\n\n" + table(*rows)) == []


@pytest.mark.parametrize(
    ("rows", "old", "new"),
    [
        (BUDGET, "36%", "63%"),
        (BUDGET, "4%", "14%"),
        (QUEUE, "16×", "26×"),
        (SPEED, "3.4×", "3.8×"),
        (SAVING, "5.0×", "6.0×"),
        (CACHE, "0.5×", "5.0×"),
    ],
)
def test_the_row_that_breaks_the_rule_is_reported_alone(rows: tuple[str, ...], old: str, new: str) -> None:
    found = findings("The weights take 14 GB.\n\n" + table(*changed(rows, old, new)))
    assert [words for words, _ in found] == [new]


def test_a_total_of_ranges_is_the_sum_of_both_ends() -> None:
    rows = ("Phase | Time", "Start | 2–10 s", "Load | 3–20 s", "Warm up | 1–5 s", "Total | {} s")
    right, low, high = (table(*changed(rows, "{}", total)) for total in ("6–35", "9–35", "6–45"))
    assert findings(right) == []
    assert [words for words, _ in findings(low)] == ["9"]
    assert [words for words, _ in findings(high)] == ["45 s"]


def test_a_share_below_a_percent_and_an_open_row_say_nothing() -> None:
    rows = changed(BUDGET, "4%", "<5%")
    assert findings(table(*rows)) == []


def test_two_odd_rows_are_another_rule() -> None:
    assert findings(table(*changed(changed(BUDGET, "36%", "46%"), "60%", "50%"))) == []


def test_a_factor_in_round_hundreds_is_rounded_to_its_digits() -> None:
    rows = "Operation | Energy (pJ) | Ratio", "Add | 0.03 | 1×", "Multiply | 0.2 | 7×", "SRAM | 5 | 167×"
    assert findings(table(*rows, "DRAM | 640 | 20,000×")) == []
    assert [words for words, _ in findings(table(*rows, "DRAM | 640 | 30,000×"))] == ["30,000×"]


@pytest.mark.parametrize(
    "text",
    [
        "Going from 12 ms to 6 ms raises the hardware bill by 300%.",
        "The wait is 24 ms on top of 6 ms of work; a 2.5× faster model serves 9× more users.",
        "Peak is 312 TFLOPS, training gets 120–180 TFLOPS, a lookup 3 TFLOPS, so models are 2–3× below it.",
    ],
)
def test_a_factor_of_something_else_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_what_somebody_is_to_say_ends_its_sentence() -> None:
    body = r"\note{``The A100 has 80 GB and 8 of them have 640 GB.'' Then: ``So a job is 3x faster, not 4x.''}"
    assert findings(frame(body), "deck.tex") == []


def test_the_power_of_a_cluster_is_not_counted_in_nodes() -> None:
    body = r"\item Each H100: 700 W \item 8-GPU node: 5.6 kW \item 2,000-GPU cluster: {}"
    shown = frame(r"\begin{itemize}" + body.replace("{}", r"1.4 MW") + r"\end{itemize}")
    assert findings(shown, "deck.tex") == []
    assert verdict(shown, "1.4 MW", "deck.tex")[0] == "match"
    wrong = frame(r"\begin{itemize}" + body.replace("{}", r"14 MW") + r"\end{itemize}")
    assert [words for words, _ in findings(wrong, "deck.tex")] == ["14 MW"]


@pytest.mark.parametrize(
    ("cell", "wrong"), [("35 %", []), ("53 %", ["53 %"]), ("41 %", [])], ids=["of both", "of the other", "of neither"]
)
def test_a_share_of_the_other_part_among_shares_of_both(cell: str, wrong: list[str]) -> None:
    rows = ("2,048 | 32.9 | 1.1 | 3 %", "8,192 | 132 | 17.6 | 12 %", f"32,768 | 526 | 281 | {cell}")
    assert [found for found, _ in findings(table("prompt | dense [TFLOP] | scores [TFLOP] | share", *rows))] == wrong


@pytest.mark.parametrize(("first", "wrong"), [("2,048 | 32.9 | 1.1 | 3 %", []), ("512 | 8.2 | 1.6 | 20 %", ["35 %"])])
def test_a_share_of_both_among_shares_of_the_other_part(first: str, wrong: list[str]) -> None:
    rows = (first, "8,192 | 132 | 17.6 | 13 %", "32,768 | 526 | 281 | 35 %")  # one row alone shows nothing
    found = findings(table("prompt | dense [TFLOP] | scores [TFLOP] | on top", *rows))
    assert [words for words, _ in found] == wrong
