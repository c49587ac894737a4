"""A mutant: one file of the registry with one spec changed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from mlsysim_registry.specs import NodePath

# What people get wrong, in the order of the report.
KINDS = ("number", "unit", "direction", "path", "cite", "at", "quote", "derivation", "dropped")


class Removed(Enum):
    """Stands for a key that is taken away (an enumeration, so that it is the same in every process)."""

    REMOVED = "removed"


REMOVED = Removed.REMOVED


class Edit(NamedTuple):
    """One node of a file's tree with another value."""

    path: NodePath
    value: Any


class Mutant(NamedTuple):
    """A change of one spec: of what kind, in what form, where, and how the file's tree is edited."""

    kind: str
    form: str
    file: str
    spec: str
    change: str
    edits: tuple[Edit, ...]

    def __str__(self) -> str:
        return f"{self.file} {self.spec}: {self.kind}, {self.form}: {self.change}"


def edited(data: Mapping[str, Any], edits: tuple[Edit, ...]) -> dict[str, Any]:
    """The tree with the edits made; what is not on the way to an edit is shared with the original."""
    changed: Any = data
    for edit in edits:
        changed = _with(changed, edit.path, edit.value)
    return dict(changed)


def _with(node: Any, path: NodePath, value: Any) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(node, list):
        items = list(node)
        index = int(head)
        items[index] = _with(items[index], rest, value) if rest else value
        return items
    mapping = dict(node) if isinstance(node, dict) else {}
    if rest:
        mapping[head] = _with(mapping.get(head), rest, value)
    elif value is REMOVED:
        mapping.pop(head, None)
    else:
        mapping[head] = value
    return mapping


def node_at(data: Any, path: NodePath) -> Any:
    """The node at a path, or None."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data
