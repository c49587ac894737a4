"""Work grows no faster than a source, whatever it is full of; what was not looked for because of that is told."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from shapes import SHAPES, numbered
from snippets import checked, table

# What looks at all of a text of up to some size grows faster below it: the work counts that is done above.
_SMALL = (2_000, 8_000, 20_000)
_TIMES = 4
_SLACK = 1.3


def calls(text: str, path: str) -> int:
    """How many functions are called while a source is checked: a count of work that no busy machine changes."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        checked(text, path)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_no_faster_than_the_source(shape: str) -> None:
    path, grow = SHAPES[shape]
    checked(grow(_SMALL[0] // 4), path)  # what is loaded once
    told = ""
    for size in _SMALL:
        small, large = grow(size), grow(_TIMES * size)
        once, more = calls(small, path), calls(large, path)
        ratio = len(large) / len(small)
        if more < ratio * once * _SLACK + 5_000:
            return
        told = f"{more / once:.1f} times the work for {ratio:.1f} times the source"
    raise AssertionError(told)


def notes(text: str, path: str = "notes.md") -> list[str]:
    """What a report says was not looked for."""
    return [trouble.message for trouble in checked(text, path).troubles if trouble.severity == "note"]


BOUNDED = {
    "a large table": ("notes.md", table("Device | GB", *(f"D{n} | {n} GB" for n in range(300)))),
    "a wide row": ("notes.md", table(*(" | ".join([cell] * 300) for cell in ("GB", "80 GB")))),
    "many amounts of one thing": ("notes.md", numbered("## S @\n\n1@ GB of gradients.\n\n", 6_000)),
    "a long look-up": (
        "a.py",
        "def f(name):\n    if 'T4' in name:\n        return 65e12\n"
        + "".join(f"    elif 'H{n}' in name:\n        return 989e12\n" for n in range(100, 500)),
    ),
    "a row of many fields": ("a.csv", "Device" + ",GB" * 11_000 + "\nH100" + ",80" * 11_000 + "\n"),
    "deep data": ("a.json", '{"a": ' * 60 + "80" + "}" * 60),
    "long outputs": (
        "a.ipynb",
        '{"cells": [{"cell_type": "code", "source": "", "outputs": [{"text": "' + "80 GB\\n" * 300 + '"}]}]}',
    ),
}


@pytest.mark.parametrize("what", BOUNDED)
def test_a_bound_is_told_once_and_fails_nothing(what: str) -> None:
    path, text = BOUNDED[what]
    assert len(notes(text, path)) == len(set(notes(text, path))) >= 1
    assert all(trouble.severity == "note" for trouble in checked(text, path).troubles)


def test_nothing_is_told_of_what_is_small() -> None:
    assert notes(table("Device | Memory", "H100 | 80 GB", "MI300X | 192 GB")) == []


def test_totals_of_a_long_table_are_added_up() -> None:
    rows = [f"step {n} | 2.1 ms" for n in range(90)]
    report = checked(table("Step | Time", *rows, "Total | 153 ms"))
    assert [claim.text for claim in report.claims if claim.verdict == "mismatch"] == ["153 ms"]


def test_sums_in_a_long_paragraph_are_read() -> None:
    report = checked("Words about nothing much. " * 1_000 + "There 3 × 2 GB = 7 GB.")
    assert [claim.text for claim in report.claims if claim.verdict == "mismatch"] == ["7 GB"]
