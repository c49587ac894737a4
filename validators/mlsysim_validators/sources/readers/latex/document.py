"""LaTeX and Beamer sources: slides, headings, lists, tables, notes, listings and the text between them."""

from __future__ import annotations

import re

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.environments import EnvironmentScanner
from mlsysim_validators.sources.readers.latex.input import Input, verbatim_names
from mlsysim_validators.sources.readers.latex.listings import language_of
from mlsysim_validators.sources.readers.latex.symbols import names
from mlsysim_validators.sources.readers.latex.tables import RULES
from mlsysim_validators.sources.readers.latex.tikz import NODE_MACROS, NODE_WORD, at_text_of_node
from mlsysim_validators.sources.readers.latex.visible import show_text
from mlsysim_validators.sources.texts.documents import Document, Text

_BEGIN_DOCUMENT = regex(r"^(?:[^%\\\n]|\\[^\n])*?\\begin[ \t]*\{document\}", re.MULTILINE)
_PREAMBLE = regex(
    r"\\(?:(title|subtitle)|(lstset)|(input|include|subfile)|((?:re)?new(?:command|environment)|providecommand"
    r"|DeclareRobustCommand|[gex]?def|let|(?:New|Renew|Declare|Provide)DocumentCommand|DeclareMathOperator"
    r"|DeclareSI(?:Unit|Prefix)))(?![A-Za-z])|\\.|%[^\n]*",
    re.DOTALL,
)
_MULTICOLUMN = regex(r"[ \t]*\{[ \t]*(\d{1,3})[ \t]*\}")
_TRIM = regex(r"[ \t]*\([^()\n]{0,20}\)")
_BARE_INPUT = regex(r"\\input[ \t]+([^\s{}\\%]+)")

_HEADINGS = names("part chapter section subsection subsubsection paragraph subparagraph framesubtitle")
_NOTES = frozenset({"note", "speakernote", "pnote"})
_INPUTS = frozenset({"input", "include", "subfile"})
_BREAKS = names(
    "par newline linebreak newpage clearpage pagebreak framebreak vfill vfil vspace bigskip medskip smallskip"
    " centering noindent column columnbreak"
)


class DocumentScanner(EnvironmentScanner):
    """Adds what makes a document of the text: its preamble, headings, titles, notes, captions, texts of drawings."""

    def __init__(self, document: Document) -> None:
        source = document.source
        verbatim = verbatim_names(source)
        begin = _BEGIN_DOCUMENT.search(source)
        body = begin.end() if begin else 0
        super().__init__(document, Input(source, range(len(source)), 0, verbatim, body), verbatim)
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
            self.environment(name, source, start)
        elif self.top.hidden:
            return self._in_drawing(name, source)
        elif name == "item":
            self.break_block()
            source.skip("<")
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
            source.skip("*ho" if name == "captionof" else "*o")
            self.captured_argument(source, lambda text: self.add_block("caption", text))
        elif name in _INPUTS:
            self._include(source, start)
        elif name in RULES or name in ("multicolumn", "multirow"):
            return self._in_table(name, source)
        elif name in ("[", "]"):
            self._display(name, source, start)
        elif name in _BREAKS:
            if name in ("vspace", "column"):
                source.skip("*h" if name == "vspace" else "<oh")
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
        source.skip("*<o")

        def done(text: Text) -> None:
            if name in ("part", "chapter", "section"):
                self.section = text.text
            if not self.in_frame() and name in ("part", "chapter", "section", "subsection", "subsubsection"):
                self.slide_title = text.text if name.startswith("sub") else ""
            self.add_block("heading", text)

        self.captured_argument(source, done)

    def _title(self, name: str, source: Input) -> None:
        self.break_block()
        source.skip("<o")
        if name == "frametitle":
            self.captured_argument(source, self.name_slide)
        else:
            self.captured_argument(source, lambda text: self.add_block("title", text))

    def _note(self, source: Input) -> None:
        source.skip("<o<")
        if self.captures:
            self.captured_argument(source, lambda text: self.add_block("note", text))
            return
        context = self.open_group(source)
        if context is not None:
            context.math = None
            self.within(context, "note")

    def _frame_command(self, source: Input) -> None:
        source.skip("<o")
        if source.peek_group() is not None and not self.captures:
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
            self.close_math("\\[")

    def _in_table(self, name: str, source: Input) -> bool:
        """Rules and spans."""
        table = self.tables.get(id(self.top))
        if name in RULES:
            if name in ("cmidrule", "specialrule", "cline", "Xhline"):
                source.skip("o")
                trim = _TRIM.match(source.text, source.position)
                source.position = trim.end() if trim else source.position
                source.skip("hhh" if name == "specialrule" else "h")
            else:
                source.skip("o")
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
        context = self.open_group(source) if at_text_of_node(source) else None
        if context is None:
            return False
        context.hidden = False
        self.within(context, "paragraph")
        return True


def read_tex(path: str, source: str) -> Document:
    """Read a LaTeX source. Whatever cannot be read as meant becomes a Trouble; nothing is raised."""
    document = Document(path, source)
    DocumentScanner(document).finish()
    return document
