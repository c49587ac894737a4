"""A figure of a device that is, to the digit, its specification but for the point, or a rate or power that is twice it.

No measurement, no part and no share comes out so: the point has slipped. Spread over several devices it may be a count
of ten, and a device that idles may draw a tenth of its power.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.judges.off_by import off_by
from mlsysim_validators.sources.ownership.people import THROUGHOUT
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_FIELDS = ("memory.capacity", "memory.bandwidth", "compute.matrix", "compute.vector", "power.", "links.")
_RATES = ("memory.bandwidth", "compute.")
_MAY_BE_A_TENTH = ("memory.capacity", "links.nvlink")  # where it is not used up or reached by parts
_FROM_AFAR = ("the only one on the slide", "the document's title", "its paragraph")
_EXACTLY = 0.002  # relative
_RIGHT_BEFORE, _RIGHT_BESIDE = 3, 60  # characters
_TENS = (10.0, 100.0, 1e3)
_DOUBLED = ("compute.", "memory.bandwidth", "power.tdp")
_PLAINLY = 0.004  # relative
_TEN = regex(r"(?<![\w.,])10{1,3}\b(?![.,]\d)|\b(?:ten|tenth|hundred|thousand|hundreds|dozens?)\b", re.IGNORECASE)
_NEAR = 30
_ANOTHER_NETWORK = AnyCase(r" ?(?:of )?(?:ethernet|infiniband|roce|wi-?fi|tcp|fibre channel|nvme|usb)\b")
_LEFT = AnyCase(
    r"\bspare\b|\bleft\b|\bleaves?\b|\bfree\b|\bof which\b|\breserv\w+|\boverhead\b|\bcache\b|\bweights\b|\bbatch\b|"
    r"\bmodels?\b|\bper\b|\beach of\b|\bactivations?\b|\busable\b"
)


def is_tenfold(claim: Claim, values: Sequence[float], around: Surroundings) -> bool:
    """Whether a figure is exactly ten times one of `values` or a tenth of it, where nothing else can be meant."""
    if not claim.field.startswith(_FIELDS) or claim.reading.hedge or claim.how == THROUGHOUT:
        return False
    if claim.how in _FROM_AFAR and not claim.field.startswith(_RATES):  # 320 GB are four of 80 as well
        return False
    by = next((by for value in values if (by := off_by(claim.value, value, _EXACTLY, (10.0,)))), 0.0)
    if not by or _TEN.search(f"{around.sentence_before} | {around.row}"):
        return False
    if by < 1 and claim.measured and not claim.field.startswith(_MAY_BE_A_TENTH):
        return False
    if digits_of(claim.reading) > 1:
        return True
    # A single digit is met by chance: it has to stand with the name and nothing else.
    own = claim.stated.cell is not None or claim.direct or claim.name_distance <= _RIGHT_BEFORE
    return own and not _LEFT.search(f"{around.sentence} | {around.row} | {around.column}")


def is_plain_slip(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Whether a figure right beside its device is off by exactly a power of ten, or a rate or power by two."""
    if claim.stated.cell is not None or (
        not (claim.beside or claim.direct or claim.owned) and claim.name_distance > _RIGHT_BESIDE
    ):
        return False
    by_chance = digits_of(claim.reading) == 1 and _LEFT.search(f"{around.before[-_NEAR:]} | {around.after[:_NEAR]}")
    if by_chance or (claim.field == "per_port" and _ANOTHER_NETWORK.match(around.after)):
        return False
    slips = (*_TENS, 2.0) if claim.field.startswith(_DOUBLED) else _TENS
    return off_by(claim.value, spec.value, _PLAINLY, slips) != 0
