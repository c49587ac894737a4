"""Who comes first: "MI300X has the lowest ridge of the four", "6 beats 4", against the slide's numbers or the registry.

The members of the comparison are the rows of a table, the devices of which the slide states the quantity, or the
devices that it names, with what the registry has of them. Told wrong is only a subject that comes first in none of the
columns that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.ratio.series import (
    FEEDING,
    FEWEST,
    PRICE,
    QUANTITIES,
    RIDGE,
    Quantity,
    Series,
    claim_of_words,
    series,
)
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.slides import Slide

_SUPER = AnyCase(
    r"\bthe (?:\w+ )?(?P<which>highest|largest|biggest|greatest|lowest|smallest|fewest|cheapest|dearest|costliest|"
    r"(?:most|least) expensive|most|least|hardest(?= to)|easiest(?= to))\b"
    r"(?P<noun>[^.;:!?()\d]{0,60})"
)
_HIGH = frozenset(
    ("highest", "largest", "biggest", "greatest", "most", "dearest", "costliest", "most expensive", "hardest")
)
_OF_FEEDING = ("hardest", "easiest")
_OF_PRICE = frozenset(("cheapest", "dearest", "costliest", "most expensive", "least expensive"))
_NOT_FIRST = AnyCase(
    r"\bthe (?:second|third|next|2nd|3rd|\w+ of the)\b|\b(?:one of|among|at|not|by|for|in|of|to|from) $"
)
_LINKS = AnyCase(
    r"(?:'s)?(?:[\s,*_—–-]|\b(?:it|has|have|had|needs?|gives?|is|shows?|sits|comes|with|at|offers?|reaches|wants?|"
    r"delivers|draws|takes|keeps|by far|still|clearly|again|also|here|therefore|thus|then|out)\b)*"
)
_OTHERS = AnyCase(  # of whom else
    r"\b(?:of|among|in|than|except|after|per|for) (?!(?:the )?(?:three|four|five|six|seven|eight|nine|ten|twelve)\b|"
    r"the (?:table|list|column|lot|bunch|group|field|set|slide|devices)\b|(?:all|these|them|those|our)\b)"
)


_RICH = AnyCase(r"[ -](?:(?:memory|bandwidth)[ -])?(?P<sort>rich|starved)\b")
_MOST_BETWEEN = 40
_SAME = 0.004


def superlatives(slide: Slide, found: Sequence[Grid], finder: EntityFinder) -> Iterator[Claim]:
    """Claims for the devices of a slide that are said to come first, each with its verdict."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind not in ("paragraph", "item", "note", "caption"):
            continue
        text = block.text.text
        last: Quantity | None = None
        for match in _SUPER.finditer(text):
            if _NOT_FIRST.search(text[max(0, match.start() - 12) : match.start() + 16]) or _OTHERS.search(
                match["noun"]
            ):
                continue
            quantity, high = _meant(match, last)
            begin = max(text.rfind(mark, 0, match.start()) for mark in (". ", "; ", "? ", ": ")) + 1
            subject = finder.mentions(text[begin : match.start()])[-1:]
            between = text[begin + subject[0].end : match.start()] if subject else ""
            if not subject or len(between) > _MOST_BETWEEN or not _LINKS.fullmatch(between):
                continue
            if quantity is None or subject[0].entry.kind != "accelerators":
                continue
            last = quantity
            claim = claim_of_words(slide, block, index, begin + subject[0].start, match.end("which"))
            _decide(
                claim, subject[0].entry.id, high, list(series(slide, found, finder, quantity, text[begin:])), finder
            )
            if claim.verdict != "unresolved":
                yield claim


def _meant(match: re.Match[str], last: Quantity | None) -> tuple[Quantity | None, bool]:
    """The quantity of a superlative, and whether its highest value comes first."""
    high = match["which"] in _HIGH
    if match["which"] in _OF_PRICE:
        return PRICE, high
    if match["which"] in _OF_FEEDING:
        return (RIDGE if FEEDING.match(match["noun"]) else None), high
    rich = _RICH.match(match["noun"])
    if rich is not None:  # of memory for its compute: a low ridge
        return RIDGE, (rich["sort"] == "starved") is high
    noun = re.split(r",|\b(?:and|but|so|while|to)\b", match["noun"])[0]
    if not noun.strip():
        return last, high
    return next((one for one in QUANTITIES if one.words.search(noun)), None), high


def _decide(claim: Claim, subject: str, high: bool, series: list[Series], finder: EntityFinder) -> None:
    members = [one for one in series if len(one) >= FEWEST and subject in one and all(one.values())]
    firsts = [_first(one, high) for one in members]
    if not members:
        return
    known = finder.registry.table("accelerators")
    right = next((n for n, one in enumerate(members) if abs(one[subject] / firsts[n][1] - 1) <= _SAME), None)
    name, value = firsts[right or 0]
    shown = known[name].name
    if right is not None:
        claim.decide("match", working=f"{shown}: {value:.4g}")
        return
    told = f"{shown} comes first there: {value:.4g} against {members[0][subject]:.4g}"
    claim.decide("mismatch", told, rule="order", hint=f"write {shown}, or the other end of the order", working=told)


def _first(series: Series, high: bool) -> tuple[str, float]:
    return (max if high else min)(series.items(), key=lambda item: item[1])
