"""What a rule tells of a cell."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry
from mlsysim_validators.sources.judges.spoken_steps.step import Step


class Told(NamedTuple):
    """A cell, the step to its number, what rounding leaves open, and whether all else is wrong.

    `rule` where a finding has a reason of its own, `unit` where the law settles what the cell is in.
    """

    entry: Entry
    step: Step
    room: float
    certain: bool = False
    rule: str = ""
    unit: Unit | None = None
