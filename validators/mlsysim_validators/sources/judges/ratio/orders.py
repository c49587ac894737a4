"""Orders of devices: "MI300X > Gaudi 3 > H100 in memory bandwidth", against the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.ratio.series import (
    Series,
    claim_of_words,
    field_value,
    meant_by,
    registered,
    series,
)
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.ownership.throughout import named_throughout
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide

_CHAIN = regex(r"\s*([>≫])\s*")
_ORDER = AnyCase(r"\b(?:order|rank|sort)|\bfrom (?:the )?\w+est\b")
_FIELDS = (
    (regex(r"bandwidth|\bbw\b|memory-?bound|decod", re.IGNORECASE), "memory.bandwidth"),
    (regex(r"capacity|memory size|how much memory|\bby (?:\w+ )?memory\b", re.IGNORECASE), "memory.capacity"),
    (regex(r"\btdp\b|power", re.IGNORECASE), "power.tdp"),
    (regex(r"ridge", re.IGNORECASE), "ridge"),
)
# "By bandwidth the order is B200, H200, H100", "ranked by memory: ..."
_LISTS = regex(
    r"\b(?:order|rank|sort)(?:ed|ing|s)?\b[^.;!?]{0,50}?(?:\bis|\bare|\breads?|\bruns?|:)[ \u00a0]*(?:the |an? )?$",
    re.IGNORECASE,
)
_NEXT = regex(r",? (?:and |then )?|, ?(?:then )?")
_UPWARDS = regex(
    r"ascend|lowest first|smallest first|from (?:the )?(?:low|small|slow|least|few|cheap|poor)|increasing",
    re.IGNORECASE,
)
_DOWNWARDS = regex(
    r"descend|highest first|largest first|from (?:the )?(?:high|larg|big|fast|most|dear|great|costl)|decreasing",
    re.IGNORECASE,
)
_IN_ORDER = regex(r",? (?:[\w ]{0,20})?in (?:that|this|exactly that|just that) order\b[^.;!?]{0,40}", re.IGNORECASE)
_FROM_TO = regex(
    r"\bfrom (?:the )?\w+est(?: [\w ]{1,20})? to (?:the )?\w+est\b[^.;!?\d]{0,30}[:,] ?(?:the )?$", re.IGNORECASE
)
_ALIKE = 1.004
_LONGEST_LEAD = 120
_FEWEST_LISTED = 3


def orders(slide: Slide, found: Sequence[Grid], finder: EntityFinder) -> Iterator[Claim]:
    """Claims for the chains of devices on a slide, each with its verdict."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        text = block.text.text
        if block.kind in ("table", "listing"):
            continue
        for chain in _chains(text, finder) if ">" in text else ():
            words = f"{text[max(0, chain[0].start - 120) : chain[-1].end + 120]} {slide.title}"
            field = next((path for pattern, path in _FIELDS if pattern.search(words)), None)
            if field is not None:
                entries = [one.entry for one in chain]
                ways = [entries, *_of_other_variants(entries, slide, finder)]
                known = [
                    {
                        mine.id: value
                        for mine, one in zip(entries, way, strict=True)
                        if (value := field_value(one, field))
                    }
                    for way in ways
                ]
                yield _judged(slide, block, index, chain, known, field)
        for listed in _listed(text, finder) if _ORDER.search(text) else ():
            lead = BREAK.split(text[max(0, listed.chain[0].start - _LONGEST_LEAD) : listed.chain[0].start])[-1]
            quantity = meant_by(f"{lead} {listed.tail}")
            if quantity is None:
                continue
            series_of = [*series(slide, found, finder, quantity, lead)]
            if quantity.field:
                series_of.append(registered((one.entry for one in listed.chain), quantity.field))
            up = bool(_UPWARDS.search(lead)) if _LISTS.search(lead) or _UPWARDS.search(lead) else None
            if _DOWNWARDS.search(lead):
                up = False
            yield _judged(slide, block, index, listed.chain, series_of, quantity.field or "price", up=up)


