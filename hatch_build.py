"""Build step: the wheel carries the registry as one compiled file, made from registry/ and citations/ when it is built,
and the frozen releases beside it.

An editable install reads the YAML files themselves and gets no compiled registry. Its modules are compiled to bytecode,
as pip does for those of a wheel: a hook that runs on every commit should not compile hundreds of them each time where
Python may not keep what it compiled (PYTHONDONTWRITEBYTECODE).
"""

from __future__ import annotations

import compileall
import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Puts mlsysim_registry/_snapshot.json into the wheel."""

    PLUGIN_NAME = "custom"
    _folder: str | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the registry; a registry that cannot be compiled stops the build."""
        if version == "editable":
            for package in ("mlsysim_registry", os.path.join("validators", "mlsysim_validators")):
                compileall.compile_dir(os.path.join(self.root, package), quiet=2)
            return
        sys.path.insert(0, self.root)
        try:
            from mlsysim_registry.compiling import compile_registry
            from mlsysim_registry.packing import pack, plain

            snapshot = pack(plain(compile_registry(self.root)))
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.mkdtemp(prefix="mlsysim-registry-")
        path = os.path.join(self._folder, "_snapshot.json")
        with open(path, "wb") as stream:
            stream.write(snapshot)
        build_data["force_include"][path] = "mlsysim_registry/_snapshot.json"
        releases = os.path.join(self.root, "registry", "releases")
        if os.path.isdir(releases):
            build_data["force_include"][releases] = "mlsysim_registry/_releases"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary file."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
