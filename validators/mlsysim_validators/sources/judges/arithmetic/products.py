"""Factors that are said to make up one: "pruning (2×) + quantization (4×) + fusion (2×) = 16×"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_EQUALS = regex(r"(?:=|≈|→|⇒)\s*(?:about |~|≈)?\s*$")
_JOINT = regex(r"[+×*]|\band\b|\btimes\b|,")
_NAMED = regex(r",.*\w")  # "…, max/p50 = 1.11×": another quantity than the factors before the comma
_OPERAND = regex(r" ?(?:[A-Za-z](?![A-Za-z])|\d|\(\d)")  # "16 × B × S": the sign multiplies, it is no unit
_SYMBOL = regex(r" ?\(?(?:[A-Z]{2,}|[A-Za-z]+_)")  # "8 × NBT": a sign that stands apart, and a symbol
_MOST_AHEAD = 200
_ROOM = 0.03


class Product(NamedTuple):
    """The factor that some others make up, and how."""

    value: float
    words: str
    fits: bool


def product_of(claim: Claim) -> Product | None:
    """What the factors before a claim come to, where an equals sign stands between; None where there are none."""
    text, reading = claim.stated.text.text, claim.reading
    if claim.stated.cell is not None or reading.units[0].symbol != "×" or reading.range_end:
        return None
    if _is_an_operand(text, reading):
        return None
    begin, _ = claim.stated.sentence_span()
    ahead = text[max(begin, reading.start - _MOST_AHEAD) : reading.start]
    if not _EQUALS.search(ahead):
        return None
    parts = list(_factors(ahead))
    if len(parts) < 2:
        return None
    product, total, room = 1.0, 0.0, 0.0
    for value, resolution in parts:
        product *= value
        total += value
        room += 0.5 * resolution / value if resolution < 1 else 0.0
    words = " × ".join(f"{value:g}" for value, _ in parts)
    off = abs(reading.value / product - 1)
    fits = off <= room + _ROOM or abs(reading.value - product) <= 0.5 * reading.resolution
    return Product(product, words, fits or abs(reading.value - total) <= 0.5 * reading.resolution)


def _factors(ahead: str) -> Iterator[tuple[float, float]]:
    """The factors right before an equals sign, joined to each other."""
    found = readings(ahead)
    end = len(ahead)
    chain: list[tuple[float, float]] = []
    for reading in reversed(found):
        between = ahead[reading.end : end]
        if reading.units[0].symbol != "×" or not reading.one_value or reading.value <= 0:
            break
        if chain and (not _JOINT.search(between) or "=" in between):  # "p75 = 1.06×, max = 1.11×" is a list
            break
        if _is_an_operand(ahead, reading):
            break
        if not chain and _NAMED.search(between):
            break
        if not chain and not _EQUALS.search(between):
            break
        chain.append((reading.value, reading.resolution))
        end = reading.start
    yield from reversed(chain)


def _is_an_operand(text: str, reading: Reading) -> bool:
    """Whether the sign behind a number multiplies it with what follows, so that it is no factor of its own."""
    apart = not reading.text[-2:-1].isdigit()
    return _OPERAND.match(text, reading.end) is not None or (apart and _SYMBOL.match(text, reading.end) is not None)
