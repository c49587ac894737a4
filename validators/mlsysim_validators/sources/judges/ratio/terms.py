"""A share behind a printed sum, of one of its terms: "65 + 500 × 7.36 ≈ 3745 ms, 98 % of it decode"."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.expressions import parse
from mlsysim_validators.sources.judges.arithmetic.operations import Unreadable
from mlsysim_validators.sources.judges.arithmetic.tokens import tokens
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_SUM = regex(r"(?P<terms>[^=≈]*\+[^=≈]*?) ?[=≈]")
_PLUS = regex(r" ?\+ ?(?![^(]*\))")
_OF_IT = regex(r" of (?:it|that|this|them)\b")
_THEN = regex(r"(?:, |; | \(|\. )(?:and |about |or |so |[~≈])?")
_EXACT = 0.002


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a share of the sum right before it that one of the terms has."""
    text, reading = claim.stated.text.text, claim.reading
    if claim.verdict != "unresolved" or reading.units[0].symbol != "%" or not _OF_IT.match(text, reading.end):
        return
    before = slide.before(claim)
    if before is None or _THEN.fullmatch(text, before.reading.end, reading.start) is None:
        return
    found = _SUM.match(before.working) if before.verdict == "match" else None
    parts = [_value(term) for term in _PLUS.split(found["terms"])] if found is not None else []
    whole = sum(parts)
    room = 0.5 * 0.01 * reading.resolution + _EXACT
    if whole and all(parts) and any(abs(part / whole - 0.01 * reading.value) <= room for part in parts):
        as_ratio(claim)
        claim.decide("match", working=f"a term of {before.working}")


def _value(term: str) -> float:
    """What a term comes to; 0 where it is not understood."""
    found = tokens(term)
    try:
        read = parse(found, 0)
    except Unreadable:
        return 0.0
    return abs(read.values[0].value) if read.end == len(found) and read.values else 0.0
