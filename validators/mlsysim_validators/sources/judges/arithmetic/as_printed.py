"""Whether a printed result states a value: within its last digit, what was rounded on the way, and "about"."""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.compare import agrees, digits_of
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression

_ROUGHLY, _FINELY = 0.025, 0.012  # in two digits, in three
_DIGITS_THAT_COUNT = 3


def states(reading: Reading, factor: float, value: float, slack: float, rough: bool) -> bool:
    """Whether a reading in units of `factor` states a value in base units; `slack` is the working's own, relative."""
    printed = reading.value * factor
    in_powers = reading.resolution > 1  # the zero of 2.0e23 counts
    if agrees(reading, factor, value) and not (in_powers and abs(printed - value) > reading.resolution * factor):
        return True
    if reading.bound:
        return False
    room = slack * abs(value) + 0.5 * reading.resolution * factor * (slack > 0)
    room = max(room, 0.5 * _filled(reading) * factor)
    if rough:
        fine = digits_of(reading) >= _DIGITS_THAT_COUNT
        room = max(room, (_FINELY if fine else _ROUGHLY) * abs(value))
        if not fine and reading.value >= 10 and reading.value % (10 * max(reading.resolution, 1e-12)) == 0:
            room = max(room, 0.05 * abs(value))  # ≈ 300
    return abs(printed - value) <= room + 1e-12 * abs(value)


def _filled(reading: Reading) -> float:
    """The place of the last digit that counts, where zeros fill up a whole number of three others at least: 50,700."""
    digits = reading.text.replace(",", "").split()[0]
    kept = digits.rstrip("0")
    if not digits.isdigit() or reading.resolution < 1 or len(kept) < _DIGITS_THAT_COUNT:
        return 0.0
    return float(reading.resolution * 10 ** (len(digits) - len(kept)))


def states_back(side: Expression, value: float, stated: float) -> bool:
    """Whether the left side is the rounded one: "1.57 B tokens = 1,572,864 tokens"."""
    reading = side.numbers[0].reading
    if reading is None or not reading.value:
        return False
    return agrees(reading, value / reading.value, stated)
