"""Numbers that leave open what they are: ends of ranges, and what a question gives."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim

AN_END = "an end of a range, which leaves open what lies in it"
A_QUESTION = "a question, whose numbers are given"
_LONGEST_RANGE = 60
_BETWEEN = AnyCase(r"\bbetween (?:about |roughly |around )?[^\d;]{0,10}(?:\d[\d.,]*[^\d;]{0,12} and )?[^\d;]{0,14}$")


def ends_a_range(claim: Claim) -> bool:
    """Whether a claim is an end of a range: 140-400 FLOP/B, between 140 and 400 FLOP/B."""
    if claim.reading.range_end:
        return True
    begin, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[max(begin, claim.reading.start - _LONGEST_RANGE) : claim.reading.start]
    return "between" in ahead.lower() and _BETWEEN.search(ahead) is not None


def asks(claim: Claim) -> bool:
    """Whether the sentence is a question, whose numbers are given."""
    text = claim.stated.text.text
    if "?" not in text:
        return False
    _, stop = claim.stated.sentence_span()
    return text[stop : stop + 1] == "?" or claim.stated.sentence().rstrip().endswith("?")
