"""Run the rules over a registry and collect everything that they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mlsysim_validators.findings import Finding
from mlsysim_validators.rules import exceptions
from mlsysim_validators.rules.rule import Rule, all_rules
from mlsysim_validators.workspace import File, Workspace

# Once the text or the shape of a file is broken, what the later families say of it would only be noise.
_BLOCKING = ("SYN",)


def validate(
    workspace: Workspace, paths: Iterable[str] | None = None, only: Callable[[Rule], bool] = lambda rule: True
) -> list[Finding]:
    """Every finding in the files at `paths` (below the workspace's root); without any, in all files.

    Nothing stops at the first finding; a file that cannot be read as YAML yields its syntax findings only.
    """
    rules = [rule for rule in all_rules().values() if only(rule)]
    findings: list[Finding] = []
    for path in workspace.paths if paths is None else paths:
        file = workspace.file(path)
        if file is not None:
            findings.extend(validate_file(file, workspace, rules))
        elif any(rule.code == "SYN113" for rule in rules):
            hint = "is it there, may it be read, is it a link that leaves the folder?"
            findings.append(Finding("SYN113", "error", path, 1, 1, "the file cannot be read", hint))
    return sorted(findings, key=lambda finding: (finding.path, finding.line, finding.column, finding.code))


def validate_file(file: File, workspace: Workspace, rules: Iterable[Rule]) -> list[Finding]:
    """Every finding in one file, its exceptions applied."""
    applicable = [rule for rule in rules if file.kind in rule.kinds]
    found: list[Finding] = []
    for rule in applicable:
        if rule.code.startswith(_BLOCKING):
            found.extend(rule.run(file, workspace))
    unreadable = any(finding.code in ("SYN101", "SYN103", "SYN104", "SYN108", "SYN109") for finding in found)
    for rule in applicable:
        if not rule.code.startswith(_BLOCKING) and not unreadable:
            found.extend(rule.run(file, workspace))
    return exceptions.apply(file, found)
