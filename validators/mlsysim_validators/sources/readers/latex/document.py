"""LaTeX and Beamer sources: slides, headings, lists, tables, notes, listings and the text between them."""

from __future__ import annotations

import re

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.blocks import BlockScanner
from mlsysim_validators.sources.readers.latex.contexts import Context
from mlsysim_validators.sources.readers.latex.input import Input, verbatim_names
from mlsysim_validators.sources.readers.latex.listings import language_of, open_listing
from mlsysim_validators.sources.readers.latex.symbols import (
    BLOCKS,
    DISPLAY_MATH,
    DRAWINGS,
    ENVIRONMENTS,
    INNER_MATH,
    LISTS,
    TABLES,
    names,
)
from mlsysim_validators.sources.readers.latex.tables import RULES, TableBuilder
from mlsysim_validators.sources.readers.latex.tikz import NODE_MACROS, NODE_WORD, node_text
from mlsysim_validators.sources.readers.latex.visible import show_text
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Block, Document, Text

_BEGIN_DOCUMENT = regex(r"^(?:[^%\\\n]|\\[^\n])*?\\begin[ \t]*\{document\}", re.MULTILINE)
_PREAMBLE = regex(
    r"\\(?:(title|subtitle)|(lstset)|(input|include|subfile)|((?:re)?new(?:command|environment)|providecommand"
    r"|DeclareRobustCommand|[gex]?def|let|(?:New|Renew|Declare|Provide)DocumentCommand|DeclareMathOperator"
    r"|DeclareSI(?:Unit|Prefix)))(?![A-Za-z])|\\.|%[^\n]*",
    re.DOTALL,
)
_ENVIRONMENT_NAME = regex(r"[ \t]*+\{([^{}\\\n]{1,80})\}")
_MULTICOLUMN = regex(r"[ \t]*\{[ \t]*(\d{1,3})[ \t]*\}")
_TRIM = regex(r"[ \t]*\([^()\n]{0,20}\)")
_STYLE = regex(r"[a-z][A-Za-z]*(?:![\d.]+)*(?:![A-Za-z]+)?")  # a colour or a style: {crimson}, {blue!20}
_BARE_INPUT = regex(r"\\input[ \t]+([^\s{}\\%]+)")

_ALIGNED = regex(r"&[ \t]*(?:=|\\approx\b|\\leq?\b|\\geq?\b|\\sim\b|\\to\b)[ \t]*&?|(?:=|\\approx)[ \t]*&")
_LONGEST_LINES = 3000
_HEADINGS = names("part chapter section subsection subsubsection paragraph subparagraph framesubtitle")
_NOTES = frozenset({"note", "speakernote", "pnote"})
_INPUTS = frozenset({"input", "include", "subfile"})
_BREAKS = names(
    "par newline linebreak newpage clearpage pagebreak framebreak vfill vfil vspace bigskip medskip smallskip"
    " centering noindent column columnbreak"
)


