"""What a document states, in its order, so that a number can be held against those that stand before it.

Facts are the claims of all slides, by their dimension, and the counts of machines and the PUE that have no unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import MONEY_RATE, TIME
from mlsysim_validators.sources.documents import Block, Document
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, model_size
from mlsysim_validators.sources.sentences import ENDS
from mlsysim_validators.sources.tables import TableView

_T = TypeVar("_T")
Place = tuple[int, int, int, int]  # block, row, column, character
Sort = Dimension | str

WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "twelve": 12, "sixteen": 16, "thirty": 30}  # fmt: skip
_WORDS = "|".join([*WORDS, *(word.capitalize() for word in WORDS if word != "one")])
_THIN = "\u2009\u202f\u00a0"  # between thousands
_N = rf"(?<![\w.,$])(?<!\d[{_THIN}])(?P<n>\d{{1,3}}(?:[{_THIN}]\d{{3}}){{1,3}}|\d[\d,]{{0,9}}|{_WORDS})"
_DEVICE = (
    r"(?:NVIDIA |AMD |Intel |Google )?(?:[A-Z][\w.-]{0,20} ){0,3}(?i:of them|GPUs?|accelerators?|devices?|chips?|TPUs?|"
    r"(?:H100|A100|H200|B200|GB200|MI300X|V100|H100 SXM)s?)\b(?! ?(?:-|per|hours?|days?|years?|memory|clock|power))"
)
_COUNTS = {
    "devices": re.compile(rf"{_N}(?: ?[x×]| ?-)? ?{_DEVICE}"),
    "nodes": re.compile(
        rf"{_N}(?: ?[x×])? ?(?:such |more |[A-Z][\w-]+ )?(?:nodes|servers|machines|hosts|boxes|systems)\b"
    ),
    "racks": re.compile(rf"{_N} (?:[a-z]+ )?(?:racks?|cabinets?)\b"),
    "replicas": re.compile(rf"{_N} (?:[a-z]+ )?(?:replicas?|instances?|copies)\b"),
    "failures": re.compile(
        rf"{_N} (?:of (?:them|these) )?(?:[a-z]+ )?(?:failures?|interruptions?|stops?|faults?|crashes|unexpected)\b"
    ),
    "pue": re.compile(r"PUE\b(?: (?:of|is|factor|assumed|at|about))*\W{0,4}(?P<n>1\.\d{1,3})(?!\d|\s?[kMG]W)"),
}
# Without any of these words, in lower case, a text counts none of them.
_COUNTED_BY = {
    "devices": ("gpu", "of them", "accelerator", "device", "chip", "tpu", "100", "200", "300"),
    "nodes": ("node", "server", "machine", "host", "box", "system"),
    "racks": ("rack", "cabinet"),
    "replicas": ("replica", "instance", "copies"),
    "failures": ("failure", "interruption", "stop", "fault", "crash", "unexpected"),
    "pue": ("pue",),
    "span": ("year", "month", "week", "day", "annual", "daily"),
}
_COUNTED = AnyCase("|".join(word for words in _COUNTED_BY.values() for word in words))
_SIZES = ("B", "M", "illion", "param")
_SPANS = {"year": 8760.0, "month": 730.0, "week": 168.0, "day": 24.0}
_SPAN = re.compile(
    r"\b(?:over|in|for|per|an?|all|each|every|the)(?: (?:the|an?|whole|full|entire))* (?P<n>year|month|week|day)\b|"
    r"/ ?(?P<n2>year|month|week|day)\b|\b(?P<n3>annual|year|month|week|dai)ly\b",
    re.IGNORECASE,
)
_BUBBLES = {
    "share": re.compile(r"\(?([A-Za-z])[-−–]1\)?/\(?(?:\(?v[*·×]?)?([A-Za-z]\w{0,3})\)?\+\(?\1[-−–]1"),
    "overhead": re.compile(r"\(?([A-Za-z])[-−–]1\)?/\(?(?:v[*·×]?)?(?!\1)([mMB])\)?(?![\w+])"),
}
_DAYS = re.compile(r"(?<![\w.,$])(?P<n>\d[\d,]*(?:\.\d+)?) ?d\b(?![-.\w])")
_LABELS = {
    "devices": re.compile(
        r"\W*(?:number of |total )?(?:GPUs?|accelerators|devices|chips)(?: in total)?\W*", re.IGNORECASE
    ),
    "nodes": re.compile(r"\W*(?:number of |total )?(?:nodes|servers|machines|hosts)(?: in total)?\W*", re.IGNORECASE),
    "racks": re.compile(r"\W*(?:number of |total )?racks\W*", re.IGNORECASE),
    "pue": re.compile(r".{0,40}\bPUE\b.{0,10}", re.IGNORECASE),
}
_PLAIN = re.compile(r"\W*(\d[\d,]*(?:\.\d+)?)\b(?!\.?\d)(?![^,;]*\d)")
_LETTER = re.compile(r"[A-Za-z$]")
_RESULT = re.compile(r"(?:[=≈:→⇒]|->|\b(?:is|are|makes?|gives?|comes? to)) ?\W{0,3}$")
_OVER = re.compile(r"\bover $", re.IGNORECASE)  # "over 30 days" is how long it takes
_LONGEST = 2000
_MOST = 14
_MOST_ROWS = 200
_HOUR = 3600.0
_HIGHEST_PRICE = 20.0  # of a device and hour
_ENDS_LEFT, _ENDS_RIGHT = re.compile(r"[;|]|\. |\d"), re.compile(r"[,;|:→]|\. |\d")
_BESIDE_BEFORE, _BESIDE_BEHIND = 60, 40


class Fact(NamedTuple):
    """A number that the document states: in base units, its words, what stands beside it, where."""

    value: float
    words: str
    label: str
    place: Place
    slide: int
    sentence: tuple[int, int]
    result: bool  # stands behind "=" or "is"
    per_device: bool
    one_value: bool


class Near(NamedTuple):
    """A fact and how near it stands: 0 the same sentence or row, 1 the one before, 2 the slide, 3 the document."""

    fact: Fact
    level: int

    def told(self) -> str:
        """Its words with where it stands, for a working."""
        return f"{self.fact.words} ({_LEVELS[self.level]})"


_LEVELS = ("the sentence", "a line above", "the slide", "the document")


class Facts:
    """All that a document states, by sort: a dimension, or "devices", "nodes", "racks", "pue", ..."""

    def __init__(self, document: Document, claims: Iterable[Claim]) -> None:
        self._document = document
        self.claims = claims
        self._kept: dict[Hashable, Any] = {}

    def once(self, what: Hashable, find: Callable[[], _T]) -> _T:
        """What `find` finds, looked for the first time only: `what` names it among all that is kept with the facts."""
        if what not in self._kept:
            self._kept[what] = find()
        kept: _T = self._kept[what]
        return kept

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
            for sort, fact in _counted(block, index):
                if fact.value:
                    found.setdefault(sort, []).append(fact)
        for facts in found.values():
            facts.sort(key=_place)
        return found

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
        if fact.place[0] != block or claim.stated.cell is None:
            return True
        return fact.place[2] in (0, column) and (rows or not self.lists_things(claim))

    def before(self, claim: Claim, sort: Sort, about: str = "", avoid: str = "", *, rows: bool = False) -> list[Near]:
        """The facts of a sort that a claim may follow from, the nearest first; patterns for the words beside them.

        `rows`: the rows above count in a table of like things as well.
        """
        facts = self._by_sort.get(sort)
        if not facts:
            return []
        mine = place_of(claim)
        index = bisect_left(facts, mine, key=_place)
        block, slide = mine[0], claim.stated.block.slide
        begin, ahead = max(0, index - _MOST), facts[max(0, index - 4 * _MOST) : index]
        own = [fact for fact in facts[begin : index + _MOST] if fact.place[0] == block and _together(fact, claim, mine)]
        apart = {id(fact) for fact in own}
        found = [
            Near(fact, 0)
            for fact in sorted(own, key=lambda fact: (fact.place > mine, -_key(fact)))
            if fact.one_value and fact.place != mine and self._speaks(fact.label, about, avoid)
        ][:_MOST]
        in_slide = bool(found)
        for fact in reversed(ahead if len(found) < _MOST else ()):
            if (fact.slide != slide and in_slide) or not fact.one_value or id(fact) in apart:
                continue
            if self._speaks(fact.label, about, avoid) and self._reaches(fact, claim, mine, rows):
                found.append(Near(fact, 3 if fact.slide != slide else 1 if _adjacent(fact, mine) else 2))
                if len(found) == _MOST:
                    break
                in_slide = in_slide or fact.slide == slide
        return found

    def _speaks(self, label: str, about: str, avoid: str) -> bool:
        """Whether a label has the words of one pattern, and none of the other; many claims ask the same of it."""
        said = self._said.get((label, about, avoid))
        if said is None:
            said = self._said[label, about, avoid] = _speaks(label, about, avoid)
        return said

    @cached_property
    def _said(self) -> dict[tuple[str, str, str], bool]:
        return {}

    def rows_of(self, sort: Sort, block: int) -> list[Fact]:
        """The facts of a sort in the rows of tables before a block, of those that stand nearest."""
        facts = self._by_sort.get(sort, [])
        index = bisect_left(facts, (block, -1, -1, -1), key=_place)
        return [fact for fact in facts[max(0, index - _MOST_ROWS) : index] if fact.place[1] >= 0]


def place_of(claim: Claim) -> Place:
    """Where a claim stands in its document."""
    cell = claim.stated.cell
    row, column = (cell.row, cell.column) if cell is not None else (-1, -1)
    return claim.stated.block_index, row, column, claim.reading.start


def sort_of(unit: Unit) -> Sort:
    """The sort of facts that a unit makes: its dimension, that of one device where it is per device; "%" for shares."""
    if unit.symbol == "%":
        return "%"
    return tuple(part for part in unit.dimension if part != ("devices", -1))


def _converts(claim: Claim, unit: Unit) -> bool:
    """Whether a number only changes the unit of the one before: 24.2 d × 24 h."""
    text, start = claim.stated.text.text, claim.reading.start
    hours = unit.dimension == TIME and claim.reading.value * unit.factor in (24 * _HOUR, _HOUR)
    return hours and re.search(r"(?:d|days?) ?[×x*·] ?$", text[max(0, start - 10) : start]) is not None


def _is_price(fact: Fact, unit: Unit) -> bool:
    """Whether a small amount is the price of an hour, said short: "spot at $1.10"."""
    return unit.symbol == "USD" and fact.value < _HIGHEST_PRICE and re.search(r"\bat \W{0,2}\d", fact.label) is not None


def _place(fact: Fact) -> Place:
    return fact.place


def _key(fact: Fact) -> int:
    return fact.place[2] * 10_000 + fact.place[3]


def _units(claim: Claim) -> list[Unit]:
    units = [unit for unit in claim.reading.units if unit.dimension or unit.symbol == "%"]
    return [unit for unit in units if unit.symbol != "B" or unit.factor != 1.0][:2]


def _of_claim(claim: Claim, unit: Unit) -> Fact:
    stated, reading = claim.stated, claim.reading
    text = stated.text.text
    left = _ENDS_LEFT.split(text[max(0, reading.start - _BESIDE_BEFORE) : reading.start])[-1]
    right = _ENDS_RIGHT.split(text[reading.end : reading.end + _BESIDE_BEHIND])[0]
    label = f"{left}{reading.text}{right}"
    if stated.cell is not None and stated.table is not None:
        row = stated.table.label(stated.cell)
        heads = " ".join(head.text.text[:60] for head in stated.table.headers(stated.cell))
        label = f"{row.text.text[:120] if row is not None else ''} | {heads} | {label}"
    words = claim.text
    words = words if _LETTER.search(words) else f"{words} {unit.symbol}"
    result = _RESULT.search(text[max(0, reading.start - 12) : reading.start]) is not None
    per = any(name == "devices" and power < 0 for name, power in unit.dimension)
    slide = stated.block.slide
    return Fact(
        reading.value * unit.factor, words, label, place_of(claim), slide, stated.sentence_span(), result,
        per, reading.one_value or _OVER.search(text[max(0, reading.start - 6) : reading.start]) is not None,
    )  # fmt: skip


def _counted(block: Block, index: int) -> Iterator[tuple[Sort, Fact]]:
    if block.kind == "listing":
        return
    if block.kind != "table":
        yield from _counts_in(block.text.text[:_LONGEST], block, (index, -1, -1))
        return
    table = TableView(block)
    for row in block.rows[: block.header_rows]:
        for cell in row:
            text, place = cell.text.text[:_BESIDE_BEFORE], (index, cell.row, cell.column)
            yield from _counts_in(text, block, place)
            for reading in readings(text):
                for unit in reading.units[:1]:
                    if unit.dimension:
                        words = " ".join(reading.text.split())
                        where = (*place, reading.start)
                        yield (
                            sort_of(unit),
                            Fact(
                                reading.value * unit.factor,
                                words,
                                text,
                                where,
                                block.slide,
                                (0, len(text)),
                                False,
                                ("devices", -1) in unit.dimension,
                                reading.one_value,
                            ),
                        )
    for row in block.rows[block.header_rows :]:
        for cell in row:
            text = cell.text.text[:_LONGEST]
            place = (index, cell.row, cell.column)
            yield from _counts_in(text, block, place)
            label = row[0].text.text if cell is not row[0] else ""
            heads = table.header_words(cell)[:_BESIDE_BEFORE]
            plain = _PLAIN.match(text)
            for sort, pattern in _LABELS.items() if plain is not None else ():
                if plain is not None and (pattern.fullmatch(label) or pattern.fullmatch(heads)):
                    words = f"{(label if pattern.fullmatch(label) else heads).strip()} {plain[1]}"
                    value = float(plain[1].replace(",", ""))
                    yield sort, Fact(value, words, words, (*place, 0), block.slide, (0, len(text)), False, False, True)


def _numbers(text: str) -> Iterator[tuple[Sort, float, re.Match[str]]]:
    """The counts, spans and sizes of models in a text, with their sort."""
    said = set(_COUNTED.findall(text))
    for sort, pattern in _COUNTS.items():
        for match in pattern.finditer(text) if not said.isdisjoint(_COUNTED_BY[sort]) else ():
            digits = match["n"].lower()
            yield sort, float(WORDS.get(digits) or re.sub(rf"[,{_THIN}]", "", digits)), match
    for match in _SPAN.finditer(text) if not said.isdisjoint(_COUNTED_BY["span"]) else ():
        word = (match["n"] or match["n2"] or match["n3"]).lower()
        yield "span", _SPANS.get({"annual": "year", "dai": "day"}.get(word, word), 0.0) * 3600, match
    for match in _DAYS.finditer(text) if "d" in text else ():
        yield TIME, float(match["n"].replace(",", "")) * 24 * _HOUR, match
    for match in MODEL_SIZE.finditer(text) if any(word in text for word in _SIZES) else ():
        yield "parameters", model_size(match)[0], match


def _counts_in(text: str, block: Block, place: tuple[int, int, int]) -> Iterator[tuple[Sort, Fact]]:
    for sort, value, match in _numbers(text):
        if value:
            begin = max((end.end() for end in ENDS.finditer(text, 0, match.start())), default=0)
            behind = ENDS.search(text, match.end())
            label = text[max(begin, match.start() - 30) : match.end() + 20]
            sentence = (begin, behind.start() if behind else len(text))
            words = " ".join(match.group().split())
            result = _RESULT.search(text[max(0, match.start() - 12) : match.start()]) is not None
            yield sort, Fact(value, words, label, (*place, match.start()), block.slide, sentence, result, False, True)


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