def _of_other_variants(entries: Sequence[Entry], slide: Slide, finder: EntityFinder) -> Iterator[list[Entry]]:
    """The devices with one of them as another variant that the document names in full: the A100 of 40 GB."""
    named = {mention.entry.id for mention in named_throughout(slide.document, finder)}
    for place, entry in enumerate(entries):
        for other in finder.families.siblings(entry):
            if other.id != entry.id and other.id in named:
                yield [*entries[:place], other, *entries[place + 1 :]]


def _judged(
    slide: Slide, block: Block, index: int, chain: Sequence[Mention], known: Sequence[Series], field: str,
    *, up: bool | None = False,
) -> Claim:  # fmt: skip
    """The claim of a chain; `up`: whether it goes upwards, None where it may go either way."""
    claim = claim_of_words(slide, block, index, chain[0].start, chain[-1].end, float(len(chain)))
    ids = [one.entry.id for one in chain]
    members = [one for one in known if all(name in one for name in ids)]
    if not members:
        claim.decide("unresolved", f"the registry has no {field} of all of them")
        return claim
    names = {one.entry.id: one.entry for one in chain}
    told = ", ".join(f"{names[name].name} {_shown(names[name], field, members[0][name])}" for name in ids)
    ways = [way for way in (False, True) if up is None or way is up]
    strict = ">" in claim.reading.text
    if any(_goes(one, ids, way, strict=strict) for one in members for way in ways):
        claim.decide("match", working=f"{field}: {told}")
        return claim
    ranked = sorted(dict.fromkeys(ids), key=lambda name: members[0][name], reverse=not up)
    right = (" > " if strict else ", ").join(names[name].name for name in ranked)
    claim.decide("mismatch", f"not in this order of {field}: {told}", rule="order", hint=f"write {right}", working=told)
    return claim


def _goes(known: Series, ids: Sequence[str], up: bool, *, strict: bool) -> bool:
    """Whether numbers go one way."""
    pairs = [(known[one], known[other]) for one, other in pairwise(ids)]
    if strict:
        return all(one > other for one, other in pairs)
    return all(one <= other * _ALIKE if up else one * _ALIKE >= other for one, other in pairs)


class _Listed(NamedTuple):
    """Devices in a list, and the words behind it."""

    chain: list[Mention]
    tail: str


def _chains(text: str, finder: EntityFinder) -> Iterator[list[Mention]]:
    chain: list[Mention] = []
    for mention in finder.mentions(text):
        if mention.entry.kind != "accelerators":
            continue
        if chain and _CHAIN.fullmatch(text[chain[-1].end : mention.start]):
            chain.append(mention)
            continue
        if len(chain) > 1:
            yield chain
        chain = [mention]
    if len(chain) > 1:
        yield chain


def _listed(text: str, finder: EntityFinder) -> Iterator[_Listed]:
    """The devices that a sentence lists as an order, with nothing but commas between them."""
    named = [one for one in finder.mentions(text) if one.entry.kind == "accelerators"]
    used = 0
    for first, mention in enumerate(named):
        if first < used:
            continue
        chain = [mention]
        for other in named[first + 1 :]:
            if _NEXT.fullmatch(text, chain[-1].end, other.start) is None:
                break
            chain.append(other)
        used = first + len(chain)
        if len(chain) < _FEWEST_LISTED or len({one.entry.id for one in chain}) < len(chain):
            continue
        tail = _IN_ORDER.match(text, chain[-1].end)
        leads = _LISTS.search(text, max(0, mention.start - _LONGEST_LEAD), mention.start)
        if leads or tail or _FROM_TO.search(text, max(0, mention.start - _LONGEST_LEAD), mention.start):
            yield _Listed(chain, tail.group() if tail else "")


def _shown(entry: Entry, field: str, value: float) -> str:
    if field == "ridge":
        return f"{value:.0f} FLOP/B"
    spec = entry.get(field)
    return spec.printed if spec is not None else f"{value:.4g}"
