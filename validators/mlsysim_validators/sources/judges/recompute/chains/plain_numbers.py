"""Facts that have no unit of their own: counts in texts and tables, tokens and prices whose unit the header has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.dimensions import MONEY_RATE, TOKENS
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort, counted_by, numbers_in
from mlsysim_validators.sources.judges.recompute.chains.fact import RESULT, Fact, sort_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import ENDS
from mlsysim_validators.sources.texts.tables import TableView

_OF_TOKENS = regex(r"\W*(?:training |total |# ?|number of )?(?:training )?tokens\W*(?:D\W*)?", re.IGNORECASE)
_OF_PRICE = regex(r"(?:\$|USD)\W{0,3}(?:/|per )\W{0,3}(?:GPU|[AH][12]00|device)\W{0,3}h(?:ours?|rs?)?\b", re.IGNORECASE)
_SIZED = regex(r"[~≈]? ?(\d[\d,]*(?:\.\d+)?) ?(T|B|M|trillion|billion|million)")
_SCALES = {"T": 1e12, "B": 1e9, "M": 1e6}
_PLAIN = regex(r"\W*(\d[\d,]*(?:\.\d+)?)\b(?!\.?\d)(?![^,;]*\d)")
_LONGEST, _BESIDE_BEFORE = 2000, 60
_HOUR = 3600.0
_Cell = tuple[int, int, int]  # block, row, column


def counted_in(block: Block, index: int) -> Iterator[tuple[Sort, Fact]]:
    """What a block counts without a unit of its own, with its sort."""
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
            yield from _stated_in(text, block, place)
    for row in block.rows[block.header_rows :]:
        for cell in row:
            text, heads = cell.text.text[:_LONGEST], table.header_words(cell)
            place = (index, cell.row, cell.column)
            found = _by_header(text, heads, block, place)
            if found is not None:
                yield found
                continue
            yield from _counts_in(text, block, place)
            yield from _labelled(text, row[0].text.text if cell is not row[0] else "", heads, block, place)


def _stated_in(text: str, block: Block, place: _Cell) -> Iterator[tuple[Sort, Fact]]:
    """The quantities of a header."""
    for reading in readings(text):
        unit = reading.units[0]
        if unit.dimension:
            value, words = reading.value * unit.factor, " ".join(reading.text.split())
            per, where = ("devices", -1) in unit.dimension, (*place, reading.start)
            yield (
                sort_of(unit),
                Fact(value, words, text, where, block.slide, (0, len(text)), False, per, reading.one_value),
            )


def _by_header(text: str, heads: str, block: Block, place: _Cell) -> tuple[Sort, Fact] | None:
    """The tokens or the price of a cell whose header says what it is in."""
    tokens = _SIZED.fullmatch(text.strip()) if _OF_TOKENS.fullmatch(heads[:40]) else None
    if tokens is not None:
        value = float(tokens[1].replace(",", "")) * _SCALES[tokens[2][0].upper()]
        return TOKENS, _of_cell(value, f"{text.strip()} tokens", text, block, place)
    price = _PLAIN.match(text) if _OF_PRICE.search(heads[:40]) else None
    if price is not None:
        value = float(price[1].replace(",", "")) / _HOUR
        return MONEY_RATE, _of_cell(value, f"{text.strip()} per GPU-hour", text, block, place)._replace(per_device=True)
    return None


def _labelled(text: str, label: str, heads: str, block: Block, place: _Cell) -> Iterator[tuple[Sort, Fact]]:
    """The plain number of a cell whose label or header counts something."""
    heads = heads[:_BESIDE_BEFORE]
    own, over = counted_by(label), counted_by(heads)
    plain = _PLAIN.match(text) if own or over else None
    if plain is None:
        return
    for sort in sorted(own | over):
        named, number = label if sort in own else heads, plain[1]
        yield sort, _of_cell(float(number.replace(",", "")), f"{named.strip()} {number}", text, block, place)


def _of_cell(value: float, words: str, text: str, block: Block, place: _Cell) -> Fact:
    return Fact(value, words, words, (*place, 0), block.slide, (0, len(text)), False, False, True)


def _counts_in(text: str, block: Block, place: tuple[int, int, int]) -> Iterator[tuple[Sort, Fact]]:
    for sort, value, match in numbers_in(text):
        if value:
            begin = max((end.end() for end in ENDS.finditer(text, 0, match.start())), default=0)
            behind = ENDS.search(text, match.end())
            label = text[max(begin, match.start() - 30) : match.end() + 20]
            sentence = (begin, behind.start() if behind else len(text))
            words = " ".join(match.group().split())
            result = RESULT.search(text[max(0, match.start() - 12) : match.start()]) is not None
            yield sort, Fact(value, words, label, (*place, match.start()), block.slide, sentence, result, False, True)
