"""Tables that a fence shows by the alignment of its columns: a line of headers, rows below, two spaces between cells.

Link              One direction    Both directions
NVLink 4 (H100)   450 GB/s         900 GB/s
"""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Block, Cell, Text

LANGUAGES = ("", "text", "txt", "plain", "plaintext", "console", "output", "none")
_LINE = regex(r"[^\n]+")
_CELL = regex(r"[^\s│┃|]+(?: [^\s│┃|]+)*")
_RULE = regex(r"[\s─━═╌_=+┼├┤│┌┐└┘┬┴╔╗╚╝╠╣║|-]+")
_AMOUNT = regex(r"[~≈<>≤≥$+−-]{0,2} ?\d")
_UNIT = regex(
    r"\d ?(?:[kKMGTPE]i?[Bb](?:it)?(?:/s|ps)?|[GTP](?:FLOP|OP)\w*(?:/s)?|[kM]?W|[mµun]?s|%|[×x])(?!\w)|\$ ?\d"
)
_SAYS_UNIT = regex(r"[(\[][^()\[\]]*(?:[kKMGTP]i?[Bb]|FLOP|OPS|%|W\b|ms|\bs\b)[^()\[\]]*[)\]]")
_NONE = regex(r"[-–—]|n/?a|N/?A|✗|✓|[x✔✘]")
_FEWEST_ROWS, _MOST_ROWS, _MOST_COLUMNS = 2, 200, 20
_LONGEST = 240  # characters of a line
_WORDS = regex(r"[^\W\d_]{2}")


class _Row(NamedTuple):
    start: int
    end: int
    cells: list[tuple[int, str]]


def aligned(block: Block) -> list[Block]:
    """The parts of a listing: what stands before and behind its tables, and these; none where it has no table."""
    rows = [_row(match.start(), match.group()) for match in _LINE.finditer(block.text.text)]
    found: list[Block] = []
    place, done = 0, 0
    while place < len(rows):
        stop = _end_of_table(rows, place)
        if not stop:
            place += 1
            continue
        found += _listing(block, done, rows[place].start)
        found.append(_table(block, [row for row in rows[place:stop] if row.cells]))
        place, done = stop, rows[stop - 1].end
    return [*found, *_listing(block, done, len(block.text.text))] if found else []


def _row(start: int, line: str) -> _Row:
    """A line's cells; none of a rule."""
    if len(line) > _LONGEST or _RULE.fullmatch(line):
        return _Row(start, start + len(line), [])
    return _Row(start, start + len(line), [(start + cell.start(), cell.group()) for cell in _CELL.finditer(line)])


def _end_of_table(rows: list[_Row], place: int) -> int:
    """The line behind the table whose headers stand in a line; 0 where none does."""
    header = rows[place].cells
    if not 2 <= len(header) <= _MOST_COLUMNS or any(_AMOUNT.match(words) for _, words in header[1:]):
        return 0
    if not all(_WORDS.search(words) for _, words in header[1:]):
        return 0
    stop, many, amounts = place + 1, 0, 0
    units = any(_SAYS_UNIT.search(words) for _, words in header)
    while stop < len(rows) and many < _MOST_ROWS:
        cells = rows[stop].cells
        if cells and (len(cells) != len(header) or cells[0][1].endswith(":")):  # "CPU(s):    72" is no row
            break
        if cells:
            many += 1
            units = units or any(_UNIT.search(words) for _, words in cells[1:])
            amounts += sum(_AMOUNT.match(words) is not None or bool(_NONE.fullmatch(words)) for _, words in cells[1:])
        stop += 1
    return stop if units and many >= _FEWEST_ROWS and 2 * amounts >= many * (len(header) - 1) else 0


def _table(block: Block, rows: list[_Row]) -> Block:
    cells = tuple(
        tuple(
            Cell(Text(words, block.text.offsets[start : start + len(words)]), number, column)
            for column, (start, words) in enumerate(row.cells)
        )
        for number, row in enumerate(rows)
    )
    return block._replace(kind="table", text=EMPTY_TEXT, rows=cells, header_rows=1, language="")


def _listing(block: Block, begin: int, end: int) -> list[Block]:
    words = block.text.text[begin:end]
    kept = words.strip("\n")
    if not kept.strip():
        return []
    begin += len(words) - len(words.lstrip("\n"))
    return [block._replace(text=Text(kept, block.text.offsets[begin : begin + len(kept)]))]
