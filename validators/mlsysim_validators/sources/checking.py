"""Sources on the disk: read within bounds, with what they include; each is judged, whatever comes of the others."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mlsysim_registry.data import Registry
from mlsysim_validators.findings import Finding, Severity
from mlsysim_validators.sources.claims import FINDINGS, OPERAND, Claim, Verdict
from mlsysim_validators.sources.judges.restated.consistency import Said
from mlsysim_validators.sources.ownership.inside_names import PART_OF_A_NAME
from mlsysim_validators.sources.readers import BINARY_SUFFIXES, KNOWN_SUFFIXES, UnknownFormat, read
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.verdicts import verdicts

MAX_BYTES = 20_000_000
_HEAD = 4096
_MANY_NULS = 10
_CHECKED: tuple[Verdict, ...] = ("match", "mismatch", "inconsistent", "ungrounded")


@dataclass(slots=True)
class SourceReport:
    """What was found in one source."""

    path: str
    claims: list[Claim] = field(default_factory=list)
    troubles: list[Finding] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many quantities were seen; parts of names are none."""
        return sum(claim.reason not in (PART_OF_A_NAME, OPERAND) for claim in self.claims)

    @property
    def checked(self) -> int:
        """How many of them were checked."""
        return sum(claim.verdict in _CHECKED for claim in self.claims)


@dataclass(slots=True)
class Report:
    """What was found in all sources."""

    registry_version: str
    sources: list[SourceReport] = field(default_factory=list)
    baselined: int = 0  # findings that a baseline waved through

    def claims(self) -> Iterator[Claim]:
        """Every claim of every source."""
        for source in self.sources:
            yield from source.claims

    def wrong(self) -> list[Claim]:
        """The claims that an author has to look at."""
        return [claim for claim in self.claims() if claim.verdict in FINDINGS]

    def troubles(self) -> list[Finding]:
        """Sources, or parts of them, that could not be read; directives that cannot be followed."""
        return [trouble for source in self.sources for trouble in source.troubles]


def check(paths: Iterable[str], registry: Registry, roots: Iterable[str] = ()) -> Report:
    """Check sources against the registry. Included files are followed only below `roots` (by default each source's
    folder)."""
    report = Report(registry.version)
    said = Said()
    allowed = [os.path.realpath(root) for root in roots]
    pending = [(path, allowed or [os.path.realpath(os.path.dirname(os.path.abspath(path)))]) for path in paths]
    done: set[str] = set()
    while pending:
        path, within = pending.pop(0)
        real = os.path.realpath(path)
        if real in done:
            continue
        done.add(real)
        source = SourceReport(path)
        report.sources.append(source)
        document = _read(path, source)
        if document is None:
            continue
        try:
            _check_document(document, source, registry, said)
        except Exception as error:  # a defect of a rule: the other sources are checked all the same
            source.troubles.append(_trouble(path, 1, 1, *_defect(error)))
            continue
        inputs, troubles = _includes(document, within)
        source.troubles.extend(troubles)
        pending[:0] = [(included, within) for included in inputs]
    return report


def check_text(path: str, text: str, registry: Registry) -> SourceReport:
    """Check one source that is at hand as text."""
    source = SourceReport(path)
    _check_document(read(path, text), source, registry, Said())
    return source


def _defect(error: Exception) -> tuple[str, str]:
    """What is told of a rule that failed, and what to do about it."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    told = f"the check failed here ({type(error).__name__}{where}); nothing of this file was checked"
    return told, "this is a defect of the checker: report it with the part of the file that brings it about"


def _trouble(path: str, line: int, column: int, message: str, hint: str = "", code: str = "SRC106") -> Finding:
    return Finding(code, "error", path, line, column, message, hint)


def _read(path: str, source: SourceReport) -> Document | None:
    try:
        size = os.path.getsize(path)
        if not os.path.isfile(path):  # a pipe would be waited for
            source.troubles.append(_trouble(path, 1, 1, "not a file"))
            return None
        if size > MAX_BYTES:
            source.troubles.append(_trouble(path, 1, 1, f"larger than {MAX_BYTES:,} bytes", "split the source"))
            return None
        with open(path, "rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if path.lower().endswith(BINARY_SUFFIXES):
            return read(path, content)
        kind = _other_encoding(content)
        if kind:
            source.troubles.append(_trouble(path, 1, 1, kind, "save the file as UTF-8"))
            return None
        return read(path, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        kind = "a binary file" if b"\0" in content[:4096] else "not UTF-8"
        source.troubles.append(
            _trouble(path, line, column, f"{kind}: byte 0x{content[error.start]:02x}", "save the file as UTF-8")
        )
    except UnknownFormat as error:
        source.troubles.append(_trouble(path, 1, 1, str(error)))
    except OSError as error:
        source.troubles.append(_trouble(path, 1, 1, f"cannot be read: {error.strerror}"))
    return None


def _other_encoding(content: bytes) -> str:
    """What bytes are that could pass for UTF-8, or would fail as such without a word of what they are."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16, not UTF-8"
    head = content[:_HEAD]
    return "a binary file, or UTF-16 without its mark" if head.count(b"\0") > len(head) // _MANY_NULS else ""


def _includes(document: Document, within: list[str]) -> tuple[list[str], list[Finding]]:
    found: list[str] = []
    troubles: list[Finding] = []
    folder = os.path.dirname(os.path.abspath(document.path))
    for written, offset in document.includes:
        name = written if os.path.splitext(written)[1] else written + ".tex"
        real = os.path.realpath(os.path.join(folder, name))
        line, column = document.position(offset)
        if not any(real == root or real.startswith(root + os.sep) for root in within):
            hint = "sources are read below the folder of the checked file; name others on the command line"
            troubles.append(
                _trouble(document.path, line, column, f"\\input{{{written}}} leaves the folder and was not read", hint)
            )
        elif not os.path.isfile(real):
            troubles.append(_trouble(document.path, line, column, f"\\input{{{written}}}: no such file"))
        elif real.endswith(KNOWN_SUFFIXES):
            found.append(os.path.relpath(real) if not os.path.isabs(document.path) else real)
    return found, troubles


def _check_document(document: Document, source: SourceReport, registry: Registry, said: Said) -> None:
    """Take up what a document states, with what could not be read or followed in it."""
    claims, complaints = verdicts(document, registry, said)
    source.claims.extend(claims)
    for trouble in document.troubles:
        line, column = document.position(trouble.offset)
        severity: Severity = "error" if trouble.unread else "note" if trouble.bound else "warning"
        source.troubles.append(Finding("SRC106", severity, document.path, line, column, trouble.message, trouble.hint))
    for complaint in complaints:
        line, column = document.position(complaint.directive.offset)
        source.troubles.append(_trouble(document.path, line, column, complaint.message, complaint.hint, code="SRC105"))
