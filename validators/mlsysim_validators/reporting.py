"""Findings as text, JSON, SARIF 2.1.0 and GitHub annotations."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, TextIO

from mlsysim_validators.findings import Finding

_SARIF_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def write_findings(out: TextIO, findings: Sequence[Finding], form: str | None, checked: int) -> None:
    """Print findings in a format; without one, text, or annotations where GitHub Actions reads them."""
    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if form == "json":
        report = {"files": checked, "findings": [finding.as_dict() for finding in findings]}
        out.write(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    elif form == "sarif":
        out.write(json.dumps(sarif(findings), indent=2, ensure_ascii=False) + "\n")
    elif form == "github":
        out.writelines(github_line(finding) + "\n" for finding in findings)
    else:
        out.writelines(f"{finding}\n" for finding in findings)
        out.write(summary(findings, checked) + "\n")


def summary(findings: Sequence[Finding], checked: int) -> str:
    """One closing line: how many files, how many findings by severity."""
    counts = {level: sum(finding.severity == level for finding in findings) for level in _SARIF_LEVELS}
    told = ", ".join(f"{count} {level}{'s' * (count != 1)}" for level, count in counts.items() if count)
    return f"{checked} files: {told or 'nothing wrong'}"


def sarif(findings: Sequence[Finding], documentation: dict[str, str] | None = None) -> dict[str, Any]:
    """A SARIF 2.1.0 log of the findings."""
    codes = sorted({finding.code for finding in findings})
    told = documentation if documentation is not None else _documentation()
    rules = [{"id": code, "shortDescription": {"text": told.get(code, code)}} for code in codes]
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": _SARIF_LEVELS[finding.severity],
            "message": {"text": finding.message + (f" ({finding.hint})" if finding.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(finding.path)},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    }
                }
            ],
        }
        for finding in findings
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "mlsysim-registry", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    told = quote(path.replace(os.sep, "/"), errors="replace")
    return f"file://{told}" if told.startswith("/") else told


def _documentation() -> dict[str, str]:
    from mlsysim_validators.rules.rule import all_rules

    return {code: rule.doc.partition("\n")[0] for code, rule in all_rules().items()}


def github_line(finding: Finding) -> str:
    """One workflow command of GitHub Actions."""
    message = _escape(finding.message + (f" ({finding.hint})" if finding.hint else ""))
    place = f"file={_escape_property(finding.path)},line={finding.line},col={finding.column}"
    return f"::{_GITHUB_LEVELS[finding.severity]} {place},title={finding.code}::{message}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
