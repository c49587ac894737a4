"""EVD109: an estimate lies in its own range."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.errors import UnitError
from mlsysim_registry.units import parse_quantity
from mlsysim_validators.rules.evidence.quantities import quantity_of
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


@rule("EVD109", "estimate-in-range")
def estimate_in_range(file: File, workspace: Workspace) -> Iterator[Problem]:
    """An estimated value lies between the ends of its range, the low end first.

    Good:
        power: {typical: {value: 20 W, range: [15 W, 25 W], because: a board of its class}}
    Bad:
        power: {typical: {value: 20 W, range: [25 W, 30 W], because: a board of its class}}
    """
    for path, node in file.specs.values():
        quantity, ends = quantity_of(node), node.get("range")
        if quantity is None or not isinstance(ends, list) or len(ends) != 2:
            continue
        try:
            low, high = (parse_quantity(end).base for end in ends)
        except (UnitError, AttributeError, TypeError):
            continue
        if not low <= quantity.base <= high:
            message = f"{quantity.printed} does not lie between {ends[0]} and {ends[1]}"
            yield Problem((*path, "value"), message, "the low end comes first")