class DocumentScanner(BlockScanner):
    """Adds to the flat pass what makes a document of the text: the blocks and where they stand."""

    def __init__(self, document: Document) -> None:
        source = document.source
        self.verbatim = verbatim_names(source)
        begin = _BEGIN_DOCUMENT.search(source)
        body = begin.end() if begin else 0
        super().__init__(document, Input(source, range(len(source)), 0, self.verbatim, body))
        self.language = ""
        for brace in self.main.lonely:
            kind, partner = ("opening", "}") if source[brace] == "{" else ("closing", "{")
            hint = f"add {partner} or remove it (a literal brace is \\{source[brace]})"
            self.trouble(f"this {kind} brace has no partner", brace, hint)
        if begin:
            self._preamble(body)

    def finish(self) -> None:
        """Read everything and hand the findings to the document."""
        self.run()
        self.break_block()
        self.troubles.sort(key=lambda trouble: trouble.offset)
        self.document.troubles.extend(self.troubles)

    # -- the preamble -------------------------------------------------------------------------------------------

    def _preamble(self, end: int) -> None:
        source = self.main
        while (match := _PREAMBLE.search(source.text, source.position, end)) is not None:
            source.position = match.end()
            if match[0][0] == "%":
                self.comment(match[0], source, match.start())
            elif match[1]:
                source.optional()
                if inside := source.group():
                    self.add_block("title", show_text(source.piece(*inside), self.definitions))
            elif match[2]:
                if inside := source.group():
                    self.language = language_of(source.text[slice(*inside)])
            elif match[3]:
                self._include(source, match.start())
            elif match[4]:
                self.definitions.read(match[4], source)
        source.position = end

    # -- structure ----------------------------------------------------------------------------------------------

    def structure(self, name: str, source: Input, start: int) -> bool:
        if name == "begin" or name == "end":
            self._environment(name, source, start)
        elif self.top.hidden:
            return self._in_drawing(name, source)
        elif name == "item":
            self.break_block()
            self.skip("<", source)
            if self.kind not in ("note", "caption"):
                self.kind = "item"
        elif name in _HEADINGS:
            self._heading(name, source)
        elif name in ("frametitle", "title", "subtitle"):
            self._title(name, source)
        elif name in _NOTES:
            self._note(source)
        elif name == "frame":
            self._frame_command(source)
        elif name in ("caption", "captionof", "subcaption"):
            self.skip("*ho" if name == "captionof" else "*o", source)
            self.captured_argument(source, lambda text: self.add_block("caption", text))
        elif name in _INPUTS:
            self._include(source, start)
        elif name in RULES or name in ("multicolumn", "multirow"):
            return self._in_table(name, source)
        elif name in ("[", "]"):
            self._display(name, source, start)
        elif name in _BREAKS:
            if name in ("vspace", "column"):
                self.skip("*h" if name == "vspace" else "<oh", source)
            if not self.captures and name not in ("centering", "noindent"):
                self.break_block()
        elif name == "lstset":
            if inside := source.group():
                self.language = language_of(source.text[slice(*inside)]) or self.language
        else:
            return False
        return True

    def _heading(self, name: str, source: Input) -> None:
        self.break_block()
        self.skip("*<o", source)

        def done(text: Text) -> None:
            if name in ("part", "chapter", "section"):
                self.section = text.text
            if not self.in_frame() and name in ("part", "chapter", "section", "subsection", "subsubsection"):
                self.slide_title = text.text if name.startswith("sub") else ""
            self.add_block("heading", text)

        self.captured_argument(source, done)

    def _title(self, name: str, source: Input) -> None:
        self.break_block()
        self.skip("<o", source)
        if name == "frametitle":
            self.captured_argument(source, self.name_slide)
        else:
            self.captured_argument(source, lambda text: self.add_block("title", text))

    def _note(self, source: Input) -> None:
        self.skip("<o<", source)
        if self.captures:
            self.captured_argument(source, lambda text: self.add_block("note", text))
            return
        inside = self._peek_group(source)
        if inside is not None:
            source.position = inside[0]
            context = self.open("{", source.offset(inside[0] - 1))
            context.math = None
            self.groups[source.serial, inside[0] - 1] = context
            self.within(context, "note")

    def _frame_command(self, source: Input) -> None:
        self.skip("<o", source)
        if self._peek_group(source) is not None and not self.captures:
            self.new_slide()

    def _include(self, source: Input, start: int) -> None:
        inside = source.group()
        if inside is None and (match := _BARE_INPUT.match(source.text, start)):
            inside = match.span(1)
            source.position = match.end()
        if inside is not None and source.text[slice(*inside)].strip():
            self.document.includes.append((source.text[slice(*inside)].strip(), source.offset(inside[0])))

    def _display(self, name: str, source: Input, start: int) -> None:
        if name == "[":
            self.within(self.open_math("\\[", source.offset(start)), "math")
        else:
            self._close_math("\\[")

    def _in_table(self, name: str, source: Input) -> bool:
        """Rules and spans."""
        table = self.tables.get(id(self.top))
        if name in RULES:
            if name in ("cmidrule", "specialrule", "cline", "Xhline"):
                self.skip("o", source)
                trim = _TRIM.match(source.text, source.position)
                source.position = trim.end() if trim else source.position
                self.skip("hhh" if name == "specialrule" else "h", source)
            else:
                self.skip("o", source)
            if table is not None:
                table.rule(RULES[name])
            return True
        if name == "multicolumn":
            columns = _MULTICOLUMN.match(source.text, source.position)
            if columns and table is not None:
                table.span(int(columns[1]))
        return False

    def hidden_words(self, words: str, source: Input, start: int) -> None:
        reached = source.position
        for node in NODE_WORD.finditer(words):
            if start + node.end() >= source.position or source.position == reached:
                source.position = start + node.end()
                if self._node(source):
                    return
        source.position = max(reached, source.position)

    def _in_drawing(self, name: str, source: Input) -> bool:
        """Within a drawing: the text of a node opens what is visible again."""
        if name not in NODE_MACROS:
            return False
        self._node(source)
        return True

    def _node(self, source: Input) -> bool:
        brace = node_text(source)
        if brace < 0:
            return False
        source.position = brace + 1
        context = self.open("{", source.offset(brace))
        context.hidden = False
        self.groups[source.serial, brace] = context
        self.within(context, "paragraph")
        return True

    # -- environments -------------------------------------------------------------------------------------------

    def _environment(self, which: str, source: Input, start: int) -> None:
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
            self.skip(ENVIRONMENTS.get(name, ""), source)
            if name in DISPLAY_MATH:
                context.math = context
                self.within(context, "math")
        else:
            self._begin_other(context, source)

    def _begin_other(self, context: Context, source: Input) -> None:
        name = context.name
        signature = ENVIRONMENTS.get(name)
        if name in DRAWINGS:
            self.skip(signature or "", source)
            context.hidden = True
            return
        if name in LISTS:
            self.skip(signature or "o", source)
            self.within(context, self.kind)
            return
        self.skip(signature if signature is not None else "<o<", source)
        context.on_close = self._break_unless_hidden
        if name in BLOCKS:
            self.captured_argument(source, lambda text: self.add_block("heading", text))
        elif (
            signature is None and self._peek_group(source) is not None and source.text.startswith("{", source.position)
        ):
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
                self._tell_left_open(context)

    def _begin_frame(self, context: Context, source: Input) -> None:
        self.new_slide()
        self.skip("<oo", source)

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
        self.skip(ENVIRONMENTS.get(context.name, "oh"), source)
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


def read_tex(path: str, source: str) -> Document:
    """Read a LaTeX source. Whatever cannot be read as meant becomes a Trouble; nothing is raised."""
    document = Document(path, source)
    DocumentScanner(document).finish()
    return document
