"""What a quote says: the quantities in its words that a spec could mean."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from mlsysim_registry.errors import UnitError
from mlsysim_registry.units import Quantity, parse_quantity
from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading, count_words, readings
from mlsysim_registry.units.units_in_text import mentioned_units
from mlsysim_registry.units.vocabulary import DIMENSIONLESS, Dimension

_MARK = re.compile("[«»]")
_WORK_NAMES = {"operations", "integer_operations"}
_PER_HOUR = re.compile(r"(?:/ ?|per |an )(?:gpu[ -]?)?(?:h\b|hr|hour)|hourly", re.IGNORECASE)


class Candidate(NamedTuple):
    """A quantity that the quote states, in base units, and its words."""

    value: float
    text: str
    marked: bool


def quantity_of(node: dict[str, Any]) -> Quantity | None:
    """The value of a spec node, or None where it cannot be read (the unit rules say so)."""
    try:
        return parse_quantity(node["value"])
    except (UnitError, AttributeError, TypeError):
        return None


def strip_marks(quote: str) -> str:
    """The quoted words without the «marks» that pick a number."""
    return _MARK.sub("", quote)


def _marked_spans(quote: str) -> list[tuple[int, int]]:
    """Where the marks stand, as positions in the quote without them."""
    spans: list[tuple[int, int]] = []
    opened = None
    for removed, match in enumerate(_MARK.finditer(quote)):
        position = match.start() - removed
        if match.group() == "«":
            opened = position
        elif opened is not None:
            spans.append((opened, position))
            opened = None
    return spans


def candidates(node: dict[str, Any], wanted: Dimension) -> list[Candidate]:
    """The quantities of the wanted dimension that a spec's quote states; the marked ones alone where marks are set.

    A number with its unit beside it counts first; only where there is none do the bare numbers of the quote count,
    with the units that stand elsewhere in the quote or in `at`.
    """
    return list(
        _candidates(str(node.get("quote", "")), str(node.get("at", "")), node.get("prefix") == "binary", wanted)
    )


@lru_cache(maxsize=4096)
def _candidates(quote: str, place: str, binary: bool, wanted: Dimension) -> tuple[Candidate, ...]:
    words = strip_marks(quote)
    spans = _marked_spans(quote)
    found = readings(words)
    if wanted == DIMENSIONLESS:
        found += count_words(words)
    context = f"{words} {place}"
    mentioned = [unit for _, units in mentioned_units(context) for unit in units if _measures(unit.dimension, wanted)]
    attached: list[Candidate] = []
    bare: list[Candidate] = []
    for reading in found:
        marked = any(start <= reading.start + _lead(reading) < end for start, end in spans)
        if spans and not marked:
            continue
        beside = _beside(reading, wanted, context)
        attached += [Candidate(reading.value * _factor(unit, binary), reading.text, marked) for unit in beside]
        if not beside and all(unit.dimension == DIMENSIONLESS for unit in reading.units):
            for scale in reading.units:
                for unit in mentioned:
                    value = reading.value * scale.factor * _factor(unit, binary)
                    bare.append(Candidate(value, f"{reading.text} ({unit.symbol})", marked))
    return tuple(attached or bare)


def _lead(reading: Reading) -> int:
    """How many characters of a reading stand before its first digit ($)."""
    return next((index for index, char in enumerate(reading.text) if char.isdigit()), 0)


def _beside(reading: Reading, wanted: Dimension, context: str) -> list[Unit]:
    units = [unit for unit in reading.units if _measures(unit.dimension, wanted)]
    if not units and any(name == "currency" for name, _ in wanted) and _PER_HOUR.search(context):
        hourly = [unit for unit in reading.units if unit.dimension == (("currency", 1),)]
        if reading.bare and re.search(r"USD|\$", context):
            hourly = [ONE]
        units = [Unit("USD per hour", unit.factor / 3600, wanted) for unit in hourly]
    return units


def _measures(dimension: Dimension, wanted: Dimension) -> bool:
    if dimension == wanted:
        return True
    if wanted == DIMENSIONLESS:  # "8 GPUs", "4,096 tokens": a count of things that have a unit of their own
        return dimension in ((("devices", 1),), (("tokens", 1),))
    if dimension == (("data", 1), ("time", -1)) and wanted == (("time", -1), ("transfers", 1)):
        return False
    if wanted == (("multiply_accumulates", 1),):  # papers print multiply-accumulates as FLOPs
        return dimension == (("operations", 1),)
    # TOPS and TFLOPS are used for one another in print; the number format of the spec says which they are.
    folded = [
        tuple((("work" if name in _WORK_NAMES else name), power) for name, power in d) for d in (dimension, wanted)
    ]
    return sorted(folded[0]) == sorted(folded[1])


def _factor(unit: Unit, binary: bool) -> float:
    """The unit's factor; where the source's prefixes are binary, kB, MB and GB are powers of 1024."""
    if binary and unit.dimension == (("data", 1),):
        power = {"k": 1, "M": 2, "G": 3, "T": 4}.get(unit.symbol[0])
        if power is not None and unit.symbol[1:] in ("B", "bit"):
            return float(1024**power) * (unit.factor / 1000.0**power)
    return unit.factor


def same(left: float, right: float) -> bool:
    """Equal but for the rounding of binary floating point: a count of 405,853,388,800 is exact to the last one."""
    return abs(left - right) <= 1e-15 * max(abs(left), abs(right))
