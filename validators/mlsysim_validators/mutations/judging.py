"""Who notices a mutant: every rule for entries, run over the changed file alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mlsysim_validators.findings import Finding
from mlsysim_validators.mutations.making import mutants
from mlsysim_validators.mutations.mutant import Mutant, edited
from mlsysim_validators.rules.rule import ENTRIES, all_rules
from mlsysim_validators.validate import validate_file
from mlsysim_validators.workspace import File, Workspace


class Judge:
    """Validates mutants of the files of one workspace, which stays as it is."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._rules = [rule for rule in all_rules().values() if rule.kinds & ENTRIES]
        self._known: dict[str, Counter[tuple[str, str]]] = {}

    def files(self) -> Iterator[File]:
        """Every entry that can be mutated."""
        return (file for file in self.workspace.files() if file.kind in ENTRIES)

    def mutants(self, seed: int = 0) -> Iterator[Mutant]:
        """Every mutant of the workspace."""
        for file in self.files():
            yield from mutants(file, self.workspace, seed)

    def reports(self, mutant: Mutant) -> list[Finding]:
        """The errors that a mutant has and its original has not."""
        original = self.workspace.file(mutant.file)
        if original is None:
            raise ValueError(f"{mutant.file} is not in the workspace")
        if mutant.file not in self._known:
            self._known[mutant.file] = Counter(map(_told, self._errors(original)))
        known = Counter(self._known[mutant.file])
        new: list[Finding] = []
        for finding in self._errors(mutated(original, mutant)):
            told = _told(finding)
            if known[told] > 0:
                known[told] -= 1
            else:
                new.append(finding)
        return new

    def _errors(self, file: File) -> list[Finding]:
        return [finding for finding in validate_file(file, self.workspace, self._rules) if finding.severity == "error"]


def mutated(original: File, mutant: Mutant) -> File:
    """The mutant's file: the original's parsed tree with the edits; positions are those of the original."""
    file = File(original.path, original.content)
    file.parsed = original.parsed._replace(data=edited(original.data, mutant.edits))
    return file


def _told(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message
