"""The run-in head of a paragraph or item: "Pipeline bubble.", "KV cache: 2 x layers x ...", "Energy = power x time".

It names the quantity, and often the law, of the numbers behind it whose own words name none.
"""

from __future__ import annotations

import re

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_HEAD = regex(r"\W{0,3}(?:\d{1,2}[.)] )?(?P<words>[A-Za-zα-ω][^.:=?!\n;]{2,60}?) ?(?:[.:?!](?=\s|$)|=|≈)")
# What a paragraph is, rather than what it speaks of.
_ROLES = regex(
    r"(?:solution|answer|result|exercise|problem|question|example|remark|note|pitfall|fallacy)s?\b", re.IGNORECASE
)
_LINES = ("paragraph", "item")
_MOST_WORDS = 9
_HAS_AMOUNT = regex(r"\d[\d.,]* ?(?:[A-Za-z%µ]|$)")


def head_of(claim: Claim) -> str:
    """The words that a claim's paragraph or item begins with, up to a stop, a colon or a sign of equality; "" if none.

    They are few, state no amount, and end before the claim.
    """
    if claim.stated.cell is not None or claim.stated.block.kind not in _LINES:
        return ""
    match = _HEAD.match(claim.stated.text.text)
    if match is None or match.end() > claim.reading.start:
        return ""
    words = match["words"]
    if len(words.split()) > _MOST_WORDS or _HAS_AMOUNT.search(words) or _ROLES.match(words):
        return ""
    return words
