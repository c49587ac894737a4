"""Whether a device is described where a number stands: its other figures beside it are right, and this is one of it."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.other_figures.beside import is_right
from mlsysim_validators.sources.judges.specs.rate_slips import has_two_digits
from mlsysim_validators.sources.texts.slides import Slide

# A number that is exactly another published one is hardly measured.
_PUBLISHED = (
    "swapped", "copied", "superseded", "variant", "per-die", "sparse-for-dense", "dense-for-sparse", "format",
    "direction", "vector-for-matrix", "matrix-for-vector",
)  # fmt: skip
_NEAR = 250  # characters


def is_published_elsewhere(claim: Claim, rule: str) -> bool:
    """Whether a number is, to the digit, another published one, by the reason `rule` that was found for it."""
    return rule in _PUBLISHED and has_two_digits(claim.reading) and not claim.reading.hedge


def is_described(claim: Claim, rule: str, slide: Slide) -> bool:
    """Whether a number is one of a description of its device, which gives another published figure for it.

    Its words may be those of measuring by which a data sheet is retold as well ("reads them at 2 TB/s", "draws 350 W"):
    another figure of the device stands beside it and is right.
    """
    if claim.entity is None or claim.entity.kind == "models" or claim.field == "per_port":
        return False
    if not claim.retold or claim.stated.cell is not None or not is_published_elsewhere(claim, rule):
        return False
    return any(
        other.entity is claim.entity
        and other.kind == "spec"
        and other.field != claim.field
        and abs(other.reading.start - claim.reading.start) <= _NEAR
        and is_right(other)
        for other in slide.beside(claim)
    )
