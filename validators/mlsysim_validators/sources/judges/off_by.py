"""By which factor that people slip by a number is off what it should be: twice, ten times, a power of a thousand, bits.

Such a gap is evidence that the number is wrong; any other may mean that another quantity is meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.units.reading import Reading

SLIPS = (2.0, 3.0, 4.0, 8.0, 10.0, 100.0, 1e3, 1e6)
_EXACT = 0.006  # relative
_ALIKE = 0.03
_OF_DEVICES = (0.5, 0.25, 0.125)  # as many devices leave the same gap
_CLEARLY_LESS = 0.9


def off_by(stated: float, right: float, room: float = _EXACT, slips: Iterable[float] = SLIPS) -> float:
    """The factor, or one over it, that a stated number is off by, within a room (relative); 0.0 where there is none."""
    if not right or not stated:
        return 0.0
    off = stated / right
    return next((by for slip in slips for by in (slip, 1 / slip) if abs(off / by - 1) <= room), 0.0)


def prints(reading: Reading, factor: float, value: float, room: float) -> bool:
    """Whether a number in units of `factor` is a value as finely as it prints, or within a room (relative)."""
    return abs(reading.value * factor - value) <= max(0.51 * reading.resolution * factor, room * abs(value))


def half_a_step(reading: Reading) -> float:
    """How far a printed number may be off what was rounded to it, relative."""
    return 0.5 * reading.resolution / abs(reading.value) if reading.value else 0.0


def turns(share: float) -> bool:
    """Whether a share that multiplies where it divides, or divides where it multiplies, leaves a gap of its own."""
    return 0 < share < _CLEARLY_LESS and all(abs(share**2 / part - 1) > _ALIKE for part in _OF_DEVICES)
