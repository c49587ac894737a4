"""Two rates of one link side by side, of both directions and of one: "900 GB/s both ways, hence 450 each way"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.dimensions import BANDWIDTH
from mlsysim_validators.sources.judges.link_rates.links import BOTH_WAYS, ONE_WAY, links_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.throughout import named_throughout
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

Way = Literal["one", "both"]
_OWN_BEHIND = regex(r"[ \u00a0]?\(?[^,;:()|]*")
_OWN_BEFORE = regex(r"[^,;(|]*\Z")
_EACH_LINK = regex(r"\b(?:per|each|every|a single|one)[ -](?:link|port|brick)\b", re.IGNORECASE)
_REACH, _BEHIND = 70, 12
# What both directions are of one, where they are not twice: swapped, not doubled, doubled twice.
_SLIPS = (0.5, 1.0, 4.0)
_SLACK = 0.005


class _Rate(NamedTuple):
    claim: Claim
    unit: Unit
    way: Way

    @property
    def value(self) -> float:
        return self.claim.reading.value * self.unit.factor

    def states(self, per_direction: float) -> bool:
        """Whether it is the rate of a link that carries so many B/s in one direction."""
        wanted = per_direction * (2 if self.way == "both" else 1)
        return agrees(self.claim.reading, self.unit.factor, wanted)


def judge(claims: Iterable[Claim], around: Mapping[int, Surroundings], slide: Slide, finder: EntityFinder) -> None:
    """Report the one of two such rates that does not fit the other."""
    rates = [rate for claim in claims if (rate := _rate(claim, around[id(claim)])) is not None]
    for first, second in pairwise(rates):
        if first.way != second.way and _of_one_link(first.claim, second.claim, finder):
            _compare(first, second, slide, finder)


def _rate(claim: Claim, around: Surroundings) -> _Rate | None:
    unit = next((unit for unit in claim.reading.units if unit.dimension == BANDWIDTH), None)
    if unit is None or not claim.reading.one_value:
        return None
    if claim.stated.cell is not None:
        words = [around.column]
    else:
        behind, before = _OWN_BEHIND.match(around.after), _OWN_BEFORE.search(around.before)
        words = [behind.group() if behind else "", before.group() if before else ""]
    for text in words:
        one, both = ONE_WAY.search(text) is not None, BOTH_WAYS.search(text) is not None
        if one != both:
            return _Rate(claim, unit, "one" if one else "both")
    return None


def _of_one_link(first: Claim, second: Claim, finder: EntityFinder) -> bool:
    """Whether two rates stand side by side in a row, or in a sentence that names no other link or device between."""
    one, two = first.stated.cell, second.stated.cell
    if one is not None or two is not None:
        beside = one is not None and two is not None and one.row == two.row and abs(one.column - two.column) == 1
        return beside and first.stated.block is second.stated.block
    if first.stated.text is not second.stated.text or first.stated.sentence_span() != second.stated.sentence_span():
        return False
    if _is_of_each_link(first) is not _is_of_each_link(second):
        return False
    between = first.reading.end, second.reading.start
    return between[0] <= between[1] and not finder.names_within(first.stated.text.text, *between)


def _is_of_each_link(claim: Claim) -> bool:
    """Whether a rate is said to be one of several links': "the per-link rate remained at 25 GB/s"."""
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    own = _OWN_BEFORE.search(text[max(0, start - _REACH) : start])
    return _EACH_LINK.search(f"{own.group() if own else ''} | {text[end : end + _BEHIND]}") is not None


def _compare(first: _Rate, second: _Rate, slide: Slide, finder: EntityFinder) -> None:
    both, one = (first, second) if first.way == "both" else (second, first)
    if (
        both.states(one.value)
        or one.states(both.value / 2)
        or {first.claim.verdict, second.claim.verdict} & {*FINDINGS}
    ):
        return
    known = [_is_known(rate, slide, finder) for rate in (first, second)]
    if known[0] == known[1]:
        ratio = both.value / one.value if one.value else 0.0
        if all(known) or not any(abs(ratio / slip - 1) <= _SLACK for slip in _SLIPS):
            return
    wrong, right = (first, second) if known[1] and not known[0] else (second, first)
    value = right.value * 2 if wrong.way == "both" else right.value / 2
    told = printed(value, wrong.claim.reading, wrong.unit)
    words = "in both directions" if wrong.way == "both" else "in one direction"
    working = f"{right.claim.text} {'in both directions' if right.way == 'both' else 'in one direction'}"
    wrong.claim.unit, wrong.claim.kind = wrong.unit, "spec" if wrong.claim.kind == "spec" else "derived"
    wrong.claim.field = wrong.claim.field or "link_rate"
    wrong.claim.decide(
        "inconsistent", f"{working} is {told} {words}", rule="direction", hint=f"write {told}", working=working
    )


def _is_known(rate: _Rate, slide: Slide, finder: EntityFinder) -> bool:
    """Whether a rate was found right, or is that of a link of the devices that its row or the slide names."""
    if rate.claim.verdict == "match":
        return True
    return any(
        rate.states(spec.per_direction) for device in _devices(rate.claim, slide, finder) for spec in links_of(device)
    )


def _devices(claim: Claim, slide: Slide, finder: EntityFinder) -> list[Entry]:
    if claim.entity is not None and claim.entity.kind == "accelerators":
        return [claim.entity]
    named = slide.named(finder).get("accelerators", {})
    if claim.stated.cell is None and named:
        return [mention.entry for mention in named.values()]
    return [
        mention.entry for mention in named_throughout(slide.document, finder) if mention.entry.kind == "accelerators"
    ]
