"""Every mutant of a file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from random import Random
from typing import Any

from mlsysim_registry.specs import NodePath, dotted
from mlsysim_validators.mutations.mutant import REMOVED, Edit, Mutant, node_at
from mlsysim_validators.mutations.numbers import NUMBER, wrong_numbers
from mlsysim_validators.mutations.proofs import wrong_proofs
from mlsysim_validators.mutations.unit_slips import wrong_units
from mlsysim_validators.workspace import File, Workspace

# Where a rate is put by mistake.
_PIPES = {"matrix": ("matrix_sparse", "vector"), "matrix_sparse": ("matrix",), "vector": ("matrix",)}


def mutants(file: File, workspace: Workspace, seed: int = 0) -> Iterator[Mutant]:
    """Every mutant of an entry, the same for the same seed."""
    for path, spec_path, node in file.proofs():
        chance = Random(zlib.crc32(f"{seed} {file.path} {dotted(path)}".encode()))
        yield from _wrong_values(file, path, node)
        yield from _wrong_directions(file, path, node)
        yield from wrong_proofs(file, workspace, path, node, chance)
        yield from _wrong_derivations(file, path, node)
        if dotted(path) == spec_path:
            yield from _wrong_paths(file, path, node)
    for path, node in file.quotes():
        if "value" not in node:  # a settled no
            chance = Random(zlib.crc32(f"{seed} {file.path} {dotted(path)}".encode()))
            yield from wrong_proofs(file, workspace, path, node, chance)


def _wrong_values(file: File, path: NodePath, node: dict[str, Any]) -> Iterator[Mutant]:
    value = node["value"]
    printed = repr(value) if isinstance(value, (int, float)) else str(value).strip()
    number = NUMBER.match(printed)
    if number is None or isinstance(value, bool):
        return
    rest = printed[number.end() :]

    def mutant(kind: str, form: str, wrong: str) -> Mutant:
        typed: Any = wrong
        if not isinstance(value, str):
            typed = float(wrong) if "." in wrong else int(wrong)
        return Mutant(kind, form, file.path, dotted(path), f"{printed} -> {wrong}", (Edit((*path, "value"), typed),))

    for form, wrong in wrong_numbers(number.group()):
        yield mutant("number", form, wrong + rest)
    for form, wrong in wrong_units(rest.strip()):
        yield mutant("unit", form, f"{number.group()} {wrong}")


def _wrong_directions(file: File, path: NodePath, node: dict[str, Any]) -> Iterator[Mutant]:
    opposite = {"one": "both", "both": "one"}.get(str(node.get("direction")))
    if opposite is not None:
        change = f"{node['direction']} -> {opposite}"
        edits = (Edit((*path, "direction"), opposite),)
        yield Mutant("direction", "opposite", file.path, dotted(path), change, edits)


def _wrong_paths(file: File, path: NodePath, node: dict[str, Any]) -> Iterator[Mutant]:
    """A rate under another pipe: moved there, changed places with the rate there, or copied over it."""
    if len(path) != 3 or path[0] != "compute":
        return
    for pipe in _PIPES.get(str(path[1]), ()):
        wrong: NodePath = ("compute", pipe, path[2])
        there = node_at(file.data, wrong)
        form = f"{path[1]} to {pipe}"

        def mutant(how: str, *edits: Edit, to: NodePath = wrong, form: str = form) -> Mutant:
            return Mutant("path", form, file.path, dotted(path), f"{how} {dotted(to)}", edits)

        if there is None:
            yield mutant("moved to", Edit(path, REMOVED), Edit(wrong, node))
        else:
            yield mutant("changed places with", Edit(path, there), Edit(wrong, node))
        yield mutant("copied to", Edit(wrong, node))


def _wrong_derivations(file: File, path: NodePath, node: dict[str, Any]) -> Iterator[Mutant]:
    expression = node.get("derive")
    if not isinstance(expression, str):
        return
    for number in NUMBER.finditer(expression):
        before = expression[: number.start()]
        if before and (before[-1].isalnum() or before[-1] in "._-"):  # a digit of a name
            continue
        for form, wrong in wrong_numbers(number.group()):
            changed = f"{before}{wrong}{expression[number.end() :]}"
            edits = (Edit((*path, "derive"), changed),)
            yield Mutant("derivation", form, file.path, dotted(path), f"{expression} -> {changed}", edits)
