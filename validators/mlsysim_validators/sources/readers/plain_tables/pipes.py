"""Pipe tables in the comments and docstrings of a program: `| GPU | Memory |`, a row of dashes, rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.markdown.pipe_tables import cut_row, is_delimiter_row
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Block, Cell, Text

_SIGN = regex(r"[ \t]*(?:#+|//+|\*(?=\s))?[ \t]*")
_MOST_ROWS = 200
_LONGEST = 1000  # characters of a row of dashes


def pipe_tables(source: str) -> Iterator[tuple[Block, int, int]]:
    """The tables of a source, each with the offsets between which it stands."""
    done = 0
    for begin, stop in _rows_of_dashes(source):
        start = source.rfind("\n", 0, max(0, begin - 1)) + 1
        dashes = _words(source, begin, stop)[1]
        if start < done or not is_delimiter_row(dashes):
            continue
        offset, header = _words(source, start, begin - 1)
        columns = len(cut_row(header))
        if "|" not in header or len(cut_row(dashes)) != columns:
            continue
        rows = [_row(header, offset, 0)]
        end = stop
        while len(rows) <= _MOST_ROWS and end < len(source):
            behind = source.find("\n", end + 1)
            behind = len(source) if behind < 0 else behind
            offset, line = _words(source, end + 1, behind)
            if "|" not in line:
                break
            rows.append(_row(line, offset, len(rows)))
            end = behind
        done = end
        if len(rows) > 1:
            yield Block("table", EMPTY_TEXT, rows=tuple(rows), header_rows=1), start, end


def _rows_of_dashes(source: str) -> Iterator[tuple[int, int]]:
    """Where lines with two dashes and a bar stand, those that are no longer than a table's."""
    place = source.find("--")
    while place >= 0:
        begin, stop = source.rfind("\n", 0, place) + 1, source.find("\n", place)
        stop = len(source) if stop < 0 else stop
        if stop - begin <= _LONGEST and "|" in source[begin:stop]:
            yield begin, stop
        place = source.find("--", stop)


def _words(source: str, start: int, end: int) -> tuple[int, str]:
    """A line without the sign of a comment before it, and where it begins."""
    sign = _SIGN.match(source, start, max(start, end))
    begin = sign.end() if sign is not None else start
    return begin, source[begin:end].rstrip()


def _row(line: str, offset: int, number: int) -> tuple[Cell, ...]:
    cells: Sequence[tuple[int, int]] = cut_row(line)
    return tuple(
        Cell(Text(line[start:end], range(offset + start, offset + end)), number, column)
        for column, (start, end) in enumerate(cells)
    )
