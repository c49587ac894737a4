"""REF106: a citation that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


@lru_cache(maxsize=1)
def _used(workspace: Workspace) -> set[tuple[str, str]]:
    return {
        (str(node.get("cite")), str(node.get("at")))
        for file in workspace.files()
        if file.kind
        for _, node in file.quotes()
    }


@rule("REF106", "unused-passage", severity="warning", scope="registry", kinds=frozenset({"citations"}))
def unused_passage(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A citation keeps only the passages that specs quote.

    Good: every passage is quoted by a spec
    Bad: a passage that no spec names with `at`
    """
    passages = file.data.get("passages")
    for place in passages if isinstance(passages, dict) else ():
        if (file.id, place) not in _used(workspace):
            yield Problem(("passages", place), "no spec quotes this passage", "remove it, or cite it", key=True)
