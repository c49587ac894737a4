"""The report of a check: for a tired author in a terminal, and as JSON, SARIF and GitHub annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mlsysim_validators.findings import Finding, Severity
from mlsysim_validators.sources.checking import OPERAND, Report, SourceReport
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.documents import Block
from mlsysim_validators.sources.subjects import PART_OF_A_NAME

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
        found.append(Finding(code, severity, claim.document.path, line, column, _message(claim), claim.hint))
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.column))


def _message(claim: Claim) -> str:
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


def text_lines(report: Report, *, verbose: bool = False) -> Iterator[str]:
    """The report for a terminal: findings by source and slide, each with its line and a caret, then the coverage."""
    for source in report.sources:
        lines = source.claims[0].document.source.split("\n") if source.claims else []
        for trouble in source.troubles:
            yield str(trouble)
        slide: tuple[int, str] | None = None
        for claim in source.claims:
            if claim.verdict not in FINDINGS:
                continue
            block = claim.stated.block
            if slide != (block.slide, block.title):
                slide = (block.slide, block.title)
                yield f"\n{source.path}{_where(block, claim.document.part)}"
            yield from _told(claim, lines)
    yield ""
    for source in report.sources:
        yield _coverage(source)
    left = [claim for claim in report.claims() if claim.verdict in ("unresolved", "ambiguous") and is_quantity(claim)]
    if left and not verbose:
        reasons = Counter(_short(claim.reason) for claim in left)
        told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(4))
        yield f"not judged: {told}. `--verbose` lists them."
    if verbose:
        for claim in left:
            line, column = claim.document.position(claim.stated.offset)
            yield f"  {claim.document.path}:{line}:{column} {claim.verdict} `{claim.text}`: {claim.reason}"
    wrong = report.wrong()
    counts = Counter(claim.verdict for claim in wrong)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()) or "nothing wrong"
    yield f"registry {report.registry_version}: {told}"


def _where(block: Block, part: str) -> str:
    """The slide, cell or statement that a block belongs to."""
    title = f": {block.title}" if block.title else ""
    if not part:
        return title
    return f", {part} {block.slide}{title}" if block.slide else f", before the first {part}{title}"


def _short(reason: str) -> str:
    for beginning in ("what it says of", "the registry has no proven"):
        if reason.startswith(beginning):
            return {"what it says of": "what they say is not understood"}.get(beginning, f"{beginning} value")
    return reason.partition(";")[0]


def _coverage(source: SourceReport) -> str:
    share = f" ({source.checked / source.seen:.0%})" if source.seen else ""
    waived = sum(claim.reason.startswith("waived") for claim in source.claims)
    more = f", {waived} waived" if waived else ""
    return f"{source.path}: {source.seen} quantities seen, {source.checked} checked{share}{more}"


def _told(claim: Claim, lines: list[str]) -> Iterator[str]:
    line, column = claim.document.position(claim.stated.offset)
    code, severity = code_of(claim)
    yield f"  {claim.document.path}:{line}:{column} {severity} {code} [{claim.rule}]"
    source_line = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 60)
    shown = source_line[start : start + 100].expandtabs(1)
    yield f"    | {shown}"
    yield f"    | {' ' * (column - 1 - start)}{'^' * max(1, len(claim.text))}"
    yield f"    {claim.reason}"
    if claim.working and claim.working not in claim.reason:
        yield f"    working: {claim.working}"
    if claim.hint:
        yield f"    {claim.hint}"
    if claim.expected and claim.expected.cite:
        yield f"    source: {claim.expected.cite}: {claim.expected.quote!r}"
