"""The operations per byte that a text states, and which of them are ridges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import ENDS

_INTENSITY = regex(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?"
    r"(?:FLOPs?|OPs?|ops|operations|MACs?|multiply-adds?)(?: ?/ ?| per )(?:B|[Bb]ytes?)\b",
)
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w.,]*\d)(?! ?[TGMKk×*·/])"
_ALSO = regex(
    r"(?:[Ii]ntensity|\bAI|\bOI)(?: (?:is|of|stays at|equals|\([^()]{1,16}\)))*"
    r"(?: only| just| about| roughly)? ?(?:[=≈~:] ?(?:[^=≈~:.;()]|\.\d){1,40}?)??[=≈~:]{0,2} ?\(?" + _NUMBER
)
_RIDGE_IS = regex(
    r"\b(?:ridge(?: point)?|knee|machine balance|balance point)(?: (?:is|of|at|near|around|=|:|about))*"
    r" ?[=≈~:(]{0,2} ?(?:at |near |about |around )?(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w.,]*\d| ?[TGP]?FLOP/s)",
    re.IGNORECASE,
)
_RIDGE = regex(r"\b(?:ridge|knee|balance)\b", re.IGNORECASE)
_OTHER = AnyCase(r"\bintensity\b|\bdecod\w+|\bprefill\b|\bkernel\b|\blayers?\b|\battention\b|\bGEMM\b|\bruns? at\b")
_RIDGE_BEHIND = regex(r",? ?\(?(?:is |as |at )?(?:the |its )?(?:ridge|knee|machine balance)\b")


class Told(NamedTuple):
    """An intensity: its value in operations per byte, whether it is a ridge, and where it stands."""

    value: float
    ridge: bool
    place: int  # of its block
    start: int


def intensities_of(text: str, place: int) -> list[Told]:
    """The intensities of a text, in their order."""
    found = {one.start: one for one in _marked(text, place)}
    for match in _ALSO.finditer(text):
        found.setdefault(match.start("n"), Told(_value(match), False, place, match.start("n")))
    for match in _RIDGE_IS.finditer(text):
        start = match.start("n")
        found.setdefault(start, Told(_value(match), True, place, start))
    return sorted(found.values(), key=lambda one: one.start)


def _marked(text: str, place: int) -> Iterator[Told]:
    last = 0
    for match in _INTENSITY.finditer(text):
        words = ENDS.split(text[last : match.start()])[-1]
        named = list(_RIDGE.finditer(words))
        ridge = bool(named) and not _OTHER.search(words[named[-1].end() :])
        ridge = ridge or _RIDGE_BEHIND.match(text, match.end()) is not None
        yield Told(_value(match), ridge, place, match.start())
        last = match.end()


def apart(found: list[Told]) -> tuple[list[Told], list[Told]]:
    """The ridges, one of each value, and the other intensities."""
    ridges = {one.value: one for one in found if one.ridge}
    return list(ridges.values()), [one for one in found if not one.ridge and one.value not in ridges]


def _value(match: re.Match[str]) -> float:
    return float(match["n"].replace(",", ""))
