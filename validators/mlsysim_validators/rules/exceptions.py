"""EXC101: exceptions that no longer hide anything. (The runner does the hiding and tells this rule what was hidden.)"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.findings import Finding
from mlsysim_validators.rules.rule import BOOK, Problem, rule
from mlsysim_validators.workspace import File, Workspace


@rule("EXC101", "stale-exception")
def stale_exception(file: File, workspace: Workspace) -> Iterator[Problem]:
    """An exception says which rule may be broken and why; one that hides no finding is removed.

    Good: `exceptions: [{rule: PHY102, because: ...}]` in an entry that breaks PHY102
    Bad:
        exceptions: [{rule: PHY102, because: it used to differ}]
    """
    yield from ()  # apply() reports it, where it is known what the other rules found


def apply(file: File, findings: list[Finding]) -> list[Finding]:
    """The findings without those that the entry excuses, and one finding for each exception that excuses none."""
    exceptions = file.data.get("exceptions")
    if not isinstance(exceptions, list) or not exceptions:
        return findings
    kept = list(findings)
    for index, exception in enumerate(exceptions):
        if not isinstance(exception, dict):
            continue
        mark = file.mark(("exceptions", index))
        place = exception.get("path")
        marks = {file.mark(path)[0] for spec, (path, _) in file.specs.items() if place is None or spec == place}
        hidden = [
            finding
            for finding in kept
            if finding.code == exception.get("rule") and (place is None or _within(file, finding, str(place), marks))
        ]
        if hidden:
            kept = [finding for finding in kept if finding not in hidden]
        else:
            stale = BOOK["EXC101"]
            message = f"the exception from {exception.get('rule')} hides nothing"
            kept.append(Finding(stale.code, "error", file.path, mark.line, mark.column, message, "remove it"))
    return kept


def _within(file: File, finding: Finding, place: str, lines: set[int]) -> bool:
    """Whether a finding stands in the lines of the spec that an exception names."""
    path = file.specs[place][0] if place in file.specs else ()
    spec_lines = {mark.line for node_path, mark in file.parsed.marks.items() if path and node_path[: len(path)] == path}
    spec_lines |= {mark.line for node_path, mark in file.parsed.key_marks.items() if path and node_path == path}
    return finding.line in spec_lines or finding.line in lines
