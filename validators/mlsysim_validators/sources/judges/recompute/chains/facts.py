"""What a document states, in its order, so that a number can be held against those that stand before it.

Facts are the claims of all slides, by their dimension, and the counts of machines and the PUE that have no unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import FLOP_RATE, MONEY_RATE, TIME
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.fact import RESULT, Fact, Place, sort_of
from mlsysim_validators.sources.judges.recompute.chains.of_names import (
    FORMAT,
    LINK,
    MEMORY,
    MODEL,
    PEAK,
    facts_of_names,
)
from mlsysim_validators.sources.judges.recompute.chains.plain_numbers import counted_in
from mlsysim_validators.sources.judges.recompute.texts import SAY
from mlsysim_validators.sources.keeping import Keeping
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_NAMES = (MEMORY, MODEL, LINK, FORMAT)
_LEAST_PEAK, _MOST_PEAK = 1e13, 3e15
_NO_PEAK = r"sustain|achiev|effective|deliver|reach|realistic|spars|\d ?%|cluster|together|\ball\b"

_BUBBLES = {
    "share": regex(r"\(?([A-Za-z])[-−–]1\)?/\(?(?:\(?v[*·×]?)?([A-Za-z]\w{0,3})\)?\+\(?\1[-−–]1"),
    "overhead": regex(r"\(?([A-Za-z])[-−–]1\)?/\(?(?:v[*·×]?)?(?!\1)([mMB])\)?(?![\w+])"),
}
# The same in words: "idle slots over all slots, not idle slots over useful ones".
_BUBBLES_SAID = {
    name: regex(
        r"(?<!not )(?<!than )(?<!not the )\b(?:idle|bubble|waiting|empty|"
        r"wasted)\b[^.;,]{0,30}\b(?:over|of|by|in|out of|to) "
        rf"(?:the |its )?\W{{0,2}}(?:{whole})\b\W{{0,2}} ?(?:slots|time|steps?|duration|work|ones)\b",
        re.IGNORECASE,
    )
    for name, whole in (("share", "all|total|whole|entire"), ("overhead", "useful|ideal|busy|working|productive"))
}
_LETTER = regex(r"[A-Za-z$%]")
_OVER = regex(r"\bover $", re.IGNORECASE)  # "over 30 days" is how long it takes
_LONGEST = 2000
_MOST_RATES, _PRINTED = 30, 0.004  # 45 % of 312 is 140, to three digits
_MOST = 14
_MOST_ROWS = 200
_HOUR = 3600.0
_AT = regex(rf"\bat{SAY} \W{{0,2}}\d")
_HIGHEST_PRICE = 20.0  # of a device and hour
_ENDS_LEFT, _ENDS_RIGHT = regex(r"[;|]|\. |\d"), regex(r"[,;|:→]|\. |\d")
_ENDS_OF_WORKING = regex(r"[;|]|\. ")
_SUMS_UP = regex(r",? (?:altogether|together|in (?:total|all|sum))\b")
_BESIDE_BEFORE, _BESIDE_BEHIND = 60, 40


_place = attrgetter("place")


class Near(NamedTuple):
    """A fact and how near it stands: 0 the same sentence or row, 1 the one before, 2 the slide, 3 the document."""

    fact: Fact
    level: int

    def told(self) -> str:
        """Its words with where it stands, for a working."""
        return f"{self.fact.words} ({_LEVELS[self.level]})"


_LEVELS = ("the sentence", "a line above", "the slide", "the document")
SLIDE, DOCUMENT = 2, 3


class _Speaking(dict[str, bool]):
    """Whether labels have the words of one pattern, and none of the other."""

    def __init__(self, about: str, avoid: str) -> None:
        self._about, self._avoid = about, avoid

    def __missing__(self, label: str) -> bool:
        said = self[label] = _speaks(label, self._about, self._avoid)
        return said


class Facts(Keeping):
    """All that a document states, by sort: a dimension, or "devices", "nodes", "racks", "pue", ..."""

    def __init__(self, document: Document, claims: Iterable[Claim], finder: EntityFinder | None = None) -> None:
        self._document = document
        self.claims = claims
        self._finder = finder
        self._latest: tuple[Claim | None, dict[Sort, tuple[list[Near], int]]] = (None, {})

    @cached_property
    def _by_sort(self) -> dict[Sort, list[Fact]]:
        found: dict[Sort, list[Fact]] = {}
        for claim in self.claims:
            for unit in _units(claim):
                if not claim.reading.value or _converts(claim, unit):
                    continue
                fact = _of_claim(claim, unit)
                found.setdefault(sort_of(unit), []).append(fact)
                if _is_price(fact, unit):
                    found.setdefault(MONEY_RATE, []).append(fact._replace(value=fact.value / _HOUR, per_device=True))
        for index, block in enumerate(self._document.blocks):
            for sort, fact in counted_in(block, index):
                if fact.value:
                    found.setdefault(sort, []).append(fact)
        for facts in found.values():
            facts.sort(key=_place)
        return found

    @cached_property
    def _peaks(self) -> list[Fact]:
        """The rates of one device that are stated as its peak, and those of the devices that are named."""
        stated = [fact for fact in self._by_sort.get(FLOP_RATE, ()) if _is_peak(fact)]
        shares = {fact.value for fact in self._by_sort.get("%", ()) if 0 < fact.value < 1}
        reached = sorted(
            fact * share
            for fact in islice({fact.value for fact in stated}, _MOST_RATES)
            for share in islice(shares, _MOST_RATES)
        )  # "40 % of 989, or 396 TFLOP/s" is no peak
        found = [fact for fact in stated if not _is_among(fact.value, reached)]
        return sorted([*found, *self._of_names[PEAK]], key=_place)

    @cached_property
    def _of_names(self) -> dict[str, list[Fact]]:
        empty: dict[str, list[Fact]] = {PEAK: [], MEMORY: [], MODEL: [], LINK: [], FORMAT: []}
        return facts_of_names(self._document, self._finder) if self._finder is not None else empty

    def said_before(self, claim: Claim) -> bool:
        """Whether another slide before states the same: then it is quoted, not computed here."""
        mine = place_of(claim)
        words = " ".join(claim.reading.text.split())
        return any(
            fact.words == words and fact.slide != claim.stated.block.slide and fact.place < mine
            for unit in claim.reading.units[:2]
            for fact in self._by_sort.get(sort_of(unit), ())
        )

    def bubble_forms(self, slide: int) -> frozenset[str]:
        """Which formulas of a pipeline's bubble a slide has, or else all of the document: "share", "overhead"."""
        everywhere: frozenset[str] = frozenset().union(*self._forms.values())
        return self._forms.get(slide) or (everywhere if everywhere == {"share"} else frozenset())

    @cached_property
    def _forms(self) -> dict[int, frozenset[str]]:
        found: dict[int, frozenset[str]] = {}
        for block in self._document.blocks:
            if block.kind not in ("table", "note") and "1" in block.text.text:
                forms = frozenset(
                    name for name, form in _BUBBLES.items() if form.search(block.text.text.replace(" ", "")[:_LONGEST])
                )
                if forms:
                    found[block.slide] = found.get(block.slide, frozenset()) | forms
            if block.kind not in ("table", "note") and "bubble" in block.text.text:
                said = frozenset(
                    name for name, form in _BUBBLES_SAID.items() if form.search(block.text.text[:_LONGEST])
                )
                if len(said) == 1:
                    found[block.slide] = said
        return found

    @cached_property
    def _columns(self) -> dict[tuple[int, int], dict[int, Sort]]:
        """What the rows of each column of each table measure."""
        found: dict[tuple[int, int], dict[int, Sort]] = {}
        for claim in self.claims:
            if claim.stated.cell is not None and claim.reading.units[0].symbol != "":
                block, row, column, _ = place_of(claim)
                found.setdefault((block, column), {})[row] = sort_of(claim.reading.units[0])
        return found

    def lists_things(self, claim: Claim) -> bool:
        """Whether the rows of a claim's table are things of one sort, not figures that follow one from another."""
        block, row, column, _ = place_of(claim)
        measures = self._columns.get((block, column), {})
        return row >= 0 and sum(one == measures.get(row) for one in measures.values()) > len(measures) / 2

    def _reaches(self, fact: Fact, claim: Claim, mine: Place, rows: bool) -> bool:
        """Whether a fact above may be an input: not of another column of its table, nor of the row of another thing."""
        block, _, column, _ = mine
        if fact.place[0] != block:
            return True
        return fact.place[2] in (0, column) and (rows or not self.lists_things(claim))

    def before(
        self, claim: Claim, sort: Sort, about: str = "", avoid: str = "", *, rows: bool = False, most: int = DOCUMENT
    ) -> list[Near]:
        """The facts of a sort that a claim may follow from, the nearest first; patterns for the words beside them.

        `rows`: the rows above count in a table of like things as well; `most`: the farthest level that counts.
        """
        facts = self._of_sort(sort)
        if not facts:
            return []
        own, index = self._here(claim, sort, facts)
        speaks = self._speaking(about, avoid)
        found = [near for near in own if speaks[near.fact.label]][:_MOST]
        if not most or len(found) == _MOST:
            return found
        in_slide, mine, slide = bool(found), place_of(claim), claim.stated.block.slide
        apart = {id(near.fact) for near in own}
        in_table = claim.stated.cell is not None
        for fact in reversed(facts[max(0, index - 4 * _MOST) : index]):
            if fact.slide != slide and (in_slide or most < DOCUMENT):
                break
            if not fact.one_value or id(fact) in apart:
                continue
            if speaks[fact.label] and (not in_table or self._reaches(fact, claim, mine, rows)):
                level = DOCUMENT if fact.slide != slide else 1 if _adjacent(fact, mine) else SLIDE
                if level <= most:
                    found.append(Near(fact, level))
                    if len(found) == _MOST:
                        break
                in_slide = in_slide or fact.slide == slide
        return found

    def _here(self, claim: Claim, sort: Sort, facts: list[Fact]) -> tuple[list[Near], int]:
        """The facts of a claim's sentence or row, the nearest first, and how many stand before it.

        The laws that may give a claim ask one after the other: what was found for it is kept until the next one.
        """
        if self._latest[0] is not claim:
            self._latest = claim, {}
        kept = self._latest[1]
        if sort not in kept:
            mine = place_of(claim)
            index = bisect_left(facts, mine, key=_place)
            first, last, block = index, index, mine[0]
            while first and index - first < _MOST and facts[first - 1].place[0] == block:
                first -= 1
            while last < len(facts) and last - index < _MOST and facts[last].place[0] == block:
                last += 1
            own = [fact for fact in facts[first:last] if fact.one_value and _together(fact, claim, mine)]
            own.sort(key=lambda fact: (fact.place > mine, -_key(fact)))
            kept[sort] = [Near(fact, 0) for fact in own if fact.place != mine], index
        return kept[sort]

    def _of_sort(self, sort: Sort) -> list[Fact] | None:
        if sort == PEAK:
            return self._peaks
        return self._of_names[sort] if sort in _NAMES and isinstance(sort, str) else self._by_sort.get(sort)

    def in_its_sentence(self, claim: Claim, sort: Sort) -> bool:
        """Whether the sentence or row of a claim states another number of a sort."""
        return bool(self.before(claim, sort, most=0))

    def _speaking(self, about: str, avoid: str) -> _Speaking:
        """Which labels have the words of one pattern, and none of the other; many claims ask the same of them."""
        return self.once(("speaking", about, avoid), lambda: _Speaking(about, avoid))

    def rows_of(self, sort: Sort, block: int) -> list[Fact]:
        """The facts of a sort in the rows of tables before a block, of those that stand nearest."""
        facts = self._by_sort.get(sort, [])
        index = bisect_left(facts, (block, -1, -1, -1), key=_place)
        return [fact for fact in facts[max(0, index - _MOST_ROWS) : index] if fact.place[1] >= 0]


