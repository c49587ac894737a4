"""Prove the registry.

examples:
  mlsysim-registry validate                                          everything
  mlsysim-registry validate registry/accelerators/amd/mi300x.yaml    one file
  mlsysim-registry validate --root my-registry --format sarif
"""

from __future__ import annotations

import argparse
import os
import sys

from mlsysim_registry.errors import DataError
from mlsysim_registry.files import checkout_root

FORMATS = ("text", "json", "sarif", "github")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders of the registry (default: all)")
    parser.add_argument("--root", help="the folder that holds registry/ and citations/ (default: found from PATH)")
    parser.add_argument("--format", choices=FORMATS, help="text unless it runs in GitHub Actions")


def find_root(start: str) -> str | None:
    """The nearest folder above `start` that holds a registry/."""
    folder = os.path.abspath(start)
    while True:
        if os.path.isdir(os.path.join(folder, "registry")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def run(options: argparse.Namespace) -> int:
    """Validate, print, and say with the exit status whether an error was found."""
    from mlsysim_validators.reporting import write_findings
    from mlsysim_validators.validate import validate
    from mlsysim_validators.workspace import Workspace

    start = options.paths[0] if options.paths else "."
    root = os.path.abspath(options.root) if options.root else find_root(start) or checkout_root()
    if root is None or not os.path.isdir(os.path.join(root, "registry")):
        raise DataError("no registry/ folder here or above; name one with --root")
    workspace = Workspace(root)
    paths = _below(root, options.paths, workspace) if options.paths else None
    findings = validate(workspace, paths)
    write_findings(sys.stdout, findings, options.format, checked=len(workspace.paths if paths is None else paths))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _below(root: str, given: list[str], workspace: Workspace) -> list[str]:  # type: ignore[name-defined] # noqa: F821
    """The given files, and the YAML files of the given folders, as paths below the root."""
    paths: list[str] = []
    for path in given:
        absolute = os.path.abspath(path)
        relative = os.path.relpath(absolute, root).replace(os.sep, "/")
        if relative.startswith("../"):
            raise DataError(f"{path} is not below {root}")
        if os.path.isdir(absolute):
            inside = "" if relative == "." else f"{relative}/"
            paths += [known for known in workspace.paths if known.startswith(inside)]
        elif not os.path.isfile(absolute):
            raise DataError(f"{path}: no such file")
        elif relative.endswith((".yaml", ".yml")):
            paths.append(relative)
    return paths
