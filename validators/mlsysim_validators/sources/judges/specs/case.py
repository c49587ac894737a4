"""A claim about a specification beside what the registry has, as the steps ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.several.counted_names import how_many, how_many_of_its_row
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_LOOSEST_BOUND = 0.6


@dataclass(frozen=True, eq=False)
class Case:
    """`values` are those that are right, in base units, the plain one first; `reading` is the number as it is meant."""

    claim: Claim
    entity: Entry
    unit: Unit
    spec: Spec
    reading: Reading
    values: list[float]
    around: Surroundings
    slide: Slide
    registry: Registry

    @cached_property
    def count(self) -> int:
        """How many devices the words or the row put together; 0 where they count none."""
        return how_many(self.around) or how_many_of_its_row(self.claim) or 0

    def states(self, value: float) -> bool:
        """Whether the claim, as it is read, states a value, and no bound that is far from it."""
        return agrees(self.reading, self.unit.factor, value) and (not self.reading.bound or self.is_tight(value))

    def is_tight(self, actual: float) -> bool:
        """Whether a bound ("over 3 TB/s") is near enough to what it bounds to say something about it."""
        ratio = self.reading.value * self.unit.factor / actual if actual else 0.0
        return _LOOSEST_BOUND < ratio < 1 / _LOOSEST_BOUND

    def matches(self, told: str = "") -> bool:
        """Decide that the claim is right, and why; gives True, as a step that settles a claim does."""
        self.claim.decide("match", told or "; ".join(self.claim.notes))
        return True

    def is_of(self, field: str) -> bool:
        """Whether the claim is of a field, or of one below it: "power."."""
        return self.claim.field.startswith(field)

    def stays_open(self, why: str) -> bool:
        """Decide that the claim cannot be judged, and why; gives True."""
        self.claim.decide("unresolved", why)
        return True


Step = Callable[[Case], bool]  # whether it has settled the claim
