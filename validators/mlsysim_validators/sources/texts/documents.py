"""What a reader hands on: a document of blocks whose every visible character knows where it came from.

Readers are the only rooms that know a file format. Everything after them works on visible text and asks the text
where in the source a character stands.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.patterns import regex

BlockKind = Literal[
    "title", "heading", "paragraph", "item", "note", "caption", "comment", "math", "listing", "table", "data"
]  # fmt: skip
LabelRole = Literal[
    "key", "unit", "comment", "row", "condition", "format", "above", "name", "heading", "about", "columns", "beside",
    "run", "folder", "file", "page", "described",
]  # fmt: skip
Default = Literal["", "silent", "announced", "denied"]
DEEPER = " › "  # between a slide's title and the headings below it, the deepest last
LEFT_OUT = "not "  # before the formats of a `format` label that a branch is not for


# Thin and fixed spaces are plain ones to whoever reads words; between thousands, "14 592", they stand for commas.
_FIXED = "\u00a0\u2002\u2003\u2007\u2009\u202f"
_FIXED_SPACE = regex(rf"[{_FIXED}]")
_THOUSANDS = regex(rf"(?<![\w.,])\d{{1,3}}(?:[{_FIXED}]\d{{3}})+(?!\d)")


def plain_spaces(text: str) -> str:
    """A text with plain spaces for thin and fixed ones, and commas for those between thousands."""
    return _FIXED_SPACE.sub(" ", _THOUSANDS.sub(lambda match: _FIXED_SPACE.sub(",", match[0]), text))


@dataclass(frozen=True, slots=True)
class Text:
    """Visible text, and for each of its characters the offset in the source that it was read from.

    Its spaces are plain, and commas part its thousands.
    """

    text: str
    offsets: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError("a text needs one source offset for each visible character")
        if not self.text.isascii():
            object.__setattr__(self, "text", plain_spaces(self.text))

    def source_offset(self, index: int) -> int:
        """The source offset of visible character `index` (the end of the text counts as its last character)."""
        try:
            return self.offsets[index]
        except IndexError:
            return self.offsets[-1] if self.offsets else 0

    def index_of(self, offset: int) -> int:
        """Which visible character stands at a source offset; -1 for none of this text."""
        if not self.offsets or not self.offsets[0] <= offset <= self.offsets[-1]:
            return -1
        return next((index for index, place in enumerate(self.offsets) if place == offset), -1)

    def __str__(self) -> str:
        return self.text


_MOST_BOUNDS = 100
EMPTY_TEXT = Text("", ())
NEW_LINE = "\u2028"  # between lines of one table cell: what stands on one of them says little of the other


class Cell(NamedTuple):
    """One cell of a table. `column` is the first column that it covers, `span` how many it covers."""

    text: Text
    row: int
    column: int
    span: int = 1
    bold: bool = False


class Label(NamedTuple):
    """Words that stand beside or above a number in code or data, and where.

    key: the nearest name (a key, a keyword, a column, a variable); unit: what follows the number in a string;
    comment: on its line; row: the other words of its row; condition: what a device's name must contain on this branch;
    format: the number formats that this branch is for, or is not (behind LEFT_OUT); above: the comment lines before its
    row; name: of the table, function or class around it; heading: the comment before a table; about: what is said of
    the function, the class or the file around it; columns: the names that a loop gives to the places of its rows;
    beside: the names in the section beside its own that tells of the hardware; run: a key of its record that tells of
    a run, a batch or an MFU; folder, file: the names of the file's
    folder and of the file; page: the published model whose page its row gives; described: the text in
    which its record tells what it is.
    `alternatives` are other names that lead to the same number.
    """

    words: str
    role: LabelRole
    alternatives: tuple[str, ...] = ()


class Value(NamedTuple):
    """A number that code or structured data sets down: a product such as `1979e12 / 2` counts as one.

    `literal` is the number of the expression that carries the digits (1979e12), `resolution` one unit of its last
    printed digit after the expression's factors. `labels` stand in the order of nearness. Values of one `table` and
    `row` speak of one thing. `default` is set where the number stands for every device that nothing else names:
    nobody is told, or somebody is, or the docstring denies it.
    """

    text: Text
    number: float
    resolution: float
    literal: float
    labels: tuple[Label, ...]
    table: int
    row: int
    default: Default = ""

    def reading(self, units: tuple[Unit, ...]) -> Reading:
        """The number as it is read in these units."""
        written = self.text.text
        return Reading(0, len(written), self.number, self.resolution, units, "", written)

    def said(self, role: LabelRole) -> str:
        """The nearest words of a role, "" without any."""
        return next((label.words for label in self.labels if label.role == role), "")


class Branch(NamedTuple):
    """One branch of a look-up by device name: each of `needs` is a set of words that must all occur in the name.

    `start` and `end` are the source offsets between which its numbers stand, `offset` is where its words do.
    """

    needs: tuple[tuple[str, ...], ...]
    lacks: tuple[str, ...]
    exact: bool
    case: Literal["", "lower", "upper"]  # what was done to the name before it was searched
    offset: int
    start: int
    end: int
    partial: bool = False  # asks for something else as well, which is not known


class Lookup(NamedTuple):
    """Branches that are tried in order until one fits the name of a device."""

    branches: tuple[Branch, ...]


class Block(NamedTuple):
    """One piece of a document: a paragraph, a list item, a table, a listing, a speaker note.

    `slide` counts frames (or Markdown slides/sections) from 1, 0 before the first; `title` is the slide's title and
    `section` the section that it stands in. `rows` is filled for tables only (`header_rows` of them are headers),
    `language` for listings only, `values` for data only.
    """

    kind: BlockKind
    text: Text = EMPTY_TEXT
    slide: int = 0
    title: str = ""
    section: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    header_rows: int = 0
    language: str = ""
    values: tuple[Value, ...] = ()


class Directive(NamedTuple):
    """An author's `registry:` comment: what follows the colon, and the source offset at which it stands."""

    text: str
    offset: int
    own_line: bool  # alone on its line (speaks of what follows), or behind text (speaks of that line)


