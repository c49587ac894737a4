"""The formats in which findings are written."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.findings import Finding
from mlsysim_validators.reporting import github_line, sarif, summary, write_findings
from mlsysim_validators.rules.rule import all_rules

FINDINGS = [
    Finding("EVD101", "error", "registry/a,b:c.yaml", 3, 7, "100% wrong:\nsee it", "mend it, please"),
    Finding("EVD104", "warning", "registry/ü.yaml", 1, 1, "long", ""),
    Finding("EVD101", "note", "registry/a.yaml", 2, 1, "fine", ""),
]


def written(form: str | None, findings: list[Finding] = FINDINGS) -> str:
    out = io.StringIO()
    write_findings(out, findings, form, checked=3)
    return out.getvalue()


def test_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    lines = written(None).splitlines()
    assert lines[0].startswith("registry/a,b:c.yaml:3:7 error EVD101 100% wrong:")
    assert lines[-1] == "3 files: 1 error, 1 warning, 1 note"
    assert written("text", []) == "3 files: nothing wrong\n"


def test_one_finding_one_line() -> None:
    assert len(written("text").splitlines()) == len(FINDINGS) + 1


def test_json() -> None:
    report = json.loads(written("json"))
    assert report["files"] == 3
    assert report["findings"][0] == {
        "code": "EVD101",
        "severity": "error",
        "path": "registry/a,b:c.yaml",
        "line": 3,
        "column": 7,
        "message": "100% wrong:\nsee it",
        "hint": "mend it, please",
    }
    assert json.loads(written("json", [])) == {"files": 3, "findings": []}


def test_sarif_has_the_structure_of_2_1_0() -> None:
    log = json.loads(written("sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 2
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert len(run["results"]) == 3
    for result, finding in zip(run["results"], FINDINGS, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == finding.severity
        assert finding.message in result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": finding.line, "startColumn": finding.column}


def test_sarif_places_are_uri_references() -> None:
    odd = [finding._replace(path="registry/a b%#ü.yaml") for finding in FINDINGS[:1]]
    place = sarif(odd)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "registry/a%20b%25%23%C3%BC.yaml"


def test_github_lines_escape_what_would_end_or_split_them() -> None:
    assert github_line(FINDINGS[0]) == (
        "::error file=registry/a%2Cb%3Ac.yaml,line=3,col=7,title=EVD101::100%25 wrong:%0Asee it (mend it, please)"
    )
    assert github_line(FINDINGS[2]).startswith("::notice ")


def test_github_actions_get_annotations_without_being_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert written(None).startswith("::error ")
    assert not written("text").startswith("::error ")


@given(st.text(), st.text(), st.text())
def test_a_github_finding_is_one_line_whatever_it_holds(path: str, message: str, hint: str) -> None:
    line = github_line(Finding("EVD101", "error", path, 1, 1, message, hint))
    assert "\n" not in line
    assert "\r" not in line
    assert line.partition("::")[2].count("::") >= 1


@given(st.text(), st.text())
def test_a_finding_in_text_is_one_line_whatever_it_holds(path: str, message: str) -> None:
    assert len(str(Finding("EVD101", "error", path, 1, 1, message)).splitlines()) <= 1


def test_summary_counts() -> None:
    assert summary([], 1).startswith("1 file")
    assert summary([FINDINGS[0]] * 2, 5) == "5 files: 2 errors"


def test_every_rule_has_a_short_description() -> None:
    finding = [Finding(code, "error", "x", 1, 1, "m") for code in all_rules()]
    assert all(
        len(rule["shortDescription"]["text"]) > 10 for rule in sarif(finding)["runs"][0]["tool"]["driver"]["rules"]
    )
