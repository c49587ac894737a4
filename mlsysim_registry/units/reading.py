"""Reading the quantities that a text states: a quote of a data sheet, a slide, a sentence, a line of code.

Where the strict parser of `quantity` refuses, this one understands: teraFLOPS, GBps, "$3 per GPU-hour", 80-GB, 41×.
It says what a spelling may mean and leaves the choice to whoever knows the context.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.kept_patterns import compiled
from mlsysim_registry.units.money_in_text import GRAMS, MASS
from mlsysim_registry.units.numbers_in_text import (
    DIGIT,
    MAYBE_SPACED,
    SAME_LENGTH,
    SPACED,
    exponent_step,
    number,
    number_matches,
    with_commas,
)
from mlsysim_registry.units.quantity import ONE, Unit, parse_unit
from mlsysim_registry.units.units_around import SCALED_FACTOR, units_around
from mlsysim_registry.units.units_in_text import SCALES

# "15W-40W": a range whose ends both have the unit.
_UNIT_AND_HYPHEN = compiled(r"\d ?[A-Za-z]{1,4}-\d")
_UNITS_TWICE = compiled(
    r"(?<![\w.])(?P<low>\d+(?:\.\d+)?(?P<unit> ?[A-Za-z]{1,4}))-(?=\d+(?:\.\d+)?(?P=unit)(?![\w-]))"
)
_AT_LEAST = compiled(r"\+(?= ?(?:\Z|[|,;)]))")  # "500+" in a cell
_HEDGE = compiled(
    r"(?P<about>[~≈]|\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca\.)) ?\$?$"
    r"|(?P<below>[<≤]|\b(?:under|below|(?:no |not )more than|less than|at most|within|fewer than|"
    r"(?<!add )(?<!adds )(?<!added )(?<!adding )(?<!sum )(?<!sums )(?<!summing )up to)) ?\$?$"
    r"|(?P<above>[>≥]|\b(?:over|above|(?:no|not) (?:less|fewer) than|more than|at least|exceeds?|greater than)) ?\$?$",
    re.IGNORECASE,
)
_HEDGES_END = (
    *"~≈<≤>≥", "about", "around", "approximately", "approx", "approx.", "roughly", "nearly", "almost", "some", "circa",
    "ca.", "under", "below", "than", "most", "to", "within", "over", "above", "least", "exceed", "exceeds",
)  # fmt: skip
_AND_MORE = compiled(r"\+(?= ?[A-Za-zµ%×](?!\w* ?[=(]))")
_TO = compiled(r" ?(?:–|-|to|--) ?\$?|—\$?")  # a dash between spaces is none of a range
_LONGEST_REMEMBERED = 5000
_CURRENCIES, _LONGEST_UNIT = "$€£", 40
COUNT_WORDS = {  # small counts as they are spelled out
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"sixteen": 16, "eighteen": 18}  # fmt: skip
_COUNT_WORD = compiled(rf"\b({'|'.join(COUNT_WORDS)})\b", re.IGNORECASE)


class Reading(NamedTuple):
    """One quantity as a text states it.

    `value` is the number as printed, `resolution` one unit of its last printed digit; both want multiplying by the
    factor of one of `units`, the meanings that the spelling may have (a bare number has the one meaning `ONE`).
    `hedge` is "", "about", "below", "above", or "low"/"high" for the ends of a range.
    """

    start: int
    end: int
    value: float
    resolution: float
    units: tuple[Unit, ...]
    hedge: str
    text: str
    exponent_step: float = 0.0  # of a bare power of ten: one unit of the exponent's last digit, 0.1 in 10^4.7

    @property
    def bare(self) -> bool:
        """Whether the number stands without any unit, scale or sign of what it counts."""
        return self.units == (ONE,)

    @property
    def one_value(self) -> bool:
        """Whether one value is stated, exactly or about: no end of a range and no bound."""
        return self.hedge in ("", "about")

    @property
    def range_end(self) -> bool:
        """Whether it is the low or the high end of a range."""
        return self.hedge in ("low", "high")

    @property
    def bound(self) -> bool:
        """Whether what is meant lies somewhere below or above it."""
        return self.hedge in ("below", "above")

    @property
    def at_least(self) -> bool:
        """Whether it is a lower bound or the low end of a range."""
        return self.hedge in ("above", "low")

    @property
    def at_most(self) -> bool:
        """Whether it is an upper bound or the high end of a range."""
        return self.hedge in ("below", "high")

    @property
    def rough(self) -> bool:
        """Whether it is about that."""
        return self.hedge == "about"

    def unhedged(self) -> Reading:
        """The same number, said without "about", "below" or "above", and as no end of a range."""
        return self._replace(hedge="")


def readings(text: str) -> list[Reading]:
    """Every quantity of a text, in order."""
    return list(_readings(text) if len(text) <= _LONGEST_REMEMBERED else _readings.__wrapped__(text))


@lru_cache(maxsize=2048)  # several judges read the texts of one slide
def _readings(text: str) -> list[Reading]:
    if DIGIT.search(text) is None:
        return []
    plain = SPACED.sub(with_commas, text) if MAYBE_SPACED.search(text) is not None else text
    plain = plain.translate(SAME_LENGTH)
    if _UNIT_AND_HYPHEN.search(plain) is not None:
        plain = _UNITS_TWICE.sub(lambda match: match["low"] + "–", plain)
    found: list[Reading] = []
    for match in number_matches(plain):
        if found and match.start() < found[-1].end:
            continue
        value, resolution = number(match)
        scaled = SCALED_FACTOR.match(plain, match.end()) if "×" in plain else None
        if scaled is not None:
            value, resolution = value * SCALES[scaled["scale"]], resolution * SCALES[scaled["scale"]]
        begin = match.end() if scaled is None else scaled.end()
        more = _AND_MORE.match(plain, begin)  # "100+ GB"
        start, units, end = units_around(plain, match.start(), more.end() if more is not None else begin)
        if more is not None and not units:
            end = begin
        hedge = _hedge(plain, start, found)
        at_least = (more is not None and units) or _AT_LEAST.match(plain, end) is not None
        hedge = "above" if at_least and hedge in ("", "about") else hedge
        units = units or (ONE,)
        found.append(Reading(start, end, value, resolution, units, hedge, text[start:end], exponent_step(match)))
        if hedge == "high" and found[-2].bare:  # "0.40-0.55 TB/s": the unit of the end is the unit of the beginning
            found[-2] = found[-2]._replace(units=units, hedge="low")
        elif hedge == "high":
            found[-2] = found[-2]._replace(hedge="low")
            if (both := _in_money(plain, found[-2], found[-1], match.end())) is not None:
                found[-2:] = both
    return found


def _in_money(plain: str, low: Reading, high: Reading, digits_end: int) -> tuple[Reading, Reading] | None:
    """Both ends of a range of money whose low end names less than all: "$2-3/GPU-hour", "€150k-€300k a year"."""
    sign = plain[low.start]
    if sign not in _CURRENCIES:
        return None
    scale = plain[low.end - 1] if plain[low.end - 1].isalpha() else ""
    alike = plain.startswith(scale, digits_end) if scale else low.value <= high.value  # "$500-1k"
    if high.units[0].symbol.startswith(f"{low.units[0].symbol}/"):
        return (low._replace(units=high.units) if alike else low), high
    if any(unit.dimension or unit.symbol in ("%", "×") for unit in high.units):
        return None
    spelled = f"{sign}{plain[high.start : high.start + _LONGEST_UNIT]}"
    _, units, end = units_around(spelled, 1, 1 + digits_end - high.start)
    if not units:
        return None
    end += high.start - 1
    as_high = high._replace(units=units, end=end, text=plain[high.start : end])
    return (low._replace(units=units) if alike else low), as_high


def plain_number(digits: str, start: int, hedge: str = "") -> Reading:
    """A number without a unit, whose digits ("4,096", "2.5") stand at a place of a text."""
    plain = digits.replace(",", "")
    resolution = 10.0 ** -len(plain.partition(".")[2])
    return Reading(start, start + len(digits), float(plain), resolution, (ONE,), hedge, digits)


def count_words(text: str) -> list[Reading]:
    """Small counts that are spelled out: "eight GPUs"."""
    return [
        Reading(m.start(), m.end(), COUNT_WORDS[m.group().lower()], 1.0, (ONE,), "", m.group())
        for m in _COUNT_WORD.finditer(text)
    ]


def as_emission(reading: Reading, text: str) -> Reading:
    """A bare number of a text about emissions, with the mass that follows it as its unit; else as it was."""
    match = MASS.match(text.translate(SAME_LENGTH), reading.end) if reading.bare else None
    if match is None:
        return reading
    unit = parse_unit(GRAMS.get(match["mass"], "tCO2e"))
    return reading._replace(units=(unit,), end=match.end(), text=text[reading.start : match.end()])


def _hedge(plain: str, start: int, before: list[Reading]) -> str:
    if before and before[-1].hedge != "high" and _TO.fullmatch(plain, before[-1].end, start):
        return "high"
    ahead = plain[max(0, start - 16) : start]
    match = _HEDGE.search(ahead) if ahead.rstrip(" $").lower().endswith(_HEDGES_END) else None
    return (match.lastgroup or "") if match else ""
