"""Environments, what stands between `\\begin{...}` and `\\end{...}`: frames, tables, lists, math, the author's own."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.blocks import BlockScanner
from mlsysim_validators.sources.readers.latex.contexts import Context
from mlsysim_validators.sources.readers.latex.input import Input
from mlsysim_validators.sources.readers.latex.listings import open_listing
from mlsysim_validators.sources.readers.latex.symbols import (
    BLOCKS,
    DISPLAY_MATH,
    DRAWINGS,
    ENVIRONMENTS,
    INNER_MATH,
    LISTS,
    TABLES,
)
from mlsysim_validators.sources.readers.latex.tables import TableBuilder
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Block, Document, Text

_ENVIRONMENT_NAME = regex(r"[ \t]*+\{([^{}\\\n]{1,80})\}")
_STYLE = regex(r"[a-z][A-Za-z]*(?:![\d.]+)*(?:![A-Za-z]+)?")  # a colour or a style: {crimson}, {blue!20}
_ALIGNED = regex(r"&[ \t]*(?:=|\\approx\b|\\leq?\b|\\geq?\b|\\sim\b|\\to\b)[ \t]*&?|(?:=|\\approx)[ \t]*&")
_LONGEST_LINES = 3000


class EnvironmentScanner(BlockScanner):
    """Adds the environments to the blocks: each says of what kind the blocks inside it are."""

    def __init__(self, document: Document, source: Input, verbatim: frozenset[str]) -> None:
        super().__init__(document, source)
        self.verbatim = verbatim
        self.language = ""  # of listings that do not say theirs

    def environment(self, which: str, source: Input, start: int) -> None:
        """Read what stands behind `\\begin` or `\\end`."""
        match = _ENVIRONMENT_NAME.match(source.text, source.position)
        offset = source.offset(start)
        if match is None:
            self.trouble(f"\\{which} without the name of an environment", offset, f"write \\{which}{{name}}")
            return
        source.position = match.end()
        name = match[1].strip()
        if which == "begin":
            self._begin(name, source, offset)
        else:
            self._end(name, source, offset)

    def _end(self, name: str, source: Input, offset: int) -> None:
        waiting = self.open_environments.get(name, [])
        while waiting and not waiting[-1].alive:
            waiting.pop()
        if name == "document":
            self.close_down_to(0)
            self.inputs.clear()
        elif not waiting:
            self.trouble(f"\\end{{{name}}} without a \\begin{{{name}}}", offset, f"add \\begin{{{name}}} or remove it")
        elif waiting[-1].end_code is not None:
            code = f"{waiting[-1].end_code}\\end{{{name}}}"
            waiting[-1].end_code = None
            self.inputs.append(Input(code, [offset] * len(code), source.level + 1))
        else:
            self.close(waiting.pop())

    def _begin(self, name: str, source: Input, offset: int) -> None:
        if name in self.verbatim:
            self._listing(name, source, offset)
            return
        if name == "frame":
            self._close_open_frame()
        if not self.top.hidden and self.top.math is None:
            self.break_block()
        context = self.open(name, offset)
        self.open_environments.setdefault(name, []).append(context)
        user = self.definitions.environments.get(name)
        if user is not None:
            expansion = self.definitions.expand(user.begin, source, offset, source.level)
            context.end_code = user.end if expansion is not None else None
            context.on_close = self.break_block
            self.inputs += [expansion] if expansion is not None else []
        elif name == "frame":
            self._begin_frame(context, source)
        elif name in TABLES and not (name == "array" and self.top.math is not None and _is_of_lines(source)):
            self._begin_table(context, source)
        elif name in DISPLAY_MATH or name in INNER_MATH or name in TABLES:
            source.skip(ENVIRONMENTS.get(name, ""))
            if name in DISPLAY_MATH:
                context.math = context
                self.within(context, "math")
        else:
            self._begin_other(context, source)

    def _begin_other(self, context: Context, source: Input) -> None:
        name = context.name
        signature = ENVIRONMENTS.get(name)
        if name in DRAWINGS:
            source.skip(signature or "")
            context.hidden = True
            return
        if name in LISTS:
            source.skip(signature or "o")
            self.within(context, self.kind)
            return
        source.skip(signature if signature is not None else "<o<")
        context.on_close = self._break_unless_hidden
        if name in BLOCKS:
            self.captured_argument(source, lambda text: self.add_block("heading", text))
        elif signature is None and source.peek_group() is not None and source.text.startswith("{", source.position):
            # the arguments of an environment that nobody knows: visible, but not a part of its text
            self.captured_argument(source, self._add_argument)

    def _add_argument(self, text: Text) -> None:
        if not _STYLE.fullmatch(text.text):
            self.add_block(self.kind, text)

    def _break_unless_hidden(self) -> None:
        if not self.top.hidden and self.top.math is None:
            self.break_block()

    def _close_open_frame(self) -> None:
        waiting = self.open_environments.get("frame", [])
        while waiting:
            context = waiting.pop()
            if context.alive:
                self.close(context)
                self.tell_left_open(context)

    def _begin_frame(self, context: Context, source: Input) -> None:
        self.new_slide()
        source.skip("<oo")

        def finish() -> None:
            self.break_block()
            self.slide_start = None

        context.on_close = finish

        def subtitle(text: Text) -> None:
            self.add_block("heading", text)

        def title(text: Text) -> None:
            if text.text:
                self.name_slide(text)
            if self.inputs and self.inputs[-1].text.startswith("{", self.inputs[-1].position):
                self.captured_argument(self.inputs[-1], subtitle)

        self.captured_argument(source, title)

    def _begin_table(self, context: Context, source: Input) -> None:
        source.skip(ENVIRONMENTS.get(context.name, "oh"))
        context.on_close = self._break_unless_hidden
        if self.captures or context.hidden:
            return
        self.break_block()
        table = TableBuilder()
        saved, self.out = self.out, table.out
        self.tables[id(context)] = table
        self.captures += 1
        if context.name != "array":
            context.math = None
        context.bold = False

        def finish() -> None:
            self.out = saved
            self.captures -= 1
            del self.tables[id(context)]
            rows, header_rows = table.finish()
            if rows:
                self.document.blocks.append(
                    Block("table", EMPTY_TEXT, self.slide, self.slide_title, self.section, rows, header_rows)
                )

        context.on_close = finish

    def _listing(self, name: str, source: Input, offset: int) -> None:
        if not self.top.hidden:
            self.break_block()
        language = open_listing(name, source, self.language)
        start = source.position
        end = source.ends.find(name, start)
        if end < 0:
            self.trouble(f"\\begin{{{name}}} is not closed", offset, f"add \\end{{{name}}}")
            return
        source.position = end + len(f"\\end{{{name}}}")
        shown_end = end
        while shown_end > start and source.text[shown_end - 1] in " \t\r\n":
            shown_end -= 1
        if name not in ("comment", "filecontents", "filecontents*") and not self.top.hidden and shown_end > start:
            self.add_block("listing", source.piece(start, shown_end), language)


def _is_of_lines(source: Input) -> bool:
    """Whether an array holds equations below each other, aligned at their signs, and no table or matrix."""
    start = source.position
    end = source.text.find(r"\end{array}", start, start + _LONGEST_LINES)
    body = source.text[start:end] if end >= 0 else ""
    return ("=" in body or r"\approx" in body) and "&" not in _ALIGNED.sub("", body)
