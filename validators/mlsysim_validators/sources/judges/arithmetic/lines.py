"""The pieces of a slide that may state a calculation: its texts and cells, the lines of formulas and listings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell, Text

# Languages whose listings are text that a reader reads, not code.
TEXT_LANGUAGES = frozenset(
    {"", "text", "txt", "plain", "plaintext", "none", "output", "console", "math", "markdown", "md"}
)
# "flops = 6 * 1.3 = 7.8 GFLOPs" is written for a reader: no language takes it.
_CHAIN = regex(r"\s*[A-Za-z_]\w* ?= ?[^=()#]*\d[^=()#]*[-+*/×][^=()#]*\d[^=()#]* ?[=≈] ?[~≈]?\$?[\d.]")
_LONGEST_PIECE = 10_000
_SENTENCE_END = regex(r"[.;?!]\s")


class Line(NamedTuple):
    """A piece of a text that may state something: [begin, end) of a block's or cell's text."""

    text: Text
    begin: int
    end: int
    block: Block
    cell: Cell | None = None

    @property
    def words(self) -> str:
        """The piece itself."""
        return self.text.text[self.begin : self.end]


def lines_of(blocks: list[Block]) -> Iterator[Line]:
    """The pieces of some blocks, in order."""
    for block in blocks:
        if block.kind == "table":
            for row in block.rows:
                for cell in row:
                    yield from _pieces(Line(cell.text, 0, len(cell.text.text), block, cell))
        elif block.kind == "listing":
            yield from _listing_lines(block)
        elif block.kind == "math":
            yield from _split(block)
        else:
            yield from _pieces(Line(block.text, 0, len(block.text.text), block))


def _pieces(line: Line) -> Iterator[Line]:
    """A text, or where it is very long its sentences, some together: no statement reaches from one to the next."""
    begin = line.begin
    if line.end - begin <= _LONGEST_PIECE:
        yield line
        return
    while line.end - begin > _LONGEST_PIECE:
        end = _SENTENCE_END.search(line.text.text, begin + _LONGEST_PIECE // 2, begin + _LONGEST_PIECE)
        stop = end.end() if end is not None else begin + _LONGEST_PIECE
        yield line._replace(begin=begin, end=stop)
        begin = stop
    yield line._replace(begin=begin)


def _split(block: Block) -> Iterator[Line]:
    position = 0
    for line in block.text.text.split("\n"):
        yield from _pieces(Line(block.text, position, position + len(line), block))
        position += len(line) + 1


def _listing_lines(block: Block) -> Iterator[Line]:
    """In code only comments are read as text."""
    for line in _split(block):
        plain = block.language.lower() in TEXT_LANGUAGES and not line.words.lstrip().startswith("$$")
        if plain or _CHAIN.match(line.words):
            yield line
            continue
        mark = line.words.find("#")
        if mark < 0:
            mark = line.words.find("//")
        if mark >= 0:
            yield line._replace(begin=line.begin + mark)
