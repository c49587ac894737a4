"""Shares that are told as all the rest: "5% of it is code. The other 95%"."""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.texts.sentences import ENDS

_REST = AnyCase(r"\bthe (?:other|remaining) $")
_REACH = 200
_ALL = 100.0
_EXACT = 0.05


def judge(claim: Claim) -> None:
    """Decide a share that is called the other or the remaining one, behind one share of its sentence or the one before.

    With several shares it may be the rest to any or to all of them.
    """
    text, reading = claim.stated.text.text, claim.reading
    if not reading.one_value or not _REST.search(text[max(0, reading.start - 16) : reading.start]):
        return
    before = _shares_before(text, reading.start)
    if not before:
        return
    rests = [_ALL - one.value for one in before]
    rests.append(_ALL - sum(one.value for one in before))
    room = 0.5 * (reading.resolution + max(one.resolution for one in before)) + _EXACT
    near = [one for one, rest in zip(before, rests, strict=False) if abs(reading.value - rest) <= room]
    if near or abs(reading.value - rests[-1]) <= room:
        as_ratio(claim)
        claim.decide("match", working=f"1 - {(near or before)[0].text.strip()}")
    elif len(before) == 1:
        as_ratio(claim)
        claim.expected = Expected(0.01 * rests[0], printed(0.01 * rests[0], reading, reading.units[0]))
        told = f"the rest to {before[0].text.strip()} is {claim.expected.printed}"
        claim.decide("mismatch", told, rule="ratio", hint=f"write {claim.expected.printed}", working=told)


def _shares_before(text: str, place: int) -> list[Reading]:
    """The shares that the sentence of a place and the one before it state ahead of the place, each value once."""
    ahead = text[max(0, place - _REACH) : place]
    ends = [match.end() for match in ENDS.finditer(ahead)]
    ahead = ahead[ends[-2] :] if len(ends) > 1 else ahead
    found = [one for one in readings(ahead) if one.units[0].symbol == "%"]
    return list({one.value: one for one in found if one.one_value and one.value < _ALL}.values())
