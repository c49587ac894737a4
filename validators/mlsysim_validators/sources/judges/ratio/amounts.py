"""The amounts of a text that a factor may compare: with a unit, single, and of a known sort."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.patterns import regex

_SMALL_GAP = regex(r",? ?(?:and )?")
_LINK = regex(
    r"^(?: \([^()]{0,30}\))?[\w /%-]{0,25}?(?: ?(?:→|->|⇒|-->) ?| to | down to | up to | vs\.? | versus |"
    r" instead of | rather than | against "
    r"| compared (?:to|with) )(?:only |just |about |around )?[~≈$(]{0,2}$"
)


_OF_WHICH = regex(r"[\w /%-]{0,60},? of which (?:only |about |just )?[~≈]?")
_ARROW = regex("→|->|⇒|-->| instead of | rather than | against ")


_INSTEAD = regex(" instead of | rather than | against ")
_FEW = 100.0
_WIDEST_FORMAT = 128
_CONDITION = regex(r"\bthan (?:with|at|for|under|on|when \w+) (?:\w+ )?$")  # "3 times shorter than with 30 s"

# "For 8 GPUs and 10 GB: 20 GB per GPU": what is given is not what is compared.
_GIVEN = regex(r"(?:\A|[.;!?] )(?:For|Given|With) [^:.;]{1,80}: ")

# "The cache is 2.5 times larger than that of the 70B model": the sizes name the models, nobody compares them.
_OF_A_MODEL = regex(r"\b(?:KV|caches?|latenc|time|throughput|bandwidth|cost|energy|power|tokens?)", re.IGNORECASE)
_YEAR = regex(r"(?:19|20)\d\d")


class Pair(NamedTuple):
    """Two numbers of one dimension that are set against each other."""

    first: Reading
    second: Reading
    ratio: float  # the larger over the smaller, at their likeliest
    low: float
    high: float

    @property
    def words(self) -> str:
        """Both, as printed."""
        return f"{self.first.text.strip()} against {self.second.text.strip()}"

    @property
    def sort(self) -> Dimension:
        """What both are."""
        return sort_of(self.first)

    @property
    def falls(self) -> bool:
        """Whether the second is the smaller."""
        return self.first.value * self.first.units[0].factor > self.second.value * self.second.units[0].factor


def sort_of(reading: Reading) -> Dimension:
    """The dimension of an amount; what merely counts is told apart by what it counts."""
    unit = reading.units[0]
    return unit.dimension or (("count " + unit.symbol, 1),)


def is_in_a_name(size: Reading, text: str) -> bool:
    """Whether a model's size only names it in a text that is about something else of the model."""
    return size.units[0].symbol == "B" and not size.units[0].dimension and _OF_A_MODEL.search(text) is not None


def amounts(text: str) -> list[Reading]:
    """The amounts of a text, "2 hours 46 minutes" as one; numbers without a unit as well."""
    return list(_amounts(text))


@lru_cache(maxsize=512)  # several judges ask the same of a sentence
def _amounts(text: str) -> list[Reading]:
    found: list[Reading] = []
    given = [match.span() for match in _GIVEN.finditer(text)]
    for reading in readings(text):
        unit = reading.units[0]
        if any(begin <= reading.start and reading.end <= end for begin, end in given):
            continue
        if text[max(0, reading.start - 1) : reading.start] in (":", "["):  # 01:30, [8x]
            continue
        if unit.symbol in ("×", "%") or reading.exponent_step:
            continue
        if reading.bare and _YEAR.fullmatch(reading.text.strip()):
            continue
        if _CONDITION.search(text[max(0, reading.start - 24) : reading.start]):
            continue
        if unit.symbol == "bit" and reading.value <= _WIDEST_FORMAT:  # of a number format
            continue
        scale = next((one for one in reading.units if not one.dimension), None)
        if scale is not None and scale.symbol == "B" and reading.text.endswith("B"):  # a model of 13B
            reading = reading._replace(units=(scale,))
        if found and unit.dimension == TIME and _continues(text, found[-1], reading):
            found[-1] = _joined(text, found[-1], reading)
        else:
            found.append(reading)
    return found


