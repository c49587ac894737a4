"""Factors that words tell: "nearly doubles", "ninefold", "half as many", "a third of it", "an order of magnitude"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import log10

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading, plain_number, readings
from mlsysim_registry.units.vocabulary import DIMENSIONLESS
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.ratio import multiples
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, pair_of
from mlsysim_validators.sources.judges.ratio.pairs import decide
from mlsysim_validators.sources.judges.ratio.wording import ADDS, sorts
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_TIMES = Unit("×", 1.0, DIMENSIONLESS)
_PERCENT = readings("1%")[0].units[0]
_NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
} | {"twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "hundred": 100.0, "a hundred": 100.0}
_VERBS = {"doubl": 2.0, "twice": 2.0, "halv": 2.0, "half": 2.0, "tripl": 3.0, "quadrupl": 4.0}
_MAGNITUDES = {"an": 1e1, "one": 1e1, "two": 1e2, "three": 1e3, "four": 1e4, "five": 1e5, "six": 1e6}
_PARTS = {
    "half": 1 / 2, "a third": 1 / 3, "a quarter": 1 / 4, "a fifth": 1 / 5, "a sixth": 1 / 6, "an eighth": 1 / 8,
    "a tenth": 1 / 10, "two thirds": 2 / 3, "three quarters": 3 / 4, "two fifths": 2 / 5, "three fifths": 3 / 5,
    "four fifths": 4 / 5,
}  # fmt: skip
_COUNT = "|".join(_NUMBERS)
_WORDS = AnyCase(
    r"\b(?:(?P<hedge>nearly|almost|roughly|about|more than|over|exactly) )?(?:"
    r"(?P<verb>doubl|tripl|quadrupl|halv)(?:es|ed|ing)|"
    r"(?:(?<=\bto )|(?<=\band )|(?<=\bwould )|(?<=\bwill )|(?<=\bcan ))(?P<base>doubl|tripl|quadrupl|halv)e"
    r"(?= (?:the|its|your|our)\b)|(?P<twice>twice|half) ?(?=as (?:many|much|long|fast|large)|"
    r"the\b|of the\b|(?<=twice )[a-z])|"
    rf"(?P<fold>{_COUNT})[- ]?fold|"
    rf"(?P<times>{_COUNT})[- ]times(?= (?:as|the|that|more|less|fewer|\w{{2,9}}er)\b)|"
    r"(?P<magnitude>an|one|two|three|four|five|six) orders? of magnitude)\b"
)
_TELLS = AnyCase(r"doubl|tripl|quadrupl|halv|half|twice|fold|times|magnitude")  # one of them is in all of these
_PART_OF_IT = AnyCase(
    rf"\b(?P<part>{'|'.join(_PARTS)}) of (?:it|that|this|them|these|which)\W{{1,3}}"
    r"(?:(?:about|roughly|some|or|namely|i\.e\.) ?)*(?=[~≈$]?\d)"
)
# "a speed-up of 2.6", "speedup: 1.3": a factor without its sign
_CALLS = AnyCase(r"speed|slow|gain|ratio|improvement")
_CALLED = AnyCase(
    r"\b(?:speed-?\s?up|slow-?down|gain|ratio|improvement)(?: (?:of|is)|:)? "
    r"(?P<hedge>about |roughly |nearly |almost |~)?(?P<number>\d{1,3}(?:\.\d{1,2})?)"
    r"(?=[.,;:)!?](?!\d)|$| (?:and|but|over|in|on|for|while|which|that|here|there)\b)"
)
# "a third higher than", "a quarter less"
_CHANGED = AnyCase(
    r"\b(?P<part>a half|a third|a quarter|a fifth|a sixth|a tenth|two thirds|three quarters) "
    r"(?:higher|larger|longer|more|lower|smaller|shorter|less|fewer|faster|slower|cheaper)\b"
)
_POINTS = regex(r" ?(?:that|this|it|those)\b")
_OF = regex(r" ?(?:of )?(?:the|its|their) (?P<what>[\w-]+(?: [\w-]+)?)")  # "half the clock": of another sort
_MAGNITUDE = AnyCase(r"orders? of magnitude")
_APPOSED = regex(
    r"(?:[^,;.()—–:]{0,60}[,(—–:=] ?| )"
    r"(?:(?:that is|i\.e\.|or|so|about|roughly|nearly|almost|over|more than|which is) ?)*"
)
_HALF_AN_ORDER, _AN_ORDER = 0.7, 1.0
_REACH = 40
_ABOUT = 0.15
_ROOM = 0.06


def spoken(slide: Slide, judge: Callable[[Claim, bool], None]) -> Iterator[Claim]:
    """Claims for such words that `judge` can decide; it is told whether they are sure enough to be called wrong."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind in ("table", "listing", "math"):
            continue
        text = block.text.text
        for match in _WORDS.finditer(text) if _TELLS.search(text) else ():
            value = _value(match)
            hedge = "above" if match["hedge"] in ("more than", "over") else "about"
            step = 1.0 if match["magnitude"] else 0.0
            words = text[match.start() : match.end()]
            reading = Reading(match.start(), match.end(), value, 2 * _ABOUT * value, (_TIMES,), hedge, words, step)
            claim = Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="ratio")
            of = _OF.match(text, match.end())
            judge(claim, not _POINTS.match(text, match.end()) and (of is None or bool(sorts(of["what"]))))
            if match["magnitude"] and claim.verdict == "unresolved":
                _of_the_factor_beside(claim)
            if claim.verdict != "unresolved":
                yield claim
        for match in _CALLED.finditer(text) if _CALLS.search(text) else ():
            number = plain_number(match["number"], match.start("number"), "about" if match["hedge"] else "")
            reading = number._replace(units=(_TIMES,))
            claim = Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="ratio")
            judge(claim, True)
            if claim.verdict != "unresolved":
                yield claim
        for match in _CHANGED.finditer(text) if " " in text else ():
            part = 100 * ({"a half": 0.5} | _PARTS)[match["part"].lower()]
            words = text[match.start("part") : match.end("part")]
            reading = Reading(match.start(), match.end("part"), part, 2 * _ROOM * part, (_PERCENT,), "about", words)
            claim = Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="ratio")
            multiples.judge(claim, wrong=True)
            if claim.verdict != "unresolved":
                yield claim
        for match in _PART_OF_IT.finditer(text) if " of " in text else ():
            if ADDS.search(text[max(0, match.start() - _REACH) : match.start()]):
                continue
            part = _PARTS[match["part"].lower()]
            words = text[match.start() : match.end("part")]
            reading = Reading(match.start(), match.end("part"), part, _ROOM * part, (_TIMES,), "about", words)
            claim = Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="ratio")
            pair = _whole_and_part(text, match)
            if pair is not None:
                decide(claim, pair, right=pair.low * (1 - _ROOM) <= 1 / part <= pair.high * (1 + _ROOM))
                yield claim


