"""Where things stand in Python source: offsets of syntax nodes, and the comments on and above a line."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Text

_BREAK = regex(r"\r\n|\r|\n")
_ASSIGNS = regex(r"[ \t]*[A-Za-z_]\w*(?:[ \t]*:[^=\n]*)?[ \t]*=(?!=)")
_LONGEST_GROUP = 24  # lines


class Places:
    """Offsets for the lines and columns that the parser reports, and the comments by line."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = [0, *(match.end() for match in _BREAK.finditer(source))]
        self._ascii = source.isascii()
        self.comments: dict[int, tuple[int, str]] = {}  # line -> offset and words, the marks left out
        self._alone: set[int] = set()
        self._read_comments()

    def offset(self, line: int, column: int) -> int:
        """The offset of a line (from 1) and a column in UTF-8 bytes (from 0), as `ast` gives them."""
        start = self.starts[min(line, len(self.starts)) - 1]
        if not self._ascii:
            end = self.starts[line] if line < len(self.starts) else len(self.source)
            column = len(self.source[start:end].encode()[:column].decode(errors="ignore"))
        return min(start + column, max(len(self.source) - 1, 0))

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Where a node begins."""
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Where a node ends."""
        line, column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return self.offset(line, column - 1) + 1 if column else self.offset(line, column)

    def text(self, node: ast.expr) -> Text:
        """The words of a node as they stand there, a string's without its quotes."""
        start, end = self.start(node), self.end(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            start = max(start, self.source.find(node.value, start, end))
            end = start + len(node.value) if self.source.startswith(node.value, start) else end
        return Text(self.source[start:end], range(start, end))

    def within_quotes(self, node: ast.expr) -> tuple[int, int]:
        """Where what stands between the quotes of a string begins and ends."""
        start, end = self.start(node), self.end(node)
        raw = self.source[start:end]
        opened = len(raw) - len(raw.lstrip("rRbBuUfF"))
        quotes = 3 if raw[opened : opened + 3] in ('"""', "'''") else 1
        return start + opened + quotes, end - quotes

    def comment(self, line: int) -> str:
        """The comment behind the code of a line."""
        return self.comments[line][1] if line in self.comments and line not in self._alone else ""

    def remark(self, line: int) -> Text:
        """The quantity that a comment behind the code of a line begins with: "537 TFLOPS" of "~537 TFLOPS (dense)"."""
        offset, words = self.comments[line]
        first = next((place for place, sign in enumerate(words) if sign.isdigit()), 0)
        shown = words[first:].partition("(")[0].rstrip()
        return Text(shown, range(offset + first, offset + first + len(shown)))

    def above(self, line: int) -> str:
        """The comment lines right above a line."""
        words: list[str] = []
        while (line := line - 1) in self._alone and len(words) < 12:
            words.append(self.comments[line][1])
        return " ".join(reversed(words))

    def over(self, line: int) -> Iterator[str]:
        """The comments over the group of assignments that a line stands in, up to an empty line, the nearest first."""
        for above in range(line - 1, max(0, line - _LONGEST_GROUP), -1):
            if above in self._alone:
                if above + 1 not in self._alone:
                    yield self.above(above + 1)
            elif _ASSIGNS.match(self.source, self.starts[above - 1]) is None:
                return

    def paragraphs(self) -> Iterator[list[tuple[int, str]]]:
        """The comments, consecutive lines of comments together."""
        group: list[tuple[int, str]] = []
        last = -1
        for line, (offset, words) in sorted(self.comments.items()):
            together = line == last + 1 and line in self._alone and last in self._alone and words
            if group and not together:
                yield group
                group = []
            if words:
                group.append((offset, words))
            last = line
        if group:
            yield group

    def alone(self, line: int) -> bool:
        """Whether the comment of a line stands alone on it."""
        return line in self._alone

    def _read_comments(self) -> None:
        if "#" not in self.source:
            return
        tokens = tokenize.generate_tokens(io.StringIO(self.source, newline="").readline)
        try:
            for token in tokens:
                if token.type == tokenize.COMMENT and token.start[0] <= len(self.starts):
                    line, column = token.start
                    words = token.string.lstrip("#!:")
                    shift = len(token.string) - len(words.lstrip())
                    self.comments[line] = (self.starts[line - 1] + column + shift, words.strip())
                    if not token.line[:column].strip():
                        self._alone.add(line)
        except (tokenize.TokenError, SyntaxError, ValueError):
            return  # what was read so far stands
