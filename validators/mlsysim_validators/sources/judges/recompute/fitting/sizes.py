"""The sizes of one thing that a number of things may be of: stated on the slide or before it, or tokens times bytes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.fitting.amounts import Amount, amount_of, amounts_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_MOST = 6
_MOST_BEFORE = 4
_OF_A_TOKEN = regex(r"\W{0,2}(?:per|a|each|every|for each|/) ?tok", re.IGNORECASE)
_A_TOKEN = regex(
    r"(?<!bytes )(?<!B )\b(?:per|a|each|one|every)[ -]tok\w*\b(?:[bf][fp]\d{1,2}\b|[^.;\d]){0,40}$", re.IGNORECASE
)
_CALCULATION = regex(r"\d[\d.,]*(?: ?[×x*·] ?\d[\d.,]*)+ ?= ?$")  # of the amount
_AHEAD = 100
_LEAST_TOKENS = 256
_MOST_TOKENS = 2_000_000
_KINDS = ("tokens", 1)


def of_slide(slide: Slide, facts: Facts) -> list[Amount]:
    """The sizes of one that a slide states or that follow from bytes per token; those of the document before else."""
    found = {one.value: one for one in amounts_of(slide) if one.family >= 0}
    if not found:
        found = {one.value: one for one in _of_tokens(slide)}
    return list(found.values())[:_MOST] or _before(slide, facts)


def _of_tokens(slide: Slide) -> Iterator[Amount]:
    each = [claim for claim in slide.claims if is_per_token(claim)][:_MOST_BEFORE]
    tokens = [
        claim for claim in slide.claims
        if each and claim.reading.units[0].dimension == (_KINDS,) and claim.reading.one_value
        and _LEAST_TOKENS <= claim.reading.value * claim.reading.units[0].factor <= _MOST_TOKENS
    ][:_MOST_BEFORE]  # fmt: skip
    for one in each:
        for many in tokens:
            unit, count = one.unit or one.reading.units[0], many.reading.value * many.reading.units[0].factor
            value = one.reading.value * unit.factor * count
            yield Amount(value, 0.0, f"{many.text} x {one.text}", 0, False, one)


def is_per_token(claim: Claim) -> bool:
    """Whether an amount is what one token takes."""
    unit = claim.unit or claim.reading.units[0]
    if dict(unit.dimension).get("data") != 1 or unit.symbol.endswith("/s") or claim.verdict in FINDINGS:
        return False
    if dict(unit.dimension) == {"data": 1, "tokens": -1}:
        return True
    text, begin = claim.stated.text.text, claim.stated.sentence_span()[0]
    ahead = text[max(begin, claim.reading.start - _AHEAD) : claim.reading.start]
    ahead = _CALCULATION.sub("", ahead)
    return bool(_OF_A_TOKEN.match(text, claim.reading.end) or _A_TOKEN.search(ahead)) and unit.dimension == BYTES


def _before(slide: Slide, facts: Facts) -> list[Amount]:
    """The last few sizes of a user or request that the slides before state."""
    every = facts.once("sizes of one", lambda: _of_one(facts))
    place = bisect_left(every, slide.number, key=lambda one: one.claim.stated.block.slide)
    return list({one.value: one for one in every[max(0, place - _MOST_BEFORE) : place]}.values())


def _of_one(facts: Facts) -> list[Amount]:
    """All sizes of a user or request that a document states, in its order."""
    found = (amount_of(claim) for claim in facts.claims)
    return sorted(
        (one for one in found if one is not None and one.family == 0), key=lambda one: one.claim.stated.block.slide
    )
