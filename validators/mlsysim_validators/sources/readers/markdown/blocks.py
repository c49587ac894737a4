"""Blocks out of the lines of Markdown: what they show, the slide and the headings that they stand under."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.markdown import lines
from mlsysim_validators.sources.readers.markdown.inline import show_inline
from mlsysim_validators.sources.readers.markdown.other_tables import FoundTable
from mlsysim_validators.sources.texts.documents import (
    DEEPER,
    EMPTY_TEXT,
    NEW_LINE,
    Block,
    BlockKind,
    Cell,
    Directive,
    Document,
    Text,
    Trouble,
)

_MOST_TROUBLES = 200


class BlockCollector:
    """Takes what the scanner found to the document, and knows where in it that stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source
        self.slide = 0
        self.slide_title = ""
        self.section = ""
        self.deeper: list[tuple[int, str]] = []  # the open headings of level 3 and more, under the slide's title
        self.slide_empty = True
        self.deck = False
        self.marp = False
        self.note_until_slide = False
        self.note_divs: list[bool] = []  # whether each open div, or one around it, holds notes

    def add(self, kind: BlockKind, text: Text, language: str = "") -> None:
        """A finished block."""
        if text.text:
            if kind not in ("listing", "heading", "title") and (self.note_until_slide or self.note_divs[-1:] == [True]):
                kind = "note"
            self.document.blocks.append(Block(kind, text, self.slide, self.title(), self.section, language=language))
            self.slide_empty = False

    def add_heading(self, shown: Text, level: int) -> None:
        """A heading, which may begin a slide and is the title of what follows."""
        if level <= 2 and not (self.marp or (self.deck and self.slide_empty)):
            self.new_slide()
        if level == 1:
            self.section = shown.text
        if level <= 2 and (not self.slide_title or not self.marp):
            self.slide_title = shown.text
            self.deeper.clear()
        elif level > 2:
            self.deeper[:] = [(above, heading) for above, heading in self.deeper if above < level]
            self.deeper.append((level, shown.text))
        elif not self.slide_title:
            self.slide_title = shown.text
        self.add("heading", shown)

    def add_table(self, found: FoundTable) -> None:
        """A table, its cells as they are shown; rows without any are left out."""
        rows: list[tuple[Cell, ...]] = []
        headers = sum(map(bool, found.rows[: found.header_rows]))
        for number, cells in enumerate(filter(None, found.rows)):
            shown: list[Cell] = []
            for cell in cells:
                out = TextBuilder()
                if cell.ranges:
                    self.inline(self.raw(cell.ranges), out, _line_break(number >= headers, cell.column))
                bold = out.has_bold and not out.has_plain
                shown.append(Cell(out.take(), number, cell.column, cell.span, bold))
            rows.append(tuple(shown))
        if not rows:
            return
        self.document.blocks.append(
            Block("table", EMPTY_TEXT, self.slide, self.title(), self.section, tuple(rows), headers)
        )
        self.slide_empty = False

    def new_slide(self) -> None:
        """What follows stands on another slide."""
        self.slide += 1
        self.slide_title = ""
        self.deeper.clear()
        self.slide_empty = True
        self.note_until_slide = False

    def title(self) -> str:
        """The slide's title, and the smaller headings that the text stands under."""
        return DEEPER.join(filter(None, (self.slide_title, *(heading for _, heading in self.deeper))))

    def comment(self, inside: str, offset: int, own_line: bool) -> None:
        """A comment: a directive, a speaker note, or nothing."""
        if match := lines.REGISTRY.match(inside):
            self.document.directives.append(Directive(" ".join(match[1].split()), offset, own_line))
            return
        note = lines.NOTE_COMMENT.match(inside)
        if note is None and (
            not self.marp or all(lines.MARP_SETTING.match(line) for line in inside.splitlines() if line.strip())
        ):
            return
        start = offset + 4 + (note.end() if note else 0)
        end = offset + 4 + len(inside)
        if self.source[start:end] == inside[note.end() if note else 0 :]:
            out = TextBuilder()
            show_inline(Text(self.source[start:end], range(start, end)), out)
            self.add("note", out.take())

    def trouble(self, message: str, offset: int, hint: str) -> None:
        """Something that does not end."""
        if len(self.document.troubles) < _MOST_TROUBLES:
            self.document.troubles.append(Trouble(message, offset, hint))

    # -- what is shown ------------------------------------------------------------------------------------------

    def raw(self, ranges: Sequence[tuple[int, int]]) -> Text:
        """The characters of some ranges of the source, a line break between them."""
        if len(ranges) == 1:
            start, end = ranges[0]
            return Text(self.source[start:end], range(start, end))
        builder = TextBuilder()
        for index, (start, end) in enumerate(ranges):
            if index:
                builder.copied("\n", min(ranges[index - 1][1], len(self.source) - 1))
            builder.copied(self.source[start:end], start)
        return builder.take(strip=False)

    def show(self, raw: Text) -> Text:
        """What raw text shows, comments noted."""
        out = TextBuilder()
        self.inline(raw, out)
        return out.take()

    def inline(self, raw: Text, out: TextBuilder, line_break: str = " ") -> None:
        """Add to `out` what raw text shows; <br> shows as `line_break`."""
        show_inline(raw, out, self.comment, line_break)


def _line_break(in_body: bool, column: int) -> str:
    """What <br> shows as in a cell: a label goes on over it."""
    return NEW_LINE if in_body and column > 0 else " "
