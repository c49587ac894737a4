"""A number that is a share of another amount of its sentence: "Four H100s have 320 GB, of which 90 % is 288 GB"."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.texts.slides import Slide

_STEP = 0.6  # of a unit of the last printed digit


def is_a_share(claim: Claim, slide: Slide) -> bool:
    """Whether a percentage of a claim's sentence, taken of another amount there of its kind, gives the claim."""
    beside = [one for one in slide.same_sentence(claim) if one is not claim]
    shares = [one.reading.value / 100 for one in beside if one.reading.units[0].symbol == "%"]
    dimension = (claim.unit or claim.reading.units[0]).dimension
    amounts = [one.value if one.unit else _base(one) for one in beside if one.reading.units[0].dimension == dimension]
    room = _STEP * claim.reading.resolution * (claim.unit or claim.reading.units[0]).factor
    return any(
        abs(part * amount - claim.value) <= room
        for share in shares
        for part in (share, 1 - share)
        for amount in amounts
    )


def _base(claim: Claim) -> float:
    return claim.reading.value * claim.reading.units[0].factor
