"""Numbers without a unit of their own: "667 BF16/FP16 TFLOPS", "2.25 PFLOP/s in BF16, 4.5 in FP8", "without it 36"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.units_in_text import mentioned_units
from mlsysim_validators.sources.dimensions import FLOP_RATE, OP_RATE
from mlsysim_validators.sources.patterns import regex

_FORMAT = r"(?:(?:nv|mx)?b?fp?[ -]?(?:64|32|16|8|6|4)|tf32|bfloat16|int[ -]?(?:8|4))"
_SORT_OF_RATE = regex(
    rf"[ \u00a0](?:(?:{_FORMAT}(?:/{_FORMAT})*|sparse|dense|peak|tensor|matrix|vector|AI|theoretical)[ \u00a0])+"
    r"(?=(?:[TGPE]|[tgpe]\w+a)?(?:FLOPS?|flops?|OPS?)\b)",
    re.IGNORECASE,
)
_ENDS = r"(?=[,.;:)]|\Z| (?:and|or|but|with|without|while|where|dense|sparse|\(|on (?:the|its) tensor))"
# "989.4 TFLOP/s dense BF16, 3,957.8 dense FP8": the second has the unit of the first.
_FORMAT_BEHIND = regex(
    rf"[ \u00a0](?:\(?(?:in|for|at|of|as) )?(?:(?:plain|dense|sparse|peak) )?\(?{_FORMAT}\)?{_ENDS}", re.IGNORECASE
)
_SPARSITY = r"(?:with(?:out)?|no) (?:it|(?:the |2:4 |structured )?sparsity)|dense|sparse|not sparse"
_SPARSITY_BEHIND = regex(rf"[ \u00a0]\(?(?:{_SPARSITY})\b", re.IGNORECASE)
_BE = r"(?:it |that |this )?(?:(?:is|are|has|gives?|does|gets?|makes?|becomes?|would be|falls? to|drops? to) )?"
_SAYS_WHICH = regex(
    rf"\b(?:{_SPARSITY}|(?:in|for|at) (?:dense |sparse |plain )?{_FORMAT}),? {_BE}"
    r"(?:only |just |about |some |up to )?[~≈]?\Z",
    re.IGNORECASE,
)
# "the MI250X at 383 and the MI300X at 1307", "the new one 209, the old one 165"
_WHOSE = regex(
    r"(?:\b(?:the|an?|AMD's|NVIDIA's|Intel's|Google's|its) (?:[A-Z][\w-]* )*[A-Z]+[A-Za-z]*-?\d+\w*|"
    r"\A, (?:and )?[A-Z]+[A-Za-z]*-?\d+\w*(?: (?:SXM|PCIe|NVL)\d?)?|"
    r"\bthe (?:old|new|older|newer|former|latter|first|second|other)(?: one)?),? "
    r"(?:at |with |has |does |gets |offers |only |just |gives |on )*[~≈]?\Z"
)
_CLOSES = regex(r"(?=[,.;:)]|\Z| (?:and|or|but|while|against|for)\b)")
_NEAR = regex(r"[^\n|]{1,90}\Z")
_OTHER_DIGITS = regex(r"(?<![A-Za-z\d:.-])\d")
_LONGEST = 60
_MOST_TIMES_OF_FORMATS = 80.0  # FP8 of the matrix units against FP64 or FP32 of the others
_MOST_TIMES = 12.0  # as much or as little as the rate before it


# "153 FLOP per byte on the A100, 295 on the H100": each on another one, in the same unit.
_ON_IT = regex(r"[ \u00a0](?P<on>on|for|with|in) (?:the |an? )?(?=[A-Z])")
_ON_ONE = regex(
    r"[ \u00a0](?:on|for|with|in) (?:the |an? )?[A-Z][\w.-]*(?: [A-Z\d][\w.-]*){0,3}(?:,|,? and)[ \u00a0](?:only )?"
)


def _like_the_one_before(before: Reading | None, reading: Reading, text: str) -> Reading:
    """A bare number that is of another device, as the number before it is of one, takes the unit of that."""
    if before is None or not before.units[0].dimension or not reading.bare:
        return reading
    behind = _ON_IT.match(text, reading.end)
    first = _ON_IT.match(text, before.end)
    if behind is None or first is None or behind["on"] != first["on"]:
        return reading
    if _ON_ONE.fullmatch(text, before.end, reading.start) is None:
        return reading
    return reading._replace(units=before.units)


def with_elided_units(found: Iterable[Reading], text: str) -> Iterator[Reading]:
    """The readings of a text; a bare number that is a rate beside another one has its unit."""
    rate: Reading | None = None  # the last one with a unit of rates
    last: Reading | None = None
    for reading in found:
        reading = _like_the_one_before(last, reading, text) if reading.bare else reading
        if not reading.bare:
            rate = reading if _is_rate(reading.units) else None
            last = reading
            yield reading
            continue
        if rate is not None and _goes_on(rate, reading, text):
            reading = reading._replace(units=tuple(unit for unit in rate.units if _is_rate((unit,))))
        else:
            reading = _with_unit_further_on(reading, text)
        if not reading.bare:  # a rate by now
            rate = reading
        last = reading
        yield reading


def _with_unit_further_on(reading: Reading, text: str) -> Reading:
    """A bare number takes the unit of a rate behind the words that say of which sort: "667 BF16/FP16 TFLOPS"."""
    between = _SORT_OF_RATE.match(text, reading.end)
    unit = mentioned_units(f"({text[between.end() : between.end() + 30]}")[:1] if between is not None else ()
    if unit and unit[0][0] == 1 and _is_rate(unit[0][1]):
        return reading._replace(units=tuple(one for one in unit[0][1] if _is_rate((one,))))
    return reading


def _goes_on(rate: Reading, number: Reading, text: str) -> bool:
    """Whether a bare number goes on with the rate before it: its format, its sparsity or its device is named."""
    between = text[rate.end : number.start]
    if len(between) > 90 or "\n" in between or between.count(". ") > 1 or _OTHER_DIGITS.search(between):
        return False
    times = number.value / (rate.value or 1)
    if _FORMAT_BEHIND.match(text, number.end):
        return 1 / _MOST_TIMES_OF_FORMATS <= times <= _MOST_TIMES_OF_FORMATS
    if not 1 / _MOST_TIMES <= times <= _MOST_TIMES:
        return False
    closes = _CLOSES.match(text, number.end) is not None
    if _SPARSITY_BEHIND.match(text, number.end) is not None or (closes and _SAYS_WHICH.search(between)):
        return True
    return closes and ". " not in between and _WHOSE.search(between) is not None


def _is_rate(units: tuple[Unit, ...]) -> bool:
    """Whether a unit may be one of operations a second."""
    return any(unit.dimension in (FLOP_RATE, OP_RATE) for unit in units)
