"""What a text states: quantities of a dimension, sizes of models, number formats.

The claims of a slide share its text, so that what it states is found once for all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.recompute.scopes import MOST_TEXT
from mlsysim_validators.sources.patterns import regex

# "2 B" with a blank is two bytes, as mostly are other small widths.
MODEL_SIZE = regex(
    r"(?<![\w.$])(?<!tokens: )(?=\d)(?:"
    r"(?!(?:0\.5|1|2|4|6|8|1[0-8]|20) B\b(?! ?-?(?:param|model|LLM|transformer|active|dense)))"
    r"(\d{1,4}(?:\.\d{1,3})?) ?-?(B|billion|M|million)\b(?! ?(?:token|tok\b|sample|image|request|word|FLOP|"
    r"bytes|dollar|user|quer))(?=[ -]?(?:-?param|model|LLM|transformer|weights|active|dense|network|\b))|"
    r"(\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d{1,3})?) ?(k|K|thousand|)"
    r"(?= ?-?(?:int8 |fp32 |quantized |trainable )?param))"
)
_WIDTHS = {"4-bit": "int4", "8-bit": "int8", "16-bit": "fp16", "32-bit": "fp32", "w4a16": "int4", "w8a8": "int8",
           "half-precision": "fp16", "full-precision": "fp32"}  # fmt: skip
_BIT = regex(r"(?<=\d)bit\Z")
_WORD = regex(r"[\w-]+")
_BITS = {"4": "int4", "8": "int8", "16": "fp16", "32": "fp32"}
_BITS_EACH = regex(r"(?<![\w.-])(4|8|16|32)[ -]bits?(?: ?/ ?| per | each\b| )?(?=weight|param|element|value|each)")
_WIDEST_FORMAT = 128  # bits
_FACTORS = regex(r"(?<![\w.,/)^])(?:\d[\d,]*(?:\.\d+)? ?[x×·*] ?)+$")
_FACTOR = regex(r"\d[\d,]*(?:\.\d+)?")
_LONGEST_FACTORS = 30
_SHARES = regex(
    r"(?<![\w.–-])(\d{1,2}(?:\.\d+)?) ?%|"
    r"(?:η\w*|\beta\w*|efficiency|MFU|MBU|utili[sz]ation) ?(?:=|of|is|at)? ?(0?\.\d+)"
)
_LEAST_SHARE = 0.05
_FRACTIONS = {"half": 0.5, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter": 0.25, "three quarters": 0.75}
_ENDS = regex(r"[;|]|\. |\d")
_FRACTION = regex(rf"\b({'|'.join(_FRACTIONS)}) of (?:the|its|their|that|this|peak|what|\d)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _readings(text: str) -> list[Reading]:
    return readings(text)


@lru_cache(maxsize=4096)
def quantities_of(text: str, dimension: Dimension) -> list[tuple[Reading, Unit]]:
    """The quantities of a dimension, but 0, that a text states, each with its first unit of that dimension."""
    found: list[tuple[Reading, Unit]] = []
    for reading in _readings(text):
        if (
            not reading.value
            or reading.range_end
            or (reading.units[0].symbol == "bit" and reading.value <= _WIDEST_FORMAT)
        ):
            continue
        unit = next(
            (unit for unit in reading.units if measures(unit.dimension, dimension) and not _is_count(unit)), None
        )
        if unit is not None:
            found.append((reading, unit))
    return found


@lru_cache(maxsize=4096)
def hits(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Where a pattern stands in a text."""
    return list(pattern.finditer(text))


@lru_cache(maxsize=4096)
def says(pattern: str, text: str) -> bool:
    """Whether a text has a pattern, of either case."""
    return re.search(pattern, text, re.IGNORECASE) is not None


_LONGEST_NAME = 24
_VARIANT = regex(r"\b[A-Z]{1,3}\d{1,4}[A-Z]?(?: (?:SXM\d?|PCIe|OAM|NVL))?[ -]?$")  # "V100 32GB" names a device


