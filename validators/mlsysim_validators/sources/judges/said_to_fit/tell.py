"""Devices that do not hold what is said to fit on them."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_validators.sources.judges.said_to_fit.demands import Demand
from mlsysim_validators.sources.judges.said_to_fit.hardware import Hardware
from mlsysim_validators.sources.texts.documents import Cell, Text

_ROUNDED = 0.97  # as the size in a name may be


class TooSmall(NamedTuple):
    """Where so many devices are said to hold a demand."""

    text: Text
    cell: Cell | None
    hardware: Hardware
    demand: Demand

    @property
    def fewest(self) -> float:
        """How many hold it."""
        return float(formulas.devices_needed(self.demand.value, self.hardware.each))


def is_too_small(hardware: Hardware, demand: Demand) -> bool:
    """Whether weights do not fit, however one counts."""
    return demand.value * _ROUNDED > hardware.most * hardware.at_most
