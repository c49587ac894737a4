"""The report of a check for a tired author in a terminal: by source and slide, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mlsysim_validators.sources.checking import Report, SourceReport
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.report import code_of, is_quantity

_WIDTH = 100
_LEAD = 60
_SEVERITY = {"error": 0, "warning": 1, "note": 2}


def text_lines(report: Report, *, verbose: bool = False) -> Iterator[str]:
    """Findings by source and slide, each with its line and a caret, then the coverage."""
    for source in report.sources:
        yield from (str(trouble) for trouble in source.troubles if trouble.severity != "note")
        yield from _findings(source)
    yield ""
    for source in report.sources:
        yield _coverage(source)
        yield from (str(trouble) for trouble in source.troubles if trouble.severity == "note")
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
    known = f" ({report.baselined} more known from the baseline)" if report.baselined else ""
    yield f"registry {report.registry_version}: {told}{known}"


def _findings(source: SourceReport) -> Iterator[str]:
    slides: dict[tuple[int, str], list[Claim]] = {}
    for claim in source.claims:
        if claim.verdict in FINDINGS:
            block = claim.stated.block
            slides.setdefault((block.slide, block.title), []).append(claim)
    lines = source.claims[0].document.source.split("\n") if slides else []
    for (number, title), claims in sorted(slides.items(), key=lambda item: _badness(item[1])):
        yield f"\n{source.path}{_where(number, title, claims[0].document.part)}"
        for claim in sorted(claims, key=_rank):
            yield from _told(claim, lines)


def _where(number: int, title: str, part: str) -> str:
    """The slide, cell or statement that findings belong to."""
    told = f": {title}" if title else ""
    if not part:
        return told
    return f", {part} {number}{told}" if number else f", before the first {part}{told}"


def _badness(claims: list[Claim]) -> tuple[int, int, int]:
    """A slide with more errors comes first, then one with more warnings, then as they stand in the source."""
    errors = sum(code_of(claim)[1] == "error" for claim in claims)
    return -errors, -len(claims), min(claim.stated.offset for claim in claims)


def _rank(claim: Claim) -> tuple[int, int]:
    return _SEVERITY[code_of(claim)[1]], claim.stated.offset


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
    start = max(0, column - _LEAD)
    shown = source_line[start : start + _WIDTH].expandtabs(1)
    yield f"    | {shown}"
    yield f"    | {' ' * (column - 1 - start)}{'^' * max(1, len(claim.text))}"
    yield f"    {claim.reason}"
    if claim.working and claim.working not in claim.reason:
        yield f"    working: {claim.working}"
    if claim.hint:
        yield f"    {claim.hint}"
    if claim.expected and claim.expected.cite:
        yield f"    source: {claim.expected.cite}: {claim.expected.quote!r}"
