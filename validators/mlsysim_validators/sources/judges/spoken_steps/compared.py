"""Numbers that compare the two before them: a loss of the larger, a factor between counts, what lies below a limit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex

_LOSS = regex(r" (?:[a-z-]+ ){0,2}(?:loss|drop|decrease|penalty|reduction|lower|less)\b")
_TO = regex(r"(?: [a-z-]+)? (?:to|vs\.?|versus|against)(?: (?:an?|the|about))* ?\W?")
_THAT_IS = regex(
    r"(?: [a-z-]+)?(?: ?—|,|:| -) ?(?:that is|that's|which is|a (?:factor|range|ratio) of|=)(?: about)? ?\W?"
)
_BELOW = regex(
    r",?(?: (?:which is|is|well|still|far|just|already))* (?P<than>below|under|above|over|beyond)"
    r"(?: (?:the|our|its|an?))? \W?"
)
_LIMIT = regex(
    r" (?:[\w-]+ )?(?:SLAs?|SLOs?|targets?|thresholds?|limits?|budgets?|requirements?|goals?|floor|ceiling|cap)\b"
)
_NO_LIMIT = regex(
    r"\b(?:not|n't|never|if|when|until|unless|keep|stay|should|must|drops?|falls?|rises?)\b", re.IGNORECASE
)
_FOR = regex(r"(?: (?:of )?[\w-]+){0,2} for (?:only |just )?\W?")
_HAS = regex(r"(?: (?:of )?[\w-]+){0,2},? (?:has|is|means|gives|makes|costs|=)(?: an?)? \W?")
_OVERHEAD = regex(r" (?:of )?overhead\b")
_OF_MEMORY = regex(r" (?:of (?:the |its )?)?(?:memory|storage|weights?|size|space|footprint)\b")
_SAVES = regex(r"\b(?:sav|reduc|cut|shrink)\w*(?: (?:about|some|roughly))? ?\W?$")
_FROM_TO = regex(r" (?:down )?(?:to|→) \W?")
_WIDTHS = (0.5, 0.75, 0.875, 0.9375)
_SENTENCES, _APART = 3, 0.03
_LEAST = 1.1
_OF_ONE_DIGIT = 0.1
_AHEAD = 40


def loss_of_the_larger(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A loss between the two amounts before it: "1,200 QPS vs. 1,000 QPS. ... a 17% throughput loss"."""
    number = amounts[at]
    if number.unit.symbol != "%" or not 0 < number.value < 1 or not _LOSS.match(text, number.reading.end):
        return None
    near = [one for one in amounts[max(0, at - 6) : at] if number.sentence - one.sentence <= 1]
    right, slips = [], []
    for unit in dict.fromkeys(one.unit for one in near if one.unit.symbol not in ("%", "×", "")):
        values = sorted(one.value for one in near if one.unit == unit)
        if len(values) == 2 and values[1] > _LEAST * values[0]:
            low, high = values
            right.append((1 - low / high, f"from {high / unit.factor:,g} to {low / unit.factor:,g} {unit.symbol}"))
            slips.append((high / low - 1, "that is of the smaller of the two"))
    return Step("loss", right, slips) if right else None


def factor_between_counts(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A factor right behind two counts or amounts: "26K parameters to 1.5B parameters, that is 58,000x"."""
    if at < 2:
        return None
    low, high, number = amounts[at - 2 : at + 1]
    if number.unit.symbol != "×" or low.sentence != number.sentence or not low.noun or low.noun != high.noun:
        return None
    between = text[low.reading.end : high.reading.start], text[high.reading.end : number.reading.start]
    if not _TO.fullmatch(between[0]) or not _THAT_IS.fullmatch(between[1]):
        return None
    values = sorted((_counted(low), _counted(high)))
    if values[1] < _LEAST * values[0]:
        return None
    right = values[1] / values[0]
    digits = f"{number.reading.value:g}".split("e")[0].strip("0").replace(".", "")
    if len(digits) == 1 and abs(number.value / right - 1) < _OF_ONE_DIGIT:  # "60,000x" for 57,700
        return Step("factor", [(number.value, f"{high.told()} against {low.told()}, rounded")], [])
    slips = times_as(right, "much")
    if len(digits) == 1:
        slips = [(number.value, told) for slip, told in slips if abs(number.value / slip - 1) < _OF_ONE_DIGIT]
    return Step("factor", [(right, f"{high.told()} against {low.told()}")], slips)


def overhead_of_a_preparation(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What one time is of another that it is spent for: "10 hours for 2 hours of training has 5x overhead"."""
    if at < 2:
        return None
    spent, gained, number = amounts[at - 2 : at + 1]
    if number.unit.symbol not in ("×", "%") or not spent.dimension or spent.dimension != gained.dimension:
        return None
    between = text[spent.reading.end : gained.reading.start], text[gained.reading.end : number.reading.start]
    if (
        not _FOR.fullmatch(between[0])
        or not _HAS.fullmatch(between[1])
        or not _OVERHEAD.match(text, number.reading.end)
    ):
        return None
    right = spent.value / gained.value
    told = f"{spent.told()} / {gained.told()}"
    return Step("overhead", [(right, told)], [(1 / right, "that is upside down")] if right != 1 else [])


def saved_before_it_is_told(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """Memory that a share is said to save of, told by its amounts right after: "saves 75% memory. ... 140 GB to 35 GB".

    Told is what another width of numbers would save: a half, three quarters, seven eighths.
    """
    share = amounts[at]
    if share.unit.symbol != "%" or not _OF_MEMORY.match(text, share.reading.end):
        return None
    if not _SAVES.search(text, max(0, share.reading.start - _AHEAD), share.reading.start):
        return None
    behind = [one for one in amounts[at + 1 : at + 6] if one.sentence - share.sentence <= _SENTENCES]
    sizes = [one for one in behind if one.dimension == BYTES]
    if len(sizes) != 2 or sizes[0].value <= sizes[1].value:
        return None
    if not _FROM_TO.fullmatch(text, sizes[0].reading.end, sizes[1].reading.start):
        return None
    right = 1 - sizes[1].value / sizes[0].value
    slips = [(one, f"that is by a factor of {1 / (1 - one):g}") for one in _WIDTHS if abs(one - right) > _APART]
    return Step("saved", [(right, f"from {sizes[0].told()} to {sizes[1].told()}")], slips)


def beyond_a_limit(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A limit on the wrong side of the number that is said to be below or above it: "at 87%, below the 85% SLA"."""
    if not at:
        return None
    value, limit = amounts[at - 1 : at + 1]
    same = value.unit.symbol == limit.unit.symbol and value.unit.symbol not in ("", "×")
    between = _BELOW.fullmatch(text, value.reading.end, limit.reading.start)
    if not same or between is None or not _LIMIT.match(text, limit.reading.end):
        return None
    if _NO_LIMIT.search(text, max(0, value.reading.start - _AHEAD), value.reading.start):
        return None
    if not (value.reading.one_value and limit.reading.one_value) or value.value == limit.value:
        return None
    below = between["than"] in ("below", "under")
    if (value.value < limit.value) == below:
        return None
    return Step("limit", [], [(limit.value, f"{value.told()} is not {between['than']} {limit.told()}")])


def _counted(one: Amount) -> float:
    """A count; the "B" of 1.5B parameters is a billion."""
    billions = one.unit.symbol == "B" and bool(one.noun) and one.reading.text.endswith("B")
    return one.reading.value * 1e9 if billions else one.value
