"""A percentage and a factor that a text calls the same: "40% faster, i.e. 1.4×", "a 75% reduction, that is, 4×".

What is more by a share is one and the share; what is less is one less the share, or the inverse of that. Both ends of
ranges are compared. Where no word says which way it goes, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected, of_running_text
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.patterns import regex

_SAYS_AGAIN = regex(
    r"(?P<words>(?: [\w-]+){0,3}),? ?[(—–]? ?(?:i\.e\.,?|that is,?|in other words,?|equivalently,?|meaning|=|≈)"
    r" ?(?:an? |of )?(?:(?:only|about|roughly|around|nearly|almost) )*[~≈]?",
    re.IGNORECASE,
)
_UP = AnyCase(r"\b(?:faster|uplift|more|higher|larger|longer|slower|increase|gain|improvement|growth|speed-?\s?up)\b")
_DOWN = AnyCase(r"\b(?:less|fewer|lower|smaller|shorter|cheaper|reduction|drop|decrease|cut|savings?|saved|decline)\b")
_SPEED = AnyCase(r"\b(?:faster|speed-?\s?up|gain|improvement|slower|longer|shorter)\b")
_AHEAD = 25
_BEHIND = 25
_ROUGH = 0.04
_ALL, _NEARLY_ALL, _FIVE = 100, 0.999, 5
_TENS_ABOUT = 2.0  # points: "about 40%"
_EXACT = 1e-6


def judge(claims: Iterable[Claim]) -> None:
    """Decide the factors and percentages of running text that say another one again."""
    for found in of_running_text(claims).values():
        text = found[0].stated.text.text
        if "%" in text:
            by_place = {claim.reading.start: claim for claim in found}
            for first, second in _restated(text):
                told = [one for end in second if (one := by_place.get(end.start)) is not None]
                if len(told) == len(second) and all(one.verdict == "unresolved" for one in told):
                    _decide(told, first, second, _words(text, first, second))


def _restated(text: str) -> Iterator[tuple[Sequence[Reading], Sequence[Reading]]]:
    """Two numbers or ranges, the one a percentage, the other a factor, that a text says to be the same."""
    found = list(_numbers(readings(text)))
    for first, second in pairwise(found):
        symbols = {first[-1].units[0].symbol, second[-1].units[0].symbol}
        if symbols == {"%", "×"} and _SAYS_AGAIN.fullmatch(text, first[-1].end, second[0].start):
            yield first, second


def _numbers(found: Iterable[Reading]) -> Iterator[Sequence[Reading]]:
    low: Reading | None = None
    for one in found:
        if one.hedge == "low":
            low = one
        elif one.hedge == "high" and low is not None:
            yield (low, one)
        elif one.one_value and not one.exponent_step:
            yield (one,)


def _words(text: str, first: Sequence[Reading], second: Sequence[Reading]) -> str:
    """The words beside the percentage, which say which way it goes."""
    percent, other = (first, second) if first[-1].units[0].symbol == "%" else (second, first)
    if percent is first:
        return text[max(0, percent[0].start - _AHEAD) : percent[0].start] + " " + text[percent[-1].end : other[0].start]
    return text[percent[-1].end : percent[-1].end + _BEHIND]


def _decide(told: Sequence[Claim], first: Sequence[Reading], second: Sequence[Reading], words: str) -> None:
    percent, factor = (first, second) if first[-1].units[0].symbol == "%" else (second, first)
    up, down = _UP.search(words) is not None, _DOWN.search(words) is not None
    if up is down or len(percent) != len(factor):
        return
    speed = _SPEED.search(words) is not None
    fitting = [_fits(one, other, up=up, speed=speed) for one, other in zip(percent, factor, strict=True)]
    unclear = any(_is_the_factor(one, other) for one, other in zip(percent, factor, strict=True))
    if unclear and not all(fitting):  # "300% more, i.e. 3×"
        return
    for claim, before, share, times, fits in zip(told, first, percent, factor, fitting, strict=True):
        as_ratio(claim)
        if fits:
            claim.decide("match", working=before.text.strip())
            continue
        right = _expected(claim, share, times, up=up)
        scale, sign = (_ALL, "%") if claim.reading.units[0].symbol == "%" else (1, "×")
        printed = f"{scale * right:.3g}{sign}"
        claim.sure = True  # of no other two
        claim.expected = Expected(right, printed)
        told_so = f"{before.text.strip()} is {printed}"
        claim.decide("mismatch", told_so, rule="ratio", hint=f"write {printed}", working=before.text.strip())


def _fits(share: Reading, times: Reading, *, up: bool, speed: bool) -> bool:
    """Whether a factor is what a share makes of one, as far as the digits of both tell."""
    room = 0.5 * times.resolution + (_ROUGH * times.value if times.rough else 0.0) + _EXACT
    return any(low - room <= times.value <= high + room for low, high in _ways(share, up=up, speed=speed))


def _ways(share: Reading, *, up: bool, speed: bool) -> Iterator[tuple[float, float]]:
    room = 0.5 * share.resolution + (_TENS_ABOUT if share.rough and share.value % _FIVE == 0 else 0.0)
    low, high = (share.value - room) / _ALL, min(share.value + room, _ALL * _NEARLY_ALL) / _ALL
    if up:
        yield 1 + low, 1 + (share.value + room) / _ALL
    if (not up or speed) and low < high:  # what takes 40% less is 1.67× as fast
        yield 1 / (1 - low), 1 / (1 - high)
    if not up or speed:
        yield 1 - high, 1 - low
    if speed:  # "25% slower, i.e. 0.8× the speed"
        yield 1 / (1 + high), 1 / (1 + low)


def _is_the_factor(share: Reading, times: Reading) -> bool:
    """Whether a share is a factor as a percentage: of what is "300% more" some say that it is 3×."""
    return abs(share.value / _ALL - times.value) <= 0.5 * times.resolution


def _expected(claim: Claim, share: Reading, times: Reading, *, up: bool) -> float:
    p, f = share.value / _ALL, times.value
    if claim.reading.units[0].symbol == "%":
        return f - 1 if up else 1 - (1 / f if f > 1 else f)
    return 1 + p if up else 1 / (1 - p) if f > 1 else 1 - p
