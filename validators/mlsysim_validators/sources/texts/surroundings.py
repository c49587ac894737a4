"""What stands around a quantity: the words nearest to it, its row and column, the title above it."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.fields.tiers import LEVEL
from mlsysim_validators.sources.stated.part_labels import WAYS, own_part_of
from mlsysim_validators.sources.texts.slides import LONGEST_TITLE, Slide

_LONGEST_REMARK = 60


class Surroundings(NamedTuple):
    """The words around a quantity, the nearest first."""

    window: str  # from the number before to the number behind
    before: str  # the words between the number before and this one
    after: str  # the words behind it
    sentence: str
    row: str  # the row's label, in a table
    column: str  # the column's headers, in a table
    title: str

    @property
    def sentence_before(self) -> str:
        """The sentence up to the number."""
        place = self.sentence.find(self.before) if self.before.strip() else -1
        return self.sentence[: place + len(self.before)] if place >= 0 else self.sentence

    def labels(self) -> str:
        """The words that say what the number is."""
        return " ".join(part for part in (self.window, self.row, self.column) if part)


def _labels_in_table(stated: Stated) -> tuple[str, str]:
    """The row's label and the column's headers of a quantity, "" outside tables."""
    if stated.cell is None or stated.table is None:
        return "", ""
    label = stated.table.label(stated.cell)
    row = label.text.text[:LONGEST_TITLE] if label is not None else ""
    cell, place = stated.cell.text.text, stated.reading.start
    headers = (header.text.text[:LONGEST_TITLE] for header in stated.table.headers(stated.cell))
    column = " ".join(own_part_of(header, cell, place) for header in headers)
    for text in stated.table.texts_before(stated.cell):
        # "NVLink 4 | one direction | 450", "H100 | L2 | 12 TB/s"
        if len(text) <= _LONGEST_REMARK and (WAYS.search(text) or LEVEL.match(text)):
            row = f"{row} {text}"
    return own_part_of(row, cell, place), column[:LONGEST_TITLE]


def words_around(stated: Stated) -> Surroundings:
    """The words around a number that is no quantity to the reader of units, and so has no neighbours among them."""
    text = stated.text.text
    start, end = stated.sentence_span()
    row, column = _labels_in_table(stated)
    if stated.cell is not None and stated.table is not None:
        row = stated.table.long_label(stated.cell)[:LONGEST_TITLE] or row
    before, after = text[start : stated.reading.start], text[stated.reading.end : end]
    return Surroundings(before + " " + after, before, after, text[start:end], row, column, stated.block.title)


def surroundings(stated: Stated, slide: Slide) -> Surroundings:
    """The words around a stated quantity."""
    text = stated.text.text
    start, end = stated.sentence_span()
    number_before, number_behind = slide.gap(stated)
    left, right = max(start, number_before), min(end, number_behind)
    row, column = _labels_in_table(stated)
    if stated.cell is not None and stated.table is not None:
        row = stated.table.long_label(stated.cell)[:LONGEST_TITLE] or row
    before, after = text[left : stated.reading.start], text[stated.reading.end : right]
    return Surroundings(
        before + " " + after,
        before,
        after,
        text[start:end],
        row,
        column,
        stated.block.title[:LONGEST_TITLE] or slide.title,
    )
