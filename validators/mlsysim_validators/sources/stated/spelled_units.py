"""Units that a text spells out behind a scale: "312 trillion operations per second", "2 trillion bytes a second"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.dimensions import OPERATIONS
from mlsysim_validators.sources.patterns import regex

_PREFIXES = {
    "thousand": "k", "million": "M", "billion": "G", "trillion": "T", "quadrillion": "P", "quintillion": "E",
}  # fmt: skip
_SCALE = regex(rf"({'|'.join(_PREFIXES)})$", re.IGNORECASE, words=("illion", "ILLION", "housand"))
_SPELLED = regex(
    r"[ \u00a0](?P<floating>floating[- ]point )?(?:arithmetic |math(?:ematical)? |computer )?"
    r"(?P<what>operations|ops|multiplications|calculations|computations|bytes|bits)\b"
    r"(?P<rate>[ \u00a0](?:per|a|each|every)[ \u00a0]second\b|/s(?:ec(?:ond)?)?\b)?(?![ \u00a0](?:per|an?|/)\b)",
    re.IGNORECASE,
)
_ALONE = regex(r"[ \u00a0](?:per|a|each|every)[ \u00a0]second\b", re.IGNORECASE)
_OF_DATA = {"bytes": "B", "bits": "bit"}
_NEAR = 120  # characters


def with_spelled_units(found: Iterable[Reading], text: str) -> Iterator[Reading]:
    """The readings of a text; one with a scale alone takes the unit that is spelled out behind it.

    "16 billion operations on a chip that can do 989 trillion per second": a rate of what stands before it.
    """
    counted: Reading | None = None  # the last number of operations
    for reading in found:
        scale = _SCALE.search(reading.text) if not reading.units[0].dimension else None
        if scale is None:
            counted = reading if reading.units[0].dimension == OPERATIONS else counted
            yield reading
            continue
        prefix, behind = _PREFIXES[scale[1].lower()], _SPELLED.match(text, reading.end)
        end, units = reading.end, reading.units
        if behind is not None:
            what = behind["what"].lower()
            names = (_OF_DATA[what],) if what in _OF_DATA else ("FLOP",) if behind["floating"] else ("FLOP", "OP")
            end, units = behind.end(), _units(prefix, names, "/s" if behind["rate"] else "")
        elif counted is not None and reading.start - counted.end <= _NEAR and (alone := _ALONE.match(text, end)):
            end, units = alone.end(), _units(prefix, ("FLOP", "OP"), "/s")
        read = reading._replace(units=units, end=end, text=text[reading.start : end])
        counted = read if read.units[0].dimension == OPERATIONS else counted
        yield read


@lru_cache(maxsize=64)
def _units(prefix: str, names: tuple[str, ...], rate: str) -> tuple[Unit, ...]:
    return tuple(parse_unit(f"{prefix}{name}{rate}") for name in names)
