"""REF105: one name, one entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mlsysim_registry.naming import fold
from mlsysim_registry.specs import NodePath
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


def names(file: File) -> Iterator[tuple[NodePath, str]]:
    """Every name that an entry answers to, with its place."""
    yield ("name",), str(file.data.get("name", ""))
    for key in ("aliases", "default_for"):
        listed = file.data.get(key)
        for index, alias in enumerate(listed if isinstance(listed, list) else ()):
            yield (key, index), str(alias)


@lru_cache(maxsize=4)
def _holders(workspace: Workspace, kind: str) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for entry_id, spellings in workspace.spellings(kind).items():
        for folded in set(map(fold, spellings)):
            holders.setdefault(folded, []).append(f"registry/{kind}/{entry_id}.yaml")
    return holders


@rule("REF105", "unique-name", scope="registry")
def unique_name(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A name or alias means one entry of its kind, whatever its case, spaces and hyphens.

    Good:
        aliases: [X1]
    Bad:
        aliases: [Acme Other]
    """
    holders = _holders(workspace, file.kind)
    reported: set[str] = set()
    for path, name in names(file):
        others = [other for other in holders.get(fold(name), ()) if other != file.path]
        if others and fold(name) not in reported:
            reported.add(fold(name))
            yield Problem(path, f"`{name}` also names {others[0]}", "let each name mean one entry")
