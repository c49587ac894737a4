"""reStructuredText: sections, paragraphs, lists, literal blocks, and grid, simple, list and CSV tables."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.data.csv_table import table_rows
from mlsysim_validators.sources.readers.registry_comments import directive
from mlsysim_validators.sources.texts.documents import (
    EMPTY_TEXT,
    NEW_LINE,
    Block,
    BlockKind,
    Cell,
    Directive,
    Document,
    Text,
)

_LINE = regex(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_ADORNMENT = regex(r"([=\-`:.'\"~^_*+#<>])\1{2,}[ \t]*\Z")
_DIRECTIVE = regex(r"\.\.[ \t]+(?:\|[^|]{1,80}\|[ \t]+)?([A-Za-z][\w:.+-]*)::[ \t]*(.*)\Z")
_COMMENT = regex(r"\.\.(?:[ \t]+(.*))?\Z")
_TARGET = regex(r"\.\.[ \t]+(?:_[^:]|\[|__)")
_ITEM = regex(r"(?:[-*+•]|\(?(?:\d{1,3}|#|[a-z])[.)])[ \t]+(?=\S)")
_FIELD = regex(r":(?P<name>[^:`\s](?:[^:`]{0,60}[^:`\s])?):(?:[ \t]+|\Z)")
_GRID = regex(r"\+(?:[-=]+\+)+[ \t]*\Z")
_SIMPLE = regex(r"=+(?:[ \t]+=+)+[ \t]*\Z")
_LITERAL = ("code", "code-block", "sourcecode", "literalinclude", "parsed-literal", "highlight")
_SILENT = ("image", "figure", "toctree", "include", "raw", "math", "contents", "index", "automodule", "autoclass")
_BULLET = regex(r"[*-][ \t]+")
_INLINE = regex(
    r"``(?P<literal>[^`]{1,400}?)``|:[\w:+-]{1,40}:`(?P<role>[^`<]{1,200}?)(?:\s*<[^<>`]{0,300}>)?`|"
    r"`(?P<link>[^`<]{1,300}?)\s*(?:<[^<>`]{0,400}>)?`_{0,2}|\*\*(?P<strong>[^*]{1,400}?)\*\*|"
    r"(?<![\w*])\*(?P<emphasis>[^*\s][^*]{0,400}?)\*(?![\w*])|\|(?P<substitution>[^|\n]{1,80})\|_{0,2}|"
    r"(?P<footnote>\[(?:\d{1,3}|#\w{0,40}|\*)\]_)|(?P<escape>\\.)"
)


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_rst(path: str, source: str) -> Document:
    """Read a reStructuredText document; sections count as its slides."""
    document = Document(path, source, part="section")
    lines = [_Line(match.start(), match[1].rstrip()) for match in _LINE.finditer(source)]
    _Reader(document, lines).read()
    return document


class _Reader:
    """Goes through the lines once; every construct takes its lines."""

    def __init__(self, document: Document, lines: list[_Line]) -> None:
        self.document = document
        self.lines = lines
        self.at = 0
        self.slide = 0
        self.title = ""

    def read(self) -> None:
        """Read everything."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.blank:
                self.at += 1
            elif self._section(line):
                continue
            elif _GRID.match(line.text.strip()):
                self._grid()
            elif _SIMPLE.match(line.text.strip()):
                self._simple()
            elif line.text.lstrip().startswith(".."):
                self._explicit(line)
            elif _FIELD.match(line.text.lstrip()):
                self._field(line)
            else:
                self._paragraph(line)

    # -- pieces of text -----------------------------------------------------------------------------------------------

    def _show(self, pieces: list[tuple[int, int]], *, cell: bool = False) -> Text:
        """The visible text of some ranges of the source, a space between them; in a cell list items are lines."""
        out = TextBuilder()
        for start, end in pieces:
            bullet = cell and _BULLET.match(self.document.source, start, end)
            if bullet:
                out.made(NEW_LINE, start)
            out.space(start)
            position = start = bullet.end() if bullet else start
            for match in _INLINE.finditer(self.document.source, start, end):
                out.copied(self.document.source[position : match.start()], position)
                name = match.lastgroup or ""
                if name == "escape":
                    out.copied(match[0][1:], match.start() + 1)
                elif name not in ("footnote", "substitution"):
                    out.copied(match[name], match.start(name))
                position = match.end()
            if end > position:
                out.copied(self.document.source[position:end], position)
        return out.take()

    def _add(self, kind: BlockKind, text: Text, language: str = "") -> None:
        if text.text:
            self.document.blocks.append(Block(kind, text, self.slide, self.title, self.title, language=language))

    def _span(self, line: _Line, first: int = 0, last: int | None = None) -> tuple[int, int]:
        """The offsets of a part of a line, white space around it left out."""
        part = line.text[first:last]
        start = line.start + first + len(part) - len(part.lstrip())
        return start, max(start, line.start + first + len(part.rstrip()))

    # -- constructs ---------------------------------------------------------------------------------------------------

    def _section(self, line: _Line) -> bool:
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else _Line(0, "")
        over = bool(_ADORNMENT.match(line.text)) and self.at + 2 < len(self.lines)
        if over and not below.blank and _ADORNMENT.match(self.lines[self.at + 2].text):
            heading, taken = below, 3
        elif _ADORNMENT.match(line.text):
            self.at += 1  # a transition
            return True
        elif _ADORNMENT.match(below.text) and not line.indent and len(below.text) >= min(4, len(line.text)):
            heading, taken = line, 2
        else:
            return False
        text = self._show([self._span(heading)])
        self.slide += 1
        self.title = text.text
        self._add("title", text)
        self.at += taken
        return True

    def _paragraph(self, line: _Line) -> None:
        item = _ITEM.match(line.text.lstrip())
        pieces = [self._span(line, line.indent + (item.end() if item else 0))]
        self.at += 1
        while self.at < len(self.lines):
            following = self.lines[self.at]
            stripped = following.text.lstrip()
            if following.blank or _ITEM.match(stripped) or (stripped.startswith("..") and not following.indent):
                break
            if not item and following.indent > line.indent + 8:
                break
            if _GRID.match(stripped) or _SIMPLE.match(stripped):
                break
            pieces.append(self._span(following))
            self.at += 1
        literal = self.document.source[pieces[-1][0] : pieces[-1][1]].endswith("::")
        if literal:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] - 1)
        self._add("item" if item else "paragraph", self._show(pieces))
        if literal:
            self._listing(line.indent, "")

    def _field(self, line: _Line) -> None:
        """A field of a list, ":v5e: 16 GB, 819 GB/s", as an item that its name begins; an empty one is skipped."""
        name = _FIELD.match(line.text.lstrip())
        assert name is not None
        self.at += 1
        more = [span for one in self._indented(line.indent) if (span := self._span(one))[1] > span[0]]
        start = line.start + line.indent + 1
        end = line.start + len(line.text)
        if name.end() < len(line.text.lstrip()) or more:
            self._add("item", self._show([(start, end), *more]))

    def _listing(self, indent: int, language: str) -> None:
        """The indented lines from here on, as a listing."""
        body = self._indented(indent)
        out = TextBuilder()
        for index, line in enumerate(body):
            if index:
                out.copied("\n", max(0, line.start - 1))
            out.copied(line.text, line.start)
        self._add("listing", out.take(strip=False), language)

    def _indented(self, indent: int) -> list[_Line]:
        """The lines that are indented deeper, blank lines among them; takes them."""
        first = self.at
        while self.at < len(self.lines) and (self.lines[self.at].blank or self.lines[self.at].indent > indent):
            self.at += 1
        body = self.lines[first : self.at]
        while body and body[-1].blank:
            body.pop()
        while body and body[0].blank:
            del body[0]
        return body

    def _explicit(self, line: _Line) -> None:
        """A directive, a comment, a link target."""
        stripped = line.text.lstrip()
        match = _DIRECTIVE.match(stripped)
        self.at += 1
        if match is None:
            comment = _COMMENT.match(stripped)
            if _TARGET.match(stripped) or comment is None:
                return
            said = directive((comment[1] or "").strip())
            if said is not None:
                self.document.directives.append(Directive(said, line.start + line.indent, True))
            self._indented(line.indent)
            return
        name, argument = match[1].lower(), match[2]
        if name in _LITERAL:
            self._options(line.indent)
            self._listing(line.indent, argument.strip().lower())
        elif name == "list-table":
            self._caption(line, argument)
            header = self._options(line.indent).get("header-rows", "0")
            self._list_table(
                line.indent, int(header) if header.isascii() and header.isdigit() and len(header) < 3 else 0
            )
        elif name == "csv-table":
            self._caption(line, argument)
            self._csv_table(line.indent)
        elif name in _SILENT:
            self._indented(line.indent)
        else:
            if argument:  # a note, a table's title: its body is read as usual
                self._caption(line, argument)
            self._options(line.indent)

    def _caption(self, line: _Line, argument: str) -> None:
        if argument:
            self._add("caption", self._show([self._span(line, len(line.text) - len(argument))]))

    def _options(self, indent: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.indent <= indent or not (match := re.match(r":([\w-]{1,40}):[ \t]*(.*)\Z", line.text.strip())):
                break
            found[match[1]] = match[2]
            self.at += 1
        return found

    # -- tables -------------------------------------------------------------------------------------------------------

    def _rows(self, rows: list[list[list[tuple[int, int]]]], headers: int) -> None:
        """A table whose cells are given as ranges of the source."""
        made = [
            tuple(Cell(self._show(pieces, cell=number >= headers), number, column) for column, pieces in enumerate(row))
            for number, row in enumerate(rows)
        ]
        if made:
            block = Block(
                "table", EMPTY_TEXT, self.slide, self.title, self.title, tuple(made), min(headers, len(made) - 1)
            )
            self.document.blocks.append(block)

    def _grid(self) -> None:
        """A grid table; a cell that spans columns counts as its first."""
        bounds = [i for i, char in enumerate(self.lines[self.at].text) if char == "+"]
        rows: list[list[list[tuple[int, int]]]] = []
        headers = 0
        current: list[list[tuple[int, int]]] = [[] for _ in bounds[1:]]
        while self.at < len(self.lines):
            line = self.lines[self.at]
            stripped = line.text.lstrip()
            if not stripped.startswith(("+", "|")):
                break
            if stripped.startswith("+"):
                if any(current):
                    rows.append(current)
                    current = [[] for _ in bounds[1:]]
                if "=" in stripped:
                    headers = len(rows)
            else:
                for column, (left, right) in enumerate(itertools.pairwise(bounds)):
                    if line.text[left : left + 1] == "|":
                        stop = line.text.find("|", left + 1)
                        span = self._span(line, left + 1, stop if stop > 0 else right)
                        if span[1] > span[0]:
                            current[column].append(span)
            self.at += 1
        self._rows(rows, headers)

    def _simple(self) -> None:
        """A simple table; a row whose first cell is empty continues the row above."""
        ruler = self.lines[self.at].text
        columns = [match.span() for match in re.finditer(r"=+", ruler)]
        rows: list[list[list[tuple[int, int]]]] = []
        rulers, headers = 1, 0
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if _SIMPLE.match(line.text.strip()):
                rulers += 1
                if rulers == 2:
                    headers = len(rows)
                following = self.lines[self.at] if self.at < len(self.lines) else None
                if rulers == 3 or following is None or following.blank:
                    break
                continue
            if line.blank or set(line.text.strip()) <= {"-", " "}:
                continue
            spans = []
            for index, (left, _) in enumerate(columns):
                right = columns[index + 1][0] if index + 1 < len(columns) else None
                spans.append(self._span(line, left, right))
            filled = [[span] if span[1] > span[0] else [] for span in spans]
            if not filled[0] and rows:
                for cell, more in zip(rows[-1], filled, strict=True):
                    cell.extend(more)
            else:
                rows.append(filled)
        if rulers < 3:  # rulers above and below only
            headers = 0
        self._rows(rows, headers)

    def _list_table(self, indent: int, headers: int) -> None:
        """A list table: `* - a` begins a row, `  - b` a further cell."""
        rows: list[list[list[tuple[int, int]]]] = []
        for line in self._indented(indent):
            stripped = line.text.lstrip()
            if match := re.match(r"\*[ \t]+-(?:[ \t]+|\Z)", stripped):
                rows.append([[self._span(line, line.indent + match.end())]])
            elif rows and (match := re.match(r"-(?:[ \t]+|\Z)", stripped)):
                rows[-1].append([self._span(line, line.indent + match.end())])
            elif rows and not line.blank:
                rows[-1][-1].append(self._span(line))
        self._rows(rows, headers)

    def _csv_table(self, indent: int) -> None:
        """A CSV table, its header in an option or in its first rows."""
        first = self.at
        options = self._options(indent)
        option_lines = self.lines[first : self.at]
        body = self._indented(indent)
        rows: list[tuple[Cell, ...]] = []
        headers = 0
        for line in option_lines:
            match = re.match(r"\s*:header:[ \t]*", line.text)
            if match is not None:
                rows += table_rows(self.document.source, line.start + match.end(), line.start + len(line.text), ",")
                headers = len(rows)
        count = options.get("header-rows", "0")
        headers += int(count) if count.isascii() and count.isdigit() and len(count) < 3 else 0
        if body:
            end = body[-1].start + len(body[-1].text)
            rows += table_rows(self.document.source, body[0].start, end, ",")
        numbered = [tuple(Cell(cell.text, number, cell.column) for cell in row) for number, row in enumerate(rows)]
        if numbered:
            block = Block(
                "table", EMPTY_TEXT, self.slide, self.title, self.title, tuple(numbered), min(headers, len(rows) - 1)
            )
            self.document.blocks.append(block)
