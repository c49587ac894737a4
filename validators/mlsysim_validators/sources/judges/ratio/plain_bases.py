"""A share of a number without a unit, of the amount right before it: "127 TFLOP/s, which is 40.6% of 312"."""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import plain_number
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio.amounts import pair_of_values
from mlsysim_validators.sources.judges.ratio.pairs import decide_alone
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_BASE = regex(r" of [~≈]?(?P<number>\d[\d,]*(?:\.\d+)?)(?=[.;:,)!?](?:\s|$)|$)")
_APPOSED = regex(r"(?:, (?:which is|that is|i\.e\.,?|or)| \(| =) (?:only |about |just )?[~≈]?")


def plain_base(claim: Claim) -> re.Match[str] | None:
    """The plain number right behind a share, which it is of."""
    return _BASE.match(claim.stated.text.text, claim.reading.end) if claim.reading.units[0].symbol == "%" else None


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a share of a plain number, which is in the unit of the amount before it: no other base is meant."""
    text, own = claim.stated.text.text, slide.before(claim)
    base = plain_base(claim)
    if base is None or own is None or claim.verdict != "unresolved" or own.reading.bare:
        return
    if not (own.reading.one_value and claim.reading.one_value) or not own.reading.units[0].dimension:
        return
    if _APPOSED.fullmatch(text, own.reading.end, claim.reading.start) is None:
        return
    whole = plain_number(base["number"].replace(",", ""), base.start("number"))
    room, half = 0.5 * own.reading.resolution, 0.5 * whole.resolution
    pair = pair_of_values(whole, whole.value, half, own.reading, own.reading.value, room)
    if pair is None or own.reading.value > whole.value:
        return
    decide_alone(claim, pair)
