"""The example tutorial is clean and nearly all of it is checked; its twin has the planted errors and no others."""

from __future__ import annotations

import json

import pytest
from mlsysim_validators.sources.checking import Report, check
from mlsysim_validators.sources.claims import FINDINGS
from snippets import EXAMPLES, registry

CLEAN, WRONG = EXAMPLES / "tutorial", EXAMPLES / "tutorial-with-errors"


def report_on(folder: object) -> Report:
    return check(
        [str(path) for path in sorted(type(CLEAN)(str(folder)).iterdir()) if path.suffix in (".tex", ".md")], registry()
    )


def test_the_clean_tutorial_has_no_finding() -> None:
    report = report_on(CLEAN)
    assert [(c.text, c.reason) for c in report.wrong()] == []
    assert report.troubles() == []


def test_nine_tenths_of_what_the_clean_tutorial_says_is_checked() -> None:
    report = report_on(CLEAN)
    seen, checked = sum(s.seen for s in report.sources), sum(s.checked for s in report.sources)
    assert seen >= 75
    assert checked >= 0.9 * seen


def test_the_planted_errors_are_found_and_nothing_else() -> None:
    expected = json.loads((WRONG / "expected.json").read_text(encoding="utf-8"))
    found = []
    for claim in report_on(WRONG).claims():
        if claim.verdict in FINDINGS:
            line, _ = claim.document.position(claim.stated.offset)
            path = claim.document.path.replace("\\", "/").rpartition("/")[2]
            found.append({"path": path, "line": line, "text": claim.text, "verdict": claim.verdict, "rule": claim.rule})
    found.sort(key=lambda item: (item["path"], item["line"]))
    assert found == expected


PLANTED = """swapped variant power-of-ten sparse-for-dense superseded ratio format arithmetic direction changed
bits-for-bytes query-heads no-basis binary-prefix vector-for-matrix"""
SORTS = PLANTED.split()


@pytest.mark.parametrize("reason", SORTS)
def test_every_sort_of_slip_is_planted(reason: str) -> None:
    expected = json.loads((WRONG / "expected.json").read_text(encoding="utf-8"))
    assert any(item["rule"] == reason for item in expected)


def test_what_was_planted_differs_from_the_clean_tutorial() -> None:
    """A line that is reported stands otherwise in the clean tutorial."""
    for item in json.loads((WRONG / "expected.json").read_text(encoding="utf-8")):
        line = (WRONG / item["path"]).read_text(encoding="utf-8").splitlines()[item["line"] - 1]
        assert line not in (CLEAN / item["path"]).read_text(encoding="utf-8").splitlines()
