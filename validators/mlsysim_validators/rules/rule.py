"""What a rule is, and the book of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Literal, NamedTuple

from mlsysim_registry.files import KINDS
from mlsysim_registry.specs import NodePath
from mlsysim_validators.findings import Finding, Severity
from mlsysim_validators.workspace import File, Workspace

Scope = Literal["file", "registry", "source"]


class Problem(NamedTuple):
    """What a rule's check yields: where in the entry, what, and the way out. `key`: the key is wrong, not the value."""

    path: NodePath
    message: str
    hint: str = ""
    key: bool = False


FileCheck = Callable[[File, Workspace], Iterator[Problem]]


class Rule(NamedTuple):
    """One check with a stable code. The check's docstring is its documentation, with a good and a bad example."""

    code: str
    name: str
    severity: Severity
    scope: Scope
    check: FileCheck
    kinds: frozenset[str]

    @property
    def doc(self) -> str:
        """The documentation: what the rule wants, why, and its examples."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")

    def run(self, file: File, workspace: Workspace) -> Iterator[Finding]:
        """What the rule finds in one file."""
        for problem in self.check(file, workspace):
            mark = file.mark(problem.path, problem.key)
            yield Finding(self.code, self.severity, file.path, mark.line, mark.column, problem.message, problem.hint)


BOOK: dict[str, Rule] = {}

ENTRIES = frozenset(KINDS)
EVERYTHING = ENTRIES | {"citations", ""}


def rule(
    code: str, name: str, *, severity: Severity = "error", scope: Scope = "file", kinds: frozenset[str] = ENTRIES
) -> Callable[[FileCheck], FileCheck]:
    """Enter a check into the book of rules.

    scope "file": needs the file and what it refers to; "registry": compares it with all others.
    """

    def enter(check: FileCheck) -> FileCheck:
        if code in BOOK:
            raise ValueError(f"{code} stands for two rules")
        BOOK[code] = Rule(code, name, severity, scope, check, kinds)
        return check

    return enter


_MODULES = (
    "syntax.text",
    "schema.shape",
    "schema.units",
    "schema.place",
    "references.citations",
    "references.entries",
    "references.names",
    "references.unused",
    "evidence.value",
    "evidence.passage",
    "evidence.label",
    "evidence.direction",
    "evidence.derivation",
    "evidence.estimate",
    "evidence.literals",
    "evidence.subject",
    "evidence.place",
    "evidence.occurrence",
    "evidence.twice",
    "physics.formats",
    "physics.memory",
    "physics.links",
    "physics.systems",
    "physics.transformers",
    "physics.ranges",
    "history.values",
    "history.ids",
    "exceptions",
)


def all_rules() -> dict[str, Rule]:
    """Every rule of the registry by its code."""
    for module in _MODULES:
        import_module(f"mlsysim_validators.rules.{module}")
    return BOOK
