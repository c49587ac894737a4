"""The units that a number has, before it or behind: $, %, ×, times, a scale, a unit, the hours of a device."""

from __future__ import annotations

import re

from mlsysim_registry.kept_patterns import compiled
from mlsysim_registry.units.money_in_text import money_before, money_behind, of_electricity
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.units_in_text import SCALES, TOKEN, unit_at
from mlsysim_registry.units.vocabulary import DIMENSIONLESS

# "41×", and in words "41 times the power", "a 20-fold rise", "by a factor of 31"; "three times a day" counts.
_TIMES = compiled(
    r" ?[×x](?![A-Za-z0-9]| ?10\^| ?\d)|[×x](?= ?[A-Za-z(])|[- ]?fold\b"
    r"|X(?= (?:(?:as )?(?:much|many|fast|large|big|long|high)|larger|bigger|smaller|faster|slower|higher|lower|longer|"
    r"shorter|cheaper|better|worse|more|less|fewer|speed-?up|improvement|increase|reduction|gain|boost|compression|savings?)\b)"
    r"|[- ]times(?= (?:as|the|that|those|what|its|their|more|less|fewer|\w{2,9}er|of)\b| (?:an? )?[A-Z])"
)
SCALED_FACTOR = compiled(  # "9.4M×", "1.2 million × more": a factor, not 9.4M of something
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
_SIGNS_OF_UNITS = ("%", "×", "€", "¢")  # other units begin with a letter
# "30.84 M H100 hours", "594 thousand GPU hours", "594 thousand hours"
_DEVICE_TIME = compiled(
    r"[ -](?:(?P<device>[A-Z][A-Za-z]*-?\d+[A-Za-z]{0,2}(?:-\d+GB)?(?: GPU)?|[GTN]PU|accelerator|device|chip)s?[ -])?"
    r"(?P<time>hour|day|year|second)s?(?![A-Za-z])"
)
_DESCRIBED_TOKENS = compiled(r" (?:training|(?!with|than|more|from)[a-z]{4,}(?:-[a-z]+)?(?<!ing)(?<!s)) (?=tokens\b)")
_SPAN_OF_TIME = {"hour": "hour", "day": "day", "year": "year", "second": "s"}
_SCALABLE = {"operations", "integer_operations", "tokens", "devices"}
_TIME = (("time", 1),)
_HOUR = 3600.0


def units_around(plain: str, start: int, end: int) -> tuple[int, tuple[Unit, ...], int]:
    """The units that a number at [start, end) carries before it (a currency sign) or behind it, and the whole span."""
    money = money_before(plain, start, end)
    if money is not None:
        return money
    units, stop = _units_behind(plain, end)
    ahead = plain[max(0, start - 28) : start]
    if not units and "factor" in ahead.lower() and _FACTOR_OF.search(ahead):
        return start, (Unit("×", 1.0, DIMENSIONLESS),), end
    alone = None if units else _TIMES_ALONE.match(plain, end)
    if alone is not None and _GROWS.search(plain[max(0, start - 48) : start]):
        return start, (Unit("×", 1.0, DIMENSIONLESS),), alone.end()
    return start, units, stop


def _units_behind(plain: str, end: int) -> tuple[tuple[Unit, ...], int]:
    following = plain[end : end + 4].lstrip(" -")[:1]
    if not following.isalpha() and following not in _SIGNS_OF_UNITS:
        return (), end
    if plain.startswith(("%", " %"), end):
        return (Unit("%", 0.01, DIMENSIONLESS),), plain.index("%", end) + 1
    times = _TIMES.match(plain, end)
    if times is not None:
        return (Unit("×", 1.0, DIMENSIONLESS),), times.end()
    special = of_electricity(plain, end) or money_behind(plain, end)
    if special is not None:
        return special
    # Up to three spaces: TeX sources write "4,096 \\; bytes". A hyphen binds as well: 80-GB.
    named = _DEVICE_TIME.match(plain, end)
    if named is not None and named["device"] and any(char.isdigit() for char in named["device"]):  # "2,100 H100 hours"
        return (parse_unit(f"GPU-{named['time']}"),), named.end()
    gap = next((width for width in (3, 2, 1) if plain.startswith(" " * width, end)), int(plain.startswith("-", end)))
    token = TOKEN.match(plain, end + gap)
    if token is None:
        return (), end
    scale = SCALES.get(token.group())
    meanings: tuple[Unit, ...] = ()
    stop = end
    begins_a_unit = gap == 0 and token.group() in ("T", "P", "G") and plain.startswith("/", token.end())
    if scale is not None and not begins_a_unit:
        meanings, stop = (Unit(token.group(), scale, DIMENSIONLESS),), token.end()
        described = _DESCRIBED_TOKENS.match(plain, token.end())
        behind = described.end() if described is not None else token.end() + 1
        work, work_stop = unit_at(plain, behind) if plain.startswith(" ", token.end()) else ((), 0)
        scalable = tuple(unit for unit in work if _SCALABLE & {name for name, _ in unit.dimension})
        if not scalable and len(token.group()) > 2:  # "594 thousand hours"
            scalable = tuple(unit for unit in work if unit.dimension == _TIME and unit.factor >= _HOUR)
        if scalable:  # "312 trillion FLOP/s", "15 T tokens"
            return tuple(Unit(u.symbol, u.factor * scale, u.dimension) for u in scalable), work_stop
        if time := _DEVICE_TIME.match(plain, token.end()):
            of_time = parse_unit(f"GPU-{time['time']}" if time["device"] else _SPAN_OF_TIME[time["time"]])
            return (Unit(of_time.symbol, of_time.factor * scale, of_time.dimension),), time.end()
    units, unit_stop = unit_at(plain, end + gap)
    assigns = unit_stop - end - gap == 1 and gap == 1 and _ASSIGNS.match(plain, unit_stop)
    if assigns and not _CONVERTS.match(plain, unit_stop):  # "s=256 h=16" sets h; "736 s=12.3 min" does not
        return meanings, stop
    if units and token.group() != "T":
        return (*units, *meanings), max(unit_stop, stop)
    return meanings, stop
