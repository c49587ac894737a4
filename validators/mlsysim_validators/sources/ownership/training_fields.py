"""What the training of a model took, its tokens and device-hours, told apart from a run that a text plans."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import TOKENS
from mlsysim_validators.sources.fields import Field, model_field
from mlsysim_validators.sources.judges.other_figures.beside import is_right
from mlsysim_validators.sources.ownership.people import Who
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_LEAST_OF_TRAINING = 0.05
_FACTS = regex(r"parameters|params|layers|heads|hidden|vocab")
_TOLD_OF_IT = regex(
    r"\b(?:was|were) (?:pre-?)?trained|published|model card|\breports?\b|\breported|official|"
    r"\b(?:saw|took)\b|disclosed|\bcard (?:says|states|gives|tells|reports|for|of)\b",
    re.IGNORECASE,
)
_OF_VOCABULARY = regex(
    r"\bvocab(?:ulary)?\b(?: size)?(?: of (?:the )?[A-Z][\w.-]*(?: [\w.-]+){0,2})?"
    r"(?: of| is| has| holds| counts| contains| comprises|:| ?=)? ?[~≈]?\W?$",
    re.IGNORECASE,
)
_IN_VOCABULARY = regex(r" (?:in|of) (?:the|its|a) vocabulary\b", re.IGNORECASE)
_OF_CONTEXT = regex(r"\bcontext (?:window|length|size)(?: of| is|:)? ?[~≈]?\W?$", re.IGNORECASE)
_IN_CONTEXT = regex(r" of context\b", re.IGNORECASE)
_LEAST_FACTS = 2
_LONGEST_LEAD = 30


def training_field(claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide, words: str) -> Field | None:
    """The tokens or the device-hours of a model's own training: where they are its, or where facts about it are told.

    So are they in a column in which another model's stand. Elsewhere they are those of a run that the text plans.
    """
    if unit.dimension == TOKENS and unit.factor == 1.0:
        if _OF_VOCABULARY.search(around.sentence_before) or _IN_VOCABULARY.match(around.after):
            return Field("vocabulary", "spec", True)
        if _OF_CONTEXT.search(around.before) or _IN_CONTEXT.match(around.after):
            return Field("context", "spec", False)
    found = model_field(around.after, f"{words} {around.sentence_before}", unit.dimension)
    spec = who.entry.get(found.path) if found is not None and who.entry is not None else None
    if found is None or spec is None or claim.reading.value * unit.factor < _LEAST_OF_TRAINING * spec.value:
        return None
    if agrees(claim.reading, unit.factor, spec.value):
        return found._replace(named=True)
    facts = len(set(_FACTS.findall(around.sentence_before.casefold()))) >= _LEAST_FACTS
    told = facts or _TOLD_OF_IT.search(_lately(claim, around)) is not None
    return (
        found._replace(named=True)
        if told or (who.how == "its row" and _is_beside_others(claim, found.path, slide))
        else None
    )


def _is_beside_others(claim: Claim, path: str, slide: Slide) -> bool:
    """Whether rows above, in its column, state what the training of other models took, and right."""
    return any(other.field == path and is_right(other) for other in slide.same_column(claim))


def _lately(claim: Claim, around: Surroundings) -> str:
    """The sentence of a number with the few words before it, a heading perhaps: "From a model card. ..."."""
    begin = claim.stated.sentence_span()[0]
    return claim.stated.text.text[max(0, begin - _LONGEST_LEAD) : begin] + around.sentence
