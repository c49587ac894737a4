"""EVD109, EVD114: an estimate lies in its own range, and its reason tells it."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.errors import UnitError
from mlsysim_registry.units import parse_quantity
from mlsysim_validators.rules.evidence.quantities import candidates, quantity_of, same
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


@rule("EVD114", "estimate-told")
def estimate_told(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The first quantity of its kind that `because` of an estimate speaks of is the estimate.

    An estimate stands in no source; without a second telling, a digit that slips inside its range is seen by nobody.

    Good:
        power: {typical: {value: 20 W, range: [15 W, 25 W], because: "20 W, what boards of its class take"}}
    Bad:
        power: {typical: {value: 21 W, range: [15 W, 25 W], because: "20 W, what boards of its class take"}}
    """
    for path, _, node in file.proofs():
        quantity = quantity_of(node)
        if "range" not in node or "because" not in node or quantity is None:
            continue
        told = candidates({"quote": node["because"]}, quantity.unit.dimension)
        if not told or not same(told[0].value, quantity.base):
            said = f"speaks first of {told[0].text}" if told else "does not tell the value"
            message = f"`because` of an estimate {said}, the value says {quantity.printed}"
            yield Problem((*path, "value"), message, f"begin `because` with the value: {quantity.printed}, ...")
