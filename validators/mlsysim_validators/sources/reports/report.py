"""The report of a check as findings (for SARIF and GitHub annotations) and as JSON."""

from __future__ import annotations

from typing import Any

from mlsysim_validators.findings import Finding, Severity
from mlsysim_validators.sources.checking import Report
from mlsysim_validators.sources.claims import OPERAND, Claim
from mlsysim_validators.sources.ownership.inside_names import PART_OF_A_NAME

FORMAT_VERSION = "1"
_CODES: dict[str, tuple[str, Severity]] = {
    "mismatch": ("SRC101", "error"),
    "inconsistent": ("SRC103", "error"),
    "ungrounded": ("SRC104", "warning"),
}
_VERDICTS = ("match", "mismatch", "inconsistent", "ungrounded", "unresolved", "ambiguous", "ignored")


def code_of(claim: Claim) -> tuple[str, Severity]:
    """The code and severity of a claim's finding: SRC101 for a spec, SRC102 for a derived number."""
    if claim.verdict == "mismatch" and claim.kind == "derived":
        return "SRC102", "error"
    return _CODES[claim.verdict]


def findings(report: Report) -> list[Finding]:
    """The claims that an author has to look at, and what could not be read, as findings."""
    found = list(report.troubles())
    for claim in report.wrong():
        line, column = claim.document.position(claim.stated.offset)
        code, severity = code_of(claim)
        found.append(Finding(code, severity, claim.document.path, line, column, message(claim), claim.hint))
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.column))


def message(claim: Claim) -> str:
    """What a finding says, without place and hint."""
    rule = f"[{claim.rule}] " if claim.rule else ""
    return f"{rule}`{claim.text}`: {claim.reason}"


def is_quantity(claim: Claim) -> bool:
    """Whether a claim counts as a quantity that was seen: parts of names and operands do not."""
    return claim.reason not in (PART_OF_A_NAME, OPERAND)


def as_dict(report: Report) -> dict[str, Any]:
    """The stable JSON report (schema/check-report.schema.json)."""
    return {
        "version": FORMAT_VERSION,
        "registry_version": report.registry_version,
        "sources": [{"path": source.path, "seen": source.seen, "checked": source.checked} for source in report.sources],
        "claims": [_claim(claim) for claim in report.claims() if is_quantity(claim)],
        "troubles": [trouble.as_dict() for trouble in report.troubles()],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    line, column = claim.document.place(claim.stated.offset)
    unit = claim.unit or claim.reading.units[0]
    expected = claim.expected
    return {
        "path": claim.document.path,
        "line": line,
        "column": column,
        "text": claim.text,
        "kind": claim.kind,
        "entity": claim.entity.id if claim.entity else None,
        "field": claim.field or None,
        "quoted": {"value": claim.reading.value, "unit": unit.symbol},
        "expected": {"value": expected.value / unit.factor, "unit": unit.symbol} if expected else None,
        "verdict": claim.verdict,
        "rule": claim.rule or None,
        "reason": claim.reason,
        "hint": claim.hint,
        "working": claim.working,
        "cite": expected.cite if expected and expected.cite else None,
        "quote": expected.quote if expected and expected.quote else None,
    }


REPORT_SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Report of mlsysim-registry check",
    "type": "object",
    "required": ["version", "registry_version", "sources", "claims", "troubles"],
    "additionalProperties": False,
    "definitions": {
        "amount": {
            "type": "object",
            "required": ["value", "unit"],
            "additionalProperties": False,
            "properties": {"value": {"type": "number"}, "unit": {"type": "string"}},
        },
    },
    "properties": {
        "version": {"const": FORMAT_VERSION},
        "registry_version": {"type": "string"},
        "sources": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "seen", "checked"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string"},
                    "seen": {"type": "integer", "minimum": 0},
                    "checked": {"type": "integer", "minimum": 0},
                },
            },
        },
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "path", "line", "column", "text", "kind", "entity", "field", "quoted", "expected", "verdict",
                    "rule", "reason", "hint", "working", "cite", "quote",
                ],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string"},
                    "line": {"type": "integer", "minimum": 1},
                    "column": {"type": "integer", "minimum": 1},
                    "text": {"type": "string"},
                    "kind": {"enum": ["spec", "derived", "other"]},
                    "entity": {"type": ["string", "null"]},
                    "field": {"type": ["string", "null"]},
                    "quoted": {"$ref": "#/definitions/amount"},
                    "expected": {"anyOf": [{"$ref": "#/definitions/amount"}, {"type": "null"}]},
                    "verdict": {"enum": list(_VERDICTS)},
                    "rule": {"type": ["string", "null"]},
                    "reason": {"type": "string"},
                    "hint": {"type": "string"},
                    "working": {"type": "string"},
                    "cite": {"type": ["string", "null"]},
                    "quote": {"type": ["string", "null"]},
                },
            },
        },
        "troubles": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "severity", "path", "line", "column", "message", "hint"],
                "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
            },
        },
    },
}  # fmt: skip
