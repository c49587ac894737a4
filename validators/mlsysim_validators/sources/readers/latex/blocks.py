"""Blocks out of visible text: what kind they are, on which slide they stand, and where they end."""

from __future__ import annotations

import re
from collections.abc import Callable

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.latex.contexts import Context
from mlsysim_validators.sources.readers.latex.input import Input
from mlsysim_validators.sources.readers.latex.spoken import spoken
from mlsysim_validators.sources.readers.latex.tables import TableBuilder
from mlsysim_validators.sources.readers.latex.visible import Visible, show_text
from mlsysim_validators.sources.texts.documents import Block, BlockKind, Directive, Document, Text

_DIRECTIVE = regex(r"%+[ \t]*registry:(.*)", re.DOTALL)


class BlockScanner(Visible):
    """The flat pass with somewhere to put its text."""

    def __init__(self, document: Document, source: Input) -> None:
        super().__init__(source)
        self.document = document
        self.main = source
        self.kind: BlockKind = "paragraph"
        self.captures = 0
        self.slide = 0
        self.slide_title = ""
        self.section = ""
        self.slide_start: int | None = None  # the index of the slide's first block while its title is not known
        self.tables: dict[int, TableBuilder] = {}  # by the identity of their open contexts
        self.open_environments: dict[str, list[Context]] = {}

    # -- blocks -------------------------------------------------------------------------------------------------

    def add_block(self, kind: BlockKind, text: Text, language: str = "") -> None:
        """A finished block of text."""
        if text.text:
            self.document.blocks.append(
                Block(kind, text, self.slide, self.slide_title, self.section, language=language)
            )

    def break_block(self) -> None:
        """What was read so far is one block; within a cell or a title it is a space."""
        if self.captures:
            self.out.space(self.out_offset())
        elif self.out.last:
            self.add_block(self.kind, self.out.take())

    def out_offset(self) -> int:
        """The source offset that was reached."""
        source = self.inputs[-1] if self.inputs else self.main
        return source.offset(max(0, source.position - 1))

    def capture(self, context: Context, done: Callable[[Text], None]) -> None:
        """Collect what is shown inside `context` by itself, and give it to `done` at the end."""
        saved, self.out = self.out, TextBuilder()
        self.captures += 1

        def finish() -> None:
            text, self.out = self.out.take(), saved
            self.captures -= 1
            done(text)

        context.on_close = finish

    def captured_argument(self, source: Input, done: Callable[[Text], None]) -> bool:
        """Collect the next {argument}. False: there is none."""
        context = self.open_group(source)
        if context is None:
            return False
        context.math = None
        self.capture(context, done)
        return True

    def within(self, context: Context, kind: BlockKind) -> None:
        """Blocks inside `context` are of this kind (a note stays a note)."""
        self.break_block()
        before = self.kind
        self.kind = before if before == "note" else kind

        def finish() -> None:
            self.break_block()
            self.kind = before

        context.on_close = finish

    # -- slides --------------------------------------------------------------------------------------------------

    def name_slide(self, text: Text) -> None:
        """The slide's title: its blocks so far get it too."""
        self.slide_title = text.text
        if self.slide_start is not None:
            blocks = self.document.blocks
            for index in range(self.slide_start, len(blocks)):
                blocks[index] = blocks[index]._replace(title=text.text)
            self.slide_start = None
        self.add_block("heading", text)

    def new_slide(self) -> None:
        self.break_block()
        self.slide += 1
        self.slide_title = ""
        self.slide_start = len(self.document.blocks)

    def in_frame(self) -> bool:
        return any(context.alive for context in self.open_environments.get("frame", ()))

    # -- hooks of the flat pass ---------------------------------------------------------------------------------

    def comment(self, comment: str, source: Input, start: int) -> None:
        match = _DIRECTIVE.match(comment)
        if match and source is self.main:
            line_start = source.text.rfind("\n", 0, start) + 1
            own_line = not source.text[line_start:start].strip()
            self.document.directives.append(Directive(match[1].split("\n")[0].strip(), start, own_line))
        elif self.kind == "note" and not self.captures and not self.top.hidden and self.top.math is None:
            paragraphs, end = spoken(source, start)
            if paragraphs:
                self.break_block()
                source.position = end
            for text in paragraphs:
                self.add_block("note", show_text(text, self.definitions))

    def blank_line(self, offset: int) -> None:
        math = self.top.math
        if math is not None and math.name in ("$", "$$"):
            self.trouble(
                f"the math that begins here with {math.name} is still open at the blank line",
                math.offset,
                "add the closing $, or write \\$ for a dollar sign",
            )
            math.name = "{"
            self.close(math)
        if math is None or math.name == "{":
            self.break_block()
        elif not self.top.hidden:
            self.out.space(offset)

    def open_math(self, name: str, offset: int) -> Context:
        context = super().open_math(name, offset)
        if name == "$$":
            self.within(context, "math")
        return context

    def table_here(self) -> TableBuilder | None:
        """The table whose cell is being read, if nothing else is open in that cell."""
        math = self.top.math
        if math is not None and math.name == "$" and len(self.contexts) > 2:
            table = self.tables.get(id(self.contexts[-2]))
            if table is not None and self.top is math:
                self.close_unfinished_math(math)
                return table
        return self.tables.get(id(self.top))

    def close_unfinished_math(self, math: Context) -> None:
        """Close math that does not end in its table cell."""
        self.trouble("the math that begins here with $ does not end in its cell", math.offset, "add the closing $")
        math.name = "{"
        self.close(math)

    def row_end(self, offset: int) -> None:
        table = self.table_here()
        if table is not None:
            table.end_row()
            self.top.bold = False
        elif not self.top.hidden:
            self.break_block()

    def column_end(self, source: Input, start: int) -> None:
        table = self.table_here()
        if table is not None:
            table.end_cell()
            self.top.bold = False
        elif not self.top.hidden:
            self.out.space(source.offset(start))