def names_a_variant(text: str, place: int) -> bool:
    """Whether an amount is a part of a device's name: "V100 32GB"."""
    return _VARIANT.search(text, max(0, place - _LONGEST_NAME), place) is not None


def _is_count(unit: Unit) -> bool:
    """Whether a unit counts billions rather than bytes: 70B."""
    return unit.symbol == "B" and unit.factor == 1.0


@lru_cache(maxsize=2048)
def model_size(match: re.Match[str]) -> tuple[float, str]:
    """How many parameters a size of a model is, and its words: 7B, 250k."""
    digits, scale = match.group(1) or match.group(3), (match.group(2) or match.group(4) or "")[:1]
    factor = {"b": 1e9, "m": 1e6, "k": 1e3, "t": 1e3}.get(scale.lower(), 1.0)
    return whole(digits) * factor, f"{digits}{scale.upper()}"


SAY = r"(?:,? say,?| (?:about|only|just|roughly|around|the same|an assumed))?"  # between "at" and a price


@lru_cache(maxsize=1024)
def formats_in(text: str) -> frozenset[str]:
    """Every number format that a text names; BF16 and FP16 are one here, they take the same room."""
    found = {_BITS[bits] for bits in _BITS_EACH.findall(text[:MOST_TEXT])} if "bit" in text else set()
    for word in _WORD.findall(text[:MOST_TEXT]):
        name = _format_of(word)
        if name:
            found.add({"bf16": "fp16", "tf32": "fp32"}.get(name, name))
    return frozenset(found)


@lru_cache(maxsize=4096)
def _format_of(word: str) -> str | None:
    return _WIDTHS.get(_BIT.sub("-bit", word.lower().removesuffix("-quantized"))) or number_format(word)


@lru_cache(maxsize=1024)
def measures(dimension: Dimension, wanted: Dimension) -> bool:
    """Whether a dimension is the wanted one, or that per device."""
    return dimension == wanted or tuple(part for part in dimension if part != ("devices", -1)) == wanted


def beside(text: str, reading: Reading, ahead: int, behind: int) -> str:
    """The words before and behind a number, up to the next numbers or ends of clauses."""
    left = _ENDS.split(text[max(0, reading.start - ahead) : reading.start])[-1]
    right = _ENDS.split(text[reading.end : reading.end + behind])[0]
    return f"{left} {reading.text} {right}"


@lru_cache(maxsize=1024)
def shares_in(text: str) -> tuple[float, ...]:
    """The shares that a text states, as efficiencies are: 40%, η = 0.4."""
    found = {float(match[1]) / 100 if match[1] else float(match[2]) for match in _SHARES.finditer(text[:MOST_TEXT])}
    found |= {_FRACTIONS[match[1].lower()] for match in _FRACTION.finditer(text[:MOST_TEXT])}
    return tuple(sorted(share for share in found if _LEAST_SHARE < share < 1))


class Times(NamedTuple):
    """What a quantity is multiplied by right before it, and the words."""

    value: float
    words: str


@lru_cache(maxsize=4096)
def multiplier(text: str, reading: Reading) -> Times:
    """What stands before a quantity as a factor of it: 8 x 3.35 TB/s, 2 · 8.03 GFLOP, 8·0.5·989.4 TFLOP/s."""
    match = _FACTORS.search(text, max(0, reading.start - _LONGEST_FACTORS), reading.start)
    if match is None:
        return Times(1.0, "")
    value = 1.0
    for digits in _FACTOR.findall(match[0]):
        value *= whole(digits)
    return Times(value, " ".join(match[0].split())) if value else Times(1.0, "")


def whole(digits: str) -> float:
    """A number in digits, maybe with commas; 0 for anything else."""
    try:
        return float(digits.replace(",", "")) if digits else 0.0
    except ValueError:
        return 0.0
