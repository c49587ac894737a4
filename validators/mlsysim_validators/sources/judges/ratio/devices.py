"""A factor between the figures of two devices: "against the H100 it has 2.3× the bandwidth".

Which figure is meant, the words of the factor's own clause say, or the amount that stands before it. Where words and
devices are certain, a factor that is far from what they give is wrong; where they are less so, only one that is to the
digit the ratio of another figure or of another device, or a slip of the right one. Where a rate is named without its
number format, every format is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.ratio import explained, wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.figures import (
    ATTRIBUTES,
    BANDWIDTH,
    CAPACITY,
    POWER,
    RATE,
    Attribute,
    named,
    of_field,
    pairs,
)
from mlsysim_validators.sources.judges.ratio.pairs import decide, fitting, one_of_several
from mlsysim_validators.sources.judges.ratio.whom import Two, compared
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.throughout import named_in_full
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_OTHER = AnyCase(
    r"nvlink|pcie (?:link|x|gen|\d)|\blinks?\b|interconnect|network|fabric|per[ -](?!watt|joule)|/ ?\$|dollar|price|"
    r"cost|cheap|measured|achiev|effective|attain|sustain|observ|real(?:ised|ized)|cache|\bl2\b|intensity|tokens?|"
    r"batch|(?:per|every|each) byte|in (?:practice|our)|sparse|sparsity|mfu|users?|weights?|\btime\b|latency|hours|days"
)
_MEASURED = AnyCase(r"faster|speed-?up|outperform|\bruns?\b|quicker|slower")  # not of the peaks alone
_AS_MANY = regex(r"\W{0,2}as (?:many|few)\b")  # operations, users: what the clause before it counts
_TWICE = 2.0
_NEAR = 40
_MOST_VARIANTS = 8
_MOST_OTHERS = 6
_UNCLEAR = 0.08  # figures of other data sheets, rounded
_SHOWN = (BANDWIDTH, CAPACITY, POWER, RATE)  # whose ratio may be told for that of another


def judge(claim: Claim, slide: Slide, finder: EntityFinder, *, wrong: bool) -> None:
    """Decide a factor or a percentage by the registered figures of the two devices that it compares.

    `wrong` says whether a factor that they do not give is told.
    """
    unit, text = claim.reading.units[0], claim.stated.text.text
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.stated.cell is not None:
        return
    if not claim.reading.one_value or wording.A_RATE.match(text, claim.reading.end):
        return
    if unit.symbol == "%" and not wording.percentage(text, claim.reading.start, claim.reading.end):
        return
    begin, stop = claim.stated.sentence_span()
    clause = wording.clause(text, claim.reading.start, claim.reading.end, begin, stop)
    if _OTHER.search(clause) or (_AS_MANY.match(text, claim.reading.end) and not named(clause)):
        return
    if any(one.end == claim.reading.start - begin - 1 for one in finder.mentions(text[begin : claim.reading.start])):
        return  # "A100 3.24x, A6000 4.53x": what each of them gains
    meant = [two for two in compared(claim, slide, finder, clause) if two.subject.id != two.base.id]
    if not meant:
        return
    first = meant[0]
    attributes, sure = _attributes(claim, clause, first, slide)
    form = number_format(clause)
    whom = [pair for two in meant for pair in [(two.subject, two.base), *_other_variants(two, slide, finder)]]
    found = [some for each in attributes for both in whom if (some := list(pairs(both, each, form, claim.reading)))]
    right = fitting(claim, [pair for some in found for pair in some])
    if right is not None:
        if first.sure or (sure and explained.tells(claim)):
            decide(claim, right, right=True)
        return
    if not wrong or not found or not sure or _MEASURED.search(clause) or wording.DENIES.search(clause):
        return
    if _is_of_another_figure(claim, slide):
        return
    slip = _slip(claim, found[0][0], attributes, first, slide, finder, form) if len(meant) == 1 else ""
    if slip or (first.sure and all(_is_off(claim, some) for some in found)):
        decide(claim, found[0][0], right=False, explained=True, slip=slip)


def _is_of_another_figure(claim: Claim, slide: Slide) -> bool:
    """Whether the figure that stands right before a factor is not the registered one.

    "The B300 has 15 PFLOPS, 50% more than the B200": of 10, which the text has, and not of what the registry has.
    """
    before = slide.before(claim)
    if before is None or before.kind != "spec" or before.verdict == "match" or before.reading.end > claim.reading.start:
        return False
    near = before.reading.start >= claim.stated.sentence_span()[0]
    return near and claim.reading.start - before.reading.end < _NEAR


def _attributes(claim: Claim, clause: str, two: Two, slide: Slide) -> tuple[list[Attribute], bool]:
    """The attributes that a factor may compare, and whether its own words name just one.

    Its own are those of its clause, the number right before it, else those since the factor before it.
    """
    text, (begin, stop) = claim.stated.text.text, claim.stated.sentence_span()
    found = named(clause)
    if found:
        return found, len(found) == 1
    before = slide.before(claim)
    if before is not None and before.entity is not None and before.entity.id == two.subject.id:
        gap = text[before.reading.end : claim.reading.start]
        near = before.reading.end >= begin and len(gap) < _NEAR
        if before.kind == "spec" and before.verdict == "match" and near:
            return [of_field(before.field)], True
    since = max((one.reading.end for one in slide.beside(claim) if one.reading.end <= claim.reading.start), default=0)
    since = max(begin, since + len(wording.behind_in_clause(text, since)) if since > begin else begin)
    found = named(text[since : claim.reading.start])
    if found:
        return found, len(found) == 1
    sentence = text[begin:stop]
    return ([], False) if one_of_several(claim, sentence) else (named(sentence), False)


def _other_variants(two: Two, slide: Slide, finder: EntityFinder) -> list[tuple[Entry, Entry]]:
    """The two by the other variants of their families that the document names in full."""
    first, second = ([one, *named_in_full(one, slide.document, finder)] for one in (two.subject, two.base))
    return [
        (one, other) for one, other in product(first, second) if (one, other) != (two.subject, two.base)
    ][:_MOST_VARIANTS]  # fmt: skip


def _is_off(claim: Claim, some: list[Pair]) -> bool:
    """Whether a factor is wrong for certain: far from every pair, or twice the ratio, as sparse against dense is."""
    stated = claim.reading.value
    percent = claim.reading.units[0].symbol == "%"
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    if percent:
        change = wording.percentage(text, start, end) == "change"
        stated = 1 + 0.01 * stated if change else 0.01 * stated
    elif stated < 1:
        return False
    if len(some) > 1:  # a rate of any format
        return abs(stated / (_TWICE * some[0].ratio) - 1) < _UNCLEAR or stated > 1.1 * _TWICE * max(
            pair.ratio for pair in some
        )
    more = stated + 1 if not percent and re.match(r"\W*\w* ?more\b", text[end:]) else stated
    rises = wording.direction(text, start, end) == "up"
    fallen = 2 - stated if 1 < stated < _TWICE and percent and not rises else stated
    ratio = some[0].ratio
    return all(
        abs(one / other - 1) > _UNCLEAR for one in (stated, more, fallen) for other in (ratio, 1 / ratio) if one > 0
    )


def _slip(
    claim: Claim, right: Pair, attributes: list[Attribute], two: Two, slide: Slide, finder: EntityFinder,
    form: str | None,
) -> str:  # fmt: skip
    """What a wrong factor is instead: a slip of the right one, the ratio of other figures, or of other devices."""
    found = explained.slip(claim, right, apposed=True, doubled=RATE in attributes)
    if found or not explained.tells(claim):
        return found
    return next(
        (
            words
            for pair, words in _others(claim, attributes, two, slide, finder, form)
            if any(explained.is_exactly(claim, value, pair) for value in explained.central(claim, pair))
        ),
        "",
    )


def _others(
    claim: Claim, attributes: list[Attribute], two: Two, slide: Slide, finder: EntityFinder, form: str | None
) -> Iterator[tuple[Pair, str]]:
    both = (two.subject, two.base)
    for attribute in ATTRIBUTES:
        if attribute in _SHOWN and attribute not in attributes:
            for pair in pairs(both, attribute, None, claim.reading):
                yield pair, f"that is the ratio of their {attribute.name}"
                break
    if not two.sure:
        return
    ids = {one.id for one in both}
    beside = [one.entry for one in slide.named(finder).get("accelerators", {}).values() if one.entry.id not in ids]
    beside += [one for entry in both for one in finder.families.siblings(entry) if one.id not in ids]
    for other in list(dict.fromkeys(beside))[:_MOST_OTHERS]:
        for some in ((two.subject, other), (other, two.base)):
            for pair in list(pairs(some, attributes[0], form, claim.reading))[:1]:
                yield pair, f"that is the ratio of {some[0].name} to {some[1].name}"
