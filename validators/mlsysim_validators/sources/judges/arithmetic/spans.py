"""Times that say how long each of the times before them is: "3 years × 365 days × 24 hours" are 26,280 hours.

Of two times that are multiplied the one in the shorter unit tells what there is in each of the other, which is a count.
A time squared is nothing that a text speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.arithmetic.operations import Value
from mlsysim_validators.sources.judges.arithmetic.tokens import Token

_ROOM = 1.01  # 366 days of a year
_SHORTEST = 60.0  # a minute: below it a time times another is one of something else


def time_of(numbers: Sequence[Token]) -> Reading | None:
    """The number of a factor, where it is one time."""
    reading = numbers[0].reading if len(numbers) == 1 and numbers[0].power == 1 else None
    return reading if reading is not None and reading.units[0].dimension == TIME else None


def counted_span(one: Reading | None, other: Reading | None) -> float:
    """The seconds of the span that one of two times counts, as the other fits into it; 0 where neither does."""
    if one is None or other is None:
        return 0.0
    shorter, longer = sorted((one, other), key=lambda each: each.units[0].factor)
    span = longer.units[0].factor
    within = shorter.units[0].factor < span and shorter.value * shorter.units[0].factor <= _ROOM * span
    return span if within and span >= _SHORTEST else 0.0


def counting(value: Value, span: float) -> Value:
    """A product of two times of which one only counts spans."""
    once: Dimension = combine((value.dimension, 1), (TIME, -1))
    return value._replace(value=value.value / span, dimension=once)
