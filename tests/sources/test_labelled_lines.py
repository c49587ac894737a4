"""Lines of a slide that follow from the lines above them."""

from __future__ import annotations

import pytest
from snippets import findings, frame

SET = (
    "Full set & 2M images",
    "Cost & 400 GPU-hrs",
    "Subset (20\\%) & {} images",
    "Cost of it & 80 GPU-hrs",
    "Savings & {} GPU-hrs",
)


def _table(*rows: str) -> str:
    body = " \\\\\n".join(("Metric & Value", *rows))
    return frame(f"\\begin{{tabular}}{{lr}}\n{body} \\\\\n\\end{{tabular}}")


def _lines(*lines: str) -> str:
    return frame("\\\\\n".join(lines))


@pytest.mark.parametrize(
    ("subset", "savings", "wrong"),
    [("400K", "320", []), ("40K", "320", ["40K"]), ("400K", "80", ["80 GPU-hrs"]), ("400K", "300", [])],
)
def test_a_share_of_the_whole_and_what_is_saved(subset: str, savings: str, wrong: list[str]) -> None:
    rows = "|".join(SET).format(subset, savings).split("|")
    assert [found for found, _ in findings(_table(*rows), "a.tex")] == wrong


@pytest.mark.parametrize(("each", "wrong"), [("\\$20K--\\$1M", []), ("\\$200K--\\$10M", ["$200K", "$10M"])])
def test_each_of_many_end_by_end(each: str, wrong: list[str]) -> None:
    text = _lines("Training: \\$1M--\\$50M", "Tuning: \\$500 per task", "Across 50 tasks:", f"Per-task cost: {each}")
    assert [found for found, _ in findings(text, "a.tex")] == wrong


@pytest.mark.parametrize(("weeks", "wrong"), [("15", []), ("30", ["30"]), ("18", [])])
def test_the_break_even(weeks: str, wrong: list[str]) -> None:
    text = _lines("Manual: 6 hrs/week", "Pipeline: 90 hrs (once)", f"Break-even: \\textbf{{{weeks} weeks}}")
    assert [found for found, _ in findings(text, "a.tex")] == wrong


@pytest.mark.parametrize(("cost", "wrong"), [("\\$1,400", []), ("\\$1,600", ["$1,600"]), ("\\$1,050", [])])
def test_hours_at_the_price_that_was_told(cost: str, wrong: list[str]) -> None:
    text = _lines("Full run: 800 GPU-hours (\\$1,600)", f"It takes 700 extra GPU-hrs ({cost}).")
    assert [found for found, _ in findings(text, "a.tex")] == wrong


def test_another_round_price_is_another_device() -> None:
    assert findings(_lines("Old: 800 GPU-hours (\\$800)", "New: 200 GPU-hours (\\$500)"), "a.tex") == []


@pytest.mark.parametrize(("energy", "wrong"), [("30 GWh", []), ("30 MWh", ["30 MWh"]), ("9 GWh", [])])
def test_what_devices_draw(energy: str, wrong: list[str]) -> None:
    text = _table("Hardware & 16,000 H100 GPUs", "Time & 60 days", f"Electricity & {energy}")
    assert [found for found, _ in findings(text, "a.tex")] == wrong


@pytest.mark.parametrize(("root", "wrong"), [("1.6", []), ("0.625", ["0.625"])])
def test_an_inequality_that_the_next_line_solves(root: str, wrong: list[str]) -> None:
    text = _lines("$40 / \\sqrt{N} < 25$", f"$\\sqrt{{N}} > {root}$")
    assert [found for found, _ in findings(text, "a.tex")] == wrong
