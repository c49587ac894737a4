"""What TeX source shows: one flat pass over its tokens, with a stack of open groups instead of recursion.

`Visible` knows symbols, layout macros, user macros and siunitx. It knows nothing of documents: blocks, frames and
tables are what `blocks`, `environments` and `document` add to it. Markdown reads its formulas with `show_math`.
"""

from __future__ import annotations

import re
import unicodedata

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex import siunitx
from mlsysim_validators.sources.readers.latex.characters import CharacterScanner
from mlsysim_validators.sources.readers.latex.input import Input, inline_verbatim
from mlsysim_validators.sources.readers.latex.macros import DEFINERS, Definitions
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
_DIMENSION = regex(
    r"[ \t]*+=?[ \t]*+[+-]?(?:(?:\d++\.?\d*+|\.\d++)?[ \t]*+"
    r"(?:pt|em|ex|cm|mm|in|bp|sp|mu|pc|fil++|\\[a-z]{0,30}(?:skip|width|height|sep|size|amount|indent|fill|fil)))?"
    r"(?:[ \t]*+(?:plus|minus)[ \t]*+-?[\d.]++[ \t]*+[a-z]{2,5}){0,2}"
)
# Of what a brace holds: K,V, "keys and values" in letters, N_h.
_SYMBOLS = regex(
    r"\s*(?:[A-Za-z]\b|\{(?:[\s,;/&+_}]|\\[,;:! ]|\\(?:text\w*|mathrm|mbox)\{|\band\b|\b[A-Za-z]\b){1,24}?\}(?![}\w]))"
)
_ROW_END_OPTION = regex(r"\*?(?:[ \t]*+\[[ \t]*+[-+]?[\d.]*+[ \t]*+(?:\\[A-Za-z]+|[a-z]{2})[^\]\n]{0,40}\])?")
_RAISED_NUMBER = regex(r"\s*\{\s*[-+−]?\d")
_FI = regex(r"\\fi(?![A-Za-z])")


class Visible(CharacterScanner):
    """The flat pass. Whoever wants more than one line of text overrides the hooks at the end."""

    def __init__(self, source: Input, definitions: Definitions | None = None) -> None:
        super().__init__(source)
        self.definitions = definitions or Definitions()

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
                self.character(match[0], source, start)
        self.close_down_to(0)

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
                source.skip_spaces()
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
            self.close_math("\\[" if name == "]" else "\\(")
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
            source.skip("h")
            self.visible_argument(source, "", "", offset, lambda: self.inputs[-1].skip("h"))
        elif name == "textsuperscript":
            if _RAISED_NUMBER.match(source.text, source.position):
                self.power(source, offset)
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
            source.skip(signature)
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
                source.skip("h")
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
            group = source.group() or source.single_token()
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
