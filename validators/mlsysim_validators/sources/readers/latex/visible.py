"""What TeX source shows: one flat pass over its tokens, with a stack of open groups instead of recursion.

`Visible` knows groups, math, symbols, layout macros, user macros and siunitx. It knows nothing of documents: frames,
tables and blocks are what `document` adds to it. Markdown reads its formulas with `show_math`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.latex import siunitx
from mlsysim_validators.sources.readers.latex.contexts import Context, ContextStack
from mlsysim_validators.sources.readers.latex.input import Input, inline_verbatim
from mlsysim_validators.sources.readers.latex.macros import DEFINERS, Definitions, single_token
from mlsysim_validators.sources.readers.latex.symbols import (
    ACCENTS,
    BOLD,
    HIDDEN,
    LENGTH_MACROS,
    OVERLAYS,
    SYMBOLS,
    TEXT_IN_MATH,
)
from mlsysim_validators.sources.texts.documents import Text

_WORD = r"[^\\{}$%&~^_\-`' \t\r\n\f\v]+"
_TOKEN = regex(
    rf"(?P<words>{_WORD}(?:[ \-']{_WORD})*)|(?P<space>[ \t\r\n\f\v]+)|(?P<macro>\\(?:[A-Za-z]+|[\s\S]?))"
    r"|(?P<comment>%[^\n]*(?:\n[ \t]*)?)|(?P<char>[\s\S])"
)
_OVERLAY = regex(r"[ \t]*<[0-9A-Za-z:|@,+.()\- ]{0,60}>")
_DIMENSION = regex(
    r"[ \t]*+=?[ \t]*+[+-]?(?:(?:\d++\.?\d*+|\.\d++)?[ \t]*+"
    r"(?:pt|em|ex|cm|mm|in|bp|sp|mu|pc|fil++|\\[a-z]{0,30}(?:skip|width|height|sep|size|amount|indent|fill|fil)))?"
    r"(?:[ \t]*+(?:plus|minus)[ \t]*+-?[\d.]++[ \t]*+[a-z]{2,5}){0,2}"
)
_SIMPLE_POWER = regex(r"[-+−\s]*\d*\s*")
# Of what a brace holds: K,V, "keys and values" in letters, N_h.
_SYMBOLS = regex(
    r"\s*(?:[A-Za-z]\b|\{(?:[\s,;/&+_}]|\\[,;:! ]|\\(?:text\w*|mathrm|mbox)\{|\band\b|\b[A-Za-z]\b){1,24}?\}(?![}\w]))"
)
_DEGREE = regex(r"\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_ROW_END_OPTION = regex(r"\*?(?:[ \t]*+\[[ \t]*+[-+]?[\d.]*+[ \t]*+(?:\\[A-Za-z]+|[a-z]{2})[^\]\n]{0,40}\])?")
_SPACES = regex(r"[ \t]*\n?[ \t]*")
_RAISED_NUMBER = regex(r"\s*\{\s*[-+−]?\d")
_FI = regex(r"\\fi(?![A-Za-z])")


class Visible(ContextStack):
    """The flat pass. Whoever wants more than one line of text overrides the hooks at the end."""

    def __init__(self, source: Input, definitions: Definitions | None = None) -> None:
        super().__init__()
        self.inputs = [source]
        self.definitions = definitions or Definitions()
        self.out = TextBuilder()
        self.closed_at = (-1, -1)  # where the last visible group ended

    def run(self) -> None:
        """Read everything."""
        while self.inputs:
            source = self.inputs[-1]
            match = _TOKEN.match(source.text, source.position)
            if match is None:
                self.inputs.pop()
                continue
            start = source.position
            source.position = match.end()
            kind = match.lastgroup
            if kind == "words":
                (self.hidden_words if self.top.hidden else self.words)(match[0], source, start)
            elif kind == "space":
                if match[0].count("\n") > 1:
                    self.blank_line(source.offset(start))
                elif not self.top.hidden and not self.out.last.isspace():
                    self.out.space(source.offset(start))
            elif kind == "macro":
                self._macro(match[0][1:], source, start)
            elif kind == "comment":
                self.comment(match[0], source, start)
                if source.text.startswith(("\n", "\r\n"), source.position):
                    self.blank_line(source.offset(source.position))
            else:
                self._character(match[0], source, start)
        self.close_down_to(0)

    def words(self, words: str, source: Input, start: int) -> None:
        """Plain visible characters."""
        self.out.mapped(words, source.offsets[start : start + len(words)], self.top.bold)

    def show(self, text: str, offset: int) -> None:
        """Characters that stand for the macro or sign at `offset`."""
        if text and not self.top.hidden:
            self.out.made(text, offset, self.top.bold)

    # -- characters with a meaning ------------------------------------------------------------------------------

    def _character(self, char: str, source: Input, start: int) -> None:
        offset = source.offset(start)
        if char == "{":
            if self.closed_at == (source.serial, start) and self.top.math is None and not self.top.hidden:
                self.out.space(offset)  # the arguments of an unknown macro do not run into each other
            if source.partner[start]:
                self.groups[source.serial, start] = self.open("{", offset)
        elif char == "}":
            self._close_group(source, start)
        elif char == "$":
            self._dollar(source, start)
        elif char == "^":
            self._raised(source, start)
        elif char == "_":
            if self.top.math is None:
                self.show("_", offset)
        elif char == "~":
            self.show("\u00a0", offset)
        elif char == "&":
            self.column_end(source, start)
        else:
            self._ligature(char, source, start)

    def _ligature(self, char: str, source: Input, start: int) -> None:
        text, offset = source.text, source.offset(start)
        if self.top.math is not None:
            self.show("′" if char == "'" else char, offset)
        elif char == "-" and text.startswith("--", start):
            length = 3 if text.startswith("---", start) else 2
            source.position = start + length
            self.show("–" if length == 2 else "—", offset)
        elif char in "`'" and text.startswith(char * 2, start):
            source.position = start + 2
            self.show("“" if char == "`" else "”", offset)
        else:
            self.show("‘" if char == "`" else char, offset)

    def _close_group(self, source: Input, start: int) -> None:
        opened = source.partner[start] - 1
        context = self.groups.pop((source.serial, opened), None) if opened >= 0 else None
        if context is not None and context.alive:
            self.closed_at = (source.serial, start + 1)
            self.close(context)

    def _dollar(self, source: Input, start: int) -> None:
        math = self.top.math
        double = source.text.startswith("$$", start)
        if math is not None and math.name in ("$", "$$"):
            source.position = start + (2 if math.name == "$$" and double else 1)
            self.close(math)
        else:
            source.position = start + (2 if double else 1)
            self.open_math("$$" if double else "$", source.offset(start))

    def open_math(self, name: str, offset: int) -> Context:
        """Begin math; `name` tells what will end it."""
        context = self.open(name, offset)
        context.math = context
        return context

    def _raised(self, source: Input, start: int) -> None:
        """`^`: a power is shown as ^12, or ^(n+1) where brackets are needed."""
        offset = source.offset(start)
        if self.top.math is None:
            self.show("^", offset)
            return
        if degree := _DEGREE.match(source.text, source.position):
            source.position = degree.end()
            self.show("°", offset)
            return
        self._power(source, offset)

    def _power(self, source: Input, offset: int) -> None:
        inside = self._peek_group(source)
        if inside is None or _SIMPLE_POWER.fullmatch(source.text, *inside) or inside[1] - inside[0] == 1:
            self.show("^", offset)
        else:
            self.visible_argument(source, "^(", ")", offset)

    def _peek_group(self, source: Input) -> tuple[int, int] | None:
        before = source.position
        inside = source.group()
        source.position = before
        return inside

    # -- macros -------------------------------------------------------------------------------------------------

    def _macro(self, name: str, source: Input, start: int) -> None:
        offset = source.offset(start)
        if self.structure(name, source, start):
            return
        if name in DEFINERS:
            self.definitions.read(name, source)
            return
        macro = self.definitions.macros.get(name)
        if macro is not None:
            self._call(name, source, offset)
            return
        if name in ACCENTS and (name not in "=.^~`'" or self.top.math is None) and self._accent(name, source, offset):
            return
        symbol = SYMBOLS.get(name)
        if symbol is not None:
            self.show(symbol, offset)
            if len(symbol) == 1 and (symbol.isalpha() or symbol == "°") and name.isalpha():
                self._skip_spaces(source)
            return
        self._markup(name, source, start, offset)

    def _markup(self, name: str, source: Input, start: int, offset: int) -> None:
        """Macros that show nothing themselves."""
        if name == "\\":
            option = _ROW_END_OPTION.match(source.text, source.position)
            source.position = option.end() if option else source.position
            self.row_end(offset)
        elif name in ("[", "("):
            self.open_math("\\" + name, offset)
        elif name in ("]", ")"):
            self._close_math("\\[" if name == "]" else "\\(")
        elif name in siunitx.COMMANDS:
            self._quantity(name, source)
        elif name in ("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"):
            self.visible_argument(
                source, "(", ")", offset, lambda: self.visible_argument(self.inputs[-1], "/(", ")", offset)
            )
        elif name == "sqrt":
            source.optional()
            self.visible_argument(source, "√(", ")", offset)
        elif name in ("footnote", "footnotetext"):
            source.optional()
            self.visible_argument(source, " (", ")", offset)
        elif name == "IfFileExists":
            self.skip("h", source)
            self.visible_argument(source, "", "", offset, lambda: self.skip("h", self.inputs[-1]))
        elif name == "textsuperscript":
            if _RAISED_NUMBER.match(source.text, source.position):
                self._power(source, offset)
        elif name in ("underbrace", "overbrace"):
            self.visible_argument(source, "", "", offset, self._brace_label)
        elif name in ("left", "right", "middle"):
            if source.text.startswith(".", source.position):
                source.position += 1
        elif name in ("verb", "lstinline", "mintinline"):
            self._inline_verbatim(source, start)
        elif name in ("url", "path", "nolinkurl"):
            inside = source.group()
            if inside:
                self.words(source.text[slice(*inside)], source, inside[0])
        elif name == "iffalse":
            end = _FI.search(source.text, source.position) if source.has_fi else None
            source.has_fi = end is not None
            source.position = end.end() if end else source.position
        elif name in LENGTH_MACROS:
            dimension = _DIMENSION.match(source.text, source.position)
            source.position = dimension.end() if dimension else source.position
            if name == "hskip":
                self.show(" ", offset)
        else:
            self._formatting(name, source, offset)

    def _formatting(self, name: str, source: Input, offset: int) -> None:
        """Formatting, layout and unknown macros: their names and hidden arguments vanish."""
        signature = HIDDEN.get(name)
        if name in OVERLAYS and self.closed_at == (source.serial, source.position - len(name) - 1):
            self.show(" ", offset)  # what is shown one after the other is not one word
        if signature is not None:
            self.skip(signature, source)
            if name == "hspace" and not self.top.hidden:
                self.out.space(offset)
        if name in BOLD:
            if name in ("bfseries", "bf"):
                self.top.bold = True
            else:
                self.visible_argument(source, "", "", offset, bold=True, text=name == "textbf")
        elif name in ("mdseries", "normalfont"):
            self.top.bold = False
        elif name in TEXT_IN_MATH:
            self.visible_argument(source, "", "", offset, text=True)
        elif signature is None and source.text.startswith("[", source.position) and self.top.math is None:
            end = source.bracket_end(source.position)
            if end >= 0 and source.text.startswith("{", end + 1):
                source.position = end + 1

    def _brace_label(self) -> None:
        """The label of \\underbrace{...}_{label}: set off by a space; one of symbols alone ("K,V") is passed."""
        source = self.inputs[-1]
        if source.text.startswith(("_", "^"), source.position):
            offset = source.offset(source.position)
            source.position += 1
            if _SYMBOLS.match(source.text, source.position):
                self.skip("h", source)
            else:
                self.show(" ", offset)

    def _call(self, name: str, source: Input, offset: int) -> None:
        macro, level = self.definitions.macros[name], source.level
        while macro.arguments and source.position >= len(source.text) and len(self.inputs) > 1:
            self.inputs.pop()  # the arguments stand behind the call that led here
            source = self.inputs[-1]
        expansion = self.definitions.expand(macro, source, offset, level)
        if expansion is None:
            self.trouble(f"\\{name} expands too far", offset, "macros may be nested 20 deep and expand to 1 MB in all")
        else:
            self.inputs.append(expansion)

    def _quantity(self, name: str, source: Input) -> None:
        source.optional()
        pattern = siunitx.COMMANDS[name]
        arguments: list[Text] = []
        for _argument in range(sum(2 if part == "r" else 1 for part in pattern)):
            group = source.group() or single_token(source)
            if group is None:
                break
            arguments.append(self.definitions.flatten(source.piece(*group)))
        if not self.top.hidden:
            siunitx.show_quantity(pattern, arguments, self.out, self.top.bold, self.definitions.units)

    def _inline_verbatim(self, source: Input, start: int) -> None:
        inline = inline_verbatim(source.text, start)
        if inline is None:
            source.optional()
            return
        source.position = inline[2]
        if not self.top.hidden:
            self.words(source.text[inline[0] : inline[1]], source, inline[0])

    def _accent(self, name: str, source: Input, offset: int) -> bool:
        match = re.compile(r"\s*(?:\{\\?(\w)\}|\\?(\w))" if not name.isalpha() else r"\s*\{(\w)\}").match(
            source.text, source.position
        )
        if match is None or name == "-":
            return False
        source.position = match.end()
        letter = match[1] or match[2] or ""
        self.show(unicodedata.normalize("NFC", letter + ACCENTS[name]), offset)
        return True

    # -- arguments ----------------------------------------------------------------------------------------------

    def skip(self, signature: str, source: Input) -> None:
        """Pass arguments that are not visible (see `symbols`)."""
        for part in signature:
            if part == "*":
                source.position += source.text.startswith("*", source.position)
            elif part == "<":
                overlay = _OVERLAY.match(source.text, source.position)
                source.position = overlay.end() if overlay else source.position
            elif part == "o":
                source.optional()
            elif source.group() is None and not source.text.startswith("{", source.position):
                single_token(source)

    def visible_argument(
        self,
        source: Input,
        before: str,
        after: str,
        offset: int,
        then: Callable[[], None] | None = None,
        *,
        bold: bool = False,
        text: bool = False,
    ) -> None:
        """Read the next argument as visible text between `before` and `after`; at its end do `then`."""
        inside = self._peek_group(source)
        if inside is None:
            token = single_token(source)
            shown = source.text[slice(*token)] if token else ""
            if token is not None:
                shown = SYMBOLS.get(shown[1:], "") if shown[0] == "\\" else shown
                self.show(before, offset)
                self.show(shown, source.offset(token[0]))
                self.show(after, offset)
                if then:
                    then()
            return
        source.position = inside[0]
        self.show(before, offset)
        context = self.open("{", source.offset(inside[0] - 1))
        context.bold = context.bold or bold
        if text:
            context.math = None
        self.groups[source.serial, inside[0] - 1] = context

        def finish() -> None:
            self.show(after, offset)
            if then:
                then()

        context.on_close = finish if after or then else None

    def _skip_spaces(self, source: Input) -> None:
        match = _SPACES.match(source.text, source.position)
        if match and not source.text.startswith("\n", match.end()):
            source.position = match.end()

    def _close_math(self, name: str) -> None:
        math = self.top.math
        if math is not None and math.name == name:
            self.close(math)

    # -- hooks --------------------------------------------------------------------------------------------------

    def structure(self, name: str, source: Input, start: int) -> bool:
        """Read a macro that says how the document is built. False: it is not one."""
        return False

    def hidden_words(self, words: str, source: Input, start: int) -> None:
        """Characters that are not visible."""

    def comment(self, comment: str, source: Input, start: int) -> None:
        """A comment from % to the end of its line."""

    def blank_line(self, offset: int) -> None:
        """White space with a blank line in it."""
        self.out.space(offset)

    def row_end(self, offset: int) -> None:
        """A double backslash."""
        self.out.space(offset)

    def column_end(self, source: Input, start: int) -> None:
        """An alignment sign: &."""
        self.out.space(source.offset(start))


def show_math(formula: Text, definitions: Definitions | None = None) -> Text:
    """The visible text of a formula given without its dollar signs."""
    reader = Visible(Input(formula.text, formula.offsets), definitions)
    reader.open_math("$", formula.source_offset(0))
    reader.run()
    return reader.out.take()


def show_text(text: Text, definitions: Definitions) -> Text:
    """The visible text of one argument, read on its own."""
    reader = Visible(Input(text.text, text.offsets), definitions)
    reader.run()
    return reader.out.take()
