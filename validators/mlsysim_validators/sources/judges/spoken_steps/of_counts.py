"""Counts that shares of a whole make: "10% of 1M samples is 100K", "At 1M requests a day, 4% more errors = 40,000"."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex

_OF = regex(r" of (?:the |a |an |our |all |these |those )?\W?")
_EQUAL = regex(r"(?: [a-z-]+){0,3} ?(?:=|:|→|is|are|means|makes|gives|leaves)(?: (?:only|about|just|some))? ?\W?")
_MORE = regex(r" (?:more|additional|extra|fewer|of (?:them|these|those|which))(?: [a-z-]+){0,2} ?= ?\W?")
_PART_OF = regex(r" [a-z-]+ (?:of|from) (?:the |a |an |our )?\W?")
_WITH = regex(r"(?: [a-z-]+){0,2} (?:with|where|of which|in which)(?: (?:a|an|only|about|the))* \W?")
_KEEPS = regex(
    r"(?: [a-z-]+){0,3} (?:retains?|keeps?|leaves?|holds?|has|have|contains?|yields?|gives?)"
    r"(?: (?:only|about|just|some))* \W?"
)
_PERCENTILE = regex(r"\b[pP]-?(?P<n>99\.9|99|95|90)\b")
_IN_THE_TAIL = regex(
    r" (?:requests?|queries|users?|calls?)(?: (?:per|a|each) (?:second|s)|/s)?(?: (?:still|will|may))?"
    r" (?:hit|land in|fall in|see|exceed|wait longer|are (?:slower|beyond|above|in))\b"
)
_RATES = ("QPS", "RPS", "requests/s", "queries/s", "/s")
_FARTHEST = 90


def share_of_a_whole(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What a share of a count or an amount of money is: "10% of 1M samples: 100K", "10% of $100M is $10M"."""
    if at < 2:
        return None
    share, whole, number = amounts[at - 2 : at + 1]
    if not _is_share(share) or number.sentence != share.sentence or not _alike(whole, number):
        return None
    between = text[whole.reading.end : number.reading.start]
    if not _OF.fullmatch(text, share.reading.end, whole.reading.start) or not _EQUAL.fullmatch(between):
        return None
    return Step("share", [(share.value * whole.value, f"{share.told()} of {whole.told()}")], _all(share, whole))


def share_of_what_was_counted(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many a share of the count before it is: "At 1M predictions a day, 4% more errors = 40,000 errors"."""
    if at < 2:
        return None
    whole, share, number = amounts[at - 2 : at + 1]
    if not _is_share(share) or whole.sentence != number.sentence or not (whole.noun and number.noun):
        return None
    if not _alike(whole, number) or not _MORE.fullmatch(text, share.reading.end, number.reading.start):
        return None
    return Step("share", [(share.value * whole.value, f"{share.told()} of {whole.told()}")], _any(number, share, whole))


def share_of_a_share(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What is left of a part in a part: "a 10% sample of 1M rows with 0.1% rare ones keeps only 100 rare ones"."""
    if at < 3:
        return None
    kept, whole, share, number = amounts[at - 3 : at + 1]
    if not (_is_share(kept) and _is_share(share)) or number.sentence != kept.sentence or not _alike(whole, number):
        return None
    if not (
        _PART_OF.fullmatch(text, kept.reading.end, whole.reading.start)
        and _WITH.fullmatch(text, whole.reading.end, share.reading.start)
        and _KEEPS.fullmatch(text, share.reading.end, number.reading.start)
    ):
        return None
    right = kept.value * share.value * whole.value
    slips = [
        (whole.value * share.value, f"{kept.told()} of them is left out"),
        (whole.value * kept.value, f"{share.told()} of them is left out"),
    ]
    slips += times_as(right, "many")
    return Step("share", [(right, f"{share.told()} of {kept.told()} of {whole.told()}")], slips)


def beyond_a_percentile(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many are slower than a percentile: "p99 is 72 ms. At 10,000 QPS, 100 requests per second hit the tail"."""
    number, rate = amounts[at], amounts[at - 1]
    if rate.sentence != number.sentence or number.dimension or not _IN_THE_TAIL.match(text, number.reading.end):
        return None
    if not any(rate.unit.symbol.endswith(symbol) for symbol in _RATES):
        return None
    if number.reading.start - rate.reading.end > _FARTHEST:
        return None
    begin = max(0, rate.reading.start - 2 * _FARTHEST)
    said = dict.fromkeys(float(match["n"]) for match in _PERCENTILE.finditer(text, begin, number.reading.start))
    if not said:
        return None
    right = [(rate.value * (100 - one) / 100, f"{rate.told()} beyond p{one:g}") for one in said]
    slips = times_as(right[0][0], "many") if len(said) == 1 else []
    return Step("share", right, slips)


def _is_share(one: Amount) -> bool:
    return one.unit.symbol == "%" and 0 < one.value < 1


def _alike(whole: Amount, number: Amount) -> bool:
    """Whether two amounts are both counts or both of one unit, the part being less."""
    counts = not whole.dimension and not number.dimension and "%" not in (whole.unit.symbol, number.unit.symbol)
    factors = "×" in (whole.unit.symbol, number.unit.symbol)
    return not factors and (counts or (whole.dimension == number.dimension and bool(whole.dimension)))


def _all(share: Amount, whole: Amount) -> list[tuple[float, str]]:
    """A power of ten more or less, and what is left."""
    part = share.value * whole.value
    slips = times_as(part, "much")
    return [*slips, (whole.value - part, "that is the rest")]


def _any(number: Amount, share: Amount, whole: Amount) -> list[tuple[float, str]]:
    """The number itself where it is a part of the whole: an equals sign leaves nothing open."""
    told = f"{number.told()} of {whole.told()} are {100 * number.value / whole.value:.3g}%"
    return [(number.value, told)] if number.value <= whole.value else _all(share, whole)