def _is_among(value: float, ordered: list[float]) -> bool:
    """Whether one of some numbers, in order, is a value as far as it is printed."""
    place = bisect_left(ordered, value * (1 - _PRINTED))
    return place < len(ordered) and ordered[place] <= value * (1 + _PRINTED)


def _is_peak(fact: Fact) -> bool:
    return _LEAST_PEAK <= fact.value <= _MOST_PEAK and _speaks(fact.label, "", _NO_PEAK)


def place_of(claim: Claim) -> Place:
    """Where a claim stands in its document."""
    cell = claim.stated.cell
    row, column = (cell.row, cell.column) if cell is not None else (-1, -1)
    return claim.stated.block_index, row, column, claim.reading.start


def _converts(claim: Claim, unit: Unit) -> bool:
    """Whether a number only changes the unit of the one before: 24.2 d × 24 h."""
    text, start = claim.stated.text.text, claim.reading.start
    hours = unit.dimension == TIME and claim.reading.value * unit.factor in (24 * _HOUR, _HOUR)
    return hours and re.search(r"(?:d|days?) ?[×x*·] ?$", text[max(0, start - 10) : start]) is not None


def _is_price(fact: Fact, unit: Unit) -> bool:
    """Whether a small amount is the price of an hour, said short: "spot at $1.10"."""
    return unit.symbol == "USD" and fact.value < _HIGHEST_PRICE and _AT.search(fact.label) is not None


