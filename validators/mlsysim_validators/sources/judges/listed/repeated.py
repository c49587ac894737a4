"""Counts of the same things that differ: "three kinds of drift", and later "the four kinds of drift"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.listed.announced import LEAST, Announced, announced, tell
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_OF_WHAT = regex(r" (?:of|to|in|for) (?:the |a |an |your )?(?P<what>[a-z][a-z-]{3,})")
_PROSE = ("paragraph", "item", "note", "caption", "heading", "title")
_LONGEST = 2000


def judge(document: Document, known: dict[Place, Claim]) -> Iterator[Claim]:
    """Tell the count of a thing that stands alone against others, or else the last one."""
    said: dict[tuple[str, str], list[tuple[int, Announced]]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        if block.kind in _PROSE and len(block.text.text) <= _LONGEST:
            for one in announced(block.text):
                what = _OF_WHAT.match(block.text.text.lower(), one.stop)
                if what is not None:
                    said[one.noun, what["what"]].append((index, one))
    for places in said.values():
        counts = Counter(one.many for _, one in places)
        if len(counts) != 2 or min(counts) < LEAST:  # two of anything may be others
            continue
        (most, _), (least, alone) = counts.most_common()
        if alone > 1:
            continue
        wrong = next(place for place in reversed(places) if place[1].many in ((least,) if counts[most] > 1 else counts))
        right = next(one for _, one in places if one.many != wrong[1].many)
        line, _ = document.position(right.text.source_offset(right.begin))
        told = f"line {line} has {right.words}"
        yield from tell(document, wrong[1], wrong[0], told, known, f"write one of the two: {right.many}?")
