"""CSV and TSV sources: one table, its first row the header, every cell with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.readers.data.column_names import as_header
from mlsysim_validators.sources.readers.numbers import plain_number
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Block, Cell, Document, Text, Trouble

LARGEST_ROWS = 100_000
MOST_CELLS = 10_000
_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 4096
_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n){1,100}")
_DEVICE = r"(?:gpu|accelerator|device|chip)"
COUNTS = re.compile(
    rf"(?:#|no\.|n|num(?:ber)?(?:[ _]of)?)[ _]?{_DEVICE}s?|{_DEVICE}s|{_DEVICE}s?[ _](?:count|num)|count|qty",
    re.IGNORECASE,
)
_MOST_ASTRAY = 0.1  # of the cells of a column: rows that are a field short
_GAP = re.compile(r"[-–—?]?|n/?a|nan|none|null|unk(?:nown)?|tbd", re.IGNORECASE)
_COMMENT = re.compile(r"#+[ \t]*(?P<words>[^\r\n]*)")


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
    if rows:
        rows[0] = _with_headers(rows)
    if len(rows) > 1:
        document.blocks += _comments_above(source)
        document.blocks.append(Block("table", EMPTY_TEXT, 1, rows=tuple(rows), header_rows=1))
    return document


def _with_headers(rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """The first row as the header of a table."""
    counted = any(COUNTS.fullmatch(cell.text.text) for cell in rows[0])  # then a memory may be of several together
    return tuple(
        cell._replace(text=as_header(cell.text, () if counted else _numbers(rows[1:], cell.column))) for cell in rows[0]
    )


def _numbers(rows: Sequence[tuple[Cell, ...]], column: int) -> list[float]:
    """The numbers of a column; none where words stand in it."""
    words = [row[column].text.text for row in rows if column < len(row)]
    found = [number.value for text in words if (number := plain_number(text)) is not None]
    others = sum(plain_number(text) is None and _GAP.fullmatch(text) is None for text in words)
    return found if others <= _MOST_ASTRAY * len(words) else []


def _comments_above(source: str) -> list[Block]:
    """The comment that the file begins with, as one paragraph: it may say what the columns are in."""
    begins = _COMMENTS.match(source)
    lines = [line for line in _COMMENT.finditer(begins[0]) if line["words"]] if begins is not None else []
    words = " ".join(line["words"] for line in lines)
    places = [place for line in lines for place in range(line.start("words"), line.end("words") + 1)]
    return [Block("paragraph", Text(words, places[: len(words)]), 1)] if words else []


def delimiter_of(source: str) -> str:
    """What separates the fields: whatever the first line that is no comment has most of."""
    lines = (line.strip() for line in source[:_HEAD].split("\n"))
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return max(_DELIMITERS, key=first.count)


def table_rows(source: str, start: int, stop: int, delimiter: str) -> list[tuple[Cell, ...]]:
    """The rows between two offsets; lines that are empty or begin with # are left out."""
    blank = " " if delimiter == "\t" else "[ \\t]"  # between two tabs stands an empty field
    field = re.compile(
        rf'{blank}*(?:"([^"]*(?:""[^"]*)*)"{blank}*|([^{re.escape(delimiter)}\r\n]*+))({re.escape(delimiter)}|\r?\n|\r|\Z)'
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
