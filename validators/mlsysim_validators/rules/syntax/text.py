"""SYN: the text of a file, before anything is known of what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mlsysim_registry.yamltext import Mark
from mlsysim_validators.findings import Finding
from mlsysim_validators.rules.rule import BOOK, EVERYTHING, FileCheck, Problem, Rule
from mlsysim_validators.workspace import File, Workspace


class TextRule(Rule):
    """A rule about text that the parser has already found; its places are marks, not node paths."""

    def run(self, file: File, workspace: Workspace) -> Iterator[Finding]:
        """The parser's problems of this kind."""
        for problem in file.parsed.problems:
            if problem.kind == self.name:
                mark: Mark = problem.mark
                hint = problem.hint
                yield Finding(self.code, self.severity, file.path, mark.line, mark.column, problem.message, hint)


def _text_rule(code: str, kind: str) -> Callable[[FileCheck], FileCheck]:
    def enter(check: FileCheck) -> FileCheck:
        BOOK[code] = TextRule(code, kind, "error", "file", check, EVERYTHING)
        return check

    return enter


@_text_rule("SYN101", "not-yaml")
def _not_yaml(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The file must be YAML.

    Good:
        name: "Chip: the first"
    Bad:
        name: Chip: the first
    """
    yield from ()


@_text_rule("SYN102", "duplicate-key")
def _duplicate_key(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A key stands once in a mapping; most YAML readers keep the last of two without a word.

    Good:
        name: Chip
    Bad:
        name: Chip
        name: Other chip
    """
    yield from ()


@_text_rule("SYN103", "tab")
def _tab(file: File, workspace: Workspace) -> Iterator[Problem]:
    r"""Lines are indented with spaces.

    Good:
        memory:
          note: x
    Bad:
        memory:
        \tnote: x
    """
    yield from ()


@_text_rule("SYN104", "encoding")
def _encoding(file: File, workspace: Workspace) -> Iterator[Problem]:
    r"""The file is UTF-8.

    Good:
        name: Caf\u00e9
    Bad:
        name: \udce9
    """
    yield from ()


@_text_rule("SYN105", "yaml-1-1")
def _yaml_1_1(file: File, workspace: Workspace) -> Iterator[Problem]:
    """Words that YAML 1.1 reads as booleans are quoted: NO is a country to one reader and false to another.

    Good:
        name: "NO"
    Bad:
        name: NO
    """
    yield from ()


@_text_rule("SYN106", "anchor")
def _anchor(file: File, workspace: Workspace) -> Iterator[Problem]:
    """No anchors and aliases: every spec stands for itself, and a small file cannot stand for a huge one.

    Good:
        name: Chip
    Bad:
        name: &chip Chip
    """
    yield from ()


@_text_rule("SYN107", "tag")
def _tag(file: File, workspace: Workspace) -> Iterator[Problem]:
    """No tags: an entry holds plain values.

    Good:
        name: Chip
    Bad:
        name: !!python/name:os.system Chip
    """
    yield from ()


@_text_rule("SYN108", "too-large")
def _too_large(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A file has at most a million bytes.

    Good:
        name: Chip
    Bad: a file of 100 MB
    """
    yield from ()


@_text_rule("SYN109", "depth")
def _depth(file: File, workspace: Workspace) -> Iterator[Problem]:
    """An entry is nested at most 30 levels deep.

    Good:
        name: [[Chip]]
    Bad:
        name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Chip]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    """
    yield from ()


@_text_rule("SYN110", "documents")
def _documents(file: File, workspace: Workspace) -> Iterator[Problem]:
    """One file, one entry.

    Good:
        name: Chip
    Bad:
        name: Chip
        ---
        name: Other chip
    """
    yield from ()


@_text_rule("SYN111", "key")
def _key(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A key is a plain word.

    Good:
        name: Chip
    Bad:
        [a, b]: Chip
    """
    yield from ()


@_text_rule("SYN112", "number")
def _number(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A number has at most 30 digits.

    Good:
        year: 2024
    Bad:
        year: 1111111111111111111111111111111111111111
    """
    yield from ()


@_text_rule("SYN113", "unreadable")
def _unreadable(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A file that is to be validated can be read, and lies below the registry's folder.

    Good: a file of the registry
    Bad: a link to a file outside the registry's folder
    """
    yield from ()  # the runner reports it: without the file there is nothing to run a rule on
