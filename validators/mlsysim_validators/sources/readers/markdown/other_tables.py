"""Tables of Markdown that are not pipe tables: pandoc's grids, HTML, MyST's list-table.

Each function finds the cells of one table as ranges of the source; the scanner shows their text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex

_RULE = regex(r"[ \t>]*\+(?:[-=:]+\+)+[ \t]*\r?(?:\n|\Z)")
_ROW = regex(r"[ \t>]*\|[^\n]*(?:\n|\Z)")
_HTML_PART = regex(r"<(/?)(tr|th|td|table|thead|tbody|caption)\b([^<>]{0,500})>", re.IGNORECASE)
_ROWS = regex(r"rowspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_BOLD = regex(r"(?:<p>\s*)?<(strong|b)>[^<>]{1,200}</\1>(?:\s*</p>)?", re.IGNORECASE)
_SPAN = regex(r"colspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_ITEM = regex(r"[ \t]*(?P<row>\*[ \t]+)?-[ \t]?(?P<text>[^\n]*)")
_OPTION = regex(r"[ \t]*:(?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*)")
_MOST_HANGING = 200  # cells of one table that go on over rows at a time


class FoundCell(NamedTuple):
    """One cell: the ranges of the source that its lines take, its first column, how many it covers."""

    ranges: list[tuple[int, int]]
    column: int
    span: int


class FoundTable(NamedTuple):
    """The rows of a table, how many of them are headers, and where in the source it ends."""

    rows: list[list[FoundCell]]
    header_rows: int
    end: int


def grid_table(source: str, start: int) -> FoundTable | None:
    """A grid table of pandoc whose upper rule begins at `start`, or None."""
    rule = _RULE.match(source, start)
    if rule is None:
        return None
    columns = [match.start() for match in re.finditer(r"\+", rule.group())]
    rows: list[list[FoundCell]] = []
    lines: list[tuple[int, int]] = []
    header_rows = 0
    position = end = rule.end()
    while position < len(source):
        if (row := _ROW.match(source, position)) is not None:
            lines.append((row.start(), row.end()))
        elif (rule := _RULE.match(source, position)) is not None:
            if not lines:
                break
            rows.append(_grid_row(source, lines, columns))
            lines = []
            if "=" in rule.group():
                header_rows = len(rows)
            end = rule.end()
        else:
            break
        position = (row or rule).end()
    # Lines below the last rule are no part of it: whatever was read once is not read again.
    return FoundTable(rows, header_rows, end) if rows else None


def _grid_row(source: str, lines: list[tuple[int, int]], columns: list[int]) -> list[FoundCell]:
    first, stop = lines[0]
    text = source[first:stop]
    bars = [bar for bar in columns if bar < len(text) and text[bar] == "|"]
    if len(bars) < 2:  # not set in columns: cut at every bar
        bars = [match.start() for match in re.finditer(r"\|", text)]
    cells: list[FoundCell] = []
    for left, right in pairwise(bars):
        ranges = [_stripped(source, begin + left + 1, min(begin + right, end)) for begin, end in lines]
        column = columns.index(left) if left in columns else len(cells)
        beyond = columns.index(right) if right in columns else column + 1
        cells.append(FoundCell([r for r in ranges if r[0] < r[1]], column, max(1, beyond - column)))
    return cells


def _stripped(source: str, start: int, end: int) -> tuple[int, int]:
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end


def html_table(source: str, start: int, close: int) -> FoundTable | None:
    """An HTML table that begins at `start` with <table> and ends at `close` with </table, or None."""
    end = source.find(">", close) + 1
    if end <= 0:
        return None
    rows: list[list[FoundCell]] = []
    only_headers: list[bool] = []
    opened: tuple[int, int, int] | None = None  # where the open cell's text begins, and over how much it spans
    column = 0
    hanging: dict[int, tuple[FoundCell, int]] = {}  # by column: cells of rows above, and for how many rows they go on
    begun: dict[int, int] = {}  # by column: the last row that such a cell was put into

    def shut(stop: int) -> None:
        nonlocal opened, column
        if opened is not None and rows:
            begin, span, down = opened
            begin, stop = _stripped(source, begin, stop)
            take_hanging()
            cell = FoundCell([(begin, stop)] if begin < stop else [], column, span)
            rows[-1].append(cell)
            if down > 1 and len(hanging) < _MOST_HANGING:
                hanging[column], begun[column] = (cell, down), len(rows)  # the row of the cell itself counts
            column += span
        opened = None

    def take_hanging() -> None:
        """Put down what rows above put into the columns that come next."""
        nonlocal column
        while rows and column in hanging and begun[column] < len(rows):
            cell, _ = hanging[column]
            begun[column] = len(rows)
            rows[-1].append(cell)
            column += cell.span

    for part in _HTML_PART.finditer(source, start, end):
        name = part[2].lower()
        if name in ("td", "th", "tr") or part[1]:
            shut(part.start())
        if name == "tr" and part[1]:
            take_hanging()
        if name == "tr" and not part[1]:
            hanging = {place: (cell, down - 1) for place, (cell, down) in hanging.items() if down > 1}
            rows.append([])
            only_headers.append(True)
            column = 0
        elif name in ("td", "th") and not part[1] and rows:
            only_headers[-1] = only_headers[-1] and name == "th"
            opened = part.end(), _spans(_SPAN, part[3]), _spans(_ROWS, part[3])
    kept = [(row, header) for row, header in zip(rows, only_headers, strict=True) if row]
    header_rows = next((index for index, (_, header) in enumerate(kept) if not header), len(kept))
    if header_rows == 0 and len(kept) > 1:  # an export without <th>: the first row is bold throughout, others are not
        header_rows = int(_is_bold(source, kept[0][0]) and not _is_bold(source, kept[1][0]))
    return FoundTable([row for row, _ in kept], min(header_rows, max(0, len(kept) - 1)), end)


def _is_bold(source: str, row: list[FoundCell]) -> bool:
    """Whether every cell of a row that says anything is bold, and two of them are."""
    texts = [source[begin:end] for cell in row for begin, end in cell.ranges]
    return len(texts) > 1 and all(_BOLD.fullmatch(text) for text in texts)


def _spans(pattern: re.Pattern[str], attributes: str) -> int:
    """How many columns or rows a cell covers."""
    match = pattern.search(attributes)
    return max(1, int(match[1])) if match else 1


def list_table(source: str, ranges: list[tuple[int, int]]) -> FoundTable | None:
    """MyST's list-table from the lines of its fence: rows begin with `* -`, further cells with `-`."""
    rows: list[list[FoundCell]] = []
    header_rows = 0
    for start, end in ranges:
        line = source[start:end]
        option, item = _OPTION.match(line), _ITEM.match(line)
        if option is not None and not rows:
            if option["name"] == "header-rows" and option["value"].strip().isdigit():
                header_rows = int(option["value"].strip()[:3])
        elif line.strip() == "*":
            rows.append([])
        elif item is not None:
            if item["row"] is not None:
                rows.append([])
            if rows:
                place = _stripped(source, start + item.start("text"), start + item.end("text"))
                rows[-1].append(FoundCell([place] if place[0] < place[1] else [], len(rows[-1]), 1))
        elif line.strip() and rows and rows[-1]:
            rows[-1][-1].ranges.append(_stripped(source, start, end))
    if not rows or not any(rows):
        return None
    return FoundTable(rows, min(header_rows, len(rows)), ranges[-1][1])