def _continues(text: str, first: Reading, second: Reading) -> bool:
    one, other = first.units[0], second.units[0]
    return (
        one.dimension == TIME
        and other.factor < one.factor
        and second.value * other.factor < one.factor
        and _SMALL_GAP.fullmatch(text, first.end, second.start) is not None
    )


def _joined(text: str, first: Reading, second: Reading) -> Reading:
    unit: Unit = second.units[0]
    value = first.value * first.units[0].factor / unit.factor + second.value
    return second._replace(
        start=first.start, value=value, units=(unit,), hedge=first.hedge, text=text[first.start : second.end]
    )


def linked(text: str, found: list[Reading]) -> list[Pair]:
    """The pairs that a text sets against each other itself: "from 140 GB to 35 GB", "80 ms vs. 20 ms"."""
    pairs: list[Pair] = []
    for first, second in pairwise(found):
        between = text[first.end : second.start]
        part = _OF_WHICH.fullmatch(between)
        if not (part or _LINK.match(between)):
            continue
        from_to = re.search(r"\b[Ff]rom ", text[max(0, first.start - 12) : first.start])
        if second.hedge == "high" and not from_to:
            continue  # "2 GB to 4 GB" is a range
        bracketed = text[max(0, first.start - 1) : first.start] == "("
        if first.bare and not (from_to or part or bracketed or _ARROW.search(between)):
            continue
        if first.bare and not second.bare and not part:  # "7.8 → 4.0 ms"
            first = first._replace(units=second.units)
        elif second.bare and not first.bare and _INSTEAD.search(between):  # "246 tokens/s instead of 95"
            second = second._replace(units=first.units)
        pair = pair_of(first, second)
        if pair is not None:
            chained = pairs[-1] if pairs and pairs[-1].second is first else None
            pairs.append(pair)
            ends = pair_of(chained.first, second) if chained is not None else None
            if ends is not None:  # "0.995 → 0.914 → 0.943" goes from the first to the last
                pairs.append(ends)
    return pairs


def only_two(text: str, found: list[Reading]) -> list[Pair]:
    """The sorts of amounts of which there are just two."""
    groups: dict[Dimension, dict[float, Reading]] = {}
    ranged = {sort_of(reading) for reading in found if reading.range_end}  # a range may be meant as well
    for reading in found:
        if sort_of(reading) not in ranged and not reading.bare and not is_in_a_name(reading, text):
            groups.setdefault(sort_of(reading), {}).setdefault(reading.value * reading.units[0].factor, reading)
    pairs = (pair_of(*group.values()) for group in groups.values() if len(group) == 2)
    return [pair for pair in pairs if pair is not None]


def pair_of(first: Reading, second: Reading) -> Pair | None:
    """Two amounts as a pair, if they are of one sort."""
    for one in first.units:
        for other in second.units:
            if one.dimension != other.dimension or (not one.dimension and one.symbol != other.symbol):
                continue
            return pair_of_values(
                first, first.value * one.factor, _room(first) * one.factor,
                second, second.value * other.factor, _room(second) * other.factor,
            )  # fmt: skip
    return None


def _room(reading: Reading) -> float:
    """Half a unit of the last digit; none of a whole number that counts: of 8N and 6N."""
    return 0.0 if reading.bare and reading.resolution == 1 and reading.value < _FEW else 0.5 * reading.resolution


def pair_of_values(first: Reading, a: float, ra: float, second: Reading, b: float, rb: float) -> Pair | None:
    """A pair of two values in one unit, each with half a unit of its last digit."""
    if min(a - ra, b - rb) <= 0:
        return None
    ra, rb = min(ra, 0.05 * a), min(rb, 0.05 * b)
    big, small, rbig, rsmall = (a, b, ra, rb) if a >= b else (b, a, rb, ra)
    low = max(1.0, (big - rbig) / (small + rsmall))
    return Pair(first, second, big / small, low, (big + rbig) / (small - rsmall))
