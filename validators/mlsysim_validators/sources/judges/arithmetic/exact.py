"""Workings that leave a result no room: products of whole numbers alone, and counts whose scale is printed.

Nothing was rounded on the way of "2 × 80 × 8192 × 8 × 128 × 2 = 2.6 GB", and no kB of 1,024 B stands in it: it is
2.7 GB, or 2.5 GiB. "19.24M × 2" is no GFLOP, as the M says which power of a thousand is meant.
"""

from __future__ import annotations

import math

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import FLOP_RATE, OPERATIONS
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression
from mlsysim_validators.sources.judges.arithmetic.tokens import Token

_FEWEST_FACTORS = 3
_FEW_DIGITS = 100  # a number below so many of its last places prints one digit or two
_CUT_OFF = 0.025  # 33 MB for 33.5
_SCALE = 1e6
_LARGEST_FACTOR = 20  # bytes and operations for each parameter


def is_exact_product(side: Expression) -> bool:
    """Whether a side multiplies whole numbers, of nothing or of bytes, and does nothing else."""
    if side.operations < _FEWEST_FACTORS - 1 or not all(_is_whole(one) for one in side.numbers):
        return False
    product = math.prod(one.reading.value**one.power for one in side.numbers if one.reading is not None)
    return any(abs(value.value - product) <= 1e-9 * product for value in side.values)


def is_mixed(value: float, candidate: float, level: int) -> bool:
    """Whether a candidate for an exact number of bytes has prefixes of 1000 and of 1024 in one: GB of 1,000 MiB.

    `level` is the power of a thousand of the unit that it is printed in.
    """
    off = abs(value / candidate) if candidate else 0.0
    if not off:
        return False
    powers = math.log(off / 1000.0 ** round(math.log(off, 1000)), 1.024)
    return any(abs(abs(powers) - mixed) < 1e-6 for mixed in range(1, level))


def is_cut_off(reading: Reading, factor: float, value: float) -> bool:
    """Whether a number of one digit or two is a value cut off where it had to be rounded up: 2.6 for 2.68."""
    off, step = value - reading.value * factor, reading.resolution * factor
    few = reading.value < _FEW_DIGITS * reading.resolution
    return few and 0.5 * step < off < step and off > _CUT_OFF * value


def prints_its_scale(side: Expression, dimension: Dimension) -> bool:
    """Whether a side is some millions or more, printed with their M, B or T, times small whole numbers.

    Of "7B × 2" and "19.24M parameters × 2" bytes and operations follow at one power of a thousand only.
    """
    if dimension not in (OPERATIONS, FLOP_RATE) and dimension != (("data", 1),):
        return False
    readings = [one.reading for one in side.numbers if one.reading is not None]
    scaled = [one for one in readings if not one.units[0].dimension and one.units[0].factor >= _SCALE]
    small = [one for one in readings if one.bare and one.resolution == 1 and one.value <= _LARGEST_FACTOR]
    if len(scaled) != 1 or len(small) != len(readings) - 1 or not small:
        return False
    product = scaled[0].value * scaled[0].units[0].factor * math.prod(one.value for one in small)
    return any(abs(value.value - product) <= 1e-9 * product for value in side.values)


def _is_whole(number: Token) -> bool:
    reading = number.reading
    return reading is not None and reading.resolution == 1 and (reading.bare or reading.units[0].symbol == "B")
