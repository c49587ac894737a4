"""The files of a registry as the rules see them: parsed once, with positions, found by id."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from mlsysim_registry.data import load
from mlsysim_registry.files import KINDS, checkout_root, yaml_files
from mlsysim_registry.specs import NodePath, iter_shelved, iter_specs, iter_unsupported
from mlsysim_registry.yamltext import MAX_BYTES, Mark, Parsed, parse_bytes


class File:
    """One YAML file of the registry."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.content = content

    @cached_property
    def parsed(self) -> Parsed:
        """The file's data, positions and problems."""
        return parse_bytes(self.content)

    @property
    def data(self) -> dict[str, Any]:
        """The file's mapping; empty where it is none."""
        return self.parsed.data if isinstance(self.parsed.data, dict) else {}

    @property
    def kind(self) -> str:
        """The folder that it lives in: accelerators, ..., citations; "" where it is no entry."""
        parts = self.path.split("/")
        if parts[0] == "citations":
            return "citations"
        return parts[1] if parts[0] == "registry" and len(parts) > 2 and parts[1] in KINDS else ""

    @property
    def id(self) -> str:
        """The path below the kind's folder, without the suffix."""
        below = self.path.partition("/")[2] if self.kind == "citations" else self.path.split("/", 2)[-1]
        return below.removesuffix(".yaml").removesuffix(".yml")

    @cached_property
    def specs(self) -> dict[str, tuple[NodePath, dict[str, Any]]]:
        """The specs that the entry stands by: dotted path -> (node path, node)."""
        return {".".join(map(str, path)): (path, node) for path, node in iter_specs(self.data)}

    def proofs(self) -> Iterator[tuple[NodePath, str, dict[str, Any]]]:
        """Every node that carries a value: (node path, the spec path that it speaks of, node)."""
        for spec_path, (path, node) in self.specs.items():
            yield path, spec_path, node
        yield from iter_shelved(self.data)

    def quotes(self) -> Iterator[tuple[NodePath, dict[str, Any]]]:
        """Every node that quotes a source, settled noes included."""
        for path, _, node in self.proofs():
            if "cite" in node:
                yield path, node
        yield from iter_unsupported(self.data)

    def mark(self, path: NodePath, key: bool = False) -> Mark:
        """Where the value (or the key) at a node path stands."""
        if key and path in self.parsed.key_marks:
            return self.parsed.key_marks[path]
        return self.parsed.mark(path)


def written_names(entry: Mapping[str, Any]) -> Iterator[str]:
    """The name, aliases and family names of an entry."""
    yield str(entry.get("name", ""))
    for key in ("aliases", "default_for"):
        listed = entry.get(key)
        yield from map(str, listed if isinstance(listed, list) else ())


class Workspace:
    """A registry's folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._files: dict[str, File | None] = {}
        self._spellings: dict[str, dict[str, list[str]]] = {}

    @cached_property
    def paths(self) -> list[str]:
        """Every YAML file below registry/ and citations/."""
        return yaml_files(self.root)

    def file(self, path: str) -> File | None:
        """The file at a path below the root, or None."""
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def _read(self, path: str) -> File | None:
        """The file, unless it cannot be read or lies outside the folder: behind `..` or a link."""
        try:
            real = os.path.realpath(os.path.join(self.root, path))
            if ".." in path.split("/") or not real.startswith(os.path.join(os.path.realpath(self.root), "")):
                return None
            with open(real, "rb") as stream:
                return File(path, stream.read(MAX_BYTES + 1))
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return None

    def put(self, path: str, content: bytes) -> None:
        """Let `content` stand for the file at `path`: what would the rules say to it?"""
        self._files[path] = File(path, content)

    def entry(self, kind: str, entry_id: str) -> File | None:
        """The entry of a kind by its id."""
        return self.file(f"registry/{kind}/{entry_id}.yaml")

    def knows(self, kind: str, entry_id: str) -> bool:
        """Whether there is such an entry: here or, for a registry of one's own, in the installed registry."""
        if self.entry(kind, entry_id) is not None:
            return True
        return self.root != checkout_root() and entry_id in load().table(kind)

    def spellings(self, kind: str) -> dict[str, list[str]]:
        """Every entry of a kind by its id, with its name and aliases as they are written."""
        if kind not in self._spellings:
            self._spellings[kind] = self._read_spellings(kind)
        return self._spellings[kind]

    def _read_spellings(self, kind: str) -> dict[str, list[str]]:
        found = {}
        prefix = f"registry/{kind}/"
        for entry_id, entry in self._compiled_entries(kind).items():
            found[entry_id] = list(written_names(entry))
        for path in self.paths:
            if path.startswith(prefix):
                entry_id = path.removeprefix(prefix).removesuffix(".yaml")
                file = self._files.get(path) if entry_id in found else self.file(path)
                if file is not None:
                    found[entry_id] = list(written_names(file.data))
        return found

    def _compiled_entries(self, kind: str) -> Mapping[str, Any]:
        """The entries of a checkout as its cache has them: quicker than parsing every file again."""
        if self.root != checkout_root():
            return {}
        from mlsysim_registry.errors import RegistryError
        from mlsysim_registry.storage import compiled

        try:
            return dict(compiled(self.root).get(kind, {}))
        except RegistryError:  # a file that cannot be compiled: its own findings say so
            return {}

    def citation(self, citation_id: str) -> File | None:
        """A citation by its id."""
        return self.file(f"citations/{citation_id}.yaml")

    def files(self, paths: Iterable[str] | None = None) -> Iterator[File]:
        """The files at the given paths; without any, all."""
        for path in self.paths if paths is None else paths:
            file = self.file(path)
            if file is not None:
                yield file
