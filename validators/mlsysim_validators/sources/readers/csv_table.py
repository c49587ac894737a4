"""CSV and TSV sources: one table, its first row the header, every cell with its place."""

from __future__ import annotations

import re

from ..documents import EMPTY_TEXT, Block, Cell, Document, Text, Trouble

LARGEST_ROWS = 100_000
MOST_CELLS = 10_000
_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 4096


def read_csv(path: str, source: str) -> Document:
    """Read a table of separated values."""
    document = Document(path, source, part="")
    rows = table_rows(source, 0, len(source), delimiter_of(source))
    wide = next((row for row in rows if len(row) == MOST_CELLS), None)
    if wide is not None:
        told = f"a row of {MOST_CELLS:,} fields or more: the rest of such rows was not read"
        document.bounded(told, wide[0].text.source_offset(0))
    if len(rows) > LARGEST_ROWS:
        offset = rows[LARGEST_ROWS][0].text.source_offset(0) if rows[LARGEST_ROWS] else 0
        document.troubles.append(Trouble(f"more than {LARGEST_ROWS:,} rows", offset, "the rest was not checked"))
        rows = rows[:LARGEST_ROWS]
    if len(rows) > 1:
        document.blocks.append(Block("table", EMPTY_TEXT, 1, rows=tuple(rows), header_rows=1))
    return document


def delimiter_of(source: str) -> str:
    """What separates the fields: whatever the first line has most of."""
    first = source[:_HEAD].lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def table_rows(source: str, start: int, stop: int, delimiter: str) -> list[tuple[Cell, ...]]:
    """The rows between two offsets; lines that are empty or begin with # are left out."""
    field = re.compile(
        rf'[ \t]*(?:"([^"]*(?:""[^"]*)*)"[ \t]*|([^{re.escape(delimiter)}\r\n]*+))({re.escape(delimiter)}|\r?\n|\r|\Z)'
    )
    rows: list[tuple[Cell, ...]] = []
    cells: list[Cell] = []
    position = start
    while position < stop:
        if not cells and source[position] == "#":
            end = source.find("\n", position, stop)
            position = stop if end < 0 else end + 1
            continue
        match = field.match(source, position, stop)
        if match is None:  # a quote that is not closed, or text behind one: take the line as it is
            end = source.find("\n", position, stop)
            end = stop if end < 0 else end
            match = re.compile(r"()([^\n]*)(\n|\Z)").match(source, position, stop)
            assert match is not None
        group = 1 if match[1] is not None and match[1] else 2
        first, last = match.span(group) if match[group] is not None else (position, position)
        raw = source[first:last]
        first, last = first + len(raw) - len(raw.lstrip()), first + len(raw.rstrip())
        text = Text(source[first:last], range(first, last)) if last > first else EMPTY_TEXT
        if len(cells) < MOST_CELLS:
            cells.append(Cell(text, len(rows), len(cells)))
        position = match.end() if match.end() > position else position + 1
        if match[3] != delimiter or position >= stop:
            if any(cell.text.text for cell in cells):
                rows.append(tuple(cells))
            cells = []
    return rows
