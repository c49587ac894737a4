"""Counts of things that are listed: "rests on four pillars", "the 7 causes"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import COUNT_WORDS, Reading
from mlsysim_validators.sources.claims import Claim, Place, Stated
from mlsysim_validators.sources.judges.spoken_steps.amounts import stem
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document, Text

# What lecturers count and then list; devices, bytes and minutes are amounts of something.
_LISTED = """
pillar kind type form stage phase step principle invariant law rule family class level category component strategy
technique approache approach method factor question way part fallacy pitfall chapter module lecture lesson reason cause
idea goal objective metric criterion challenge property option choice ingredient mechanism pattern regime tier
trend takeaway axe axis dimension bottleneck trap mistake misconception insight requirement constraint
paradigm wall role topic theme section concept problem trick knob lever point sin habit myth lighthouse archetype
"""
NOUNS = frozenset(_LISTED.split())
_COUNT = "|".join(COUNT_WORDS)
_ANNOUNCED = regex(
    rf"(?<![\w.,-])(?P<count>{_COUNT}|\d{{1,2}})(?P<kind>(?:[ -][a-z]{{3,}}){{0,2}}?) (?P<noun>[a-z]{{3,}}s)\b"
)
# A part of them, or others than those that are listed.
OF_OTHERS = regex(
    r"\b(?:other|first|last|next|remaining|more|additional|another|extra|previous|top|at least|at most|up to|"
    r"(?<!spread )(?<!split )over|"
    r"than|of|every|each|any|all but|only|just|these|those|\d+[–-])(?: the| its| our)? $",
)
LEAST = 3
COUNT_AGAIN = "count again what is listed"


class Announced(NamedTuple):
    """A count of listed things: how many, of what (its stem), with which words before and behind."""

    text: Text
    begin: int
    end: int
    many: int
    noun: str
    stop: int  # where the noun ends

    @property
    def words(self) -> str:
        """The count with its noun, as it is written."""
        return self.text.text[self.begin : self.stop]


def announced(text: Text) -> Iterator[Announced]:
    """The counts of listed things in a text."""
    lower = text.text.lower()
    for match in _ANNOUNCED.finditer(lower):
        noun = stem(match["noun"])
        if noun not in NOUNS or OF_OTHERS.search(lower, 0, match.start()):
            continue
        count = int(COUNT_WORDS.get(match["count"]) or match["count"])
        yield Announced(text, *match.span("count"), count, noun, match.end())


def tell(
    document: Document, one: Announced, index: int, listed: str, known: dict[Place, Claim], hint: str
) -> Iterator[Claim]:
    """A claim that what is announced is not what is listed; none where the number was judged already."""
    place = one.text, one.begin, one.end
    yield from miscounted(document, place, index, one.many, f"{one.words}, but {listed}", known, hint)


def miscounted(
    document: Document,
    place: tuple[Text, int, int],
    index: int,
    count: float,
    told: str,
    known: dict[Place, Claim],
    hint: str,
) -> Iterator[Claim]:
    """A claim, known from now on, that a count of a block is wrong; none where the number was judged already.

    `place`: its text, and where it stands there.
    """
    text, begin, end = place
    if (id(text), begin) in known:
        return
    reading = Reading(begin, end, float(count), 1.0, (ONE,), "", text.text[begin:end])
    stated = Stated(reading, text, document.blocks[index], index)
    claim = Claim(document, stated, "derived", unit=ONE, field="listed")
    claim.decide("inconsistent", told, rule="changed", hint=hint, working=told)
    known[claim.place] = claim
    yield claim
