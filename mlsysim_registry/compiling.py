"""From YAML files to the one compiled form that everything at run time reads, and that `export json` prints."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from typing import Any

from mlsysim_registry.errors import DataError, UnitError
from mlsysim_registry.files import KINDS, yaml_files
from mlsysim_registry.specs import SHELVES, dotted, iter_shelved, iter_specs, iter_unsupported, status_of
from mlsysim_registry.units import parse_quantity
from mlsysim_registry.units.quantity import base_unit
from mlsysim_registry.yamltext import parse_bytes

_PROOF = ("cite", "at", "quote", "because", "derive", "conditions", "on")


def compile_registry(root: str) -> dict[str, Any]:
    """The compiled registry below `root`.

    Raises DataError, naming the file, where an entry cannot be read; `validate` says everything that is wrong.
    """
    snapshot: dict[str, Any] = {"version": "", "digest": digest(root), **{kind: {} for kind in KINDS}, "citations": {}}
    for path in yaml_files(root):
        with open(os.path.join(root, path), "rb") as stream:
            content = stream.read()
        parsed = parse_bytes(content)
        if parsed.problems:
            problem = parsed.problems[0]
            raise DataError(f"{path}:{problem.mark.line}:{problem.mark.column} {problem.message}")
        top, _, rest = path.removesuffix(".yaml").partition("/")
        kind, _, entry_id = rest.partition("/")
        if not isinstance(parsed.data, dict):
            raise DataError(f"{path}: an entry is a mapping; run `mlsysim-registry validate {path}`")
        if rest == "meta":
            snapshot["version"] = str(parsed.data.get("version", ""))
        elif rest == "redirects":
            snapshot["redirects"] = parsed.data
        elif rest == "units":
            snapshot["units"] = parsed.data
        elif top == "citations":
            snapshot["citations"][rest] = parsed.data
        elif kind in KINDS:
            snapshot[kind][entry_id] = compile_entry(parsed.data, path)
    return snapshot


def compile_entry(data: Mapping[str, Any], path: str) -> dict[str, Any]:
    """One entry in the compiled form: its attributes, and one flat map of specs."""
    entry = {key: value for key, value in data.items() if not isinstance(value, dict) and key not in SHELVES}
    entry.setdefault("aliases", [])
    try:
        entry["specs"] = {dotted(spec_path): _compile_spec(node) for spec_path, node in iter_specs(data)}
        for spec_path, link in _link_names(data):
            entry.setdefault("linked", {})[spec_path] = link
        if isinstance(data.get("offers"), dict):
            entry["offers"] = {
                slug: {key: value for key, value in offer.items() if not isinstance(value, dict)}
                for slug, offer in data["offers"].items()
            }
        shelves: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for place, spec_path, node in iter_shelved(data):
            record = _compile_spec(node) | {key: str(node[key]) for key in ("why", "until") if key in node}
            if node.get("corrected") is True:
                record["corrected"] = True
            shelves.setdefault(str(place[0]), {}).setdefault(spec_path, []).append(record)
        entry.update(shelves)
    except (UnitError, AttributeError, TypeError) as error:
        raise DataError(f"{path}: {error}; run `mlsysim-registry validate {path}`") from error
    unsupported = {str(place[-1]): dict(node) for place, node in iter_unsupported(data)}
    if unsupported:
        entry["unsupported"] = unsupported
    return entry


def _link_names(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    links = data.get("links")
    if not isinstance(links, dict):
        return []
    return [(name, str(link["link"])) for name, link in links.items() if isinstance(link, dict) and "link" in link]


def _compile_spec(node: Mapping[str, Any]) -> dict[str, Any]:
    quantity = parse_quantity(node["value"])
    return {
        "value": quantity.base,
        "unit": base_unit(quantity.unit.dimension),
        "printed": quantity.printed,
        "status": status_of(node),
        "direction": node.get("direction"),
        **{key: str(node[key]) for key in _PROOF if key in node},
    }


def digest(root: str) -> str:
    """SHA-256 over the names and bytes of all YAML files, the same on every machine."""
    total = hashlib.sha256()
    for path in yaml_files(root):
        with open(os.path.join(root, path), "rb") as stream:
            content = stream.read()
        total.update(f"{path}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