class Trouble(NamedTuple):
    """Something in a source that could not be read as meant (an unbalanced brace, an \\input outside the root).

    `unread`: nothing of the source was read. `bound`: all was read, but something was not looked for, because the
    source is so large in one way that it would have taken too long.
    """

    message: str
    offset: int
    hint: str = ""
    unread: bool = False
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A piece of a document's code, or of what it printed, in the order of the document; `index` is the block that it
    is (-1 where it is none)."""

    text: Text
    output: bool = False
    index: int = -1


@dataclass(slots=True)
class Document:
    """A source as its reader understood it."""

    path: str
    source: str
    blocks: list[Block] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    includes: list[tuple[str, int]] = field(default_factory=list)  # \input{...} paths as written, and where
    lookups: list[Lookup] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    part: str = "slide"  # what `slide` counts, as the report calls it
    cells: list[tuple[int, int]] = field(default_factory=list)  # of a notebook: where each line of a cell begins
    _line_starts: list[int] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The name of its file, without folder and suffix."""
        return os.path.splitext(os.path.basename(self.path))[0]

    def too_large(self, most: int, hint: str = "the file was not checked") -> bool:
        """Whether a source has more characters than are read; if so, that is told."""
        if len(self.source) <= most:
            return False
        self.troubles.append(Trouble(f"larger than {most:,} characters", 0, hint, True))
        return True

    def bounded(self, message: str, offset: int) -> None:
        """Tell that something was not looked for at a place; the same once only."""
        if not any(trouble.bound and trouble.message == message for trouble in self.troubles[-_MOST_BOUNDS:]):
            self.troubles.append(Trouble(message, offset, bound=True))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a source offset."""
        if not self._line_starts:
            lines = self.source.split("\n")
            self._line_starts.extend(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def place(self, offset: int) -> tuple[int, int]:
        """Where a reader finds an offset: line and column, in a notebook cell and line of the cell."""
        if not self.cells:
            return self.position(offset)
        index = max(0, bisect_right(self.cells, offset, key=lambda line: line[0]) - 1)
        cell = self.cells[index][1]
        first = bisect_left(self.cells, cell, hi=index, key=lambda line: line[1])
        return cell, index - first + 1
