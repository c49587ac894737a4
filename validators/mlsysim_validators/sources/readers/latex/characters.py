"""What single signs of TeX source do: braces, dollars, powers, dashes, quotation marks; what an argument shows."""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.latex.contexts import Context, ContextStack
from mlsysim_validators.sources.readers.latex.input import Input
from mlsysim_validators.sources.readers.latex.symbols import SYMBOLS

_SIMPLE_POWER = regex(r"[-+−\s]*\d*\s*")
_DEGREE = regex(r"\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")


class CharacterScanner(ContextStack):
    """A stack of inputs, and the text that is shown of them."""

    def __init__(self, source: Input) -> None:
        super().__init__()
        self.inputs = [source]
        self.out = TextBuilder()
        self.closed_at = (-1, -1)  # where the last visible group ended

    def words(self, words: str, source: Input, start: int) -> None:
        """Plain visible characters."""
        self.out.mapped(words, source.offsets[start : start + len(words)], self.top.bold)

    def show(self, text: str, offset: int) -> None:
        """Characters that stand for the macro or sign at `offset`."""
        if text and not self.top.hidden:
            self.out.made(text, offset, self.top.bold)

    def character(self, char: str, source: Input, start: int) -> None:
        """Read a sign that has a meaning of its own."""
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

    def column_end(self, source: Input, start: int) -> None:
        """An alignment sign: &; what it parts is known to who knows tables."""
        self.out.space(source.offset(start))

    # -- groups and arguments -----------------------------------------------------------------------------------

    def open_group(self, source: Input) -> Context | None:
        """Open the group that stands here, if one does; its closing brace ends it."""
        inside = source.peek_group()
        if inside is None:
            return None
        source.position = inside[0]
        context = self.open("{", source.offset(inside[0] - 1))
        self.groups[source.serial, inside[0] - 1] = context
        return context

    def _close_group(self, source: Input, start: int) -> None:
        opened = source.partner[start] - 1
        context = self.groups.pop((source.serial, opened), None) if opened >= 0 else None
        if context is not None and context.alive:
            self.closed_at = (source.serial, start + 1)
            self.close(context)

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
        context = self.open_group(source)
        if context is None:
            token = source.single_token()
            shown = source.text[slice(*token)] if token else ""
            if token is not None:
                shown = SYMBOLS.get(shown[1:], "") if shown[0] == "\\" else shown
                self.show(before, offset)
                self.show(shown, source.offset(token[0]))
                self.show(after, offset)
                if then:
                    then()
            return
        self.show(before, offset)
        context.bold = context.bold or bold
        if text:
            context.math = None

        def finish() -> None:
            self.show(after, offset)
            if then:
                then()

        context.on_close = finish if after or then else None

    # -- math ---------------------------------------------------------------------------------------------------

    def open_math(self, name: str, offset: int) -> Context:
        """Begin math; `name` tells what will end it."""
        context = self.open(name, offset)
        context.math = context
        return context

    def _dollar(self, source: Input, start: int) -> None:
        math = self.top.math
        double = source.text.startswith("$$", start)
        if math is not None and math.name in ("$", "$$"):
            source.position = start + (2 if math.name == "$$" and double else 1)
            self.close(math)
        else:
            source.position = start + (2 if double else 1)
            self.open_math("$$" if double else "$", source.offset(start))

    def close_math(self, name: str) -> None:
        """End the math that `name` began, if that is what is open."""
        math = self.top.math
        if math is not None and math.name == name:
            self.close(math)

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
        self.power(source, offset)

    def power(self, source: Input, offset: int) -> None:
        """Show the argument that stands here as raised."""
        inside = source.peek_group()
        if inside is None or _SIMPLE_POWER.fullmatch(source.text, *inside) or inside[1] - inside[0] == 1:
            self.show("^", offset)
        else:
            self.visible_argument(source, "^(", ")", offset)