def _key(fact: Fact) -> int:
    return fact.place[2] * 10_000 + fact.place[3]


def _units(claim: Claim) -> list[Unit]:
    units = [unit for unit in claim.reading.units if unit.dimension or unit.symbol == "%"]
    return [unit for unit in units if unit.symbol != "B" or unit.factor != 1.0][:2]


def _of_claim(claim: Claim, unit: Unit) -> Fact:
    stated, reading = claim.stated, claim.reading
    text = stated.text.text
    result = RESULT.search(text[max(0, reading.start - 12) : reading.start]) is not None
    ends = _ENDS_OF_WORKING if result else _ENDS_LEFT  # "MTBF: 50,000 / 1,024 gives 48.8 h"
    left = ends.split(text[max(0, reading.start - _BESIDE_BEFORE) : reading.start])[-1]
    right = _ENDS_RIGHT.split(text[reading.end : reading.end + _BESIDE_BEHIND], maxsplit=1)[0]
    label = f"{left}{reading.text}{right}"
    if stated.cell is not None and stated.table is not None:
        row = stated.table.label(stated.cell)
        heads = " ".join(head.text.text[:60] for head in stated.table.headers(stated.cell))
        label = f"{row.text.text[:120] if row is not None else ''} | {heads} | {label}"
    words = claim.text
    words = words if _LETTER.search(words) else f"{words} {unit.symbol}"
    per = dict(unit.dimension).get("devices", 0) < 0
    slide = stated.block.slide
    return Fact(
        reading.value * unit.factor, words, label, place_of(claim), slide, stated.sentence_span(),
        result or _SUMS_UP.match(text, reading.end) is not None,
        per, reading.one_value or _OVER.search(text[max(0, reading.start - 6) : reading.start]) is not None,
    )  # fmt: skip


def _speaks(label: str, about: str, avoid: str) -> bool:
    if about and not _pattern(about).search(label):
        return False
    return not (avoid and _pattern(avoid).search(label))


@lru_cache(maxsize=256)
def _pattern(words: str) -> AnyCase:
    return AnyCase(words)


def _together(fact: Fact, claim: Claim, mine: Place) -> bool:
    """Whether a fact stands in the sentence or the row of a claim."""
    block, row, column, _ = mine
    if fact.place[0] != block:
        return False
    if 0 <= fact.place[1] < claim.stated.block.header_rows and row >= 0:
        return fact.place[2] == column
    if fact.place[1] != row:
        return False
    if row >= 0:
        return fact.place[2] != column or fact.sentence == claim.stated.sentence_span()
    return fact.sentence[0] == claim.stated.sentence_span()[0]


def _adjacent(fact: Fact, mine: Place) -> bool:
    """Whether a fact stands in the paragraph, or in the line or row before."""
    block, row, _, _ = mine
    if fact.place[0] == block:
        return row < 0 or fact.place[1] == row - 1
    return fact.place[0] == block - 1
