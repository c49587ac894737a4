"""What the history rules share: a file beside what the newest release says of the same entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from mlsysim_registry.diffing import Change, changed_specs, former_record
from mlsysim_registry.errors import RegistryError
from mlsysim_registry.specs import NodePath
from mlsysim_validators.workspace import File, Workspace

# Once released, these are facts about a product that no vendor revises: a new figure is a correction, or a new entry.
_LASTING = {"models": ("parameters.",), "accelerators": ("memory.capacity",)}


@lru_cache(maxsize=4)
def release(workspace: Workspace) -> Mapping[str, Any] | None:
    """The newest release beside the registry, or None."""
    from mlsysim_registry.releases import latest

    return latest(workspace.root)


def redirects(workspace: Workspace) -> dict[str, dict[str, str]]:
    """registry/redirects.yaml: kind -> former id -> present id."""
    file = workspace.file("registry/redirects.yaml")
    if file is None:
        return {}
    return {
        str(kind): {str(was): str(now) for was, now in moved.items()}
        for kind, moved in file.data.items()
        if isinstance(moved, dict)
    }


def changes(file: File, workspace: Workspace) -> Iterator[tuple[NodePath, Change]]:
    """How an entry's specs differ from the newest release, each with its place in the file."""
    frozen = release(workspace)
    if frozen is None or file.kind not in frozen:
        return
    former = {now: was for was, now in redirects(workspace).get(file.kind, {}).items()}
    before = frozen[file.kind].get(file.id) or frozen[file.kind].get(former.get(file.id))
    after = compiled_entry(file)
    if before is None or after is None:
        return
    for change in changed_specs(file.kind, file.id, before, after):
        path = file.specs[change.spec][0] if change.spec in file.specs else ()
        yield path, change


@lru_cache(maxsize=8)
def compiled_entry(file: File) -> Mapping[str, Any] | None:
    """An entry in the compiled form, or None where it cannot be compiled (other rules say why)."""
    from mlsysim_registry.compiling import compile_entry

    try:
        return compile_entry(file.data, file.path)
    except (RegistryError, KeyError, TypeError, AttributeError):
        return None


def lasting(kind: str, spec_path: str) -> bool:
    """Whether a spec is one that never changes."""
    return any(spec_path.startswith(beginning) for beginning in _LASTING.get(kind, ()))


def record_of(file: File, workspace: Workspace, spec_path: str) -> Mapping[str, Any] | None:
    """The record under `history` of what the newest release says of a spec, or None."""
    frozen, after = release(workspace), compiled_entry(file)
    if frozen is None or after is None:
        return None
    old = frozen[file.kind].get(file.id, {}).get("specs", {}).get(spec_path)
    return former_record(after, spec_path, old) if old is not None else None
