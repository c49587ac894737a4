"""Figures that by their unit or their size are of another quantity than the specification that they seem to state."""

from __future__ import annotations

from mlsysim_validators.sources.judges.other_figures.of_its_cell import why_of_its_cell
from mlsysim_validators.sources.judges.specs.case import Case
from mlsysim_validators.sources.judges.values.engines import is_of_another_engine, names_an_engine
from mlsysim_validators.sources.judges.wrong_specs import set_apart

_OF_A_RATE = 1e-6  # times the rate of a device: a plain count, "64 FLOPs"
_OF_MANY = 30.0  # times the power of one device: a rack or a cluster


def settled_as_an_energy(case: Case) -> bool:
    """Watt-hours are no power."""
    energy = case.is_of("power.") and "Wh" in case.unit.symbol
    return energy and _is_set_apart(case, "an energy of a span of time, not a power")


def settled_as_of_many(case: Case) -> bool:
    """The power of a rack or a cluster, under the name of its device."""
    many = case.is_of("power.") and case.claim.value > _OF_MANY * case.spec.value
    return many and _is_set_apart(case, "a power of many devices, not of one")


def settled_as_operations(case: Case) -> bool:
    """A plain count of operations is no rate."""
    few = case.is_of("compute.") and case.unit.factor == 1.0 and case.claim.value < _OF_A_RATE * case.spec.value
    return few and _is_set_apart(case, "a number of operations, not of those of a second")


def settled_by_its_cell(case: Case) -> bool:
    """Something else is meant by the cell or the brackets that the number stands in."""
    why = why_of_its_cell(case.claim)
    return why != "" and case.stays_open(why)


def settled_as_of_another_engine(case: Case) -> bool:
    """A chip has a GPU and other engines, and no word says whose rate it is."""
    around = case.around
    if not is_of_another_engine(case.entity, case.spec):
        return False
    if names_an_engine(f"{around.window} {around.row} {around.column}"):
        return False
    return case.stays_open(f"of the GPU of {case.entity.name}, or of its other engine: no word says which")


def _is_set_apart(case: Case, why: str) -> bool:
    set_apart(case.claim, why)
    return True
