"""What a model of one class gives for one measurement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mlsysim_registry.analysis.predictions.given import Given


@dataclass(frozen=True, slots=True)
class Factors:
    """What calibration puts into a model: an efficiency, and named overheads in s (all absent: the bare peaks)."""

    eta: float = 1.0
    overheads: Mapping[str, float] = field(default_factory=dict)
    others: Mapping[str, float] = field(default_factory=dict)  # efficiencies of other classes that the model uses

    def overhead(self, name: str) -> float:
        """An overhead by name; 0 where there is none."""
        return self.overheads.get(name, 0.0)

    def other(self, name: str) -> float:
        """The efficiency of another class that the model uses; 1 where there is none."""
        return self.others.get(name, 1.0)


BARE = Factors()


@dataclass(frozen=True, slots=True)
class Estimate:
    """Values by unit, and how they came about."""

    values: Mapping[str, float]
    formula: str
    working: tuple[str, ...] = ()
    assumption: str = ""


Model = Callable[[Given, Factors], Estimate]
