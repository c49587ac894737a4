"""Where the specs of an entry are: any mapping with a `value` is one, addressed by its dotted path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# Keys of an entry that hold values other than the ones that the entry stands by.
SHELVES = ("disputed", "history", "exceptions")
NodePath = tuple[str | int, ...]


def is_spec(node: Any) -> bool:
    """Whether a YAML node is one spec: a value with its proof."""
    return isinstance(node, dict) and "value" in node


def dotted(path: NodePath) -> str:
    """A node path as a spec path: ("memory", "bandwidth") is memory.bandwidth."""
    return ".".join(str(part) for part in path)


def iter_specs(entry: Mapping[str, Any]) -> Iterator[tuple[NodePath, dict[str, Any]]]:
    """Every spec that the entry stands by, with its path, in the order of the file."""
    pending: list[tuple[NodePath, Any]] = [((key,), node) for key, node in entry.items() if key not in SHELVES]
    pending.reverse()
    while pending:
        path, node = pending.pop()
        if not isinstance(node, dict) or path[-1] == "unsupported":
            continue
        if is_spec(node):
            yield path, node
        else:
            pending.extend(((*path, key), child) for key, child in reversed(node.items()))


def iter_shelved(entry: Mapping[str, Any]) -> Iterator[tuple[NodePath, str, dict[str, Any]]]:
    """Every value under `disputed` and `history`: its path in the file, the spec path that it speaks of, the node."""
    for shelf in ("disputed", "history"):
        shelved = entry.get(shelf)
        if not isinstance(shelved, dict):
            continue
        for spec_path, records in shelved.items():
            for index, record in enumerate(records if isinstance(records, list) else []):
                if is_spec(record):
                    yield (shelf, spec_path, index), spec_path, record


def iter_unsupported(entry: Mapping[str, Any]) -> Iterator[tuple[NodePath, dict[str, Any]]]:
    """Every number format that the entry settles as unsupported, with its proof."""
    compute = entry.get("compute")
    unsupported = compute.get("unsupported") if isinstance(compute, dict) else None
    if isinstance(unsupported, dict):
        for name, node in unsupported.items():
            if isinstance(node, dict):
                yield ("compute", "unsupported", name), node


def status_of(node: Mapping[str, Any]) -> str:
    """quoted, derived or estimated."""
    if "derive" in node:
        return "derived"
    return "quoted" if "cite" in node else "estimated"
