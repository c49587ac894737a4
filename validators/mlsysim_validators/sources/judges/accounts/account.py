"""The accounts of a slide: amounts of one sort that stand below each other, or in one row of a table, each labelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid, grids
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, amounts_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

_FEWEST, _MOST = 2, 16
_LONGEST_LINE, _LONGEST_LABEL, _LONGEST_LIST = 200, 80, 1200
_NO_AMOUNTS = ("%", "×")
_COMES_TO = regex(r"(?:[:=≈→]|->|[—–]|\b(?:i\.e\.|that is|which is|thus|so|takes?|costs?|is|needs?),?) ?[~≈(]?$")
_COLUMN = regex(r"(?:^|\n) *[A-Za-z#(][^\n\d=*]{2,50}?(?: {2,}|: *|\t+|(?:\. ?){3,})$")
_FEWEST_LISTED = 3
_LISTED = regex(
    r"(?: (?:for|in|of|on|to|by|at|goes? to|go into) [^.,;:\d]{2,40})?,? ?(?:and |plus |then )?(?:another )?"
    r"(?:[A-Za-z][^.,;:\d]{1,40}?)?(?:[: ] ?| (?:takes?|needs?|uses?|costs?|is|are|adds?) )?[$€~≈]?",
)
_LEADERS = regex(r"(?:\. ?){3,}$|…+ ?$|_{3,} ?$")
LEFT = AnyCase(
    r"(?:.{0,30}\b)?(?:left(?: ?over)?|leftover|free|remaining|remainder|remains?|rest|slack|head-?room|to spare|spare|"
    r"unused|unallocated|unspent|margin|reserve)\b.{0,30}"
)
TOTAL = AnyCase(
    r"(?:.{0,20}\b)?(?:grand total|sub-?total|total|sum|altogether|all together|together|used|in use|consumed|spent|"
    r"occupied|combined|overall|wall[- ]?clock(?: time)?|elapsed)\b.{0,30}"
)
WHOLE = AnyCase(
    r".*\b(?:available|total|capacity|budget|whole|installed|size|limit|deadline|period|flash|s?ram|hbm|dram|memory|"
    r"has|allowance|wall[- ]?clock|elapsed|allotted|allocated|given|income|grant|purchased|balance)\b.*"
)


class Part(NamedTuple):
    """One amount of an account: its label, its value in base units, half a unit of its last digit, its claim."""

    label: str
    value: float
    room: float
    told: str
    claim: Claim | None
    place: int = 0  # row or column, or which line

    @property
    def is_left(self) -> bool:
        """Whether its label says that it is what is left."""
        return LEFT.fullmatch(self.label) is not None

    @property
    def is_total(self) -> bool:
        """Whether its label says that it is a sum."""
        return TOTAL.fullmatch(self.label) is not None


class Account(NamedTuple):
    """Amounts of one dimension: where they stand, what they are called together, and whether a table has them.

    `others` are the amounts of other sorts that stand among them.
    """

    parts: tuple[Part, ...]
    dimension: Dimension
    words: str
    first: int  # of its blocks, by their places on the slide
    last: int
    in_table: bool = False
    across: bool = False  # a row of a table
    others: tuple[Part, ...] = ()
    end: int = 0  # of a list in a sentence: where it ends in its text

    @property
    def own(self) -> list[Part]:
        """Its parts but for totals and what is left."""
        return [part for part in self.parts if not part.is_total and not part.is_left]


def accounts_of(slide: Slide, claims: Sequence[Claim], by_text: Mapping[int, Sequence[Claim]]) -> list[Account]:
    """The accounts of a slide, in order."""
    found: list[Account] = []
    run: list[tuple[int, Part, Dimension]] = []
    tables = {id(grid.block): grid for grid in grids(slide, claims)}
    for place, block in enumerate(slide.blocks):
        if block.kind == "table":
            found += _of_run(run)
            run = []
            if id(block) in tables:
                found += _of_table(tables[id(block)], place)
            continue
        lines = list(_lines(block, by_text.get(id(block.text), ())))
        if block.kind == "paragraph" and not lines:
            found += _of_sentences(block, place, by_text.get(id(block.text), ()))
        if block.kind == "item" or len(lines) > 1:
            run += [(place, part, dimension) for part, dimension in lines]
        if block.kind != "item":
            found += _of_run(run)
            run = []
    return found + list(_of_run(run))


def _of_table(grid: Grid, place: int) -> Iterator[Account]:
    for column, entries in grid.values.items():
        if column == 0 and len(grid.values) > 1:
            continue
        cells = [(row, grid.names.get(row, ""), entry) for row, entry in sorted(entries.items())]
        yield from _of_cells(cells, grid.headers.get(column, ""), place, across=False)
    rows = sorted({row for entries in grid.values.values() for row in entries})
    for row in rows[:_MOST] if len(grid.values) > 1 else ():
        cells = [(column, grid.headers.get(column, ""), grid.values[column][row]) for column in sorted(grid.values)
                 if row in grid.values[column]]  # fmt: skip
        yield from _of_cells(cells, grid.names.get(row, ""), place, across=True)


def _of_cells(cells: Sequence[tuple[int, str, Entry]], words: str, place: int, *, across: bool) -> Iterator[Account]:
    sorts: dict[tuple[Dimension, bool], list[Part]] = {}
    for number, label, entry in cells[: _MOST + 1]:
        if entry.unit.symbol not in _NO_AMOUNTS and entry.claim.reading.one_value and entry.value >= 0:
            part = Part(label[:_LONGEST_LABEL], entry.value, entry.room, entry.shown, entry.claim, number)
            sorts.setdefault((entry.unit.dimension, entry.unit.factor == 1 and not entry.unit.symbol), []).append(part)
    if len(cells) > _MOST:
        return
    for (dimension, _), parts in sorts.items():
        others = tuple(part for key, more in sorts.items() if key[0] != dimension for part in more)
        if len(parts) >= _FEWEST:
            yield Account(tuple(parts), dimension, words, place, place, True, across, others)


def _lines(block: Block, claims: Sequence[Claim]) -> Iterator[tuple[Part, Dimension]]:
    """What the lines of a block come to: an item is a line, a paragraph may have several with leaders of dots."""
    text = block.text.text
    if not claims or len(text) > (_LONGEST_LINE if block.kind == "item" else _LONGEST_LIST):
        return
    amounts = [one for one in amounts_of(text, claims) if one.claim is not None and one.unit.symbol not in _NO_AMOUNTS]
    amounts = [one for one in amounts if uncounted(one.dimension) and one.reading.one_value]
    if block.kind == "item":
        line = _main(text, amounts)
        if line is not None:
            yield _part(text[: line.reading.start] + text[line.reading.end :], line), line.dimension
        return
    begin = 0
    leaders = _LEADERS if block.kind == "paragraph" else _COLUMN if block.kind == "listing" else None
    for one in amounts:
        begin = max(begin, text.rfind("\n", 0, one.reading.start) + 1) if block.kind == "listing" else begin
        if leaders is not None and leaders.search(text, max(0, one.reading.start - _LONGEST_LABEL), one.reading.start):
            yield _part(text[begin : one.reading.start], one), one.dimension
            begin = one.reading.end


def _of_sentences(block: Block, place: int, claims: Sequence[Claim]) -> Iterator[Account]:
    """The lists of three amounts or more in a sentence: "network 60 ms, queue 90 ms, prefill 220 ms"."""
    text = block.text.text
    if len(claims) < _FEWEST_LISTED or len(text) > _LONGEST_LIST:
        return
    run: list[Amount] = []
    for one in [*(one for one in amounts_of(text, claims) if one.claim is not None), None]:
        goes_on = bool(run) and one is not None and one.dimension == run[-1].dimension and one.reading.one_value
        if one is not None and goes_on and _LISTED.fullmatch(text, run[-1].reading.end, one.reading.start):
            run.append(one)
            continue
        if len(run) >= _FEWEST_LISTED:
            ends = [0, *(amount.reading.end for amount in run)]
            parts = tuple(_part(text[begin : one.reading.start], one)._replace(place=at)
                          for at, (begin, one) in enumerate(zip(ends, run, strict=False)))  # fmt: skip
            yield Account(parts, run[0].dimension, "", place, place, end=run[-1].reading.end)
        usable = one is not None and one.claim is not None and uncounted(one.dimension) and one.reading.one_value
        run = [one] if one is not None and usable else []


def _main(text: str, amounts: Sequence[Amount]) -> Amount | None:
    """The amount that an item comes to: the only one, or the last if it stands behind a colon, a sign or a verb."""
    if len(amounts) == 1:
        return amounts[0]
    behind = [one for one in amounts if _COMES_TO.search(text, max(0, one.reading.start - 12), one.reading.start)]
    return behind[-1] if behind and behind[-1] is amounts[-1] else None


def _part(label: str, amount: Amount) -> Part:
    words = " ".join(label.replace(".", " ").replace(":", " ").split())
    return Part(words[:_LONGEST_LABEL], amount.value, 0.5 * amount.resolution, amount.told(), amount.claim)


def _of_run(run: Sequence[tuple[int, Part, Dimension]]) -> Iterator[Account]:
    sorts: dict[Dimension, list[tuple[int, Part]]] = {}
    for place, part, dimension in run[: _MOST + 1]:
        sorts.setdefault(dimension, []).append((place, part))
    for dimension, found in sorts.items() if len(run) <= _MOST else ():
        if len(found) >= _FEWEST:
            parts = tuple(part._replace(place=number) for number, (_, part) in enumerate(found))
            others = tuple(part for other, more in sorts.items() if other != dimension for _, part in more)
            yield Account(parts, dimension, "", run[0][0], run[-1][0], others=others)
