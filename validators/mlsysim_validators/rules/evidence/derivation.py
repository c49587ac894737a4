"""EVD108: a derived value is what its derivation gives."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from mlsysim_registry.errors import ExpressionError, did_you_mean
from mlsysim_registry.units.expression import Number, evaluate
from mlsysim_registry.units.quantity import Quantity
from mlsysim_validators.rules.evidence.quantities import quantity_of, same
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

# How much rounding may take off: without a limit, 0.3 would pass for 0.3365, and 4 MB for 4 MiB.
ROUNDING = 5e-4


def lookup(file: File, own_path: str, name: str) -> list[Number]:
    """The numbers that a name in a derivation stands for. Raises ExpressionError for an unknown one."""
    paths = [name] if "*" not in name else [path for path in file.specs if fnmatchcase(path, name)]
    numbers: list[Number] = []
    for path in paths:
        quantity = quantity_of(file.specs[path][1]) if path in file.specs else None
        if quantity is None:
            raise ExpressionError(f"the entry has no spec `{name}`.{did_you_mean(name, file.specs)}")
        if path == own_path:
            raise ExpressionError(f"`{name}` is derived from itself")
        numbers.append(Number(quantity.base, quantity.unit.dimension))
    return numbers


def agrees(quantity: Quantity, computed: float) -> bool:
    """Whether a computed number, rounded as the value is printed, and not too boldly, is the value."""
    off = abs(quantity.base - computed)
    rounded = off <= 0.5 * quantity.resolution * (1 + 1e-9) and off <= ROUNDING * abs(computed)
    return same(quantity.base, computed) or rounded


@rule("EVD108", "derivation-gives-value")
def derivation_gives_value(file: File, workspace: Workspace) -> Iterator[Problem]:
    """`derive`, computed from the entry's other specs, gives the value, rounded as it is printed.

    Good:
        memory: {capacity: {value: 80 GB, derive: 5 * 16 GB, because: five stacks of 16 GB}}
    Bad:
        memory: {capacity: {value: 81 GB, derive: 5 * 16 GB, because: five stacks of 16 GB}}
    """
    for spec_path, (path, node) in file.specs.items():
        quantity = quantity_of(node)
        if not isinstance(node.get("derive"), str) or quantity is None:
            continue
        try:
            computed = evaluate(node["derive"], lambda name, own=spec_path: lookup(file, own, name))  # type: ignore[misc]
        except ExpressionError as error:
            yield Problem((*path, "derive"), str(error), "names are paths of this entry's specs")
            continue
        if computed.dimension != quantity.unit.dimension:
            yield Problem((*path, "derive"), "the derivation does not give what the value measures", "check its units")
        elif not agrees(quantity, computed.value):
            shown = computed.value / quantity.unit.factor
            message = f"`{node['derive']}` gives {shown:.6g} {quantity.unit.symbol}".rstrip()
            yield Problem((*path, "value"), f"{message}, the value says {quantity.printed}")
