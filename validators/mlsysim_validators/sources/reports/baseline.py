"""Findings that an author knows of and puts off: adopting the checker on an old deck without drowning.

The file is JSON, one finding a line, so that a diff shows what comes and goes. An entry holds until its day; after it
the finding is reported again. An entry that meets no finding any more is itself reported.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from typing import Any

from mlsysim_registry.errors import DataError
from mlsysim_registry.files import part_file
from mlsysim_validators.findings import Finding
from mlsysim_validators.sources.checking import Report
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reports.report import code_of

DAYS = 90
_VERSION = "1"
_LARGEST = 50_000_000
_LONGEST_REASON = 200
_KEYS = ("path", "code", "rule", "text", "about", "line")


def entries(report: Report, file: str, until: datetime.date) -> list[dict[str, str]]:
    """What a baseline of the report's findings holds."""
    folder = os.path.dirname(os.path.abspath(file))
    return [{**_identity(claim, folder), "until": until.isoformat()} for claim in report.wrong()]


def write(file: str, found: list[dict[str, str]]) -> None:
    """Write a baseline, whole or not at all."""
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in found)
    content = f'{{"version": "{_VERSION}", "findings": [\n{lines}\n]}}\n'
    real = os.path.realpath(file)
    temporary = part_file(real)
    try:
        with open(temporary, "w", encoding="utf-8") as stream:
            stream.write(content)
        os.replace(temporary, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def read(file: str) -> list[dict[str, str]]:
    """The entries of a baseline. Raises DataError where it is none."""
    try:
        if os.path.exists(file) and not os.path.isfile(file):  # a pipe would be waited for
            raise DataError(f"{file}: not a file")
        with open(file, encoding="utf-8-sig") as stream:
            content: Any = json.loads(stream.read(_LARGEST))
        if content["version"] != _VERSION:
            raise ValueError(f"version {content['version']!r}, not {_VERSION!r}")
        found = content["findings"]
        if not isinstance(found, list):
            raise TypeError
        for entry in found:
            datetime.date.fromisoformat(entry["until"])
            if any(not isinstance(entry[key], str) for key in _KEYS):
                raise TypeError
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        why = f"it has no {error}" if isinstance(error, KeyError) else str(error) or "a wrong type"
        told = "write it anew with --write-baseline"
        raise DataError(f"{file}: not a baseline of this command ({why[:_LONGEST_REASON]}): {told}") from error
    return list(found)


def apply(report: Report, file: str, today: datetime.date) -> list[Finding]:
    """Wave through what the baseline holds; findings about its entries that hide nothing any more."""
    folder = os.path.dirname(os.path.abspath(file))
    waiting: dict[tuple[str, ...], list[str]] = {}
    for entry in read(file):
        waiting.setdefault(tuple(entry[key] for key in _KEYS), []).append(entry["until"])
    checked = {_relative(source.path, folder) for source in report.sources}
    for claim in report.wrong():
        identity = tuple(_identity(claim, folder)[key] for key in _KEYS)
        days = waiting.get(identity)
        if not days:
            continue
        until = days.pop()
        if datetime.date.fromisoformat(until) < today:
            claim.notes.append(f"the baseline let it pass until {until}")
            claim.reason += f"; the baseline let it pass until {until}"
        else:
            claim.decide("ignored", f"known: in the baseline until {until}")
            report.baselined += 1
    return list(_stale(file, waiting, checked))


def _stale(file: str, waiting: dict[tuple[str, ...], list[str]], checked: set[str]) -> Iterable[Finding]:
    left = Counter({identity: len(days) for identity, days in waiting.items() if days and identity[0] in checked})
    for identity, count in sorted(left.items()):
        path, code, _, text = identity[:4]
        times = f" ({count} times)" if count > 1 else ""
        yield Finding(
            "SRC107", "error", file, 1, 1, f"the baseline holds {code} on `{text}` in {path}{times}, which is gone",
            "write the baseline anew with --write-baseline",
        )  # fmt: skip


def _identity(claim: Claim, folder: str) -> dict[str, str]:
    """What makes a finding the same one tomorrow: not where it stands, but what its line says."""
    line, _ = claim.document.position(claim.stated.offset)
    words = " ".join(claim.document.source.split("\n")[line - 1].split())
    about = f"{claim.entity.id if claim.entity else ''} {claim.field}".strip()
    return {
        "path": _relative(claim.document.path, folder),
        "code": code_of(claim)[0],
        "rule": claim.rule,
        "text": claim.text,
        "about": about,
        "line": hashlib.sha256(words.encode()).hexdigest()[:12],
    }


def _relative(path: str, folder: str) -> str:
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
