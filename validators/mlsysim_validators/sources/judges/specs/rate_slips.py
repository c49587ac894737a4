"""A peak that is another one of the same device: its format's name, or its pipe, stands beside another's rate."""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.judges.other_figures.beside import is_beside_another
from mlsysim_validators.sources.ownership.people import THROUGHOUT
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_SLIPS = ("sparse-for-dense", "format", "vector-for-matrix", "matrix-for-vector")
_SIXTEEN = ("fp16", "bf16")
# An FP16 rate that is not said to be of the tensor cores may be one without them.
_OF_MATRICES = AnyCase(r"\bdense|tensor(?! ?float)|matri|\bmma\b|matmul")


def has_three_digits(reading: Reading) -> bool:
    """Whether a number prints three digits that are no zeros at its end: too many to be another's by chance."""
    return digits_of(reading) >= len("312")


def has_two_digits(reading: Reading) -> bool:
    """Whether a number prints two digits that are no zeros at its end: 3.2."""
    return digits_of(reading) >= len("32")


def is_another_rate(claim: Claim, rule: str, around: Surroundings, slide: Slide) -> bool:
    """Whether a rate is, to three digits, the device's in another format than its words name, or on another pipe.

    `rule` is the reason that was found for it.
    """
    if rule not in _SLIPS or not has_three_digits(claim.reading):
        return False
    if claim.how == THROUGHOUT and not is_beside_another(claim, slide):
        return False
    named = formats_in(around.labels())
    own = claim.field.rpartition(".")[2]
    if own not in named and not (own in _SIXTEEN and named.intersection(_SIXTEEN)):
        return False
    return rule != "vector-for-matrix" or own not in _SIXTEEN or _OF_MATRICES.search(around.labels()) is not None
