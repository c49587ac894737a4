"""SCH101, SCH102: the shape of an entry, as the pydantic models have it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mlsysim_registry.errors import did_you_mean
from mlsysim_registry.specs import NodePath
from mlsysim_validators.rules.rule import ENTRIES, Problem, rule
from mlsysim_validators.workspace import File, Workspace

_MOST_SUGGESTIONS = 20  # looking for the nearest key is slow
_SPEC_WORDS = (
    "value cite at quote derive because direction capacity bandwidth matrix vector matrix_sparse total per_port ports "
    "link tdp max typical"
)
_UNIT_ERRORS = ("unit_unknown", "unit_dimension")


class ShapeError:
    """One error of the models, with its place in the file."""

    __slots__ = ("key", "kind", "message", "path")

    def __init__(self, kind: str, path: NodePath, message: str, key: bool) -> None:
        self.kind = kind
        self.path = path
        self.message = message
        self.key = key


@lru_cache(maxsize=8)
def shape_errors(file: File) -> list[ShapeError]:
    """Everything that the model of the file's kind says against its data."""
    from pydantic import ValidationError

    from mlsysim_registry.entries.kinds import KIND_MODELS

    if file.parsed.problems and not file.data:
        return []
    try:
        KIND_MODELS[file.kind].model_validate(file.parsed.data)
    except ValidationError as errors:
        return [_place(error, file.parsed.data) for error in errors.errors(include_url=False)]
    return []


def _place(error: Any, data: Any) -> ShapeError:
    """Where in the file an error of pydantic stands: its path without the model names that pydantic puts in."""
    path: list[str | int] = []
    node = data
    for part in error["loc"]:
        if (isinstance(node, dict) and part in node) or (
            isinstance(node, list) and isinstance(part, int) and part < len(node)
        ):
            node = node[part]
            path.append(part)
    kind = error["type"]
    if kind == "missing":
        return ShapeError(kind, tuple(path), f"`{error['loc'][-1]}` is missing", key=True)
    message = error["msg"].removeprefix("Value error, ")
    return ShapeError(kind, tuple(path), message, key=kind == "extra_forbidden")


@rule("SCH101", "shape", kinds=ENTRIES | {"citations"})
def shape(file: File, workspace: Workspace) -> Iterator[Problem]:
    """An entry has the keys and values of its kind, as schema/ describes them, and no others.

    Good:
        form_factor: OAM
    Bad:
        formfactor: OAM
    """
    if not file.parsed.problems and not isinstance(file.parsed.data, dict):
        yield Problem((), "an entry is a mapping with `name:` and specs", "see CONTRIBUTING.md for the form")
        return
    twice = {problem.mark for problem in file.parsed.problems if problem.kind == "duplicate-key"}
    unknown = 0
    for error in shape_errors(file):
        if error.kind in _UNIT_ERRORS or error.kind == "status":
            continue
        if error.kind == "extra_forbidden":
            if file.mark(error.path, key=True) in twice:  # SYN102 says so
                continue
            key = str(error.path[-1])
            unknown += 1
            hint = _nearby_keys(file.kind, error.path).strip() if unknown <= _MOST_SUGGESTIONS else ""
            yield Problem(error.path, f"the key `{key}` is not known here", hint, key=True)
        else:
            yield Problem(error.path, error.message, key=error.key)


def _nearby_keys(kind: str, path: NodePath) -> str:
    from mlsysim_registry.entries.kinds import KIND_MODELS

    known: set[str] = set()
    for name, field in KIND_MODELS[kind].model_fields.items():
        known.add(field.alias or name)
    known.update(_SPEC_WORDS.split())
    return did_you_mean(str(path[-1]), known)


@rule("SCH102", "status")
def status(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A spec is exactly one of quoted (cite, at, quote), derived (derive, because), estimated (range, because).

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    Bad:
        power: {tdp: {value: 750 W}}
    """
    for error in shape_errors(file):
        if error.kind == "status":
            yield Problem(
                error.path, error.message, "add the source, the place in it, and the words that show the value"
            )
