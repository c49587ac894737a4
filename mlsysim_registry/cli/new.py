"""Begin a new entry: a skeleton of it, and of its citation, to be filled in.

examples:
  mlsysim-registry new accelerator acme/x1
  mlsysim-registry new accelerator nvidia/h300-sxm --like h200-sxm      with the specs that the sibling has
  mlsysim-registry new model meta/llama-9-1b --cite meta/llama-9-model-card
  mlsysim-registry new citation acme/x1-data-sheet

Nothing is overwritten. The skeleton does not pass `validate` before its values and quotes are filled in.
"""

from __future__ import annotations

import argparse
import os
import re

from mlsysim_registry.cli.listing import kind_named
from mlsysim_registry.cli.output import write, write_json
from mlsysim_registry.cli.validate import find_root
from mlsysim_registry.errors import DataError, GivenError, UnknownEntity, did_you_mean
from mlsysim_registry.files import checkout_root, yaml_files
from mlsysim_registry.naming import fold

_PART = re.compile(r"[a-z0-9][a-z0-9.-]*")
# What a vendor's own document is usually called.
_SOURCES = {"accelerators": "data-sheet", "systems": "data-sheet", "models": "model-card"}
_WITH_VENDOR = ("accelerators", "models", "systems", "citations")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("kind", metavar="KIND", help="accelerator, model, interconnect, system, ..., citation")
    parser.add_argument("id", metavar="ID", help="acme/x1: the vendor, and a short name in lower case")
    parser.add_argument("--like", metavar="SIBLING", help="an entry of the same kind whose specs it will have")
    parser.add_argument("--cite", metavar="ID", help="the citation of its specs (default: after the entry)")
    parser.add_argument("--root", metavar="PATH", help="the folder that holds registry/ (default: here or above)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(options: argparse.Namespace) -> int:
    """Write the files, and say what comes next."""
    from mlsysim_registry.skeletons import skeleton

    kind = kind_named(options.kind)
    _check_id(options.id, kind)
    root = options.root or find_root(".") or checkout_root()
    if root is None or not os.path.isdir(os.path.join(root, "registry")):
        raise DataError("no registry/ folder here or above; name the folder that holds it with --root")
    cite = options.cite or (f"{options.id}-{_SOURCES[kind]}" if kind in _SOURCES else None)
    if cite is not None:
        _check_id(cite, "citations")
    like = None if options.like is None else _sibling(root, kind, options.like)
    files = {_path(kind, options.id): skeleton(kind, options.id, cite, like)}
    if os.path.lexists(os.path.join(root, _path(kind, options.id))):
        raise GivenError(f"{_path(kind, options.id)} exists already; nothing was written")
    if kind != "citations" and cite is not None and not os.path.lexists(os.path.join(root, _path("citations", cite))):
        files[_path("citations", cite)] = skeleton("citations", cite, None)
    for path, text in files.items():
        absolute = os.path.join(root, path)
        os.makedirs(os.path.dirname(absolute), exist_ok=True)
        with open(absolute, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    following = f"mlsysim-registry validate {' '.join(files)}"
    if options.format == "json":
        write_json({"written": list(files), "next": following})
    else:
        told = [f"written: {path}" for path in files]
        if kind != "citations" and cite is None:
            told.append("begin its citation with `mlsysim-registry new citation PUBLISHER/SOURCE`")
        write([*told, "fill in what you have read, then run", f"  {following}"])
    return 0


def _path(kind: str, entry_id: str) -> str:
    return f"citations/{entry_id}.yaml" if kind == "citations" else f"registry/{kind}/{entry_id}.yaml"


def _check_id(entry_id: str, kind: str) -> None:
    """Raises GivenError unless the id is a path of the right depth in lower case."""
    parts = entry_id.split("/")
    depth = 2 if kind in _WITH_VENDOR else 1
    if len(parts) != depth or not all(_PART.fullmatch(part) for part in parts):
        form = "vendor/name, such as acme/x1" if depth == 2 else "one name, such as acme-link-2"
        raise GivenError(f"`{entry_id}` is no id of {kind}: write {form}, in lower case, digits, dots and hyphens")


def _sibling(root: str, kind: str, name: str) -> dict[str, object]:
    """The data of the entry that the new one is to be like."""
    from mlsysim_registry.yamltext import parse_bytes

    if kind == "citations":
        raise GivenError("a citation is like no other: leave --like out")
    folder, known = f"registry/{kind}/", []
    for path in yaml_files(root):
        if path.startswith(folder):
            with open(os.path.join(root, path), "rb") as stream:
                data = parse_bytes(stream.read()).data
            entry_id = path.removeprefix(folder).removesuffix(".yaml")
            data = data if isinstance(data, dict) else {}
            names = [entry_id, entry_id.rpartition("/")[2], *_words(data.get("name")), *_words(data.get("aliases"))]
            if fold(name) in map(fold, [*names, *_words(data.get("default_for"))]):
                return data
            known += names
    raise UnknownEntity(f"no entry is called `{name}` under {kind}.{did_you_mean(name, known)}")


def _words(node: object) -> list[str]:
    return [str(word) for word in (node if isinstance(node, list) else [node]) if word is not None]
