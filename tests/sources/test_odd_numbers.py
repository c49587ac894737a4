"""Zeros and numbers beyond all bounds in whole lectures: no judge fails on them, and no report is lost to them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from mlsysim_validators.sources import verdicts
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.computable import attempt

from mlsysim_registry.data import load

REGISTRY = load()
_T = TypeVar("_T")
LECTURES = sorted(Path(__file__).parent.glob("teaching/documents/*.[tmq]*"))
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
ODD = ("0", "0.0", "1e308", "9" * 30, "1e-320", "-1")


def _with_odd_numbers(text: str, seed: int) -> str:
    chance = random.Random(seed)
    share = chance.choice([0.02, 0.1, 0.5])
    return NUMBER.sub(lambda match: chance.choice(ODD) if chance.random() < share else match[0], text)


def _unguarded(judge: Callable[..., _T], otherwise: _T, *given: object, **named: object) -> _T:
    return judge(*given, **named)


def _let_judges_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "attempt", _unguarded)
    monkeypatch.setattr(verdicts, "NO_RESULT", ())


@pytest.mark.parametrize("seed", range(16))
def test_judges_look_at_the_numbers_they_divide_by(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = LECTURES[seed * 7 % len(LECTURES)]
    _let_judges_fail(monkeypatch)
    check_text(path.name, _with_odd_numbers(path.read_text("utf-8"), seed), REGISTRY)


def test_what_cannot_be_computed_costs_no_other_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def divide(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(verdicts.spec, "judge", divide)
    text = "An H100 SXM reads 16 GB in 16 GB / 3.35 TB/s = 9.6 ms."
    (claim,) = [claim for claim in check_text("deck.md", text, REGISTRY).claims if claim.text == "9.6 ms"]
    assert claim.verdict == "mismatch"


def test_a_share_of_nothing_is_no_traceback() -> None:
    text = "Each of 0 GPUs runs 8 H100s at 0% MFU; 16 GB at 3.35 TB/s load in 4.8 ms."
    assert check_text("deck.md", text, REGISTRY).claims


def test_only_what_cannot_be_computed_is_passed_over() -> None:
    assert attempt(lambda: 1 / 0, 2.0) == 2.0
    with pytest.raises(KeyError):
        attempt(lambda: {}["a"], None)


@pytest.mark.parametrize(
    "text", ["Qwen3-0B takes 0 GB.", "0 links at 50 GB/s of an H100.", "0 h between stops, 0 days."]
)
def test_nothing_is_divided_by_a_size_or_a_count_of_zero(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _let_judges_fail(monkeypatch)
    check_text("notes.md", f"# GPUs\n\n{text}\n", REGISTRY)


@pytest.mark.parametrize("row", ["| {}x H100 | 81 GB |", "| {}x H100 node | 640 GB |"])
def test_a_count_beyond_all_bounds_is_not_counted_up_to(row: str) -> None:
    text = "| Device | Memory |\n|---|---|\n" + row.format("9" * 30) + "\n"
    assert check_text("deck.md", text, REGISTRY).claims
