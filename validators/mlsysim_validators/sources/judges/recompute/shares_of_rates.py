"""The share of a rate that a sentence says is reached, before the time that follows from both."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_OF_WHICH = regex(r",? of which\b|,? (?:and|but) (?:we|you|I) (?:get|see|reach|believe|count on)\b|,? at\b")
_LEAST_SHARE = 0.2


def share_of_its_rate(claim: Claim, slide: Slide) -> float:
    """The share that is said of a rate between it and a number: "13 TB/s, of which we get 70 %, so ..."; or 0.0."""
    if claim.stated.cell is not None:
        return 0.0
    begin = claim.stated.sentence_span()[0]
    ahead = slide.stated_between(claim, begin, claim.reading.start)
    if len(ahead) < 2 or ahead[-1].reading.units[0].symbol != "%":
        return 0.0
    *_, rate, share = ahead
    of_it = rate.reading.units[0].dimension in (BANDWIDTH, FLOP_RATE)
    between = claim.stated.text.text[rate.reading.end : share.reading.start]
    value = share.reading.value / 100
    return value if of_it and _OF_WHICH.search(between) and _LEAST_SHARE <= value < 1 else 0.0