def _of_the_factor_beside(claim: Claim) -> None:
    """Decide orders of magnitude by the factor of their sentence: "128 times as much, two orders of magnitude"."""
    text, (begin, stop) = claim.stated.text.text, claim.stated.sentence_span()
    factors = [one for one in readings(text[begin:stop]) if one.units[0].symbol == "×" and one.one_value]
    if len(factors) != 1 or factors[0].value <= 1 or len(_MAGNITUDE.findall(text[begin:stop])) != 1:
        return
    first, last = sorted((factors[0].end + begin, claim.reading.start))
    if not _APPOSED.fullmatch(text[first:last]):
        return
    off = abs(log10(factors[0].value) - log10(claim.reading.value))
    told = f"{factors[0].text.strip()} is {log10(factors[0].value):.1f} orders of magnitude"
    claim.kind, claim.field, claim.unit = "derived", "ratio", claim.reading.units[0]
    if off < _HALF_AN_ORDER:
        claim.decide("match", working=told)
    elif off >= _AN_ORDER:
        claim.sure = True  # of no other two
        claim.decide("mismatch", told, rule="ratio", hint=f"write 10^{log10(factors[0].value):.0f}", working=told)


def _value(match: re.Match[str]) -> float:
    if match["magnitude"]:
        return _MAGNITUDES[match["magnitude"].lower()]
    word = match["verb"] or match["base"] or match["twice"]
    return _VERBS[word.lower()] if word else _NUMBERS[(match["fold"] or match["times"]).lower()]


def _whole_and_part(text: str, match: re.Match[str]) -> Pair | None:
    """The amount before "half of it, 9e22", and the one behind it."""
    whole = amounts(text[max(0, match.start() - 120) : match.start()])[-1:]
    behind = readings(text[match.end() : match.end() + 40])[:1]
    if not whole or not behind or behind[0].start > 1 or not behind[0].one_value:
        return None
    part = behind[0]._replace(units=whole[0].units) if behind[0].units == (ONE,) else behind[0]
    return pair_of(whole[0], part)
