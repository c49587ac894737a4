"""From measurements to factors and back: what the registry holds, what one row implies, what a set of rows fits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from mlsysim_registry.analysis.predictions.classes import MeasuredClass
from mlsysim_registry.analysis.predictions.estimate import Estimate, Factors
from mlsysim_registry.analysis.predictions.given import Given
from mlsysim_registry.data import Registry

# Overheads of a class are scaled together when they are fitted anew.
_SCALES = tuple(2.0 ** (step / 4.0) for step in range(-8, 9))


class Observation(NamedTuple):
    """One measured value of a class."""

    inputs: dict[str, object]
    unit: str
    value: float


def factors_of(measured: MeasuredClass, registry: Registry, end: str = "typical") -> Factors:
    """The class's factors as the registry has them: efficiency at `low`, `typical` or `high`, and its overheads."""
    entry = registry.efficiency[measured.entry]
    overheads = {
        path.removeprefix("overhead."): spec.value for path, spec in entry.specs.items() if path.startswith("overhead.")
    }
    others = {name: registry.efficiency[other]["range.typical"].value for name, other in measured.uses.items()}
    return Factors(entry[f"range.{end}"].value, overheads, others)


def evidence_of(measured: MeasuredClass, registry: Registry) -> list[float]:
    """The efficiencies that documents other than the measurements show; empty where the evidence is the same rows."""
    specs = registry.efficiency[measured.entry].specs
    return [spec.value for path, spec in specs.items() if measured.independent and path.startswith("evidence.")]


def estimate(measured: MeasuredClass, inputs: dict[str, object], factors: Factors) -> Estimate:
    """The model of the class on these inputs."""
    return measured.model(Given(inputs), factors)


def implied(measured: MeasuredClass, row: Observation, factors: Factors) -> float | None:
    """The efficiency at which the model gives the measured value; None where the value says little about it."""

    def off(eta: float) -> float:
        value = estimate(measured, row.inputs, Factors(eta, factors.overheads, factors.others)).values[row.unit]
        return math.log(value / row.value)

    low, high = 1e-3, 1.0
    start, end = off(low), off(high)
    if start * end > 0 or abs(off(factors.eta) - off(factors.eta / 1.1)) < 0.5 * math.log(1.1):
        return None
    for _ in range(60):
        middle = math.sqrt(low * high)
        if off(middle) * start > 0:
            low = middle
        else:
            high = middle
    return math.sqrt(low * high)


def fitted(
    measured: MeasuredClass, rows: Sequence[Observation], factors: Factors, known: Sequence[float] = ()
) -> Factors:
    """The factors that a set of rows gives: the median of the efficiencies that they imply, and of those `known` from
    elsewhere; with five rows or more, the overheads are scaled together so that the mean error is least."""
    best, least = factors, math.inf
    for scale in _SCALES if len(rows) >= 5 and factors.overheads else (1.0,):
        overheads = {name: value * scale for name, value in factors.overheads.items()}
        trial = Factors(factors.eta, overheads, factors.others)
        etas = [eta for row in rows if (eta := implied(measured, row, trial)) is not None]
        etas += known
        trial = Factors(min(1.0, median(etas)) if etas else factors.eta, overheads, factors.others)
        wrong = sum(abs(math.log(1.0 + error)) for error in errors(measured, rows, trial))
        if wrong < least - 1e-12:
            best, least = trial, wrong
    return best


def errors(measured: MeasuredClass, rows: Iterable[Observation], factors: Factors) -> list[float]:
    """Predicted over measured, minus 1, of each row."""
    return [estimate(measured, row.inputs, factors).values[row.unit] / row.value - 1.0 for row in rows]
