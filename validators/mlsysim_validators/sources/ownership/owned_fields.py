"""Which field of whom it is about a number states, by the words around it: of a device, a model, a link, a grid."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, CARBON
from mlsysim_validators.sources.fields import Field
from mlsysim_validators.sources.fields.bandwidths import is_of_another_link
from mlsysim_validators.sources.fields.capacities import MEMORY
from mlsysim_validators.sources.ownership.certainty import WEAK
from mlsysim_validators.sources.ownership.device_fields import field_of_a_device
from mlsysim_validators.sources.ownership.model_fields import field_of_a_model
from mlsysim_validators.sources.ownership.own_words import bracket_of, clause_of
from mlsysim_validators.sources.ownership.people import Who
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

# A rate of a link near one of these words is not that of a port.
_NOT_A_PORT = regex(
    r"lanes?\b|per pin|nvme|ssd|\bddr\d|fabric|switch|bisection|all-?reduce|per node|achiev|measured",
    re.IGNORECASE,
)
_ROUGHLY = regex(r"~(?:$|\d)")  # "~56 GB/s" may be what was reached: right where it is right, no error where it is not
_OF_ALL_PORTS = AnyCase(r"\btotal|aggregate|per gpu|\blinks\b")
_LONGEST_PARAGRAPH = 500


def field_of(claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide, operand: bool) -> Field | None:
    """Which field of an entry a number in a unit states, by the words around it; None where none is understood.

    `operand`: the number takes part in a printed calculation, so that the slide's title does not speak of it.
    """
    assert who.entry is not None
    match who.entry.kind:
        case "accelerators" | "systems":
            return field_of_a_device(claim, unit, who, around, slide)
        case "models":
            return field_of_a_model(claim, unit, who, around, slide, operand)
        case "interconnects" if unit.dimension == BANDWIDTH:
            return _rate_of_a_port(claim, who, around)
        case "grids" if unit.dimension == CARBON:
            return Field("intensity", "spec", True)
    return None


def _rate_of_a_port(claim: Claim, who: Who, around: Surroundings) -> Field | None:
    """The rate of a port of a link, None where the words speak of something else near it, or of another link."""
    assert who.entry is not None
    words = f"{around.labels()} {bracket_of(claim, who.name) or clause_of(claim, around)}"
    said_before = claim.stated.text.text[max(0, claim.reading.start - _LONGEST_PARAGRAPH) : claim.reading.start]
    said_before = said_before.rpartition(who.name)[2]
    far = who.how in WEAK and who.name not in around.sentence
    if _NOT_A_PORT.search(words) or is_of_another_link(said_before if far else around.before, who.entry):
        return None
    roughly = _ROUGHLY.search(words) is not None
    if roughly and MEMORY.search(words):
        return None
    return Field("per_port", "spec", named=_OF_ALL_PORTS.search(words) is None and not roughly)
