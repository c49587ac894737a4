"""Which field of a model a number states, by the words around it."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES, COUNT, DEVICE_TIME, TOKENS
from mlsysim_validators.sources.fields import Field, model_field
from mlsysim_validators.sources.fields.models import ACTIVE, EXPERTS_BEFORE, OF_EXPERTS, part_of_both
from mlsysim_validators.sources.ownership.answers import question
from mlsysim_validators.sources.ownership.own_words import lead_of, own_part
from mlsysim_validators.sources.ownership.people import Who
from mlsysim_validators.sources.ownership.sizes_alone import size_alone
from mlsysim_validators.sources.ownership.training_fields import training_field
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_ACTIVATES = regex(
    r"\b(?:activat(?:es|ing)|uses|touches|runs|engages) (?:only |just |about |some )?[~≈]?$", re.IGNORECASE
)
_OF_ALL_PARAMETERS = regex(r" (?:out )?of (?:its|the|all|their)(?: \w+)? \d[\d.]* ?[BT]\b")
_OF_A_TRAINING = 1e18  # FLOP
_OF_A_PASS = 1e3  # FLOP
_BILLION = 1e9
# "671 B in total, 37 B active"
_OF_PARAMETERS = regex(
    r"[ \u00a0]?(?:(?P<active>(?:are |is |being )?activ\w+|per token)|(?:in )?total|in all|overall)\b(?! tokens)",
    re.IGNORECASE,
)
_LONGEST_COUNT = 40


def field_of_a_model(
    claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide, operand: bool
) -> Field | None:
    """The field of a model, None where none is understood.

    `operand`: the number takes part in a printed calculation, so that the slide's title does not speak of it.
    """
    if unit.symbol in ("%", "×") or (unit.dimension == BYTES and unit.symbol == "B"):
        return None
    if unit.dimension == COUNT:
        return _counted(claim, unit, who, around, slide)
    words = around.labels()
    if unit.dimension in (TOKENS, DEVICE_TIME):
        return training_field(claim, unit, who, around, slide, words)
    found = model_field(around.after, words, unit.dimension)
    if found is None and unit.dimension == BYTES and not operand:
        return model_field(around.after, f"{words} {around.title}", unit.dimension)
    if found is not None and found.path == "flops.forward":
        if claim.reading.value * unit.factor >= _OF_A_TRAINING:
            return Field("training_flops", "derived", True)  # no pass over one token or image has so many
        if claim.reading.value * unit.factor < _OF_A_PASS:  # "counting a multiply-add as 1 FLOP"
            return None
    return found


def is_the_active_part(claim: Claim) -> bool:
    """Whether a number is what a model uses of its parameters: "activates 37B of its 671B"."""
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    uses = _ACTIVATES.search(text, max(0, start - _LONGEST_COUNT), start)
    return uses is not None and _OF_ALL_PARAMETERS.match(text, end) is not None


def _counted(claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide) -> Field | None:
    """What of a model a plain number counts: its parameters, layers, heads, experts."""
    assert who.entry is not None
    if unit.factor == 1.0 and _counts_active_experts(claim):
        return Field("experts.active", "spec", True)
    before, after = own_part(claim, around, around.after)
    labels = f"{around.row} {around.column} {question(claim.stated.text.text, claim.reading.start)}"
    own, labels = (words.replace(who.name, " ") for words in (f"{before} {after} {labels}", labels))
    if unit.factor >= _BILLION and (parameters := _parameters(claim, labels, before, around)) is not None:
        return parameters
    lead = lead_of(claim, slide)
    if unit.factor != 1.0 and unit.symbol not in ("K", "k"):
        said = model_field(after, own, COUNT) or model_field(after, f"{own} {lead}", COUNT)
        return said or size_alone(claim, unit, who.entry, around)
    return model_field(after, own, COUNT, before, labels) or model_field(after, "", COUNT, "", lead)


def _parameters(claim: Claim, labels: str, before: str, around: Surroundings) -> Field | None:
    """Which of its parameters so many billions are, all or the active ones, where the words tell them apart."""
    if is_the_active_part(claim):
        return Field("parameters.active", "spec", True)
    if (part := part_of_both(labels, before, around.after)) is not None:
        return part
    share = _OF_PARAMETERS.match(around.after)
    return Field("parameters.active" if share["active"] else "parameters.total", "spec", True) if share else None


def _counts_active_experts(claim: Claim) -> bool:
    """Whether a number is that of the experts in use: "8 of 256 experts", "256 experts, 8 active"."""
    text, reading = claim.stated.text.text, claim.reading
    if OF_EXPERTS.match(text, reading.end):
        return True
    behind_experts = EXPERTS_BEFORE.search(text, max(0, reading.start - _LONGEST_COUNT), reading.start)
    return behind_experts is not None and ACTIVE.match(text, reading.end) is not None
