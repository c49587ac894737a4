"""Names that only say with what something is compared: "3.35 TB/s (1.67× vs A100)", a column headed "Value vs A100"."""

from __future__ import annotations

import re

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_VERSUS = regex(
    r"(?:\b(?:vs\.?|versus|than|over|against|compared (?:to|with)|relative to|of)|[x×])[ \u00a0](?:an? |the )?$"
)
_FACTOR = regex(r"\d[\d.]*[ \u00a0]?(?:[x×%]|times|percent)")
_LONGEST = 24
_BEHIND = 60


def is_only_compared_with(claim: Claim, around: Surroundings) -> bool:
    """Whether the name that a number is taken to be of stands only where something else is compared with it."""
    if not claim.name or claim.direct or claim.owned:
        return False
    if claim.stated.cell is not None and claim.name in around.column and claim.name not in around.row:
        return _all_compared(claim.name, around.column)
    end = claim.reading.end
    behind = claim.stated.text.text[end : min(end + _BEHIND, max(end, claim.stated.sentence_span()[1]))]
    place = behind.find(claim.name)
    ahead = claim.stated.text.text[claim.stated.sentence_span()[0] : claim.reading.start]
    if place < 0 or claim.name in ahead or claim.stated.cell is not None:
        return False
    return _all_compared(claim.name, behind) and _FACTOR.search(behind[:place]) is not None


def _all_compared(name: str, text: str) -> bool:
    places = [found.start() for found in re.finditer(re.escape(name), text)]
    return bool(places) and all(_VERSUS.search(text, max(0, place - _LONGEST), place) for place in places)
