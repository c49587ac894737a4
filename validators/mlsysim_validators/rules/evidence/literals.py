"""EVD110, EVD113: the numbers that a derivation brings along are told in words, and quoted where it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mlsysim_registry.errors import ExpressionError, UnitError
from mlsysim_registry.specs import NodePath
from mlsysim_registry.units.expression import literals, measured_literals
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.units_in_text import mentioned_units
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.rules.evidence.quantities import quantity_of, same
from mlsysim_validators.rules.references.entries import referred
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

# Counts and conversions that explain themselves: / 2, 8 GPU, / 100, * 1024.
_SCALES = ("1000000", "1000000000", "1,000,000", "1,000,000,000", "1e6", "1e9")
_PLAIN = re.compile(r"\d{1,2}|100|1,?000|1,?024")


def _told(node: dict[str, Any]) -> Iterator[float]:
    """The numbers that the words of a derived spec hold, as printed and with what scales them (400K)."""
    yield from _numbers(f"{node.get('because', '')} {node.get('conditions', '')} {node.get('quote', '')}")


def _numbers(words: str) -> Iterator[float]:
    for reading in _readings(words):
        yield from _worths(reading)


def _readings(words: str) -> list[Reading]:
    return readings(words.replace("«", "").replace("»", "").replace("_", ""))


def _worths(reading: Reading) -> Iterator[float]:
    yield reading.value
    yield from (reading.value * unit.factor for unit in reading.units if not unit.dimension)


def _stands(number: str, unit: str, quote: str, place: str) -> bool:
    """Whether a number of a derivation stands in the quote, and not as a number of something else."""
    worth = float(number.replace(",", ""))
    same_number = [reading for reading in _readings(quote) if any(same(worth, other) for other in _worths(reading))]
    if not unit or not same_number:
        return bool(same_number)
    meant = _kind(parse_unit(unit))
    around = [other for reading in _readings(f"{quote} {place}") for other in reading.units]
    around += [other for _, units in mentioned_units(f"{quote} {place}") for other in units]
    return any(
        meant in {kind for other in units for kind in (_kind(other), _kind(other, loosely=True))}
        for reading in same_number
        for units in ([other for other in reading.units if _kind(other)] or around,)
    )


# Print uses FLOP and OP for one another; the number format tells which they are.
_WORK = {"integer_operations": "operations", "multiply_accumulates": "operations"}
# A text need not name what it counts, and says "1 petaFLOP" and "800 Gb" for rates.
_UNSAID = ("devices", "tokens", "time")


def _kind(unit: Unit, loosely: bool = False) -> Dimension:
    """What a unit measures, as far as print tells; loosely, a transfer is a bit, as on each pin of a memory."""
    alike = _WORK | {"transfers": "data"} if loosely else _WORK
    return tuple(sorted((alike.get(name, name), power) for name, power in unit.dimension if name not in _UNSAID))


def _proven(file: File, path: NodePath, workspace: Workspace) -> Iterator[float]:
    """The numbers that the entries prove which this one is made of: the device of a system or of a measurement."""
    for place, kind, entry_id in referred(file):
        entry = workspace.entry(kind, entry_id) if place in (("device",), (*path, "on")) else None
        for _, node in entry.specs.values() if entry is not None else ():
            quantity = quantity_of(node)
            if quantity is not None:
                yield quantity.value


@rule("EVD110", "literals-told")
def literals_told(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A number in `derive` that is no small count stands in `because` or `conditions` too, and says there what it is.

    Without this a digit that slips in a long number hides behind the rounding of the result.

    Good:
        power: {typical: {value: 302.61 W, derive: 91.7 * 3.3 W, because: 91.7 times the 3.3 W of one part}}
    Bad:
        power: {typical: {value: 302.61 W, derive: 91.7 * 3.3 W, because: ninety times the three watts of one part}}
    """
    for path, node in file.specs.values():
        if not isinstance(node.get("derive"), str):
            continue
        try:
            numbers = literals(node["derive"])
        except ExpressionError:
            continue  # EVD108 says so
        told = [*_told(node), *_proven(file, path, workspace)] if numbers else []
        for number in numbers:
            worth = float(number.replace(",", ""))
            if not _PLAIN.fullmatch(number) and not any(same(worth, other) for other in told):
                hint = "say in `because` what it is and where it is from, or make it a spec with its own proof"
                yield Problem((*path, "derive"), f"`because` does not speak of the {number} of the derivation", hint)


@rule("EVD113", "literals-quoted")
def literals_quoted(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A derivation that quotes a source brings along only numbers that stand in the quote, and small counts.

    Where a source prints what a value is made of (a bus of 512 bits, 76300 million transistors), quote it: the words
    then prove the numbers as they prove a quoted value. At least one of them must stand in the quote.

    Good:
        power:
          typical: {value: 1500 W, derive: 2 * 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W, because: two parts}
    Bad:
        power:
          typical: {value: 1600 W, derive: 2 * 800 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W, because: two}
    """
    for path, node in file.specs.values():
        if not isinstance(node.get("derive"), str) or "quote" not in node:
            continue
        try:
            numbers = measured_literals(node["derive"])
            found = [_stands(*number, str(node["quote"]), str(node.get("at", ""))) for number in numbers]
        except (ExpressionError, UnitError):
            continue  # EVD108 says so
        missing = [
            number
            for (number, _), there in zip(numbers, found, strict=True)
            if not there and not _PLAIN.fullmatch(number) and number not in _SCALES
        ]
        if missing or not any(found):
            told = f"the quote does not hold the {missing[0]} of" if missing else "the quote holds no number of"
            yield Problem((*path, "quote"), f"{told} the derivation", "quote the words that its numbers stand in")
