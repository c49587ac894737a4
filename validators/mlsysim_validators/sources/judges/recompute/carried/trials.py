"""What the laws give for a number from the inputs around it: the likely values, and all that may explain it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.dimensions import POWER
from mlsysim_validators.sources.judges.recompute.carried.inputs import (
    BEHIND,
    LEAD,
    LINE,
    OWN,
    SLIDE,
    Around,
    Input,
    nearest,
)
from mlsysim_validators.sources.judges.recompute.carried.laws import LAWS, WIDTH, Law
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.of_names import LINK

_MOST_COMBINATIONS = 27
_MOST_OPTIONS = 3
_MOST_OF_ONE, _MOST_BOXES = 3000.0, 256.0  # W


class Trial(NamedTuple):
    """What a law gives from inputs: `sure` where each is the only one that stands so near."""

    law: Law
    unit: Unit
    value: float
    inputs: tuple[Input, ...]
    options: tuple[Input, ...]
    sure: bool
    without: float  # what it is without the options

    @property
    def own(self) -> int:
        """How many of the inputs stand in the number's sentence, before it."""
        return sum(one.distance == OWN for one in (*self.inputs, *self.options))

    @property
    def far(self) -> int:
        """How far the farthest input stands."""
        return max(one.distance for one in (*self.inputs, *self.options))

    @property
    def places(self) -> list[int]:
        """How far the inputs stand, the farthest first."""
        return sorted((one.distance for one in self.inputs), reverse=True)

    def told(self) -> str:
        powers = [power for _, power in self.law.needs]
        parts = [one.told() for one, power in zip(self.inputs, powers, strict=True) if power > 0]
        parts += [one.told() for one in self.options]
        over = [one.told() for one, power in zip(self.inputs, powers, strict=True) if power < 0]
        lead = f"{self.law.constant:g} x " if self.law.constant in (2.0, 6.0) else ""
        return lead + (" x ".join(parts) or "1") + "".join(f" / {one}" for one in over)


def likely(around: Around) -> list[Trial]:
    """What each law gives from the nearest input of each sort, where that is the only one that stands so near."""
    found: list[Trial] = []
    for unit, law in _laws_for(around):
        inputs: list[Input] = []
        for sort, _ in law.needs:
            group = nearest(around.of(sort))
            if len(group) != 1:
                break
            inputs += group
        else:
            trial = _trial(law, unit, tuple(inputs), _said(around, law, tuple(inputs)), True)
            if trial is not None:
                found.append(trial)
    return found


def possible(around: Around) -> Iterator[Trial]:
    """What each law gives from any inputs around; what the number's own sentence states supersedes all others."""
    for unit, law in _laws_for(around):
        groups = [_not_superseded(around.of(sort)) for sort, _ in law.needs]
        if not all(groups):
            continue
        said = [[(sort, one) for one in _not_superseded(around.of(sort))[:_MOST_OPTIONS]] for sort, _ in law.options]
        for combination in islice(product(*groups), _MOST_COMBINATIONS):
            must = _said(around, law, combination)
            plain = _trial(law, unit, combination, must, False)
            if plain is None:
                continue
            yield plain
            for group in said:
                for option in group if not must else ():
                    trial = _trial(law, unit, combination, (option,), False)
                    if trial is not None:
                        yield trial


def _not_superseded(found: list[Input]) -> list[Input]:
    own = [one for one in found if one.distance <= BEHIND]
    return own or found


def _said(around: Around, law: Law, combination: tuple[Input, ...]) -> tuple[tuple[Sort, Input], ...]:
    """The options of a law that the number's own sentence states."""
    found = []
    taken = {one.fact.place for one in combination}
    for sort, _ in law.options:
        near = [one for one in nearest(around.of(sort)) if one.distance <= BEHIND and one.fact.place not in taken]
        if len(near) == 1:
            found.append((sort, near[0]))
    return tuple(found)


def _trial(
    law: Law, unit: Unit, inputs: tuple[Input, ...], options: tuple[tuple[Sort, Input], ...], sure: bool
) -> Trial | None:
    every = [*inputs, *(one for _, one in options)]
    if len({one.fact.place for one in every}) < len(every) or min(one.distance for one in inputs) > LINE:
        return None
    if len(inputs) > 1 and any(_says_nothing(sort, one, law) for (sort, _), one in zip(law.needs, inputs, strict=True)):
        return None
    if _counts_boxes(law, inputs):
        return None
    if len(inputs) == 2 and law.needs[0][1] == -law.needs[1][1] and inputs[0].value == inputs[1].value:
        return None
    value = law.constant
    needs, inputs_ = law.needs, inputs
    if law.of_ring:
        n = inputs[-1].value
        if n < 2 or n != int(n):
            return None
        value *= 2 * (n - 1) / n
        needs, inputs_ = needs[:-1], inputs[:-1]
    for (_, power), one in zip(needs, inputs_, strict=True):
        value *= one.value**power if one.value else 0.0
    if law.root:
        value = value**0.5 if value > 0 else 0.0
    without = value
    powers = dict(law.options)
    for sort, one in options:
        value *= one.value ** powers[sort] if one.value else 0.0
    if not value:
        return None
    return Trial(law, unit, value, inputs, tuple(one for _, one in options), sure, without)


def _laws_for(around: Around) -> Iterator[tuple[Unit, Law]]:
    for unit in around.claim.reading.units[:2]:
        for law in _laws_of(sort_of(unit)):
            if law.where is None or around.slide.says(law.where):
                yield unit, law


@lru_cache(maxsize=64)
def _laws_of(sort: Sort) -> tuple[Law, ...]:
    return tuple(law for law in LAWS if (sort == "%" if law.result == () else law.result == sort))


def _counts_boxes(law: Law, inputs: tuple[Input, ...]) -> bool:
    """Whether a power that no device draws would be that of each of very many: it is that of a box of them."""
    if tuple(sort for sort, _ in law.needs) != (POWER, "devices"):
        return False
    return inputs[0].value > _MOST_OF_ONE and inputs[1].value > _MOST_BOXES


def _says_nothing(sort: Sort, one: Input, law: Law) -> bool:
    """Whether an input makes the result the other input again, or stands too far away to be meant."""
    again = any(sort_ == law.result for sort_, _ in law.needs)
    far = (sort == WIDTH and one.distance > SLIDE) or (sort == LINK and one.distance > LEAD)
    return far or (again and isinstance(sort, str) and one.value == 1)
