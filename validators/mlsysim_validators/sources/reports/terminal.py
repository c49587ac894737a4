"""The report of a check for a tired author in a terminal: by source and slide, the worst first."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from mlsysim_validators.sources.checking import Report, SourceReport
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.reports.report import code_of, is_quantity

_WIDTH = 100  # of a line of the source
_LEAD = 60  # of it before the number
_LONGEST = 110  # of the report's own lines
_COLOURS = {"path": "1", "error": "1;31", "warning": "1;33", "hint": "32", "faint": "2"}
Paint = Callable[[str, str], str]
_SEVERITY = {"error": 0, "warning": 1, "note": 2}


def plain(words: str, _: str) -> str:
    """Words without colour."""
    return words


def coloured(words: str, what: str) -> str:
    """Words in the colour of what they are, for a terminal."""
    return f"\x1b[{_COLOURS[what]}m{words}\x1b[0m"


def text_lines(report: Report, *, verbose: bool = False, paint: Paint = plain) -> Iterator[str]:
    """Findings by source and slide, each with its line and a caret, then the coverage.

    What a source holds never speaks to the terminal: only what can be printed is shown of it.
    """
    for source in report.sources:
        yield from (_printable(str(trouble)) for trouble in source.troubles if trouble.severity != "note")
        yield from _findings(source, paint)
    yield ""
    for source in report.sources:
        yield _coverage(source)
        yield from (_printable(str(trouble)) for trouble in source.troubles if trouble.severity == "note")
    left = [claim for claim in report.claims() if claim.verdict in ("unresolved", "ambiguous") and is_quantity(claim)]
    if left and not verbose:
        reasons = Counter(_short(claim.reason) for claim in left)
        told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(4))
        yield f"not judged: {told}. `--verbose` lists them."
    if verbose:
        for claim in left:
            line, column = claim.document.position(claim.stated.offset)
            told = f"{claim.document.path}:{line}:{column} {claim.verdict} `{claim.text}`: {claim.reason}"
            yield f"  {_printable(told)}"
    wrong = report.wrong()
    counts = Counter(claim.verdict for claim in wrong)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    unread = sum(trouble.severity == "error" for trouble in report.troubles())
    if unread:
        told = ", ".join(part for part in (told, f"{unread} not read or not understood (above)") if part)
    told = told or "nothing wrong"
    known = f" ({report.baselined} more known from the baseline)" if report.baselined else ""
    yield f"registry {report.registry_version}: {told}{known}"


def _printable(text: str) -> str:
    """A text with a sign in the place of each character that is none to look at."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else " " if unicodedata.category(char) == "Zs" or char == "\t" else "\ufffd"
        for char in text
    )


def _wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _wrapped(text: str, indent: str = "    ") -> Iterator[str]:
    """A text in lines of a length to read."""
    yield from textwrap.wrap(
        _printable(text), _LONGEST, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _findings(source: SourceReport, paint: Paint) -> Iterator[str]:
    slides: dict[tuple[int, str], list[Claim]] = {}
    for claim in source.claims:
        if claim.verdict in FINDINGS:
            block = claim.stated.block
            slides.setdefault((block.slide, block.title), []).append(claim)
    lines = source.claims[0].document.source.split("\n") if slides else []
    for (number, title), claims in sorted(slides.items(), key=lambda item: _badness(item[1])):
        yield ""
        yield paint(_printable(f"{source.path}{_where(number, title, claims[0].document.part)}"), "path")
        for claim in sorted(claims, key=_rank):
            yield from _told(claim, lines, paint)


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
    quantities = "quantity" if source.seen == 1 else "quantities"
    return _printable(f"{source.path}: {source.seen} {quantities} seen, {source.checked} checked{share}{more}")


def _told(claim: Claim, lines: list[str], paint: Paint) -> Iterator[str]:
    line, column = claim.document.position(claim.stated.offset)
    code, severity = code_of(claim)
    place = _printable(f"{claim.document.path}:{line}:{column}")
    yield f"  {place} {paint(severity, severity)} {code} [{claim.rule}]"
    yield from _pointed(claim, lines[line - 1] if line <= len(lines) else "", column - 1, paint)
    yield from _wrapped(claim.reason)
    if not all(part in claim.reason for part in claim.working.split(" -> ")):
        yield from _wrapped(f"working: {claim.working}")
    if claim.hint:
        yield from (paint(told, "hint") for told in _wrapped(claim.hint))
    if claim.expected and claim.expected.cite:
        told = f"source: {claim.expected.cite}: {claim.expected.quote!r}"
        yield from (paint(told, "faint") for told in _wrapped(told))


def _pointed(claim: Claim, source_line: str, place: int, paint: Paint) -> Iterator[str]:
    """The line of a number, a long one cut around it, with carets below the number."""
    start = max(0, place - _LEAD) if len(source_line) > _WIDTH else 0
    cut = len(source_line) > start + _WIDTH
    shown = _printable(source_line[start : start + _WIDTH])
    before, behind = "…" if start else "", "…" if cut else ""
    length = min(max(1, claim.stated.end_offset - claim.stated.offset), max(1, len(shown) - (place - start)))
    number = shown[place - start : place - start + length]
    yield f"    | {before}{shown}{behind}"
    gap = " " * (len(before) + _wide(shown[: place - start]))
    yield f"    | {gap}{paint('^' * max(1, _wide(number)), code_of(claim)[1])}"
