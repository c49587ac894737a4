"""One truth for shape: pydantic models and the JSON Schemas generated from them say the same of every file."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from mlsysim_registry.entries.kinds import KIND_MODELS, SCHEMA_NAMES
from mlsysim_registry.files import checkout_root
from mlsysim_registry.schemas import drifted, export_schema, schemas
from mlsysim_registry.yamltext import parse_bytes

HERE = Path(__file__).parent
ROOT = Path(checkout_root() or ".")
PASS = sorted((HERE / "pass").glob("*.yaml"))
FAIL = sorted((HERE / "fail").glob("*.yaml"))


def read(path: Path) -> Any:
    parsed = parse_bytes(path.read_bytes())
    assert not parsed.problems, parsed.problems
    return parsed.data


@functools.cache
def all_schemas() -> dict[str, dict[str, Any]]:
    return schemas()


def pydantic_accepts(kind: str, data: Any) -> bool:
    try:
        KIND_MODELS[kind].model_validate(data)
    except ValidationError:
        return False
    return True


def json_schema_accepts(kind: str, data: Any) -> bool:
    return jsonschema.Draft7Validator(all_schemas()[SCHEMA_NAMES[kind]]).is_valid(data)


def kind_of(path: Path) -> str:
    return path.name.split(".")[1]


@pytest.mark.parametrize("path", PASS, ids=lambda path: path.name)
def test_both_accept(path: Path) -> None:
    data = read(path)
    assert pydantic_accepts(kind_of(path), data)
    assert json_schema_accepts(kind_of(path), data)


@pytest.mark.parametrize("path", FAIL, ids=lambda path: path.name)
def test_both_refuse(path: Path) -> None:
    data = read(path)
    assert not pydantic_accepts(kind_of(path), data)
    assert not json_schema_accepts(kind_of(path), data)


def test_enough_fixtures_of_every_kind() -> None:
    assert len(PASS) >= 12
    assert len(FAIL) >= 25
    assert {kind_of(path) for path in PASS} == {kind_of(path) for path in FAIL} == set(KIND_MODELS)


@pytest.mark.parametrize("kind", KIND_MODELS)
def test_both_accept_the_registry(kind: str) -> None:
    folder = ROOT / "citations" if kind == "citations" else ROOT / "registry" / kind
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        pytest.skip("no entry of this kind yet")
    wrong = [
        str(path)
        for path in paths
        if not (pydantic_accepts(kind, read(path)) and json_schema_accepts(kind, read(path)))
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", KIND_MODELS)
def test_both_agree_on_small_mutations(kind: str) -> None:
    """Take a key away, add one, empty a value, change its type: of every node of a passing file."""
    for path in PASS:
        if kind_of(path) != kind:
            continue
        data = read(path)
        for place, mutant in mutants(data):
            assert pydantic_accepts(kind, mutant) == json_schema_accepts(kind, mutant), (path.name, place, mutant)


def mutants(data: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def edit(path: list[Any], what: str, value: Any = None) -> None:
        copy = json.loads(json.dumps(data))
        node = copy
        for key in path[:-1]:
            node = node[key]
        if what == "remove":
            del node[path[-1]]
        elif what == "add":
            node[path[-1]]["surprise"] = value
        else:
            node[path[-1]] = value
        found.append((f"{what} {path} {value!r}", copy))

    def walk(node: Any, path: list[Any]) -> None:
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            here = [*path, key]
            edit(here, "remove")
            for value in (None, True, [], {}, 5, 0.5, "", "word", "5 GB/s", "5", "1.5e3 W", ["5 GB"], -1):
                edit(here, "set", value)
            if isinstance(child, dict):
                edit(here, "add", "x")
            if isinstance(child, (dict, list)):
                walk(child, here)

    walk(data, [])
    return found


def test_committed_schemas_are_up_to_date() -> None:
    assert drifted(str(ROOT / "schema")) == []


@pytest.mark.parametrize("name", all_schemas())
def test_schema_is_draft_07_and_described(name: str) -> None:
    schema = all_schemas()[name]
    jsonschema.Draft7Validator.check_schema(schema)
    text = json.dumps(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in text
    assert "2020-12" not in text


@pytest.mark.parametrize("kind", KIND_MODELS)
def test_entry_schemas_are_closed_and_described(kind: str) -> None:
    schema = all_schemas()[SCHEMA_NAMES[kind]]
    for name, definition in {"": schema, **schema["definitions"]}.items():
        assert definition.get("additionalProperties") is False, name
        assert definition.get("description"), name
    if kind != "citations":
        assert schema["properties"]["name"]["description"] == "The name to print."


def test_export_is_what_its_schema_says() -> None:
    from mlsysim_registry import load
    from mlsysim_registry.cli.export import as_data

    jsonschema.validate(as_data(load()), export_schema(), cls=jsonschema.Draft7Validator)


def test_export_schema_is_closed() -> None:
    from mlsysim_registry import load
    from mlsysim_registry.cli.export import as_data

    data = json.loads(json.dumps(as_data(load())))
    entry = next(iter(data["accelerators"].values()))
    del next(iter(entry["specs"].values()))["unit"]
    assert not jsonschema.Draft7Validator(export_schema()).is_valid(data)
