"""Which of two devices has more: "the MI300X has a lower ridge than the H200", by the slide's tables or the registry.

Told wrong is only what everything known of both contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.ratio.series import Series, claim_of_words, meant_by, registered, series
from mlsysim_validators.sources.judges.ratio.whom import counted
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.texts.sentences import ENDS
from mlsysim_validators.sources.texts.slides import Slide

_UP = r"more|higher|larger|bigger|greater|dearer|costlier|ahead of|above|faster|quicker|wider|harder"
_DOWN = r"less|lower|smaller|fewer|cheaper|below|under|behind|slower|narrower|easier"
# "has a lower ridge point than the", "'s ridge lies below that of the"
_BETWEEN = AnyCase(
    rf"(?:'s)?(?: [a-z-]+){{0,4}}? (?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<noun>(?: [a-z0-9-]+){{0,4}}?)"
    r"(?: than)?(?: that of| those of)? (?:the |an? )?"
)
_BEHIND = AnyCase(r" (?:in|by|on) (?P<noun>[a-z ]{3,30})")
_WITHOUT_THAN = ("ahead of", "above", "below", "under", "behind")
_SAID_SO = AnyCase(
    r"\?|\b(?:if|would|could|might|should|suppose|imagine|not|no|never|neither|unless|until|whether|myth|fallacy|wrong|"
    r"false|measured|per|effective|achieved|cache|l2|l1|nvlink|pcie|link|network|users?|tokens?|batch|sparse|sparsity|"
    r"weights?|latency|generation|was|had)\b"
)
_LONGEST = 90
_SAME = 1.01


def comparatives(slide: Slide, found: Sequence[Grid], finder: EntityFinder) -> Iterator[Claim]:
    """Claims for the devices of which one is said to have more than the other, those that can be decided."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind not in ("paragraph", "item", "note", "caption"):
            continue
        text = block.text.text
        two = [one for one in finder.mentions(text) if one.entry.kind == "accelerators"]
        for first, second in pairwise(two):
            if second.start - first.end > _LONGEST or first.entry.id == second.entry.id:
                continue
            match = _BETWEEN.fullmatch(text[first.end : second.start])
            if match is None or _than(match) or counted(first, text) or counted(second, text):
                continue
            begin = max(text.rfind(mark, 0, first.start) for mark in (". ", "; ", "? ", ": ")) + 1
            stop = ENDS.search(text, second.end)
            sentence = text[begin : stop.end() if stop is not None else len(text)]
            if _SAID_SO.search(sentence):
                continue
            claim = claim_of_words(slide, block, index, first.start, second.end)
            _decide(claim, match, first.entry, second.entry, _known(slide, found, finder, match, two, sentence))
            if claim.verdict != "unresolved":
                yield claim


def _than(match: re.Match[str]) -> bool:
    """Whether the words are no comparison: "more" wants a "than", "above" wants none."""
    words = match["up"] or match["down"]
    return (" than" in match.group()) is (words in _WITHOUT_THAN)


def _known(
    slide: Slide, found: Sequence[Grid], finder: EntityFinder, match: re.Match[str], named: Sequence[Mention],
    sentence: str,
) -> list[Series]:  # fmt: skip
    """What is known of the quantity that the words of a comparison name: by the slide, and by the registry."""
    behind = _BEHIND.search(sentence)
    quantity = meant_by(f"{match.group()} {behind['noun'] if behind is not None else ''}")
    if quantity is None:
        return []
    known = [*series(slide, found, finder, quantity, sentence)]
    if quantity.field:
        known.append(registered((one.entry for one in named), quantity.field))
    return known


def _decide(claim: Claim, match: re.Match[str], first: Entry, second: Entry, known: Sequence[Series]) -> None:
    both = [(one[first.id], one[second.id]) for one in known if first.id in one and second.id in one]
    if not both:
        return
    told = f"{first.name} {both[0][0]:.4g}, {second.name} {both[0][1]:.4g}"
    if any(one >= other if match["up"] else one <= other for one, other in both):
        claim.decide("match", working=told)
    elif all(max(pair) > _SAME * min(pair) for pair in both):
        hint = f"say it of {second.name}, or the other way round"
        claim.decide("mismatch", f"it is the other way round: {told}", rule="order", hint=hint, working=told)
