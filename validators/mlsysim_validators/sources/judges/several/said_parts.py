"""Figures of a part that the words beside them name: each of two dies, one lane of a slot, a quarter of a 4x port."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_EACH_DIE = AnyCase(r"\b(?:each|per|a single|one|every|either) (?:GPU|GCD|die|chiplet)\b")
_LANES = AnyCase(r"\blanes?\b[^.;]{0,60}\b(?:each|per|apiece)\b|\b(?:each|per|a|one|single)[- ]lane\b|[/／]lane\b")
_OF_SEVERAL = regex(r" ?[(（] ?\d[\d.]* ?[GT]b(?:/s|ps|it/s) for (?:4|8|12)x\b")


def of_a_said_part(claim: Claim, rule: str, around: Surroundings) -> str:
    """Of which part a figure is, where the words beside it say so, "" where they do not.

    `rule` is why it is not the figure of the whole.
    """
    if rule == "per-die" and _EACH_DIE.search(around.sentence):
        return "of each of its two dies"
    if claim.field.startswith("links.") or claim.field == "per_port":
        if _LANES.search(around.sentence):
            return "of one lane"
        if _OF_SEVERAL.match(claim.stated.text.text, claim.reading.end):
            return "of one lane, beside the figure of the port"
    return ""
