"""Pipe tables in the comments and docstrings of a program: `| GPU | Memory |`, a row of dashes, rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.patterns import regex

from ..documents import EMPTY_TEXT, Block, Cell, Text
from .markdown_tables import cut_row, is_delimiter_row

_DASHES = regex(r"(?m)^[ \t]*(?:#+|//+|\*)?[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$")
_SIGN = regex(r"[ \t]*(?:#+|//+|\*(?=\s))?[ \t]*")
_SHOWN = regex(r"[^\r\n]")
_MOST_ROWS = 200


def pipe_tables(source: str) -> Iterator[tuple[Block, int, int]]:
    """The tables of a source, each with the offsets between which it stands."""
    done = 0
    for dashes in _DASHES.finditer(source) if "|" in source and "--" in source else ():
        start = source.rfind("\n", 0, max(0, dashes.start() - 1)) + 1
        if start < done or not is_delimiter_row(_words(source, dashes.start(), dashes.end())[1]):
            continue
        offset, header = _words(source, start, dashes.start() - 1)
        columns = len(cut_row(header))
        if "|" not in header or len(cut_row(_words(source, dashes.start(), dashes.end())[1])) != columns:
            continue
        rows = [_row(header, offset, 0)]
        end = dashes.end()
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


def blanked(source: str, tables: Sequence[tuple[Block, int, int]]) -> str:
    """A source with spaces for its tables, each line as long as it was."""
    parts: list[str] = []
    last = 0
    for _, start, end in tables:
        parts += [source[last:start], _SHOWN.sub(" ", source[start:end])]
        last = end
    return "".join([*parts, source[last:]])


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
