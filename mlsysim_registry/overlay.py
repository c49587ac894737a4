"""A user's own entries on top of a registry: one YAML file, usable at once as custom/<file name>."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from mlsysim_registry.compiling import compile_entry
from mlsysim_registry.data import Registry
from mlsysim_registry.errors import DataError
from mlsysim_registry.yamltext import MAX_BYTES

# What only entries of this kind have at their top level.
_TELLING = {"compute": "accelerators", "parameters": "models", "per_port": "interconnects"}
_SHAPE = ("SYN", "SCH", "UNI")


def with_entries(registry: Registry, files: Iterable[str | os.PathLike[str]]) -> Registry:
    """A registry that also knows the entries in `files` (accelerators, models or interconnects).

    Their syntax, shape and units are proven; their sources are the user's own affair.
    Raises DataError with everything that is wrong in a file.
    """
    raw: dict[str, Any] = {key: value for key, value in registry.raw.items() if key != "names"}
    for file in files:
        path = os.fspath(file)
        kind, entry_id, entry = _read(path)
        if entry_id in raw[kind]:
            raise DataError(f"{path}: two files would both be {entry_id}")
        raw[kind] = {**raw[kind], entry_id: entry}
    return Registry(raw)


def _read(path: str) -> tuple[str, str, dict[str, Any]]:
    from mlsysim_validators.rules.rule import all_rules
    from mlsysim_validators.validate import validate_file
    from mlsysim_validators.workspace import File, Workspace

    try:
        with open(path, "rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from error
    entry_id = f"custom/{_slug(path)}"
    data = File("", content).data
    kind = next((kind for key, kind in _TELLING.items() if key in data), "accelerators")
    file = File(f"registry/{kind}/{entry_id}.yaml", content)
    rules = [rule for rule in all_rules().values() if rule.code.startswith(_SHAPE)]
    findings = [finding for finding in validate_file(file, Workspace(""), rules) if finding.severity == "error"]
    if findings:
        told = "\n".join(f"  {finding._replace(path=path)}" for finding in sorted(findings, key=lambda f: f[3:5]))
        raise DataError(f"{path} is not an entry of {kind} yet:\n{told}")
    return kind, entry_id, compile_entry(data, path)


def _slug(path: str) -> str:
    """The id that a file name gives."""
    stem = os.path.splitext(os.path.basename(path))[0].casefold()
    slug = re.sub(r"[^a-z0-9.]+", "-", stem).strip("-.")
    if not slug:
        raise DataError(f"{path}: give the file a name of letters and digits, such as my-chip.yaml")
    return slug
