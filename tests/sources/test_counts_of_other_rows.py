"""Rows with counts of their own, which is not multiplied by the count of another row."""

from __future__ import annotations

import pytest
from snippets import findings, table

_HEAD = "Part | Count | Power each | Power"


@pytest.mark.parametrize(("count", "more"), [("32 GPUs", ""), ("32 GPU servers", " switches")])
@pytest.mark.parametrize(("power", "wrong"), [("27.2 kW", []), ("37.2 kW", ["37.2 kW"])])
def test_the_count_of_another_row_is_none_of_this_one(count: str, more: str, power: str, wrong: list[str]) -> None:
    rows = (
        f"Server | {count} | 10.2 kW | 326.4 kW",
        f"Leaf | 16{more} | 1.7 kW | {power}",
        f"Spine | 8{more} | 1.7 kW | 13.6 kW",
        f"Store | 12{more} | 0.9 kW | 10.8 kW",
    )
    assert [words for words, _ in findings(table(_HEAD, *rows))] == wrong


def test_the_count_of_the_text_is_that_of_every_row() -> None:
    rows = ("H100 | 700 W | 44.8 kW", "A100 | 400 W | 35.6 kW", "L40S | 350 W | 22.4 kW")
    text = "A cluster of 64 GPUs.\n\n" + table("Device | Power of one | Power of the cluster", *rows)
    assert [words for words, _ in findings(text)] == ["35.6 kW"]
