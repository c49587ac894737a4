"""Tables that are drawn with lines in the comments and docstrings of a program: `│ GPU │ Memory │`, `├─────┼────────┤`.

The line below the header goes from side to side, crossed at the columns or not. Every row has as many cells as the
header and is closed at both sides: two boxes of a diagram beside one another are no table, nor is a box with a title.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Block, Cell, Text

_BELOW_HEADER = regex(r"^[^\S\n]*(?:#+|//+|\*)?[^\S\n]*[├╠╟┣][─━═┼╪╬┿-]{5,400}[┤╣╢┫][^\S\n]*$")
_LINE = regex(r"[^\S\n]*(?:#+|//+|\*)?[^\S\n]*[├╠╟┣└╚┗][─━═┼╪╬┿┴┬╩╦-]+[┤╣╢┫┘╝┛┐╗┓]?[^\S\n]*\Z")
_ROW = regex(r"[^\S\n]*(?:#+|//+|\*)?[^\S\n]*[│┃║](?P<cells>[^\n]+)[│┃║][^\S\n]*\Z")
_BAR = regex(r"[│┃║]")
_SIDES = "├╠╟┣"
_SIDE = regex(rf"[{_SIDES}]")
_MOST_ROWS = 200
_LONGEST = 600  # characters of a row


def drawn_tables(source: str) -> Iterator[tuple[Block, int, int]]:
    """The drawn tables of a source, each with the offsets between which it stands."""
    done = 0
    for start, stop in _lines_below_headers(source):
        begin = source.rfind("\n", 0, max(0, start - 1)) + 1
        header = _row(source, begin, start - 1, 0) if begin >= done and start else ()
        if len(header) < 2:
            continue
        rows, end = [header], stop
        while len(rows) <= _MOST_ROWS and end < len(source):
            behind = source.find("\n", end + 1)
            behind = len(source) if behind < 0 else behind
            row = _row(source, end + 1, behind, len(rows))
            if len(row) == len(header):
                rows.append(row)
            elif row or behind - end > _LONGEST or not _LINE.match(source[end + 1 : behind]):
                break
            end = behind
        done = end
        if len(rows) > 1:
            yield Block("table", EMPTY_TEXT, rows=tuple(rows), header_rows=1), begin, end


def _lines_below_headers(source: str) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that go from one side of a table to the other."""
    if not any(side in source for side in _SIDES):
        return
    stop = -1
    for found in _SIDE.finditer(source):
        if found.start() < stop:
            continue
        begin, stop = source.rfind("\n", 0, found.start()) + 1, source.find("\n", found.start())
        stop = len(source) if stop < 0 else stop
        if stop - begin <= _LONGEST and _BELOW_HEADER.match(source[begin:stop]):
            yield begin, stop


def _row(source: str, start: int, end: int, number: int) -> tuple[Cell, ...]:
    """The cells of a drawn row; none of a line that is no such row."""
    found = _ROW.match(source[start:end]) if 0 < end - start <= _LONGEST else None
    if found is None:
        return ()
    cells: list[Cell] = []
    begin = start + found.start("cells")
    for words in _BAR.split(found["cells"]):
        stripped = words.strip()
        place = begin + len(words) - len(words.lstrip())
        cells.append(Cell(Text(stripped, range(place, place + len(stripped))), number, len(cells)))
        begin += len(words) + 1
    return tuple(cells)
