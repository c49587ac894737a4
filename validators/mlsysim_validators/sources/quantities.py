"""From blocks to stated quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units import parse_unit
from mlsysim_registry.units.reading import Reading, mentioned_units, readings
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.documents import Block, Cell, Document, Text

# A column that counts devices.
_COUNT_HEADER = re.compile(
    r"(?:#|number of|no\. of|min(?:imum|\.)?)? ?(?:GPUs?|accelerators|devices)(?: needed| required)?", re.IGNORECASE
)
# Times in speaker notes and brackets are about the talk: "[3 min]".
_TALK_UNITS = frozenset({"min", "h", "hour"})


def stated_quantities(document: Document) -> Iterator[Stated]:
    """Every quantity of a document: numbers with a unit, a sign of money, % or ×; in tables also numbers whose header
    has the unit."""
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            for row in block.rows[block.header_rows :]:
                for cell in row:
                    for reading in readings(cell.text.text):
                        settled = _with_header_unit(reading, block, cell)
                        if not settled.bare:
                            yield Stated(settled, cell.text, block, index, cell)
        elif block.kind == "listing":
            yield from _in_listing(block, index)
        else:
            for reading in readings(block.text.text):
                if not reading.bare and not _is_talk_time(reading, block.text, block):
                    yield Stated(reading, block.text, block, index)


def _in_listing(block: Block, index: int) -> Iterator[Stated]:
    """In code a quantity counts where a reader reads it: in comments."""
    position = 0
    for line in block.text.text.split("\n"):
        comment = line.find("#")
        if comment < 0:
            comment = line.find("//")
        if comment >= 0:
            for reading in readings(line[comment:]):
                if not reading.bare:
                    shift = position + comment
                    moved = reading._replace(start=reading.start + shift, end=reading.end + shift)
                    yield Stated(moved, block.text, block, index)
        position += len(line) + 1


def headers_of(block: Block, cell: Cell) -> list[Cell]:
    """The header cells above a table cell."""
    covered = range(cell.column, cell.column + cell.span)
    return [
        header
        for row in block.rows[: block.header_rows]
        for header in row
        if any(column in covered for column in range(header.column, header.column + header.span))
    ]


def row_label(block: Block, cell: Cell) -> Cell | None:
    """The first cell of a table cell's row, where it is another one."""
    row = next((row for row in block.rows if row and row[0].row == cell.row), ())
    return row[0] if row and row[0].column != cell.column else None


def _with_header_unit(reading: Reading, block: Block, cell: Cell) -> Reading:
    """A bare number (or one with a bare scale: 989 T) takes the unit of its column's header or its row's label."""
    if any(unit.dimension for unit in reading.units) or reading.units[0].symbol in ("×", "%"):
        return reading
    label = row_label(block, cell)
    for source in [*headers_of(block, cell), *([label] if label is not None else [])]:
        for _, units in mentioned_units(source.text.text):
            scaled = tuple(
                unit._replace(factor=unit.factor * scale.factor, symbol=scale.symbol + unit.symbol)
                for scale in reading.units
                for unit in units
            )
            return reading._replace(units=scaled)
        header = source.text.text
        if reading.bare and source is not label and _COUNT_HEADER.fullmatch(header.strip()):
            return reading._replace(units=(parse_unit("GPU"),))
        if "$" in header or "USD" in header:
            return reading._replace(units=(parse_unit("USD")._replace(factor=reading.units[0].factor),))
    return reading


def _is_talk_time(reading: Reading, text: Text, block: Block) -> bool:
    bracketed = text.text[max(0, reading.start - 1) : reading.start] in ("[", "(") and text.text[reading.end : reading.end + 1] in ("]", ")")
    return reading.units[0].symbol in _TALK_UNITS and (block.kind == "note" or bracketed)
