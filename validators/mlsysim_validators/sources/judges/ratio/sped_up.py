"""What a whole gains by a part that is sped up: "10× on 30% of the pipeline: 1.37× end to end", "3× on 35%: only 23%".

Amdahl 1967: with a share p of the time sped up by S, the whole is 1 / ((1 - p) + p / S) times as fast, at most
1 / (1 - p), and takes p (1 - 1/S) less time. Where the three numbers do not fit, the share is wrong if the other part
fits, or if another place of the slide confirms the gain; otherwise the gain is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.judges.recaps.words import stems
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_WHOLE = r"(?:system|end[- ]to[- ]end|overall|total|whole|application)"
_OF_WHOLE = regex(rf"\W{{0,2}}(?:(?!of\b)\w+ ){{0,2}}?{_WHOLE}\b", re.IGNORECASE)
_WHOLE_AHEAD = AnyCase(rf"\b{_WHOLE} (?:speed-?up|gain|improvement)(?: is| of|:|=)? ?(?:only )?[~≈]?$")
_SPEED = regex(rf"\W{{0,2}}(?:(?!{_WHOLE}\b)[\w-]+ ){{0,2}}?(?:speed-?up|faster)\b", re.IGNORECASE)
_SPED_AHEAD = AnyCase(
    r"\bspe(?:ed|ed(?:s|ing)|d) (?:it |up )(?:[\w-]+ ){0,3}(?:by )?$|"
    r"\b(?:optimi[sz]|accelerat|improv)(?:e|es|ed|ing) (?:[\w-]+ ){1,3}by $"
)
# Which part is sped up, "10× inference speed-up", "optimizing inference by 10×"; which one a share is of, "if data
# loading is 90% of the time".
_PART_BEHIND = regex(r"\W{0,2}(?P<part>(?:[\w-]+ ){1,2}?)(?:speed-?up|faster)\b", re.IGNORECASE)
_PART_AHEAD = AnyCase(r"\w+ing (?:the |our )?(?P<part>(?:[\w-]+ ){1,2}?)by $")
_PART_OF_SHARE = AnyCase(
    r"\b(?:if|when|because|since|while|where|as) (?:the )?(?P<part>[\w-]+(?: [\w-]+)?) "
    r"(?:is|are|accounts? for|takes?(?: up)?|makes? up|consumes?) (?:still |only |about |already )?[~≈]?$"
)
_SHARE = regex(
    r" of (?:the |a |an |its |our |your )?(?:total |whole |overall |end[- ]to[- ]end |original )?"
    r"(?:pipeline|latency|time|runtime|total|request|execution|workload)\b",
    re.IGNORECASE,
)
_NOW = AnyCase(r"\b(?:now|then|becomes?|grows? to)\b[^.;,]{0,20}$")
_LIMIT = AnyCase(r"\b(?:at most|caps?|capped|limit\w*|ceiling|maximum|infinit\w*|never|up to|bounded?)\b|∞")
_BACK, _AHEAD, _BESIDE = 260, 90, 40
_OFF = 0.06  # of a factor, below which rounded inputs may give it
_POINTS_OFF = 2.5
_SAME = 1e-6
_STEM = 5  # letters: detector, detection


class _Statement(NamedTuple):
    """A gain of the whole, the speed-up of a part before it, and the share of that part where it is told."""

    gain: Claim
    speed: Claim
    share: Claim | None


def judge(slide: Slide, claims: Iterable[Claim]) -> set[int]:
    """Decide such gains and shares; gives the ids of all claims that tell of a whole, which compare no two amounts."""
    of_whole: set[int] = set()
    factors = [one for one in claims if one.stated.cell is None and one.reading.units[0].symbol in ("×", "%")]
    for one in _statements(factors):
        of_whole.add(id(one.gain))
        if one.share is not None and one.gain.verdict == "unresolved":
            _decide(one.gain, one.speed, one.share, slide)
    return of_whole


def _statements(factors: list[Claim]) -> Iterator[_Statement]:
    for gain in factors:
        text, place = gain.stated.text.text, gain.reading.start
        if not gain.reading.one_value or not _is_of_whole(gain):
            continue
        near = [one for one in factors if one.stated.text is gain.stated.text and one is not gain]
        speeds = [one for one in near if 0 < place - one.reading.end <= _BACK and _is_speed(one)]
        if not speeds or (gain.reading.units[0].symbol == "×" and speeds[-1].reading.value <= gain.reading.value):
            continue
        stop = gain.stated.sentence_span()[1]
        shares = [one for one in near if _is_share(one) and -_BACK <= one.reading.start - place <= _AHEAD]
        shares = [one for one in shares if one.reading.start < max(stop, place)]
        told = {one.reading.value for one in shares}
        share = shares[-1] if len(told) == 1 and not _LIMIT.search(text[speeds[-1].reading.end : place]) else None
        yield _Statement(gain, speeds[-1], share)


def _is_of_whole(claim: Claim) -> bool:
    text, place, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    ahead = _WHOLE_AHEAD.search(text[max(0, place - _BESIDE) : place])
    return ahead is not None or (_OF_WHOLE.match(text, end) is not None and not _is_share(claim))


def _is_speed(claim: Claim) -> bool:
    text, place, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    if claim.reading.units[0].symbol != "×" or not claim.reading.one_value or claim.reading.value <= 1:
        return False
    return _SPEED.match(text, end) is not None or _SPED_AHEAD.search(text[max(0, place - _BESIDE) : place]) is not None


def _is_share(claim: Claim) -> bool:
    text, place = claim.stated.text.text, claim.reading.start
    if claim.reading.units[0].symbol != "%" or not claim.reading.one_value or not 0 < claim.reading.value < 100:
        return False
    return _SHARE.match(text, claim.reading.end) is not None and not _NOW.search(text[max(0, place - _BESIDE) : place])


def _is_of_another_part(share: Claim, speed: Claim) -> bool:
    """Whether a share is said to be of another part than the one that is sped up."""
    text, place, end = speed.stated.text.text, speed.reading.start, speed.reading.end
    told = _PART_OF_SHARE.search(text[max(0, share.reading.start - _BESIDE) : share.reading.start])
    sped = _PART_BEHIND.match(text, end) or _PART_AHEAD.search(text[max(0, place - _BESIDE) : place])
    if told is None or sped is None:
        return False
    one, other = ({stem[:_STEM] for stem in stems(match["part"])} for match in (told, sped))
    return bool(one and other) and not one & other


def _decide(gain: Claim, speed: Claim, share: Claim, slide: Slide) -> None:
    part, by = share.reading.value / 100, speed.reading.value
    of_another = _is_of_another_part(share, speed)
    part = 1 - part if of_another else part
    if _says_rest(share, slide) and _off(gain, 1 - part, by) < _off(gain, part, by):  # which of both parts is meant
        part, of_another = 1 - part, True
    words = f"1 / ((1 - {part:g}) + {part:g} / {by:g})"
    as_ratio(gain)
    if _fits(gain, part, by):
        gain.decide("match", working=words)
    elif share.verdict == "unresolved" and not of_another and (_fits(gain, 1 - part, by) or _is_confirmed(gain, slide)):
        meant = 1 - part if _fits(gain, 1 - part, by) else _share_of(gain, by)
        if not 0 < meant < 1:
            return
        as_ratio(share)
        share.expected = Expected(meant, f"{100 * meant:.2g}%")
        told = f"{gain.text} of the whole by {speed.text} of a part: that is {100 * meant:.2g}% of the time"
        share.decide("mismatch", told, rule="ratio", hint=f"write {100 * meant:.2g}%", working=words)
    elif _is_far(gain, part, by):
        percent = gain.reading.units[0].symbol == "%"
        right = 100 * part * (1 - 1 / by) if percent else _whole(part, by)
        shown = f"{right:.2g}%" if percent else f"{right:.3g}×"
        gain.expected = Expected(right / 100 if percent else right, shown)
        told = f"{speed.text} on {100 * part:.3g}% of the time is {shown} (Amdahl's law)"
        gain.decide("mismatch", told, rule="ratio", hint=f"write {shown}", working=words)


def _says_rest(share: Claim, slide: Slide) -> bool:
    """Whether the text of a share states what it leaves of the whole as well."""
    rest = 100 - share.reading.value
    return any(
        one is not share and one.reading.units[0].symbol == "%" and abs(one.reading.value - rest) < _SAME
        for one in slide.same_text(share)
    )


def _off(gain: Claim, part: float, by: float) -> float:
    """How far a gain is from what a share gives."""
    return min(abs(gain.reading.value - one) for one in _gains(gain, part, by))


def _whole(part: float, by: float) -> float:
    return 1 / (1 - part + part / by)


def _gains(gain: Claim, part: float, by: float) -> list[float]:
    """The gain of the whole as it is printed: a factor; in per cent the time that is saved, or the speed."""
    whole = _whole(part, by)
    return [100 * (1 - 1 / whole), 100 * (whole - 1)] if gain.reading.units[0].symbol == "%" else [whole]


def _fits(gain: Claim, part: float, by: float) -> bool:
    """Whether a gain is what a share gives, which is known to half a point."""
    room = 0.5 * gain.reading.resolution * (2 if gain.reading.rough else 1)
    ends = zip(_gains(gain, max(0.0, part - 0.005), by), _gains(gain, min(1.0, part + 0.005), by), strict=True)
    return any(low - room <= gain.reading.value <= high + room for low, high in ends)


def _is_far(gain: Claim, part: float, by: float) -> bool:
    """Whether a gain is none that roundings explain."""
    off = [abs(gain.reading.value - one) for one in _gains(gain, part, by)]
    if gain.reading.units[0].symbol == "%":
        return min(off) > _POINTS_OFF + 0.5 * gain.reading.resolution
    return off[0] > _OFF * gain.reading.value + 0.5 * gain.reading.resolution


def _is_confirmed(gain: Claim, slide: Slide) -> bool:
    """Whether another place of the slide has the same gain, and it follows there from its amounts."""
    return any(
        other is not gain
        and other.verdict == "match"
        and other.reading.units[0].symbol == gain.reading.units[0].symbol
        and other.reading.value == gain.reading.value
        for other in slide.claims
    )


def _share_of(gain: Claim, by: float) -> float:
    """The share whose speed-up gives a gain."""
    value = gain.reading.value
    saved = value / 100 if gain.reading.units[0].symbol == "%" else 1 - 1 / value
    return saved / (1 - 1 / by)
