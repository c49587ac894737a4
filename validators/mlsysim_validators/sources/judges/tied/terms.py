"""Amounts with what they are of and per what: "36 requests per second", "1.14 GB per layer", "a picture has 110 kB".

A term has powers of what it measures, of what it counts, of what it is per; several readings where its words allow for
several.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import COUNT_WORDS, Reading
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import DEVICE_TIME, TIME
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, amounts_of
from mlsysim_validators.sources.judges.tied.nouns import SCALES, SPANS, VOLUMES, thing
from mlsysim_validators.sources.judges.tied.words import (
    EACH,
    LITRES,
    THEM,
    is_interval,
    label_nouns,
    noun_behind,
    noun_right_before,
    per_behind,
    subjects,
)
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import ENDS

Powers = tuple[tuple[str, int], ...]
Place = tuple[int, int]
PHYSICAL = frozenset(
    {"data", "time", "energy", "operations", "integer_operations", "currency", "carbon", "area", "litre"}
)
_AS_NOUNS = {"devices": "gpu", "tokens": "token", "requests": "request", "parameters": "parameter", "images": "image",
             "nodes": "node", "samples": "sample", "steps": "step", "elements": "element"}  # fmt: skip
_ENERGIES = {"kwh": 3.6e6, "mwh": 3.6e9, "gwh": 3.6e12, "wh": 3.6e3}
_ONE = ("one", "One", "a")
_SPELLED = regex(rf"\b(?P<n>{'|'.join(word for word in COUNT_WORDS if word != 'one')}) of (?:them|these|those)\b")
_MOST_WAYS = 16
_MOST_COUNTED = 4


class Way(NamedTuple):
    """One reading of an amount: its powers, and how many base units one of what it is said in is."""

    powers: Powers
    scale: float
    tied: bool  # words say what it counts or per what it is
    interval: bool = False  # until the same happens to one of its things again
    weak: bool = False  # leaves out of what it is said to be one


class Known:
    """What was counted last: "them" are these."""

    def __init__(self) -> None:
        self._counted: list[tuple[str, int]] = []

    def counts(self, nouns: Iterable[str], sentence: int) -> None:
        """Take note of things that a sentence speaks of."""
        for noun in filter(None, nouns):
            self._counted = [*(one for one in self._counted if one[0] != noun), (noun, sentence)][-_MOST_COUNTED:]

    def lately(self) -> list[str]:
        """The things spoken of, the last one first."""
        return [noun for noun, _ in reversed(self._counted)]

    def of_each(self, sentence: int) -> tuple[str, ...]:
        """What "each" may mean: the things that were counted in its sentence."""
        return tuple(noun for noun, place in reversed(self._counted) if place == sentence) or ("",)


class Term(NamedTuple):
    """An amount and the ways to read it, where it stands, and words for it."""

    amount: Amount
    ways: tuple[Way, ...]
    sentence: int  # of the whole document
    slide: int
    subset: bool = False  # "419 of them"

    @property
    def place(self) -> Place:
        """The number of its sentence in the document, and where in its text it begins."""
        return self.sentence, self.amount.reading.start

    @property
    def words(self) -> str:
        """Its words."""
        return self.amount.told()

    def value(self, way: Way) -> float:
        """In base units of a way to read it."""
        return self.amount.value * way.scale


def of(powers: dict[str, int]) -> Powers:
    """Powers in their order, without those that are none."""
    return tuple(sorted((name, power) for name, power in powers.items() if power))


class Line(NamedTuple):
    """A sentence of a text with the amounts of the text."""

    text: str
    begin: int
    stop: int
    amounts: Sequence[Amount]
    number: int  # of all sentences
    slide: int


def numbers_of(text: str, claims: Sequence[Claim]) -> list[Amount]:
    """The numbers of a text, "eight of them" among them, without "one node draws", which counts none."""
    found = [one for one in amounts_of(text, claims) if one.reading.text not in _ONE]
    for match in _SPELLED.finditer(text) if found and " of the" in text else ():
        reading = Reading(*match.span("n"), COUNT_WORDS[match["n"]], 1.0, (ONE,), "", match["n"])
        sentence = sum(1 for _ in ENDS.finditer(text, 0, match.start()))
        insort(found, Amount(reading, ONE, "", sentence, None), key=lambda one: one.reading.start)
    return found


def term_of(at: int, line: Line, known: Known) -> Term | None:
    """The term of one amount of a text."""
    amount = line.amounts[at]
    unit, start = amount.unit, amount.reading.start
    if unit.symbol in ("%", "×"):
        return None
    measures: dict[str, int] = {}
    for name, power in unit.dimension:
        measures[_AS_NOUNS.get(name, name)] = power
    nouns, end, subset = ([""], amount.reading.end, False) if measures else _nouns(amount, line, known)
    pers = [known.of_each(line.number) if one == (EACH,) else one for one in per_behind(line.text, end, line.stop)]
    before = [(one.reading.start, one.reading.end) for one in line.amounts[:at] if one.reading.start >= line.begin]
    subject, sure = subjects(line.text, line.begin, start, before)
    # A node fails every 5 years: many of them as much more often.
    again = unit.dimension == TIME and is_interval(line.text, line.begin, start)
    found: dict[Powers, Way] = {}
    for noun, *under in islice(product(nouns, *pers, ["", *subject]), _MOST_WAYS):
        factors = [(noun, 1), *((word, -1) for word in under)]
        if again:
            factors[-1] = (under[-1], 1)
        powers, scale = dict(measures), 1.0
        for word, sign in factors:
            name, size = measure(word)
            if name:
                powers[name] = powers.get(name, 0) + sign
                scale *= size**sign
        if noun == LITRES:
            scale *= _volume(line.text, amount.reading.end, line.stop)
        whole = of(powers)
        tied = any(under) or any(name not in PHYSICAL for name, _ in whole)
        found.setdefault(
            whole, Way(whole, scale, tied, again and bool(under[-1]), sure and len(under) == 1 and not under[-1])
        )
    if unit.dimension == DEVICE_TIME:  # said in hours, too
        found.setdefault(TIME, Way(TIME, 1.0, False))
    counted = [name for name, power in measures.items() if power > 0 and name not in PHYSICAL]
    known.counts([*subject, *nouns[:1], *counted], line.number)
    ways = tuple(way for powers, way in found.items() if powers)
    return Term(amount, ways, line.number, line.slide, subset) if ways else None


def _nouns(amount: Amount, line: Line, known: Known) -> tuple[list[str], int, bool]:
    """What a plain number may count, nothing where that is not said; where its words end; whether it is of them."""
    noun, end = noun_behind(line.text, amount.reading.end, line.stop)
    subset = noun == THEM
    noun = noun or noun_right_before(line.text, line.begin, amount.reading.start)
    nouns = [noun] if noun else label_nouns(line.text, line.begin, amount.reading.start)
    return [one for noun in nouns for one in (known.lately() if noun == THEM else [noun])], end, subset


def measure(word: str) -> tuple[str, float]:
    """What a word measures or counts, and how much of it one is."""
    if not word:
        return "", 1.0
    if word in VOLUMES:
        return "litre", VOLUMES[word]
    scale, _, scaled = word.partition(" ")
    if scaled:  # "million tokens"
        name, size = measure(scaled)
        return name, size * SCALES[scale]
    low = word.lower()
    if low in _ENERGIES:
        return "energy", _ENERGIES[low]
    name = low if low in SPANS else thing(word)
    return ("time", SPANS[name]) if name in SPANS else (name, 1.0)


def _volume(text: str, end: int, stop: int) -> float:
    words = text[end : min(stop, end + 14)].lower()
    return 1000.0 if "cubic" in words or "m³" in words or "m^3" in words or "m3" in words else 1.0
