"""What numbers of a working mean whose units were left out: "16/3350 = 4.8 ms"."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.computable import is_measurable

POWERS = range(-6, 7)
SPANS = (60.0, 3600.0, 86400.0, 1 / 3600.0, 31536000.0, 1 / 60.0, 1 / 86400.0)
_SPAN_WORDS = {"year": 31536000.0, "day": 86400.0, "hour": 3600.0, "h": 3600.0, "min": 60.0, "minute": 60.0}


def level(factor: float) -> int:
    """Which power of a thousand a factor is nearest to."""
    return round(math.log(max(factor, 1e-12), 1000))


def spans_of(reading: Reading, unit: Unit) -> list[float]:
    """The seconds that may have been left out of a working: those of its result's own unit, or, of a number with two
    digits at least, any; one digit agrees with one of them by chance."""
    if digits_of(reading) > 1:
        return list(SPANS)
    own = own_span(unit)
    return [own, 1 / own]


def own_span(unit: Unit) -> float:
    """The seconds of the span that a unit names last: of "tokens/day" those of a day."""
    return next((seconds for word, seconds in _SPAN_WORDS.items() if unit.symbol.endswith(word)), 1.0)


def without_units(value: float, dimension: Dimension, level: int, spans: Sequence[float]) -> Iterator[float]:
    """What numbers without units may mean with them: any power of a thousand, bits, minutes, hours."""
    extra = [1.0]
    names = {name for name, _ in dimension}
    if "data" in names:
        extra += [8.0, 1 / 8.0]
    if names & {"time", "energy"}:
        extra += spans
    for power in POWERS:
        for more in extra:
            yield value * more * 1000.0**power
        if "data" in names:
            for binary in range(1, level + 1):
                yield value * 1000.0**power / 1.024**binary


def nearest(stated: float, *values: float) -> float:
    """Of values at the power of a thousand nearest to what is stated the one that is nearest."""
    if not all(is_measurable(value) for value in (stated, *values)):
        return values[0]
    scaled = [float(value * 1000.0 ** round(math.log(stated / value, 1000))) for value in values]
    return min(scaled, key=lambda value: abs(math.log(stated / value)))
