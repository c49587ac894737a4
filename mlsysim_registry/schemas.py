"""JSON Schemas, generated from the pydantic models: one truth for shape.

They keep to draft-07, which editors understand; descriptions are the models' docstrings.
"""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from mlsysim_registry.errors import DataError

DRAFT = "http://json-schema.org/draft-07/schema#"
_MODULES = ("spec", "quantities", "compute", "kinds")
_CLUTTER = ("title", "default")


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its name (not to be changed): accelerator, ..., citation, export, check-report."""
    from mlsysim_validators.sources.reports.report import REPORT_SCHEMA

    from mlsysim_registry.entries.kinds import KIND_MODELS, SCHEMA_NAMES

    found = {SCHEMA_NAMES[kind]: entry_schema(model) for kind, model in KIND_MODELS.items()}
    return found | {"export": export_schema(), "check-report": REPORT_SCHEMA}


def texts() -> dict[str, str]:
    """File name -> the text that the committed file has."""
    return {f"{name}.schema.json": as_text(schema) for name, schema in schemas().items()}


def as_text(schema: Mapping[str, Any]) -> str:
    """A schema as it is written to a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def drifted(folder: str) -> list[str]:
    """The files of a schema folder that are missing, or not what would be generated."""
    return [name for name, text in sorted(texts().items()) if _read(os.path.join(folder, name)) != text]


def write(folder: str) -> list[str]:
    """Write what has drifted; the names of the files written."""
    wanted, touched = texts(), drifted(folder)
    os.makedirs(folder, exist_ok=True)
    for name in touched:
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as stream:
            stream.write(wanted[name])
    return touched


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8") from error


def entry_schema(model: Any) -> dict[str, Any]:
    """The schema of one kind of entry (a pydantic model)."""
    raw = model.model_json_schema(by_alias=True)
    definitions = raw.pop("$defs", {})
    told = _docstrings()
    _describe(raw, told[model.__name__])
    for name, definition in definitions.items():
        _describe(definition, told.get(name, {}))
    return {"$schema": DRAFT, "title": model.__name__, **_tidy({**raw, "definitions": definitions})}


def _describe(schema: dict[str, Any], told: Mapping[str, str]) -> None:
    for name, text in told.items():
        if name in schema.get("properties", {}):
            schema["properties"][name]["description"] = text


@cache
def _docstrings() -> dict[str, dict[str, str]]:
    """Model -> key -> the docstring below it, inherited ones included.

    pydantic can do this itself, but then does it, at a cost, whenever the models are imported.
    """
    found: dict[str, dict[str, str]] = {}
    for module in _MODULES:
        path = import_module(f"mlsysim_registry.entries.{module}").__file__
        assert path is not None
        with open(path, encoding="utf-8") as stream:
            tree = ast.parse(stream.read())
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                inherited = [found.get(base.id, {}) for base in node.bases if isinstance(base, ast.Name)]
                found[node.name] = {key: text for bases in inherited for key, text in bases.items()} | _of_class(node)
    return found


def _of_class(node: ast.ClassDef) -> dict[str, str]:
    told: dict[str, str] = {}
    for field, after in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            told[field.target.id.rstrip("_")] = " ".join(after.value.value.split())
    return told


def _tidy(node: Any, names: bool = False) -> Any:
    """Draft-07 words, no clutter, no null (YAML leaves an absent key out), no key that no pattern allows.

    `names`: the keys of this mapping are names of the entry, not words of JSON Schema.
    """
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node.replace("#/$defs/", "#/definitions/") if isinstance(node, str) else node
    if names:
        return {key: _tidy(value) for key, value in node.items()}
    tidy = {
        key: _tidy(value, names=key in ("properties", "patternProperties", "definitions"))
        for key, value in node.items()
        if key not in _CLUTTER
    }
    if "patternProperties" in tidy:
        tidy.setdefault("additionalProperties", False)
    if "anyOf" in tidy:
        options = [option for option in tidy["anyOf"] if option != {"type": "null"}]
        if len(options) == 1:
            del tidy["anyOf"]
            tidy = _merged(options[0], tidy)
        else:
            tidy["anyOf"] = options
    elif "$ref" in tidy and len(tidy) > 1:
        tidy = _merged({"$ref": tidy.pop("$ref")}, tidy)
    return tidy


def _merged(option: dict[str, Any], rest: dict[str, Any]) -> dict[str, Any]:
    """Draft-07 ignores whatever stands beside a $ref."""
    return {**rest, "allOf": [option]} if "$ref" in option and rest else {**option, **rest}


def export_schema() -> dict[str, Any]:
    """The schema of what `export json` prints."""
    from mlsysim_registry.files import KINDS

    text, texts_ = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    proof = dict.fromkeys(("cite", "at", "quote", "because", "derive", "conditions", "on"), text)
    value = {
        "value": {"type": "number", "description": "In the base unit of its dimension."},
        "unit": {**text, "description": "B, B/s, FLOP/s, OP/s, s, W, ...; 1 for a count or fraction."},
        "printed": {**text, "description": "As the entry writes it."},
        "status": {"enum": ["quoted", "derived", "estimated"]},
        "direction": {"enum": ["one", "both", None], "description": "For link rates."},
        **proof,
    }
    required = ["value", "unit", "printed", "status", "direction"]
    record = {
        "type": "object",
        "properties": {**value, "why": text, "until": text, "corrected": {"const": True}},
        "required": [*required, "why"],
        "additionalProperties": False,
    }
    shelf = {"type": "object", "additionalProperties": {"type": "array", "items": {"$ref": "#/definitions/record"}}}
    entry = {
        "type": "object",
        "properties": {
            "name": text,
            "aliases": texts_,
            "default_for": texts_,
            "specs": {"type": "object", "additionalProperties": {"$ref": "#/definitions/spec"}},
            "disputed": {**shelf, "description": "What other documents print, and why the entry does not stand by it."},
            "history": {**shelf, "description": "What a value used to be, until when."},
            "linked": {"type": "object", "additionalProperties": text, "description": "Link -> interconnect."},
            "offers": {"type": "object", "additionalProperties": {"type": "object"}},
            "unsupported": {"type": "object", "additionalProperties": {"type": "object"}},
        },
        "required": ["name", "aliases", "specs"],
    }
    citation = {"type": "object", "required": ["title", "publisher", "kind", "url", "retrieved", "read", "passages"]}
    tables = {kind: {"type": "object", "additionalProperties": {"$ref": "#/definitions/entry"}} for kind in KINDS}
    return {
        "$schema": DRAFT,
        "title": "Registry",
        "description": "What `export json` prints: one flat map of specs per entry.",
        "type": "object",
        "properties": {
            "version": {**text, "description": "The version of the data."},
            **tables,
            "redirects": {"type": "object", "description": "Kind -> former id -> present id."},
            "citations": {"type": "object", "additionalProperties": {"$ref": "#/definitions/citation"}},
        },
        "required": ["version", *KINDS, "citations"],
        "additionalProperties": False,
        "definitions": {
            "entry": entry,
            "spec": {
                "type": "object",
                "description": "One value with its proof.",
                "properties": value,
                "required": required,
                "additionalProperties": False,
            },
            "record": record,
            "citation": citation,
        },
    }
