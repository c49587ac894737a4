"""Where a kernel is on the roofline, by the intensity and the ridge that the lines before state.

"The ridge lies at 160 operations per byte. Decode (2 per byte) sits a factor of 80 below it"; "403 FLOP/byte, the
intensity is 8: these layers are memory-bound".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.documents import Document
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Line, Passage, Placed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.sentences import ENDS

TELLS = AnyCase(r"ridge|machine balance|balance point|\bknee\b")
_INTENSITY = regex(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?"
    r"(?:FLOPs?|OPs?|ops|operations|MACs?|multiply-adds?)(?: ?/ ?| per )(?:B|[Bb]ytes?)\b",
)
_ALSO = regex(
    r"(?:intensity|AI|OI)(?: (?:is|of|=|:|stays at|equals))*(?: only| just| about| roughly)? ?[=≈~]? ?"
    r"(?P<n>\d+(?:\.\d+)?)(?![\w.,]*\d)"
)
_RIDGE = regex(r"\b(?:ridge|knee|balance)\b", re.IGNORECASE)
_UNLESS = AnyCase(r"\b(?:if|when|unless|until|once|only|but)\b|\?")
_OTHER = AnyCase(r"\bintensity\b|\bdecod\w+|\bprefill\b|\bkernel\b|\blayers?\b|\battention\b|\bGEMM\b|\bruns? at\b")
_RIDGE_BEHIND = regex(r",? ?\(?(?:is |as |at )?(?:the |its )?(?:ridge|knee|machine balance)\b")
_AWAY = regex(
    r"(?: times| x|×)? ?(?:below|above|under|over|short of|left of|right of|to the (?:left|right) of|"
    r"(?:away )?from|beyond)"
    r" (?:it|this|that|the (?:ridge|knee|machine balance)|its (?:ridge|balance))\b"
)
_BOUND = regex(r"\b(?P<memory>memory|bandwidth|compute|arithmetic)[- ]bound\b", words=("bound",))
_UNSAID = AnyCase(
    r"\?|\b(?:not|never|no longer|cannot|neither|nor|if|unless|until|whether|when|once|instead|than|"
    r"mov\w*|push\w*|turn\w*|"
    r"becom\w*|rais\w*|shift\w*|reach\w*|cross\w*|from(?! the (?:ridge|knee))|would|could|might|both|"
    r"either|or|others?|some|"
    r"most|above|below|"
    r"larger?|longer|more|only)\b|n['’]t\b"
)
_CONCLUDES = regex(
    r"\W*(?:[Tt]herefore|[Ss]o|[Hh]ence|[Tt]hus|[Tt]hat is|[Ii]t is|[Cc]onclusion|[Tt]his (?:is|makes)|[Vv]erdict)\b"
)
_APART = 1.25  # times the ridge, nearer to which a word may be either


class _Told(NamedTuple):
    value: float
    ridge: bool
    place: int  # of its block
    start: int


def distance(target: Placed, passage: Passage) -> Step | None:
    """By what factor a kernel is below its ridge, or above."""
    amount = target.amount
    if _AWAY.match(target.behind) is None:
        return None
    if amount.unit.symbol != "×" and not (amount.unit.symbol == "" and target.behind.startswith(" times")):
        return None
    before = _before(passage, target.line.place, target.amount.reading.start)
    ridges, others = _both(before)
    if len(ridges) != 1 or not others:
        return None
    ridge = ridges[0].value
    own = others[-1].value
    ratio = max(ridge, own) / min(ridge, own)
    right = [(max(ridge, one.value) / min(ridge, one.value), f"{ridge:g} against {one.value:g}") for one in others]
    slips = [(ridge * own, "that multiplies where it divides"), (ridge, "that is the ridge itself")]
    if not 1 / _APART < amount.value / ratio < _APART:
        slips.append((amount.value, "of no other two is it said"))
    alone = len({one.value for one in others}) == 1
    return Step("ratio", right[::-1], [one for one in slips if one[0] != ratio] if alone else [])


def bound_words(document: Document, line: Line, passage: Passage) -> Iterator[Claim]:
    """Claims for "memory-bound" and "compute-bound" of a kernel whose intensity and ridge are stated before."""
    text = line.words
    cuts = [0, *(end.end() for end in ENDS.finditer(text)), len(text)]
    for begin, end in pairwise(cuts):
        sentence = text[begin:end]
        words = list(_BOUND.finditer(sentence))
        if len(words) != 1 or _UNSAID.search(sentence[: words[0].end()]) or _UNLESS.search(sentence[words[0].end() :]):
            continue
        word = words[0]
        place = begin + word.start()
        ridges, others = _both(_before(passage, line.place, place))
        if len(ridges) != 1 or len({one.value for one in others}) != 1:
            continue
        own = others[-1]
        here = own.place == line.place and own.start >= begin
        if not here and not _CONCLUDES.match(sentence):
            continue
        ratio = own.value / ridges[0].value
        if 1 / _APART < ratio < _APART:
            continue
        by_memory = word["memory"].lower() in ("memory", "bandwidth")
        reading = Reading(place, begin + word.end(), 1.0, 1.0, (ONE,), "", word.group())
        claim = Claim(document, Stated(reading, line.text, line.block, line.place), "derived")
        claim.field = "bound"
        told = f"{own.value:g} against a ridge of {ridges[0].value:g}"
        if by_memory is (ratio < 1):
            claim.decide("match", working=told)
        else:
            right = "memory-bound" if ratio < 1 else "compute-bound"
            claim.decide("mismatch", f"{told} is {right}", rule="order", hint=f"write {right}", working=told)
        yield claim


def _before(passage: Passage, place: int, start: int) -> list[_Told]:
    """The intensities before a place."""
    found = []
    for line in passage.lines:
        text = line.words if line.place < place else line.words[:start]
        last = 0
        for match in _INTENSITY.finditer(text):
            words = ENDS.split(text[last : match.start()])[-1]
            named = list(_RIDGE.finditer(words))
            ridge = bool(named) and not _OTHER.search(words[named[-1].end() :])
            ridge = ridge or _RIDGE_BEHIND.match(text, match.end()) is not None
            found.append(_Told(float(match["n"].replace(",", "")), ridge, line.place, match.start()))
            last = match.end()
        taken = {one.start for one in found if one.place == line.place}
        for match in _ALSO.finditer(text):
            if match.start("n") not in taken:
                found.append(_Told(float(match["n"]), False, line.place, match.start("n")))
    return sorted(found, key=lambda one: (one.place, one.start))


def _both(found: list[_Told]) -> tuple[list[_Told], list[_Told]]:
    """The ridges, one of each value, and the other intensities."""
    ridges = {one.value: one for one in found if one.ridge}
    return list(ridges.values()), [one for one in found if not one.ridge and one.value not in ridges]
