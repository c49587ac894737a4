"""Sentences that tell a row of a table again: "8 GPUs reach 9,100 img/s (6.3×, 79% efficient)".

Where a sentence names a row by its label or first number, and repeats another number of that row, a factor or a share
that the row does not have is held against the one that it has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.arithmetic.tables import Grid
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_SORTS = ("×", "%")
_SHORTEST_LABEL = 4
_FEWEST_DIGITS = 2  # a 4 may stand anywhere
_MOST_TEXT = 6000
_MOST_TABLES = 10
_SPEED = regex(r"speed|scaling|factor|ratio|vs|gain", re.IGNORECASE)
# "Two chunks a stage: 8 stages and 64 micro-batches then lose 5%, as with 128": not the case of the table.
_CHANGES = regex(r"\b(?:then|would|the same as|as if)\b", re.IGNORECASE)
_STEM = regex(r"\b(?!(?:the|and|per|for|max|min|avg|total)\b)[^\W\d_]{3,5}", re.IGNORECASE)
_NUMBER = regex(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d.,]*\d)")


def judge(slide: Slide, grids: Sequence[Grid], claims: Sequence[Claim]) -> None:
    """Judge the factors and shares of a slide's running text that tell a row of its tables again."""
    told = [
        claim
        for claim in claims
        if claim.stated.cell is None
        and claim.verdict == "unresolved"
        and claim.reading.units[0].symbol in _SORTS
        and claim.reading.one_value
    ]
    tables = [(grid.index, list(_rows(grid))) for grid in grids] if told else []
    if len(tables) > 2 * _MOST_TABLES:
        reach = f"each factor was looked for in the {_MOST_TABLES} before it and behind it only"
        slide.document.bounded(f"{len(tables)} tables on one slide: {reach}", told[0].stated.offset)
    for claim in told:
        place = bisect_left(tables, claim.stated.block_index, key=lambda table: table[0])
        for _, rows in tables[max(0, place - _MOST_TABLES) : place + _MOST_TABLES]:
            if claim.verdict == "unresolved":
                _judge(claim, rows)


class _Row:
    """The numbers of a row as they are written, its label, and its factors and shares."""

    def __init__(self, grid: Grid, row: int) -> None:
        self.label = grid.names.get(row, "")
        entries = [column[row] for column in grid.values.values() if row in column]
        self.first = min(entries, key=lambda entry: entry.claim.stated.cell.column if entry.claim.stated.cell else 0)
        self.written = {_plain(entry) for entry in entries}
        self.headers = {
            id(column[row]): grid.headers.get(number, "") for number, column in grid.values.items() if row in column
        }
        self.sorts = {
            symbol: [entry for entry in entries if entry.unit.symbol == symbol and entry.claim.verdict != "mismatch"]
            for symbol in _SORTS
        }


def _rows(grid: Grid) -> Iterator[_Row]:
    for row in grid.labels:
        if any(row in column for column in grid.values.values()):
            yield _Row(grid, row)


def _plain(entry: Entry) -> str:
    return f"{abs(entry.claim.reading.value):g}"


def _judge(claim: Claim, rows: Sequence[_Row]) -> None:
    begin, stop = claim.stated.sentence_span()
    text = claim.stated.text.text
    if len(text) > _MOST_TEXT or claim.stated.block.kind == "listing":  # what a program printed tells of its own run
        return
    sentence = text[begin:stop]
    if _CHANGES.search(sentence):
        return
    own = f"{claim.reading.value:g}"
    others = [f"{float(m.group().replace(',', '')):g}" for m in _NUMBER.finditer(sentence)]
    if own in others:
        others.remove(own)
    symbol = claim.reading.units[0].symbol
    named = [row for row in rows if _names(row, sentence, others)]
    if len(named) != 1 or not named[0].sorts[symbol]:
        return
    row = named[0]
    as_ratio(claim)
    same = next((one for one in row.sorts[symbol] if _plain(one) == own), None)
    if same is not None:
        claim.decide("match", working=f"the table has {same.shown}")
        return
    free = [one for one in row.sorts[symbol] if _plain(one) not in others]
    if len(free) != 1 or len(row.sorts[symbol]) > 1 or _count(claim, sentence, symbol) > 1:
        return
    whole_row = row.written - {_plain(free[0])} <= set(others)
    if not whole_row and not _of_the_column(row.headers.get(id(free[0]), ""), sentence, symbol):
        return
    shown = free[0].shown
    claim.expected = Expected(free[0].value, shown)
    claim.decide("mismatch", f"the table of the slide has {shown} in that row", rule="ratio", hint=f"write {shown}",
                 working=f"{row.label} | {shown}")  # fmt: skip


def _names(row: _Row, sentence: str, others: Sequence[str]) -> bool:
    """Whether a sentence speaks of a row: by its label and a number of it, or by its first number and another."""
    repeated = {number for number in row.written if number in others}
    telling = {number for number in repeated if len(number.replace(".", "").strip("0")) >= _FEWEST_DIGITS}
    first = _plain(row.first)
    labelled = (
        len(row.label) >= _SHORTEST_LABEL and not row.label[:1].isdigit() and row.label.lower() in sentence.lower()
    )
    return (labelled and bool(telling)) or (first in repeated and bool(telling - {first}))


def _of_the_column(header: str, sentence: str, symbol: str) -> bool:
    """Whether a sentence says which column it tells: by the stem of a word of its header, or by a factor of speed."""
    if symbol == "×" and _SPEED.search(header):
        return True
    return any(stem.lower() in sentence.lower() for stem in _STEM.findall(header))


def _count(claim: Claim, sentence: str, symbol: str) -> int:
    """How many factors (or shares) the sentence has."""
    mark = "%" if symbol == "%" else r"[×x]"
    return len(re.findall(rf"\d ?{mark}(?![A-Za-z])", sentence))
