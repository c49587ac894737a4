"""What a working may come to as authors print it: other prefixes, conversions left out, devices rounded up."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.computable import is_measurable
from mlsysim_validators.sources.dimensions import BANDWIDTH, TIME, uncounted
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression
from mlsysim_validators.sources.judges.arithmetic.left_out import level
from mlsysim_validators.sources.judges.arithmetic.operations import Value

# Bare numbers that convert units: "100 tokens/s × 3600".
_CONVERSIONS = frozenset(
    {7, 8, 12, 24, 30, 60, 100, 365, 1000, 1024, 3600, 8760, 8766, 86400, 1e6, 1e9, 1e12, 1e15, 1e-3, 1e-6, 1e-9}
    | {2.0**20, 2.0**30, 2.0**40}
)
_BITS, _PERCENT = 8, 100
_WIDTHS = frozenset({9, 10, 12, 15, 16, 19, 24, 32, 48, 64, 80, 128, 256, 512, 1024})
_OF_TIME = frozenset({7, 12, 24, 30, 60, 365, 3600, 8760, 8766, 86400})


def accepted_values(side: Expression, value: Value, unit: Unit) -> Iterator[float]:
    """The values in base units that a side may be printed as, the plain one first."""
    yield value.value
    apart = _prefixes_apart(side, unit)
    for power in range(1, abs(apart) + 1):  # a kB may have been 1,024 B on the way
        yield value.value / 1.024 ** (power if apart > 0 else -power)
    if not value.dimension and side.operations == 1:  # 80 GB ÷ 256 KB are 327,680 in powers of 1024
        sizes = [level(one.factor) for one in _units_of_data(side)]
        yield value.value * 1.024 ** (max(sizes, default=0) - min(sizes, default=0))
    of_spans = not value.dimension and not uncounted(unit.dimension) and "/" in unit.symbol
    if of_spans and all(one.reading and not uncounted(one.reading.units[0].dimension) for one in side.numbers):
        yield value.value * unit.factor  # "2.4M / (20 × 60) = 2,000 GPU-hours/day"
    if dict(unit.dimension).get("data") == 1 and _bytes_in_lower_case(side):
        yield value.value * _BITS  # "1.56B * 18b = 28 GB"
    if not value.dimension and unit.factor > 1:
        for power in range(1, level(unit.factor) + 1):  # 2^27 are 128M
            yield value.value / 1.024**power
        if all(one.reading is not None and one.reading.bare for one in side.numbers):  # 2 × 67.1 + 2 × 8.4 = 151 M
            yield value.value * unit.factor
    if not value.dimension or unit.symbol in ("GPU",):
        whole = value.value / unit.factor
        if 0 < whole < 1e6 and whole % 1:  # 2.6 devices are 3, or 4
            up = math.ceil(whole - 1e-9)
            yield up * unit.factor
            if any(name == "devices" for name, _ in unit.dimension):
                yield float(1 << (up - 1).bit_length()) * unit.factor
            yield math.floor(whole) * unit.factor
    bare = [one.reading.value for one in side.numbers if one.reading is not None and one.reading.bare]
    converting = [number for number in bare if side.operations and _converts(number, side, unit)]
    for number in (*converting, *([math.prod(converting)] if len(converting) > 1 else ())):  # seconds / (24 × 60 × 60)
        if number and is_measurable(value.value * number):
            yield value.value * number
            yield value.value / number


def _bytes_in_lower_case(side: Expression) -> bool:
    """Whether a "b" stands behind a number that no format has bits: 18b are bytes of a parameter."""
    return any(
        one.reading is not None and one.text[-1:] == "b" and one.reading.units[0].symbol == "bit"
        and one.reading.value > _BITS and one.reading.value not in _WIDTHS
        for one in side.numbers
    )  # fmt: skip


def _converts(number: float, side: Expression, unit: Unit) -> bool:
    """Whether a bare number may stand for a conversion of units: 3600 where there are times, 8 where there are bits."""
    if number not in _CONVERSIONS:
        return False
    units = [one.reading.units[0] for one in side.numbers if one.reading is not None] + [unit]
    if number == _BITS:
        return any("bit" in one.symbol or one.symbol.startswith(("b", "Gb", "Mb", "Tb", "kb")) for one in units)
    if number == _PERCENT:
        return any(one.symbol == "%" for one in units)
    names = {name for one in units for name, _ in one.dimension}
    return number not in _OF_TIME or bool(names & {"time", "energy", "currency", "carbon"})


def _units_of_data(side: Expression) -> list[Unit]:
    """The units of data, and of its rates, that the numbers of a side have."""
    return [
        one
        for number in side.numbers
        if number.reading is not None
        for one in number.reading.units[:1]
        if dict(one.dimension).get("data") == 1
    ]


def _prefixes_apart(side: Expression, unit: Unit) -> int:
    """How many prefixes lie between the units of data that go in and the one that comes out: 3 from B to GB, or -3."""
    units = _units_of_data(side)
    if unit.dimension == TIME:  # MB over GB/s: a GB may have been 1,024 MB
        rates = [level(one.factor) for one in units if one.dimension == BANDWIDTH]
        amounts = [level(one.factor) for one in units if one.dimension != BANDWIDTH]
        return max(rates) - max(amounts) if rates and amounts else 0
    if dict(unit.dimension).get("data") != 1:
        return 0
    sizes = [one.factor for one in units]
    return max((level(unit.factor) - level(size) for size in sizes), key=abs, default=0)
