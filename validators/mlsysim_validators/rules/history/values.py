"""HIS101 to HIS103: a released value changes only with a record of what it was, and a line in the changelog."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache

from mlsysim_validators.rules.history.released import changes, lasting, record_of, release
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

CHANGELOG = "CHANGELOG.md"


@rule("HIS101", "changed-value-has-history")
def changed_value_has_history(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A value that differs from the newest release has a record under `history` of what it was.

    So that a checker can say "that was the figure until 2024-09", and nobody's result changes in silence. A vendor's
    revision keeps the old proof; our own mistake is recorded with `corrected: true` and needs none.

    Good: history: {power.tdp: [{value: 700 W, until: 2026-12, corrected: true, why: the row of the other device}]}
    Bad: a TDP of 700 W in the release, 750 W in the file, and nothing under `history`
    """
    for path, change in changes(file, workspace):
        if change.what == "changed":
            told = f"`{change.spec}` was {change.old} in the release {_version(workspace)}, and is {change.new}"
            hint = f"add history: {{{change.spec}: [{{value: {change.old}, until: ..., why: ...}}]}}"
            yield Problem(path, told, hint)


@rule("HIS102", "changelog-line")
def changelog_line(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A value that changes, or a spec that vanishes, after a release has a line in CHANGELOG.md with entry and spec.

    Good: - `amd/mi300x` `memory.bandwidth`: 5.2 -> 5.3 TB/s, the final figure
    Bad: no line of the changelog names the entry and the spec
    """
    lines = _changelog(workspace)
    for path, change in changes(file, workspace):
        if change.what not in ("changed", "corrected", "revised", "removed"):
            continue
        named = re.compile(rf"(?<![\w/.-]){re.escape(file.id)}(?![\w/-]).*(?<![\w.]){re.escape(change.spec)}(?![\w])")
        if not any(named.search(line) for line in lines):
            gone = "is gone" if change.what == "removed" else f"was {change.old}"
            told = f"`{change.spec}` {gone} since the release {_version(workspace)}; {CHANGELOG} has no line of it"
            yield Problem(path, told, f"add: - `{file.id}` `{change.spec}`: what changed, and why")


@rule("HIS103", "never-changes")
def never_changes(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A released product's memory size and a released model's parameter count are never revised.

    They can only have been wrong here (`corrected: true`); another size is another product, an entry of its own.

    Good: history: {memory.capacity: [{value: 80 GB, until: 2026-12, corrected: true, why: read in the wrong column}]}
    Bad: history: {memory.capacity: [{value: 80 GB, until: 2026-12, why: now sold with 96 GB, cite: ...}]}
    """
    for path, change in changes(file, workspace):
        if change.what == "revised" and lasting(file.kind, change.spec):
            record = record_of(file, workspace, change.spec)
            if record is not None and not record.get("corrected"):
                told = f"`{change.spec}` of a released product never changes: it was {change.old}"
                yield Problem(path, told, "another size is another entry; our own mistake is `corrected: true`")


def _version(workspace: Workspace) -> str:
    frozen = release(workspace)
    return str(frozen["version"]) if frozen else ""


@lru_cache(maxsize=4)
def _changelog(workspace: Workspace) -> list[str]:
    try:
        with open(os.path.join(workspace.root, CHANGELOG), encoding="utf-8", errors="replace") as stream:
            return stream.read().split("\n")
    except OSError:
        return []
