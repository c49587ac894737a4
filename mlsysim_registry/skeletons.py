"""Skeletons of new files: what is to be filled in, and nothing that could pass for filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mlsysim_registry.entries.kinds import SCHEMA_NAMES
from mlsysim_registry.specs import SHELVES, is_spec

SPEC: dict[str, Any] = {"value": None, "cite": None, "at": None, "quote": None}
RATE: dict[str, Any] = {"value": None, "direction": None, "cite": None, "at": None, "quote": None}

# A name below which things are called as the entry likes: the contributor renames it.
_SLUG = "rename-me"

TEMPLATES: dict[str, dict[str, Any]] = {
    "accelerators": {
        "name": None,
        "aliases": [],
        "class": None,
        "released": None,
        "memory": {"capacity": SPEC, "bandwidth": SPEC},
        "compute": {"matrix": {"fp16": SPEC, "bf16": SPEC, "fp8": SPEC}, "vector": {"fp32": SPEC}},
        "power": {"tdp": SPEC},
    },
    "models": {
        "name": None,
        "aliases": [],
        "architecture": None,
        "released": None,
        "parameters": {"total": SPEC},
        "layers": SPEC,
        "hidden_size": SPEC,
        "heads": {"query": SPEC, "kv": SPEC},
        "head_size": SPEC,
        "vocabulary": SPEC,
        "context": SPEC,
    },
    "interconnects": {"name": None, "aliases": [], "encoding": None, "per_port": RATE},
    "systems": {"name": None, "aliases": [], "device": None, "devices": SPEC, "power": {"max": SPEC}},
    "efficiency": {
        "name": None,
        "phase": None,
        "when": None,
        "evidence": {_SLUG: {**SPEC, "conditions": None}},
        "range": {
            "low": {"value": None, "derive": "min(evidence.*)", "because": None},
            "typical": {"value": None, "derive": "median(evidence.*)", "because": None},
            "high": {"value": None, "derive": "max(evidence.*)", "because": None},
        },
    },
    "prices": {
        "name": None,
        "provider": None,
        "as_of": None,
        "offers": {_SLUG: {"device": None, "devices": None, "terms": None, "price": SPEC}},
    },
    "grids": {"name": None, "aliases": [], "year": None, "basis": None, "intensity": SPEC},
    "facilities": {"name": None, "aliases": [], "provider": None, "year": None, "pue": SPEC},
    "reliability": {
        "name": None,
        "operator": None,
        "when": None,
        "devices": SPEC,
        "duration": SPEC,
        "interruptions": {_SLUG: SPEC},
    },
    "citations": {
        "title": None,
        "publisher": None,
        "kind": None,
        "url": None,
        "published": None,
        "retrieved": None,
        "read": None,
        "passages": {},
    },
}

_COMMENTS = {
    "aliases": "other names that mean this and nothing else, with the exact ones that drivers report",
    "class": "datacenter | workstation | consumer | edge | mobile | micro",
    "architecture": "transformer-decoder | transformer-encoder | convolutional ...",
    "mlp": "gated | plain",
    "tied_embeddings": "true | false",
    "encoding": "nominal | effective: are coding and protocol taken off?",
    "released": "only if you read it; else remove the line",
    "published": "year, month or day, as far as known; else remove the line",
    "retrieved": "when you read it: 2026-11-24",
    "read": "original, or secondary where the document restates another one",
    "url": "the document that you read",
    "kind": "datasheet | white paper | manual | documentation | product page | paper | standard | price list | ...",
    "passages": '"p. 3, table 2": "the row or phrase there, word for word"; the place is what specs name with at:',
    "device": "the id of an accelerator",
    "link": "the id of an interconnect",
    "terms": "on-demand | reserved | spot",
    "phase": "training | prefill | decode | inference",
    "basis": "lifecycle | direct | unknown",
    "as_of": "a date",
    _SLUG: "choose a name",
}
_HELP = """\
# Fill in what you have read, remove the rest; CONTRIBUTING.md tells the form. Of each spec:
#   value      the number and the unit that the source prints: 5.3 TB/s
#   at, quote  a passage of the citation, and the words in it that show the number
#   direction  of a link rate: one, or both (the two directions summed)
# or, where the source only implies it: {value: ..., derive: <an expression over other specs>, because: ...}
"""


def skeleton(kind: str, entry_id: str, cite: str | None, like: Mapping[str, Any] | None = None) -> str:
    """The text of a new entry (or citation) with empty values; `like`: with the specs that this entry has."""
    depth = entry_id.count("/") + (1 if kind == "citations" else 2)
    modeline = f"# yaml-language-server: $schema={'../' * depth}schema/{SCHEMA_NAMES[kind]}.schema.json\n"
    tree = TEMPLATES[kind] if like is None else _emptied(like)
    if kind == "citations":
        return modeline + "\n".join(_lines(tree, "", cite)) + "\n"
    return modeline + _HELP + "\n".join(_lines(tree, "", cite)) + "\n"


def _emptied(node: Mapping[str, Any]) -> dict[str, Any]:
    """The same keys without the values; how specs are derived from each other is kept."""
    tree: dict[str, Any] = {}
    for key, value in node.items():
        if key in (*SHELVES, "notes", "default_for", "unsupported"):
            continue
        if is_spec(value):
            kept = {name: None for name in ("value", "prefix", "direction") if name in value}
            proof = {"derive": value["derive"], "because": None} if "derive" in value else SPEC
            tree[key] = {**kept, **{name: text for name, text in proof.items() if name != "value"}}
        elif isinstance(value, dict):
            tree[key] = _emptied(value)
        else:
            tree[key] = [] if isinstance(value, list) else None
    return tree


def _lines(tree: Mapping[str, Any], indent: str, cite: str | None) -> Iterator[str]:
    for key, value in tree.items():
        comment = f"  # {_COMMENTS[key]}" if key in _COMMENTS else ""
        if isinstance(value, dict) and "value" in value:
            yield f"{indent}{key}: {{{', '.join(_pair(name, text, cite) for name, text in value.items())}}}{comment}"
        elif isinstance(value, dict) and value:
            yield f"{indent}{key}:{comment}"
            yield from _lines(value, indent + "  ", cite)
        elif isinstance(value, dict):
            yield f"{indent}{key}: {{}}{comment}"
        else:
            yield f"{indent}{key}:{' []' if isinstance(value, list) else ''}{comment}"


def _pair(name: str, text: str | None, cite: str | None) -> str:
    if name == "cite":
        return f"cite: {cite or ''}"
    if text is None:
        return f"{name}: "
    return f'{name}: "{text}"'
