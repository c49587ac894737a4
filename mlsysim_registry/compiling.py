"""From YAML files to the one compiled form that everything at run time reads, and that `export json` prints."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from typing import Any

from mlsysim_registry.errors import DataError, UnitError
from mlsysim_registry.files import KINDS, file_state, folder_times, yaml_files
from mlsysim_registry.specs import SHELVES, dotted, iter_shelved, iter_specs, iter_unsupported, status_of
from mlsysim_registry.units import parse_quantity
from mlsysim_registry.units.quantity import base_unit
from mlsysim_registry.yamltext import parse_bytes

_CLOCK_TICK = 2_000_000_000  # ns; the coarsest clock of a file system that is in use
_PROOF = ("cite", "at", "quote", "because", "derive", "conditions", "on")


Stats = dict[str, list[Any]]  # path -> [time of change in ns, size, inode, SHA-256 of the content]


def compile_registry(root: str, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The compiled registry below `root`; `known`, a former one, spares reading the files that have not changed.

    Beside the entries it holds `files` and `folders`: what is known of each of them, for the next time.
    Raises DataError, naming the file, where an entry cannot be read; `validate` says everything that is wrong.
    """
    snapshot: dict[str, Any] = {"version": "", "digest": "", **{kind: {} for kind in KINDS}, "citations": {}}
    files: Stats = {}
    before: Stats = dict((known or {}).get("files", {}))
    looked_through: list[str] = []
    now = time.time_ns()
    paths = yaml_files(root, looked_through)
    for path in paths:
        state = file_state(root, path)
        if known is not None and path in before and before[path][:3] == state:
            files[path] = before[path]
            _carry_over(snapshot, path, known)
            continue
        with open(os.path.join(root, path), "rb") as stream:
            content = stream.read()
        files[path] = [*state, hashlib.sha256(content).hexdigest()]
        _compile_file(snapshot, path, content)
    snapshot["digest"] = _digest(files)
    snapshot["files"] = files
    times = folder_times(root, looked_through)
    # A folder that changed just now may change once more within one tick of its clock: it is listed again next time.
    snapshot["folders"] = times if now - max(times.values(), default=0) > _CLOCK_TICK else {}
    return snapshot


def _place(path: str) -> tuple[str, str]:
    """Kind and id of the entry in a file; for the registry's own files "" and their name."""
    top, _, rest = path.removesuffix(".yaml").partition("/")
    if top == "citations":
        return "citations", rest
    kind, _, entry_id = rest.partition("/")
    return (kind, entry_id) if kind in KINDS else ("", rest)


def _carry_over(snapshot: dict[str, Any], path: str, known: Mapping[str, Any]) -> None:
    kind, name = _place(path)
    if kind:
        snapshot[kind][name] = known[kind][name]
    else:
        key = "version" if name == "meta" else name
        if key in known:
            snapshot[key] = known[key]


def _compile_file(snapshot: dict[str, Any], path: str, content: bytes) -> None:
    parsed = parse_bytes(content)
    if parsed.problems:
        problem = parsed.problems[0]
        raise DataError(f"{path}:{problem.mark.line}:{problem.mark.column} {problem.message}")
    if not isinstance(parsed.data, dict):
        raise DataError(f"{path}: an entry is a mapping; run `mlsysim-registry validate {path}`")
    kind, name = _place(path)
    if kind:
        snapshot[kind][name] = parsed.data if kind == "citations" else compile_entry(parsed.data, path)
    elif name == "meta":
        snapshot["version"] = str(parsed.data.get("version", ""))
    elif name in ("redirects", "units"):
        snapshot[name] = parsed.data


def compile_entry(data: Mapping[str, Any], path: str) -> dict[str, Any]:
    """One entry in the compiled form: its attributes, and one flat map of specs."""
    entry = {key: value for key, value in data.items() if not isinstance(value, dict) and key not in SHELVES}
    entry.setdefault("aliases", [])
    try:
        entry["specs"] = {dotted(spec_path): _compile_spec(node) for spec_path, node in iter_specs(data)}
        for spec_path, link in _link_names(data):
            entry.setdefault("linked", {})[spec_path] = link
        if isinstance(data.get("training"), dict) and "device" in data["training"]:
            entry["trained_on"] = str(data["training"]["device"])
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


def _digest(files: Stats) -> str:
    """SHA-256 over the names and contents of all YAML files, the same on every machine."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path}\0{files[path][3]}\n".encode())
    return total.hexdigest()
