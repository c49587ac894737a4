"""How many things a sentence announces, and how many it lists: "five stages: ingest, clean, train, serve".

Told is a count that is off by one. An "and" may join two items or stand in one of them; what is listed as examples, or
of each, is no list of all.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.listed.announced import COUNT_AGAIN, LEAST, miscounted
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_ITEM = r"[A-Za-z][\w/'’-]*(?: [\w/'’-]+){0,3}"
_LISTED = regex(
    rf"\b(?P<count>(?i:{'|'.join(COUNT_WORDS)}))(?: [A-Za-z-]{{3,}})? (?!times\b)[A-Za-z]{{3,}}s: "
    rf"(?P<list>{_ITEM}(?:, {_ITEM}){{1,11}})(?P<end>\.(?: [A-Z]|[\"”']|\Z)| ?[—–]|\Z)"
)
_AND = regex(r"\b(?:and|or|plus)\b|&")
_NOT_ALL = regex(r"\b(?:then|each|every|both|its|their|etc|including|such|like|first|one|not|so|is|are|\d+)\b")
_PROSE = ("paragraph", "item", "note", "caption")


def judge(document: Document, known: dict[Place, Claim]) -> Iterator[Claim]:
    """Tell counts that a list right behind contradicts; they were no claims before."""
    for index, block in enumerate(document.blocks):
        text = block.text.text
        for match in _LISTED.finditer(text) if block.kind in _PROSE and ": " in text else ():
            count, least, most = COUNT_WORDS[match["count"].lower()], *_items(match["list"])
            if count < LEAST or _NOT_ALL.search(match["list"]) or count not in (least - 1, most + 1):
                continue
            listed = str(least) if least == most else f"{least} or {most}"
            told = f"{match['count']} are announced, {listed} are listed"
            place = block.text, *match.span("count")
            yield from miscounted(document, place, index, count, told, known, COUNT_AGAIN)


def _items(listed: str) -> tuple[int, int]:
    """How many things a list names, at the least and at the most."""
    items = listed.split(", ")
    return len(items), len(items) + sum(len(_AND.findall(one)) - (_AND.match(one) is not None) for one in items)
