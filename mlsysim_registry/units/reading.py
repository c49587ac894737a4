"""Reading the quantities that a text states: a quote of a data sheet, a slide, a sentence, a line of code.

Where the strict parser of `quantity` refuses, this one understands: teraFLOPS, GBps, "$3 per GPU-hour", 80-GB, 41×.
It says what a spelling may mean and leaves the choice to whoever knows the context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.errors import UnitError
from mlsysim_registry.kept_patterns import compiled
from mlsysim_registry.units.quantity import ONE, Unit, parse_unit
from mlsysim_registry.units.vocabulary import DIMENSIONLESS, vocabulary

# One character for one character, so that positions stay true.
_SAME_LENGTH = str.maketrans(
    {
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\u2002": " ", "\u2003": " ", "\n": " ", "\t": " ",
        "₂": "2", "−": "-", "‑": "-", "‐": "-", "∼": "~", "≃": "≈", "μ": "µ", "✕": "×", "⁄": "/",
    }
)  # fmt: skip
# "14 592" with a narrow or fixed space, or with a plain one where it is the whole text, or no number begins so.
_SPACED = compiled(
    r"(?<![\w.,])\d{1,3}(?:[\u00a0\u2009\u202f\u2007]\d{3})+(?!\d)"
    r"|(?<![\w.,])\d{1,3} 0\d\d(?!\d| \d)"
    r"|\A\W*\d{1,2} \d{3}\W*\Z"
)

_MAYBE_SPACED = compiled(r"\d[ \u00a0\u2009\u202f\u2007]\d")
_DIGIT, _DIGITS = compiled(r"[\d₂]"), compiled(r"[\d.]+")
_NUMBER = compiled(
    r"(?:(?<![\w.])(?<![A-Za-z]-)|(?<=[^A-Za-z0]x)(?!86(?!\d)))"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:_\d{3})+(?!\w)|\d+(?:\.\d+)?|\.\d+)"
    r"(?:(?P<e>[eE][-+]?\d+)(?![\w.])| ?[×x·*] ?10(?:\^(?P<open>\()?(?P<power>-?\d+)(?(open)\))|(?P<sup>[⁻⁰¹²³⁴-⁹]+)))?"
)
# A number glued behind a name counts when a unit is glued to it: A100-80GB.
_GLUED = compiled(r"(?<=[A-Za-z0-9]-)(?P<number>\d+(?:\.\d+)?)(?=[kMGT]i?B(?![A-Za-z]))")
# "15W-40W": a range whose ends both have the unit.
_UNIT_AND_HYPHEN = compiled(r"\d ?[A-Za-z]{1,4}-\d")
_UNITS_TWICE = compiled(
    r"(?<![\w.])(?P<low>\d+(?:\.\d+)?(?P<unit> ?[A-Za-z]{1,4}))-(?=\d+(?:\.\d+)?(?P=unit)(?![\w-]))"
)
_AT_LEAST = compiled(r"\+(?= ?(?:\Z|[|,;)]))")  # "500+" in a cell
_POWER_OF_TEN = compiled(r"(?<![\w.,])10(?:\^(?P<open>\()?(?P<power>-?\d+(?:\.\d+)?)(?(open)\))|(?P<sup>[⁻⁰¹²³⁴-⁹]+))")
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
# No unit is as long as 40 characters; without a bound, a text without spaces takes quadratic time.
_TOKEN = compiled(r"[A-Za-zµ%][A-Za-z0-9µ^²-]{0,40}")
_REST_OF_TOKEN = compiled(r"[A-Za-z0-9µ^²-]*")
_JOINT = compiled(r" ?(?:/| per |-per-) ?(?=[A-Za-zµ])")
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
_SCALES = {
    "K": 1e3, "k": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12, "P": 1e15,
    "thousand": 1e3, "million": 1e6, "Million": 1e6, "billion": 1e9, "Billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "Trillion": 1e12,
}  # fmt: skip
_AND_MORE = compiled(r"\+(?= ?[A-Za-zµ%×](?!\w* ?[=(]))")
_MONEY = compiled(r"(?P<dollar>(?:US)?\$ ?|USD ?)$|(?:€|EUR) ?$")
_EUROS = compiled(
    r" ?(?P<scale>thousand|million|billion|[kM](?= ?(?:€|EUR|USD)))? ?"
    r"(?:(?P<euro>€|EUR\b|euros?\b)|(?:USD|US dollars|dollars)\b)"
    r"(?: ?(?:/|per) ?(?P<per>[kM]Wh|(?:GPU-?)?h(?:our)?\b))?"
)
_PER = {
    "h": "hour",
    "hour": "hour",
    "GPU-h": "GPU-hour",
    "GPU-hour": "GPU-hour",
    "GPUh": "GPU-hour",
    "GPUhour": "GPU-hour",
}
_MONEY_SCALE = compiled(r" ?(thousand|million|billion|[KkMBT](?![A-Za-z]))")
_MONEY_PER = compiled(r" ?(?:/|per\b|an?\b) ?")
# "41×", and in words "41 times the power", "a 20-fold rise", "by a factor of 31"; "three times a day" counts.
_TIMES = compiled(
    r" ?[×x](?![A-Za-z0-9]| ?10\^| ?\d)|[×x](?= ?[A-Za-z(])|[- ]?fold\b"
    r"|X(?= (?:(?:as )?(?:much|many|fast|large|big|long|high)|larger|bigger|smaller|faster|slower|higher|lower|longer|"
    r"shorter|cheaper|better|worse|more|less|fewer|speed-?up|improvement|increase|reduction|gain|boost|compression|savings?)\b)"
    r"|[- ]times(?= (?:as|the|that|those|what|its|their|more|less|fewer|\w{2,9}er|of)\b| (?:an? )?[A-Z])"
)
_SCALED_FACTOR = compiled(  # "9.4M×", "1.2 million × more": a factor, not 9.4M of something
    r" ?(?P<scale>[KMB]|thousand|million|billion)(?=× [a-z]{2}| ?×(?:(?! ?[\w($€√⌈])| (?:more|less|fewer|\w{2,9}er)\b))"
)
_FACTOR_OF = compiled(
    r"\bfactors? (?:of )?(?:(?:about|around|nearly|almost|roughly|over|only) )?[~≈]? ?$", re.IGNORECASE
)
# "throughput rises 20 times while", "gains 25 times, ..."
_GROWS = compiled(
    r"\b(?:grow|gain|rise|increase|climb|improve|fall|drop|shrink)s? (?:by )?"
    r"(?:(?:about|around|nearly|almost|roughly|over|only) )?[~≈]?$|, (?:from [\w.,]{1,9} to [\w.,]{1,9} )?only $",
    re.IGNORECASE,
)
_TIMES_ALONE = compiled(r" times(?=[,.;:)]| (?:while|whereas|and|but|when|as)\b|$)")
_ASSIGNS = compiled(r"=\d")
_CONVERTS = compiled(r"=\d[\d.,]* ?(?:[mµ]?s|min|minutes|h|hours?|d|days?|years?)(?![\w=]| ?=)")
_TO = compiled(r" ?(?:–|-|to|--) ?\$?|—\$?")  # a dash between spaces is none of a range
_ENDS_WITH_NUMBER = compiled(r"(?<![\w.])[\d.,]*\d$")
_LONGEST_REMEMBERED = 5000
_SIGNS_OF_UNITS = ("%", "×", "€", "¢")  # other units begin with a letter
_SHORTEST_NOTED = 2  # B2 and B200 are no bytes with a note
# "30.84 M H100 hours", "594 thousand GPU hours", "594 thousand hours"
_DEVICE_TIME = compiled(
    r"[ -](?:(?P<device>[A-Z][A-Za-z]*-?\d+[A-Za-z]{0,2}(?:-\d+GB)?(?: GPU)?|[GTN]PU|accelerator|device|chip)s?[ -])?"
    r"(?P<time>hour|day|year|second)s?(?![A-Za-z])"
)
_DESCRIBED_TOKENS = compiled(r" (?:training|(?!with|than|more|from)[a-z]{4,}(?:-[a-z]+)?(?<!ing)(?<!s)) (?=tokens\b)")
_SPAN_OF_TIME = {"hour": "hour", "day": "day", "year": "year", "second": "s"}
_SCALABLE = {"operations", "integer_operations", "tokens", "devices"}
# Units of several words that mean one thing in a text on machines: grams of CO2 and cents over an energy.
_OVER_AN_ENERGY = compiled(
    r" ?(?P<gram>k?g|t)(?: ?(?:of )?CO_?~?2~?-?e?q?)?(?:/| per )(?P<carbon>[kM])Wh\b"
    r"|(?: ?(?:US[- ]?)?(?:cents?|ct)|¢)(?: ?/ ?| per | an? )(?P<cents>[kM])Wh\b"
)
_TIME = (("time", 1),)
_HOUR = 3600.0
_GRAMS = {"g": "gCO2e", "kg": "kgCO2e", "t": "tCO2e"}
_MASS = compiled(r" ?(?P<mass>kg|t|g|tonnes?|tons?)\b(?! ?(?:/|per\b|CO))(?: of CO_?~?2~?(?:-?e?q?)\b)?")
EMITS = compiled(r"CO_?~?2|carbon|emission|\bemit", re.IGNORECASE)
_EMITS_AHEAD, _EMITS_BEHIND = 160, 40
_MANY_DIGITS = 40
_MOST_EXPONENT = 40.0  # what is beyond measures nothing; its products must stay numbers
COUNT_WORDS = {  # small counts as they are spelled out
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"sixteen": 16, "eighteen": 18}  # fmt: skip
_COUNT_WORD = compiled(rf"\b({'|'.join(COUNT_WORDS)})\b", re.IGNORECASE)
# Units that are ordinary words or single letters count only in brackets or behind a number.
_SHY_WORDS = """
s b h m T J W B Hz TF PF GF min minute minutes day days year years hour hours second seconds token tokens GPU GPUs gpu
gpus chip chips accelerator accelerators OP FLOP ops Ops OPs flop flops watts Watts bits byte bytes
"""
_SHY = frozenset(_SHY_WORDS.split())


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
    if _DIGIT.search(text) is None:
        return []
    plain = _SPACED.sub(_with_commas, text) if _MAYBE_SPACED.search(text) is not None else text
    plain = plain.translate(_SAME_LENGTH)
    if _UNIT_AND_HYPHEN.search(plain) is not None:
        plain = _UNITS_TWICE.sub(lambda match: match["low"] + "–", plain)
    found: list[Reading] = []
    for match in _number_matches(plain):
        if found and match.start() < found[-1].end:
            continue
        value, resolution = _number(match)
        scaled = _SCALED_FACTOR.match(plain, match.end()) if "×" in plain else None
        if scaled is not None:
            value, resolution = value * _SCALES[scaled["scale"]], resolution * _SCALES[scaled["scale"]]
        begin = match.end() if scaled is None else scaled.end()
        more = _AND_MORE.match(plain, begin)  # "100+ GB"
        start, units, end = _units_around(plain, match.start(), more.end() if more is not None else begin)
        if more is not None and not units:
            end = begin
        hedge = _hedge(plain, start, found)
        at_least = (more is not None and units) or _AT_LEAST.match(plain, end) is not None
        hedge = "above" if at_least and hedge in ("", "about") else hedge
        units = units or (ONE,)
        found.append(Reading(start, end, value, resolution, units, hedge, text[start:end], _exponent_step(match)))
        if hedge == "high" and found[-2].bare:  # "0.40-0.55 TB/s": the unit of the end is the unit of the beginning
            found[-2] = found[-2]._replace(units=units, hedge="low")
        elif hedge == "high":
            found[-2] = found[-2]._replace(hedge="low")
    return found


def _with_commas(match: re.Match[str]) -> str:
    """A number whose thousands spaces part, with commas instead: 2 039 as 2,039."""
    return re.sub(r"(?<=\d)[ \u00a0\u2009\u202f\u2007](?=\d)", ",", match.group())


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


def mentioned_units(text: str) -> list[tuple[int, tuple[Unit, ...]]]:
    """Units that stand in a text without a number before them: the header "Memory bandwidth (GB/s)".

    The place of each, and the meanings that the spelling may have.
    """
    plain = text.translate(_SAME_LENGTH)
    found: list[tuple[int, tuple[Unit, ...]]] = []
    position = 0
    while (match := _TOKEN.search(plain, position)) is not None:
        spaced = plain[max(0, match.start() - 24) : match.start()]
        before = spaced.rstrip()
        units, end = _unit_at(plain, match.start())
        if units and not _ENDS_WITH_NUMBER.search(before):
            bracketed = before.endswith(("(", "[", ",", "in")) or spaced.endswith(" / ")
            spelled = plain[match.start() : end]
            if spelled not in _SCALES and (bracketed or spelled not in _SHY):
                found.append((match.start(), units))
        position = end if end > match.end() else _REST_OF_TOKEN.match(plain, match.end()).end()  # type: ignore[union-attr]
    return found


def _plain_matches(plain: str) -> Iterator[re.Match[str]]:
    """What `_NUMBER` finds, tried only where digits begin."""
    end = 0
    for digits in _DIGITS.finditer(plain):
        match = _NUMBER.match(plain, digits.start()) if digits.start() >= end else None
        if match is not None:
            end = match.end()
            yield match


def _number_matches(plain: str) -> Iterator[re.Match[str]]:
    matches = list(_plain_matches(plain))
    others = [
        *(_GLUED.finditer(plain) if "-" in plain else ()),
        *(_POWER_OF_TEN.finditer(plain) if "10" in plain else ()),
    ]
    if others:  # the longest reading of a place wins: 10^12 before 10
        matches = sorted((*matches, *others), key=lambda m: (m.start(), -m.end()))
    return iter(matches)


def _number(match: re.Match[str]) -> tuple[float, float]:
    if match.lastgroup == "number":  # no power of ten behind it, as mostly
        digits = match["number"].replace(",", "").replace("_", "")[:_MANY_DIGITS]
        return float(digits), 10.0 ** -len(digits.partition(".")[2])
    groups = match.groupdict()
    exponent = float(groups.get("power") or (groups.get("sup") or "0").translate(_SUPERSCRIPTS) or 0)
    if groups.get("e"):
        exponent = float(groups["e"][1:])
    exponent = max(min(exponent, _MOST_EXPONENT), -_MOST_EXPONENT)
    digits = groups.get("number")
    if digits is None:  # 10^12 alone is an order of magnitude
        return 10.0**exponent, 10.0**exponent
    digits = digits.replace(",", "").replace("_", "")[:_MANY_DIGITS]
    decimals = len(digits.partition(".")[2])
    return float(f"{digits}e{int(exponent)}"), 10.0 ** (exponent - decimals)


def _exponent_step(match: re.Match[str]) -> float:
    if match.re is not _POWER_OF_TEN:
        return 0.0
    return float(10.0 ** -len((match["power"] or "").partition(".")[2]))


def _units_around(plain: str, start: int, end: int) -> tuple[int, tuple[Unit, ...], int]:
    """The units that a number at [start, end) carries before it (a currency sign) or behind it, and the whole span."""
    money = _MONEY.search(plain[max(0, start - 5) : start])
    if money is None:
        units, stop = _units_behind(plain, end)
        ahead = plain[max(0, start - 28) : start]
        if not units and "factor" in ahead.lower() and _FACTOR_OF.search(ahead):
            return start, (Unit("×", 1.0, DIMENSIONLESS),), end
        alone = None if units else _TIMES_ALONE.match(plain, end)
        if alone is not None and _GROWS.search(plain[max(0, start - 48) : start]):
            return start, (Unit("×", 1.0, DIMENSIONLESS),), alone.end()
        return start, units, stop
    start -= len(money.group())
    scale = _MONEY_SCALE.match(plain, end)
    factor = 1.0
    if scale is not None:
        factor, end = _SCALES[scale.group(1)], scale.end()
    joint = _MONEY_PER.match(plain, end)
    if joint is not None:
        per, stop = _unit_at(plain, joint.end())
        if per:
            meanings = tuple(_over(factor, unit) for unit in per)
            return start, meanings if money["dollar"] else tuple(map(_in_euros, meanings)), stop
    dollars = Unit("USD", factor, parse_unit("USD").dimension)
    return start, (dollars if money["dollar"] else _in_euros(dollars),), end


def _in_euros(unit: Unit) -> Unit:
    """The same of euros: amounts are compared within one currency only."""
    return unit._replace(symbol=unit.symbol.replace("USD", "EUR"))


def _euros(plain: str, end: int) -> tuple[tuple[Unit, ...], int] | None:
    """Money behind its number: "1,008 EUR", "0.12 EUR per kWh", "1.13 million USD"."""
    match = _EUROS.match(plain, end)
    if match is None or not (match["euro"] or match["scale"]):
        return None
    per = match["per"]
    unit = parse_unit(f"USD/{_PER.get(per, per)}" if per else "USD")
    unit = unit._replace(factor=unit.factor * _SCALES.get(match["scale"] or "", 1.0))
    return (_in_euros(unit) if match["euro"] else unit,), match.end()


def _over(factor: float, unit: Unit) -> Unit:
    money = parse_unit("USD/" + unit.symbol)
    return Unit(money.symbol, factor * money.factor, money.dimension)


def _units_behind(plain: str, end: int) -> tuple[tuple[Unit, ...], int]:
    following = plain[end : end + 4].lstrip(" -")[:1]
    if not following.isalpha() and following not in _SIGNS_OF_UNITS:
        return (), end
    if plain.startswith(("%", " %"), end):
        return (Unit("%", 0.01, DIMENSIONLESS),), plain.index("%", end) + 1
    times = _TIMES.match(plain, end)
    if times is not None:
        return (Unit("×", 1.0, DIMENSIONLESS),), times.end()
    special = _of_electricity(plain, end) or _euros(plain, end)
    if special is not None:
        return special
    # Up to three spaces: TeX sources write "4,096 \\; bytes". A hyphen binds as well: 80-GB.
    named = _DEVICE_TIME.match(plain, end)
    if named is not None and named["device"] and any(char.isdigit() for char in named["device"]):  # "2,100 H100 hours"
        return (parse_unit(f"GPU-{named['time']}"),), named.end()
    gap = next((width for width in (3, 2, 1) if plain.startswith(" " * width, end)), int(plain.startswith("-", end)))
    token = _TOKEN.match(plain, end + gap)
    if token is None:
        return (), end
    scale = _SCALES.get(token.group())
    meanings: tuple[Unit, ...] = ()
    stop = end
    begins_a_unit = gap == 0 and token.group() in ("T", "P", "G") and plain.startswith("/", token.end())
    if scale is not None and not begins_a_unit:
        meanings, stop = (Unit(token.group(), scale, DIMENSIONLESS),), token.end()
        described = _DESCRIBED_TOKENS.match(plain, token.end())
        behind = described.end() if described is not None else token.end() + 1
        work, work_stop = _unit_at(plain, behind) if plain.startswith(" ", token.end()) else ((), 0)
        scalable = tuple(unit for unit in work if _SCALABLE & {name for name, _ in unit.dimension})
        if not scalable and len(token.group()) > 2:  # "594 thousand hours"
            scalable = tuple(unit for unit in work if unit.dimension == _TIME and unit.factor >= _HOUR)
        if scalable:  # "312 trillion FLOP/s", "15 T tokens"
            return tuple(Unit(u.symbol, u.factor * scale, u.dimension) for u in scalable), work_stop
        if time := _DEVICE_TIME.match(plain, token.end()):
            of_time = parse_unit(f"GPU-{time['time']}" if time["device"] else _SPAN_OF_TIME[time["time"]])
            return (Unit(of_time.symbol, of_time.factor * scale, of_time.dimension),), time.end()
    units, unit_stop = _unit_at(plain, end + gap)
    assigns = unit_stop - end - gap == 1 and gap == 1 and _ASSIGNS.match(plain, unit_stop)
    if assigns and not _CONVERTS.match(plain, unit_stop):  # "s=256 h=16" sets h; "736 s=12.3 min" does not
        return meanings, stop
    if units and token.group() != "T":
        return (*units, *meanings), max(unit_stop, stop)
    return meanings, stop


def _of_electricity(plain: str, end: int) -> tuple[tuple[Unit, ...], int] | None:
    """Grams of CO2 and cents for an energy ("300 g/kWh", "9 cents per kWh"), and masses where carbon is spoken of."""
    match = _OVER_AN_ENERGY.match(plain, end)
    if match is not None and match["cents"]:
        dollars = parse_unit(f"USD/{match['cents']}Wh")
        return (dollars._replace(factor=dollars.factor / 100),), match.end()
    if match is not None:
        return (parse_unit(f"{_GRAMS[match['gram']]}/{match['carbon']}Wh"),), match.end()
    match = _MASS.match(plain, end)
    if match is None or not EMITS.search(plain, max(0, end - _EMITS_AHEAD), match.end() + _EMITS_BEHIND):
        return None
    return (parse_unit(_GRAMS.get(match["mass"], "tCO2e")),), match.end()


def as_emission(reading: Reading, text: str) -> Reading:
    """A bare number of a text about emissions, with the mass that follows it as its unit; else as it was."""
    match = _MASS.match(text.translate(_SAME_LENGTH), reading.end) if reading.bare else None
    if match is None:
        return reading
    unit = parse_unit(_GRAMS.get(match["mass"], "tCO2e"))
    return reading._replace(units=(unit,), end=match.end(), text=text[reading.start : match.end()])


def _unit_at(plain: str, start: int) -> tuple[tuple[Unit, ...], int]:
    """The unit expression that begins at `start`, and where it ends; () and `start` if none does."""
    first, end = _atom_at(plain, start)
    if not first:
        return (), start
    expressions = first
    while (joint := _JOINT.match(plain, end)) is not None:
        following, stop = _atom_at(plain, joint.end())
        if not following:
            break
        # "GB/s" and "TFLOPS/chip" alike; a rate has its second already
        expressions = tuple(f"{left}/{right}" for left in expressions for right in following)
        end = stop
    return _meanings(expressions), end


@lru_cache(maxsize=2048)
def _meanings(expressions: tuple[str, ...]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for expression in expressions:
        if expression.endswith("/s/s"):  # "TFLOPS/s" is a slip of the pen for a rate
            expression = expression.removesuffix("/s")
        if expression.endswith("/GPU") and not expression.startswith("USD"):  # per device: what every spec is
            expression = expression.removesuffix("/GPU")
        try:
            unit = parse_unit(expression)
        except UnitError:
            continue
        if unit not in units:
            units.append(unit)
    return tuple(units)


def _atom_at(plain: str, start: int) -> tuple[tuple[str, ...], int]:
    spoken = vocabulary().spoken
    token = _TOKEN.match(plain, start)
    if token is None:
        return (), start
    second = _TOKEN.match(plain, token.end() + 1) if plain.startswith(" ", token.end()) else None
    if second is not None:
        meaning = spoken.get(f"{token.group()} {second.group()}")
        if meaning:
            return meaning, second.end()
    word, end = token.group(), token.end()
    while word:
        meaning = spoken.get(word) or (spoken.get(word.lower()) if len(word) > 4 else None)
        if meaning:
            return meaning, end
        shorter = word.rpartition("-")[0] if "-" in word else ""
        if not shorter and word[-1] in "0123456789²" and word[:-1] in spoken and len(word) > _SHORTEST_NOTED:
            shorter = word[:-1]  # a footnote mark: TFLOPS1
        end = start + len(shorter)
        word = shorter
    return (), start


def _hedge(plain: str, start: int, before: list[Reading]) -> str:
    if before and before[-1].hedge != "high" and _TO.fullmatch(plain, before[-1].end, start):
        return "high"
    ahead = plain[max(0, start - 16) : start]
    match = _HEDGE.search(ahead) if ahead.rstrip(" $").lower().endswith(_HEDGES_END) else None
    return (match.lastgroup or "") if match else ""
