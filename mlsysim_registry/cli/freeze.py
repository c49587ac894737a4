"""Freeze the registry of a checkout as a release of its data version.

examples:
  mlsysim-registry freeze 2026.12    writes registry/releases/<version>.json and pins its SHA-256

The version must be the one of registry/meta.yaml. A release never changes: a second freeze of one version is refused,
and so is a registry that does not pass `validate`.
"""

from __future__ import annotations

import argparse
import os

from mlsysim_registry.cli.output import write, write_json
from mlsysim_registry.errors import DataError
from mlsysim_registry.files import checkout_root


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("version", metavar="VERSION", help="the version that registry/meta.yaml says")
    parser.add_argument("--root", metavar="PATH", help="the folder that holds registry/ (default: this checkout)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def _version(root: str) -> str:
    from mlsysim_registry.yamltext import parse_bytes

    with open(os.path.join(root, "registry", "meta.yaml"), "rb") as stream:
        data = parse_bytes(stream.read()).data
    return str(data.get("version")) if isinstance(data, dict) else ""


def run(options: argparse.Namespace) -> int:
    """Validate, then freeze."""
    from mlsysim_validators.validate import validate
    from mlsysim_validators.workspace import Workspace

    from mlsysim_registry.releases import SUMS, freeze

    root = options.root or checkout_root()
    if root is None or not os.path.isfile(os.path.join(root, "registry", "meta.yaml")):
        raise DataError("no registry/meta.yaml here; name the folder that holds registry/ with --root")
    told = _version(root)
    if told != options.version:
        raise DataError(f"registry/meta.yaml says version {told}, not {options.version}")
    errors = [finding for finding in validate(Workspace(root)) if finding.severity == "error"]
    if errors:
        raise DataError(f"{len(errors)} errors, the first: {errors[0]}; a release is frozen when `validate` is quiet")
    path = freeze(root)
    if options.format == "json":
        write_json({"written": path})
    else:
        write([f"written: {os.path.relpath(path, root)}, and its SHA-256 in registry/releases/{SUMS}"])
    return 0
