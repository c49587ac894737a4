"""Formulas in symbols, and the numbers that they come to with values of the slide, the row, the column."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.judges.formulas.bindings import bindings, symbol_of
from mlsysim_validators.sources.judges.formulas.symbols import read
from snippets import findings, frame, table, verdict


@pytest.mark.parametrize(
    ("text", "values", "worth"),
    [
        ("2N^3", {"N": 10.0}, 2000.0),
        ("(p-1)/(m+p-1)", {"p": 4.0, "m": 16.0}, 3 / 19),
        ("(p-1)/(vm+p-1)", {"p": 4.0, "m": 16.0, "v": 2.0}, 3 / 35),
        ("(1-α^(γ+1))/(1-α)", {"α": 0.5, "γ": 2.0}, 1.75),
        ("4·Nd·2 B", {"N": 8.0, "d": 4.0}, 256.0),
        ("2n^2B", {"n": 3.0, "B": 5.0}, 90.0),
        ("(140 GB+B·2 GB)/(10 TB/s)", {"B": 30.0}, 0.02),
    ],
)
def test_what_a_formula_is_worth(text: str, values: dict[str, float], worth: float) -> None:
    found = read(text, frozenset(values))
    assert found is not None
    assert found[1] == len(text)
    assert found[0].worth(values, {}) == pytest.approx(worth)


def test_unknown_symbols_are_not_read() -> None:
    assert read("kT/2", frozenset("N")) is None
    assert read("(" * 100 + "N", frozenset("N")) is None


def test_which_value_a_symbol_has() -> None:
    assert bindings(["with N = 4096 and p=8"]) == {"N": 4096.0, "p": 8.0}
    assert bindings(["at N = 8 it is 2, at N = 16 it is 3"]) == {}
    assert bindings(["The rate of acceptance α, as we saw it: 0.8."]) == {"α": 0.8}
    assert bindings(["N = 8 · 4 GPUs"]) == {}
    assert [symbol_of(header) for header in ("Stages p", "γ", "Bubble", "Time (s)")] == ["p", "γ", "", "s"]


BUBBLE = "$$\\frac{p-1}{m+p-1}$$\n\n"


@pytest.mark.parametrize(("cell", "told"), [("12.3%", []), ("14.1%", ["14.1%"])])
def test_rows_and_columns_that_set_symbols(cell: str, told: list[str]) -> None:
    rows = ("  | $m=12$ | $m=24$ | $m=50$", "$p=4$ | 20.0% | 11.1% | 5.7%", f"$p=8$ | 36.8% | 22.6% | {cell}")
    assert [words for words, _ in findings(BUBBLE + table(*rows))] == told


def test_columns_that_are_symbols() -> None:
    rows = ("Stages $p$ | Micro-batches $m$ | Idle", "4 | 12 | 20.0%", "4 | 24 | 11.1%", "8 | 24 | {}")
    assert findings(BUBBLE + table(*rows).format("22.6%")) == []
    assert [words for words, _ in findings(BUBBLE + table(*rows).format("29.2%"))] == ["29.2%"]


def test_a_column_that_sets_a_further_symbol_has_its_own_formula() -> None:
    rows = ("$p=8$ | $m=12$ | $m=24$ | $m=50$ | $m=24$, $v=2$", "idle | 36.8% | 22.6% | 12.3% | 12.7%")
    assert findings(BUBBLE + table(*rows)) == []


def test_an_argument_and_the_column_that_begins_with_it() -> None:
    formula = "$$t(B) = \\frac{120\\,\\text{GB} + B \\cdot 1.5\\,\\text{GB}}{20\\,\\text{TB/s}}$$\n\n"
    rows = ("batch | step", "1 | 6.1 ms", "32 | 8.4 ms", "96 | {}")
    assert findings(formula + table(*rows).format("13.2 ms")) == []
    assert [words for words, _ in findings(formula + table(*rows).format("7.2 ms"))] == ["7.2 ms"]


@pytest.mark.parametrize(
    ("stated", "told"), [("34.4", []), ("17.2", ["17.2 GFLOP"]), ("34,400", ["34,400 GFLOP"]), ("21.9", ["21.9 GFLOP"])]
)
def test_a_formula_with_the_values_of_its_slide(stated: str, told: list[str]) -> None:
    body = f"Take $n=2580$.\n\\begin{{align*}}\nF &= 2n^3 = {stated}\\ \\text{{GFLOP}}\n\\end{{align*}}"
    found = [words for words, _ in findings(frame(body), "deck.tex")]
    assert list(found) == told


IDLE = "With $p=4$ stages the idle share is $(p-1)/(m+p-1)$. At $m=12$ that is 20.0%, at $m=24$ 11.1%, at $m=40$ {}."


def test_a_formula_and_the_symbols_set_right_before_its_numbers() -> None:
    assert verdict(IDLE.format("7.0%"), "7.0%")[0] == "match"
    assert [words for words, _ in findings(IDLE.format("7.5%"))] == ["7.5%"]  # as its neighbours follow the formula


def test_a_formula_whose_symbols_are_set_behind_it() -> None:
    text = "The work is $6PD$ with $P = 2 \\times 10^9$ and $D = 4 \\times 10^{{11}}$: {} FLOP."
    assert verdict(text.format("4.8e21"), "4.8e21 FLOP")[0] == "match"
    assert [words for words, _ in findings(text.format("1.6e21"))] == ["1.6e21 FLOP"]  # the forward pass alone


@pytest.mark.parametrize(("stated", "told"), [("12.3", "match"), ("6.1", "unresolved")])
def test_what_an_earlier_slide_set_is_no_ground_for_a_finding(stated: str, told: str) -> None:
    text = f"# A\n\nLet $P = 3 \\times 10^9$.\n\n# B\n\nIt costs $2P \\cdot 2048 = {stated}$ TFLOP.\n"
    assert verdict(text, f"{stated} TFLOP")[0] == told


def test_an_amount_is_no_formula() -> None:
    text = "At $B = 4$ we read 33 GB; for the 8B: 16 GB."
    assert findings(text) == []
