"""A factor or share by the amounts of its slide: of the one right before it, or of two that its words name.

"Together 121 kW, 9.3% of the nodes' draw": the nodes draw 1,306 kW, says a line above. "Renting costs 1.5 times as
much as owning": two lines have these words. What such a pair gives is right. Wrong is only what a slip of the amount
before it and another gives to the digit, where so few are asked that chance hardly could.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio import explained, wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.not_compared import is_where_measured
from mlsysim_validators.sources.judges.ratio.pairs import decide
from mlsysim_validators.sources.judges.ratio.pool import Amount, amount_of, paired, pool
from mlsysim_validators.sources.judges.ratio.sides import stems
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide

_APART = regex(r";|\bof which\b|\b(?:while|whereas|but|if|when|where)\b")
_POINTS = regex(r"\W*(?:that|this|it|which)(?: is|'s| makes| means|,)|\W*$", re.IGNORECASE)
_NAMES = regex(
    r"(?: [\w-]+){0,3}? (?:of|than|over|against|as)\b(?P<name>[^.,;:()!?\n]{2,40})"
    r"| (?P<plain>(?:the|an?|its) [^.,;:()!?\n]{2,40})"
)
_AGAINST = regex(r"\b(?:against|compared (?:to|with)|relative to|over)\b(?P<name>[^.,;:()!?\n]{2,40})", re.IGNORECASE)
# "saves $2,535 (84%)": the amount is the change itself.
_DIFFERENCE = AnyCase(
    r"sav(?:e|es|ed|ing|ings)\b|\b(?:cuts?|reduction|difference|overhead|loss|loses?|gains?|extra|adds?)\b"
)
_FARTHEST = 60
_CHANCE_OF_MATCH = 0.3


class _Candidates(NamedTuple):
    """The pairs that a claim may be of, and whether its words name both of each."""

    pairs: list[Pair]
    named: bool


_NAMED_SO = regex(r"\b(?:a|an|the) (?:\w+ )?\w+ of (?:about |around |roughly |some )?[~≈]?$")


def _is_a_difference(own: Claim, claim: Claim) -> bool:
    """Whether an amount is said to be a difference; not by what names the percentage: "$35K, a reduction of 56%"."""
    sentence = own.stated.sentence()
    named = _NAMED_SO.search(claim.stated.text.text[max(0, claim.reading.start - _FARTHEST) : claim.reading.start])
    return _DIFFERENCE.search(sentence.replace(named.group(), "") if named is not None else sentence) is not None


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a factor or a share by the amounts of the slide."""
    reading, text = claim.reading, claim.stated.text.text
    if claim.verdict != "unresolved" or claim.stated.cell is not None or reading.units[0].symbol not in ("×", "%"):
        return
    if not reading.one_value or reading.exponent_step or wording.A_RATE.match(text, reading.end):
        return
    if reading.units[0].symbol == "%" and not wording.percentage(text, reading.start, reading.end):
        return
    own = _own(claim, slide)
    by_itself = own is not None and _is_a_difference(own.claim, claim)
    candidates = _of_own(own, claim, slide) if own is not None else _of_named(claim, slide)
    for some in candidates:
        chance = explained.by_chance(claim, len(some.pairs))
        right = next((pair for pair in some.pairs if explained.gives(claim, pair, by_itself=by_itself)), None)
        if right is not None:
            if (explained.tells(claim) and chance < _CHANCE_OF_MATCH) or (some.named and own is not None):
                decide(claim, right, right=True)
            claim.asked = ()  # no slip of another pair is to be told of it
            return
    for some in candidates:
        chance = explained.by_chance(claim, len(some.pairs))
        if own is None or chance > explained.MOST_CHANCE or wording.DENIES.search(claim.stated.sentence()):
            continue
        for pair in some.pairs:
            slip = explained.slip(claim, pair, apposed=True)
            if slip and not (by_itself and explained.is_exactly(claim, 1 / pair.ratio, pair)):
                decide(claim, pair, right=False, slip=slip)
                return


def _of_own(own: Amount, claim: Claim, slide: Slide) -> list[_Candidates]:
    """The amount before a claim with those that the words behind it name, then with any of the sort."""
    others = _distinct(one for one in pool(slide) if one.sort == own.sort and one.claim is not own.claim)
    words = stems(_base(claim))
    named = [one for one in others if words & one.words]
    return [_Candidates(pairs, some is named) for some in (named, others) if (pairs := _pairs(some, [own]))]


def _of_named(claim: Claim, slide: Slide) -> list[_Candidates]:
    """The amounts that the words before a claim name with those that the words behind it do."""
    text, (begin, _) = claim.stated.text.text, claim.stated.sentence_span()
    base = stems(_base(claim))
    subject = stems(text[begin : claim.reading.start]) - base
    if not base or not subject:
        return []
    bases, subjects = _best(pool(slide), base), _best(pool(slide), subject)
    pairs = _pairs(bases, subjects)
    return [_Candidates(pairs, True)] if pairs else []


def _best(amounts: Sequence[Amount], words: set[str]) -> list[Amount]:
    scores = [len(words & one.words) for one in amounts]
    most = max(scores, default=0)
    return _distinct(one for one, score in zip(amounts, scores, strict=True) if score == most) if most else []


def _base(claim: Claim) -> str:
    """The words that name the base of a claim."""
    text, (begin, _) = claim.stated.text.text, claim.stated.sentence_span()
    behind = _NAMES.match(text, claim.reading.end)
    if behind is not None:
        return behind["name"] or behind["plain"]
    ahead = _AGAINST.search(text, begin, claim.reading.start)
    return ahead["name"] if ahead is not None else ""


def _pairs(bases: Sequence[Amount], subjects: Sequence[Amount]) -> list[Pair]:
    return [pair for base in bases for own in subjects if (pair := paired(base, own)) is not None]


def _distinct(amounts: Iterable[Amount]) -> list[Amount]:
    found: dict[tuple[object, str], Amount] = {}
    for one in amounts:
        found.setdefault((one.sort, f"{one.value:.4g}"), one)
    return list(found.values())


def _own(claim: Claim, slide: Slide) -> Amount | None:
    """The amount right before a claim, in its sentence or, where that only points back, in the one before."""
    text, (begin, _) = claim.stated.text.text, claim.stated.sentence_span()
    before = slide.before(claim)
    while before is not None and before.reading.bare and before.reading.end > begin:
        before = slide.before(before)
    if before is None or (own := amount_of(before)) is None:
        return None
    if is_where_measured(text, before.reading):
        return None
    gap = text[before.reading.end : claim.reading.start]
    if gap.startswith(":") and before.reading.start == begin:  # "8 GPUs: 8.8% overhead": the label of its line
        return None
    if before.reading.start >= begin:
        return own if len(gap) <= _FARTHEST and not _APART.search(gap) else None
    points = _POINTS.match(text[begin : claim.reading.start]) is not None
    return own if points and len(BREAK.split(gap.strip())) <= 2 else None
