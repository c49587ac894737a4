"""Worked problems with published answers: the formulas give the printed digits, or the case shows why the print is off.

A case passes if the computed value, in units of `scale`, is within half of the last printed digit of `answer`; `slack`
is a relative allowance where the inputs themselves are printed to few digits, and `because` says so. A case with
`right` is one whose print is wrong: then the value must match `right`, and must not match `answer`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from worked_expressions import computed

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def _cases() -> list[Any]:
    found = []
    for path in FILES:
        source = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert source["title"]
        assert source["url"].startswith("http")
        found += [pytest.param(case, id=f"{path.stem}/{case['id']}") for case in source["cases"]]
    return found


CASES = _cases()


def _fits(value: float, printed: str, slack: float = 0.0) -> bool:
    decimals = len(printed.partition(".")[2])
    return abs(value - float(printed)) <= 0.5 * 10.0**-decimals * (1 + 1e-9) + slack * abs(float(printed))


@pytest.mark.parametrize("case", CASES)
def test_the_printed_answer(case: dict[str, Any]) -> None:
    value = computed(case["compute"]) / case.get("scale", 1)
    assert case["quote"]
    if "slack" in case or "right" in case:
        assert case["because"]
    if "right" in case:
        assert _fits(value, case["right"]), f"computed {value}"
        assert not _fits(value, case["answer"]), "the print is right after all: take `right` away"
    else:
        assert _fits(value, case["answer"], case.get("slack", 0.0)), f"computed {value}, printed {case['answer']}"


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len(CASES) >= 80
    names = [case.id for case in CASES]
    assert len(set(names)) == len(names)
    assert len({case.values[0]["compute"] for case in CASES}) > 0.9 * len(CASES)
