"""Formulas that head a column, equations beside others that are right, and numbers of billions in both."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.judges.formulas.bindings import bindings
from snippets import checked, findings, frame, table


def rights(text: str) -> list[str]:
    """The numbers that are found right."""
    return [claim.text for claim in checked(text).claims if claim.verdict == "match"]


RUNS = ("Run | $N$ | tokens $D$ | $6ND$ | $D/N$", "small | 2.7 B | 90 B | {} | 33", "mid | 13 B | 1.2 T | 9.4e22 | 92",
        "large | 66 B | 3 T | 1.19e24 | {}")  # fmt: skip


@pytest.mark.parametrize(
    ("work", "quotient", "wrong"),
    [("1.46e21", "45", []), ("4.9e20", "45", ["4.9e20"]), ("1.46e21", "22", ["22"])],
)
def test_a_header_that_is_a_formula_of_other_headers(work: str, quotient: str, wrong: list[str]) -> None:
    text = table(*RUNS).format(work, quotient)
    assert [words for words, _ in findings(text)] == wrong
    assert "9.4e22" in rights(text)


def test_a_header_of_symbols_that_no_column_has_is_left_alone() -> None:
    rows = ("Run | $N$ | $6NB$ | $a/b$", "small | 2.7 B | 90 | 3", "mid | 13 B | 12 | 4", "large | 66 B | 4 | 9")
    assert findings(table(*rows)) == []


@pytest.mark.parametrize(("third", "wrong"), [("1.21", []), ("0.805", ["0.805 B"])])
def test_an_equation_beside_others_that_are_right(third: str, wrong: list[str]) -> None:
    lines = (r"$d=12288$, a width of 32768.", r"$W_O: d^2 = 151$\,M", r"$W_K: 2\cdot d\cdot 512 = 12.6$\,M",
             rf"gated MLP: $3\cdot d\cdot 32768 = {third}$\,B")  # fmt: skip
    found = findings(frame("\n\n".join(lines), "How many parameters?"), "a.tex")
    assert [words for words, _ in found] == wrong


def test_a_symbol_behind_a_factor_is_not_set() -> None:
    assert bindings(["2 · 4096 · d = 33.6 M"]) == {}
    assert bindings(["4 · N · 2 B = 4.2 MB"]) == {}
    assert bindings(["p = 8 m = 32"]) == {"p": 8.0, "m": 32.0}


def test_work_of_runs_in_a_table_of_models() -> None:
    rows = ("Model | N | tokens | FLOPs", "GPT-3 | 175 B | 300 B | {}", "Llama-3-8B | 8.03 B | 15 T | 7.2e23")
    assert findings(table(*rows).format("3.15e23")) == []
    assert [words for words, _ in findings(table(*rows).format("1.05e23"))] == ["1.05e23"]


@pytest.mark.parametrize(("cell", "wrong"), [("416 GB", []), ("364 GB", ["364 GB"])])
def test_sizes_that_a_stated_width_multiplies(cell: str, wrong: list[str]) -> None:
    rows = table("Model | state", "3B | 48 GB", f"26B | {cell}", "67B | 1,072 GB", "180B | 2,880 GB")
    assert [words for words, _ in findings(f"# The rule of 16 bytes\n\n{rows}")] == wrong


@pytest.mark.parametrize(("power", "wrong"), [("8.6 MW", []), ("17.2 MW", ["17.2 MW"])])
def test_thousands_that_thin_spaces_part(power: str, wrong: list[str]) -> None:
    items = rf"\begin{{itemize}}\item Alone, 700\,W each: {power}.\end{{itemize}}"
    text = frame(rf"12\,288 H100s at full load: {items}", "Power")
    assert [words for words, _ in findings(text, "a.tex")] == wrong
