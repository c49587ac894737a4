"""Factors and shares of ranges, end by end: "100-1000 ms against 1-10 ms: 100×", "90-155 of 312 TFLOPS (30-50%)".

A factor between two ranges is told of their ends where both ends have one. A range of shares right behind a range is
that of its two ends in the one amount of their sort before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio, same
from mlsysim_validators.sources.patterns import regex

_POINTS_BACK = regex(r"(?:\A|[.:;,—–-]) ?(?:an?|the|that is|this is|i\.e\.,?)? ?(?:factor of )?[~≈]?$", 2)
_SHARES = regex(r"[^.;()]{0,30}\( ?[~≈]?")
_BACK = 160
_ALIKE = 0.05
_OFF = 5.0  # points
_FITS = 2.6


class _Range(NamedTuple):
    """Two ends of one sort, in base units."""

    low: float
    high: float
    sort: Dimension
    start: int
    end: int
    words: str


def judge(claims: Iterable[Claim]) -> None:
    """Decide the factors and the ranges of shares of running text that two ranges, or a range and an amount, give."""
    prose = [one for one in claims if one.stated.cell is None]
    for claim in prose:
        if claim.verdict == "unresolved" and claim.reading.units[0].symbol == "×" and claim.reading.one_value:
            _judge_factor(claim)
    for low, high in pairwise(prose):
        ends = low.reading.hedge == "low" and high.reading.hedge == "high" and low.stated.text is high.stated.text
        if ends and high.reading.units[0].symbol == "%" and low.verdict == high.verdict == "unresolved":
            _judge_shares(low, high)


def _ranges(found: list[Reading], text: str) -> Iterator[_Range]:
    for low, high in pairwise(found):
        unit = high.units[0]
        if low.hedge == "low" and high.hedge == "high" and unit.dimension and 0 < low.value < high.value:
            sort = uncounted(unit.dimension)
            factor = low.units[0].factor if low.units[0].dimension else unit.factor
            yield _Range(
                low.value * factor, high.value * unit.factor, sort, low.start, high.end, text[low.start : high.end]
            )


def _judge_factor(claim: Claim) -> None:
    text, place = claim.stated.text.text, claim.reading.start
    begin = max(0, place - _BACK)
    window = text[begin:place]
    found = readings(window)
    ranges = list(_ranges(found, window))
    if len(ranges) != 2 or ranges[0].sort != ranges[1].sort or not _POINTS_BACK.search(window[ranges[1].end :]):
        return
    single = [one for one in found if one.one_value and uncounted(one.units[0].dimension) == ranges[0].sort]
    one, other = sorted(ranges, key=lambda found: found.low)
    low, high = other.low / one.low, other.high / one.high
    words = f"{ranges[0].words} against {ranges[1].words}"
    alike = abs(low / high - 1) < _ALIKE
    told = (low, high, other.high / one.low) if alike else (low, high, other.high / one.low, other.low / one.high)
    if single:
        return
    if any(same(claim.reading, ratio) for ratio in told if ratio > 0):
        as_ratio(claim)
        claim.decide("match", working=words)
    elif alike and not claim.reading.exponent_step:
        as_ratio(claim)
        shown = f"{low:.3g}×"
        claim.expected = Expected(low, shown)
        claim.decide("mismatch", f"{words} is {shown} at both ends", rule="ratio", hint=f"write {shown}", working=words)


def _judge_shares(low: Claim, high: Claim) -> None:
    text, place = low.stated.text.text, low.reading.start
    begin, _ = low.stated.sentence_span()
    ahead = text[begin:place]
    found = readings(ahead)
    ranges = list(_ranges(found, ahead))
    if not ranges or not _SHARES.fullmatch(ahead[ranges[-1].end :]):
        return
    part = ranges[-1]
    wholes = {
        one.value * one.units[0].factor: one
        for one in found
        if one.end <= part.start and one.one_value and uncounted(one.units[0].dimension) == part.sort
    }
    if len(wholes) != 1 or len(ranges) != 1:
        return
    whole, stated = next(iter(wholes.items()))
    if whole < part.high:
        return
    expected = 100 * part.low / whole, 100 * part.high / whole
    off = [abs(end.reading.value - right) for end, right in zip((low, high), expected, strict=True)]
    words = f"{part.words} of {stated.text}"
    if max(off) <= _FITS:
        for end in (low, high):
            as_ratio(end, high.reading.units[0])
            end.decide("match", working=words)
    elif min(off) > _OFF:
        for end, right in zip((low, high), expected, strict=True):
            as_ratio(end, high.reading.units[0])
            shown = f"{right:.2g}%"
            end.expected = Expected(right / 100, shown)
            told = f"{words} is {expected[0]:.2g} to {expected[1]:.2g}%"
            end.decide("mismatch", told, rule="ratio", hint=f"write {shown}", working=words)
