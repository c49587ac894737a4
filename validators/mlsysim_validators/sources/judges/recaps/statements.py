"""What a document says in numbers: the statements of one dimension, those that say the same, what is said besides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import floor, log10

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import MONEY, is_money, uncounted
from mlsysim_validators.sources.judges.recaps.relations import digits
from mlsysim_validators.sources.judges.recaps.words import stems
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.texts.surroundings import Surroundings, words_around

_ROOM = 0.012  # 30 days or 365.25 in a year
_WIDEST = 1.06  # that numbers printed with two digits are apart, and still the same
_LONGEST_TITLE = 200
_MOST = 200  # statements on either side of a value that are looked at
_NUMBER = regex(r"\d[\d,\u00a0\u2009\u202f]*(?:\.\d+)?")
_FINE = 3  # digits by which a number is known again whatever its unit


class Statement:
    """A claim, and what it says of its number."""

    def __init__(self, claim: Claim, around: Surroundings | None) -> None:
        self.claim = claim
        self.unit = claim.unit or claim.reading.units[0]
        self.factor = self.unit.factor
        if is_money(self.unit.dimension) and any(name == "time" for name, _ in self.unit.dimension):
            self.factor *= 3600  # "$1.70 an hour" is $1.70 elsewhere
        self.value = claim.reading.value * self.factor
        self.slide = claim.stated.block.slide
        self._around = around

    @cached_property
    def own(self) -> frozenset[str]:
        """The words next to the number, up to the numbers on either side, and the labels of its row and column."""
        around = self._around or words_around(self.claim.stated)
        return stems(around.labels())

    @cached_property
    def all(self) -> frozenset[str]:
        """The words of its sentence as well, and of the title that it stands under."""
        start, end = self.claim.stated.sentence_span()
        text, reading = self.claim.stated.text.text, self.claim.reading
        title = self.claim.stated.block.title[:_LONGEST_TITLE]
        return self.own | stems(f"{text[start : reading.start]} {text[reading.end : end]} {title}")

    def says(self, other: Statement) -> bool:
        """Whether two statements give the same value, each as it prints."""
        if agrees(self.claim.reading, self.factor, other.value) or agrees(
            other.claim.reading, other.factor, self.value
        ):
            return True
        room = _ROOM if self.factor != other.factor else 0.0
        return abs(self.value - other.value) <= room * max(abs(self.value), abs(other.value))


class Statements:
    """The statements of a document by what they measure, in the order of their values."""

    def __init__(self, claims: Iterable[Claim], around: Mapping[int, Surroundings]) -> None:
        self._around = around
        self._claims: dict[Dimension, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(_measured(claim), []).append(claim)
        self._sorted: dict[Dimension, tuple[list[Statement], list[float]]] = {}
        self._stated: dict[int, Statement] = {}
        self._same: dict[int, list[Statement]] = {}

    def of(self, claim: Claim) -> Statement:
        """What a claim states."""
        self._of(_measured(claim))
        return self._stated[id(claim)]

    def near(self, claim: Claim) -> list[Statement]:
        """The statements of what a claim measures, its own among them; of very many, those nearest to its value."""
        found, values = self._of(_measured(claim))
        if len(found) <= 2 * _MOST:
            return found
        place = bisect_left(values, self.of(claim).value)
        told = f"more than {2 * _MOST} quantities of one kind: those of a recap were compared with the nearest only"
        claim.document.bounded(told, claim.stated.offset)
        return found[max(0, place - _MOST) : place + _MOST]

    def same(self, one: Statement) -> list[Statement]:
        """The other statements that give the same value."""
        if id(one) not in self._same:
            self._same[id(one)] = self._sought(one)
        return self._same[id(one)]

    def _sought(self, one: Statement) -> list[Statement]:
        found, values = self._of(_measured(one.claim))
        low, high = sorted((one.value / _WIDEST, one.value * _WIDEST))
        first = bisect_left(values, low)
        near = found[first : min(bisect_right(values, high), first + _MOST)]
        return [other for other in near if other.claim is not one.claim and one.says(other)]

    def on_its_slide(self, mine: Statement, other: Statement) -> bool:
        """Whether the slide of one statement, but not the statement itself, says what another one does."""
        return any(one.slide == mine.slide and one is not mine for one in self.same(other))

    def _of(self, measured: Dimension) -> tuple[list[Statement], list[float]]:
        if measured not in self._sorted:
            claims = self._claims.get(measured, ())
            found = sorted((Statement(claim, self._around.get(id(claim))) for claim in claims), key=lambda s: s.value)
            self._sorted[measured] = found, [one.value for one in found]
            self._stated.update((id(one.claim), one) for one in found)
        return self._sorted[measured]


def _measured(claim: Claim) -> Dimension:
    """What a claim measures, whatever it is counted per: bytes per token are bytes, money an hour is money."""
    dimension = (claim.unit or claim.reading.units[0]).dimension
    return MONEY if is_money(dimension) else uncounted(dimension) or dimension


class Numbers:
    """Every number of a document, also those that are no quantities, by its digits."""

    def __init__(self, document: Document) -> None:
        self._found: list[tuple[float, int]] = []
        for block in document.blocks:
            for text in (block.text, *(cell.text for row in block.rows for cell in row)):
                for match in _NUMBER.finditer(text.text):
                    value = float(re.sub(r"[^\d.]", "", match.group()))
                    if value:
                        self._found.append((_mantissa(value), block.slide))
        self._found.sort()

    def elsewhere(self, reading: Reading, slide: int) -> bool:
        """Whether another slide has these digits, or ones that round to them: 4.37 is 4,366."""
        if len(digits(reading)) < _FINE or not reading.value:
            return False
        mantissa = _mantissa(reading.value)
        room = 0.501 * reading.resolution / abs(reading.value) * mantissa
        first = bisect_left(self._found, (mantissa - room, 0))
        last = bisect_right(self._found, (mantissa + room, 0))
        return any(where != slide for _, where in self._found[first:last])


def _mantissa(value: float) -> float:
    return float(abs(value) / 10 ** floor(log10(abs(value)) + 1e-12))
