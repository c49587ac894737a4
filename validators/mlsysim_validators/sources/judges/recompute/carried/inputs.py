"""What stands before a number that it may follow from, of one sort, the nearest in reading order first.

A newer statement supersedes an older one; the items of a list are alternatives, of which each goes on from the lead-in.
"""

from __future__ import annotations

from math import inf
from operator import attrgetter
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact, Place
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts, Near, place_of
from mlsysim_validators.sources.judges.recompute.chains.of_names import MODEL
from mlsysim_validators.sources.texts.slides import Slide

OWN, BEHIND, SENTENCE, LINE, LEAD, SLIDE, DOCUMENT = range(7)
_GAP = 3  # characters between two sentences
_MOST = 6
_distance_of = attrgetter("distance")
_ALIKE = 0.004


# Sorts that one may stand for.
_AS_WELL: dict[Sort, tuple[Sort, ...]] = {
    "parameters": (MODEL, "parameters"),
    "ranks": ("ranks", "devices", "replicas"),
    "save": (TIME,),
    "mtbf": (TIME,),
    "mtbf of one": (TIME,),
    "run": (TIME,),
}
_LIMITS: dict[Sort, tuple[float, float]] = {
    "save": (1.0, 7200.0),
    "mtbf": (600.0, 4e6),
    "mtbf of one": (1e7, 1e10),
    "run": (4 * 3600.0, 1e9),
}


class Input(NamedTuple):
    """A number that is stated, and how far from the one that may follow from it."""

    fact: Fact
    distance: int

    @property
    def value(self) -> float:
        """In base units."""
        return self.fact.value

    def told(self) -> str:
        """Its words, with where it stands."""
        return f"{self.fact.words} ({_NAMES[self.distance]})"


_NAMES = ("the sentence", "the sentence", "the sentence before", "a line above", "the lead-in", "the slide",
          "the document")  # fmt: skip


class Around:
    """The numbers around a claim that it may follow from, each sort looked for once."""

    def __init__(self, claim: Claim, slide: Slide, facts: Facts) -> None:
        self.claim, self.slide, self._facts = claim, slide, facts
        self._stated: dict[Sort, list[Input]] = {}
        self._found: dict[Sort, list[Input]] = {}

    def of(self, sort: Sort) -> list[Input]:
        """The numbers of a sort, the nearest first."""
        if sort not in self._found:
            found = [one for other in _AS_WELL.get(sort, (sort,)) for one in self._of(other)]
            least, most = _LIMITS.get(sort, (0.0, inf))
            found = [one for one in found if least <= one.fact.value <= most]
            found.sort(key=_distance_of)
            self._found[sort] = found[:_MOST]
        return self._found[sort]

    def _of(self, sort: Sort) -> list[Input]:
        if sort not in self._stated:
            mine = place_of(self.claim)
            near = [one for one in self._facts.before(self.claim, sort) if one.fact.place != mine]
            lead = _lead_in(self.claim, self.slide) if near else -1
            self._stated[sort] = [Input(one.fact, _distance(one, self.claim, mine, lead)) for one in near]
        return self._stated[sort]


def nearest(found: list[Input]) -> list[Input]:
    """Of inputs, those that stand nearest, of each value one."""
    if len(found) < 2 or _is_the_one(found[0]):
        return found[:1]
    group: list[Input] = []
    values: list[float] = []
    for one in found:
        if one.distance > found[0].distance:
            break
        value = one.fact.value
        for other in values:
            if abs(value - other) <= _ALIKE * abs(other):
                break
        else:
            group.append(one)
            values.append(value)
    return group


def _is_the_one(first: Input) -> bool:
    """Whether only the nearest can be meant: a result right before, or the last of the names on other slides."""
    named = not first.fact.label
    return first.fact.result if first.distance in (OWN, SENTENCE, LINE) else named and first.distance > LEAD


def _distance(near: Near, claim: Claim, mine: Place, lead: int) -> int:
    place = near.fact.place
    if near.level == 0:
        return OWN if place < mine else BEHIND
    if place[:3] == mine[:3]:
        begin, _ = claim.stated.sentence_span()
        return SENTENCE if 0 <= begin - near.fact.sentence[1] <= _GAP else LINE
    if near.level == 1 and place[1] < 0:
        return LINE
    if place[0] == lead:
        return LEAD
    return SLIDE if near.fact.slide == claim.stated.block.slide else DOCUMENT


def _lead_in(claim: Claim, slide: Slide) -> int:
    """Which block of the document introduces the list that a claim stands in; -1 for none."""
    if claim.stated.block.kind not in ("item", "math", "table"):
        return -1
    place = slide.place_of(claim.stated.block)
    for index in range(place - 1, max(-1, place - 30), -1):
        if slide.blocks[index].kind not in ("item", "table", "listing", "note"):
            return slide.indices[index]
    return -1
