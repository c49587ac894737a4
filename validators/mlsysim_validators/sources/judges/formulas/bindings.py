"""Which value a symbol has: "N = 4096" on the slide, "p = 8" in a row, "m = 16" over a column, a column of γ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.patterns import regex

_SET = regex(r"(?<![\w^·×*/+.-])(?<![\w·×*/+^]\()(?<![·×*/+^] )([A-Za-zα-ωΑ-Ω]) ?= ?(?=\d)")
_WORKED = regex(r"(?<![\w^·×*/+(.-])(?<![·×*/+^] )([A-Za-zα-ω]) ?= ?[\d./·×*()+ -]{3,40}= ?(?=\d)")
_SPOKEN = regex(r"(?<![\w^])([α-ω])(?: [a-z]+){1,8}[:,]? (?=0?\.\d)")
_SPOKEN_COLON = regex(r"(?<![\w^])([α-ω])\b[^.;=\d\n]{0,60}: ?(?=\d)")
_GREEK = regex(r"[α-ω]")
_ALONE = regex(r"(?:^|.*[\s(,])([A-Za-zα-ωΑ-Ω])\)?", re.DOTALL)
_GOES_ON = regex(r" ?[-+·×*/^(]")
UNITS = frozenset("BshWVtg")  # where a slide does not set them, letters behind numbers are these


class Setting(NamedTuple):
    """A symbol that a text sets to a value, and where."""

    name: str
    value: float
    start: int
    end: int


def settings_in(text: str) -> list[Setting]:
    """What a text sets by an equals sign, in order: "with m = 16"."""
    if "=" not in text:
        return []
    numbers = {reading.start: reading for reading in readings(text)}
    found = []
    for match in _SET.finditer(text):
        reading = numbers.get(match.end())
        if reading is not None and reading.one_value and _sets(text, match, reading.end):
            found.append(Setting(match[1], reading.value * reading.units[0].factor, match.start(), reading.end))
    return found


def bindings(texts: Iterable[str]) -> dict[str, float]:
    """The symbols that texts set to one value, in base units."""
    found: dict[str, set[float]] = {}
    for text in texts:
        for name, value in _of_text(text):
            found.setdefault(name, set()).add(value)
    return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}


def _of_text(text: str) -> Iterator[tuple[str, float]]:
    if "=" not in text and not _GREEK.search(text):
        return
    numbers = {reading.start: reading for reading in readings(text)}
    for pattern in (_SET, _WORKED, _SPOKEN_COLON, _SPOKEN):
        for match in pattern.finditer(text):
            reading = numbers.get(match.end())
            if reading is not None and reading.one_value and _sets(text, match, reading.end):
                yield match[1], reading.value * reading.units[0].factor


def _sets(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a symbol is set to the number that ends there: "B = 4" is; "N d x 2 B = 4.2 MB", "n = 2^10" are not."""
    is_a_unit = match[1] in UNITS and text[max(0, match.start() - 2) : match.start()].strip()[-1:].isdigit()
    return not is_a_unit and not _GOES_ON.match(text, end)


def symbol_of(header: str) -> str:
    """The symbol that a header ends with: "Stages p", "γ"; "" where it has none."""
    match = _ALONE.fullmatch(header.strip())
    return match[1] if match is not None else ""
