"""Inline Markdown: from the raw text of a paragraph, heading or cell to what a reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.latex.symbols import SYMBOLS, names
from mlsysim_validators.sources.readers.latex.visible import show_math
from mlsysim_validators.sources.readers.markdown.pipe_tables import backtick_runs, closing_run
from mlsysim_validators.sources.texts.documents import Text

CommentSeen = Callable[[str, int, bool], None]  # the inside of a comment, its source offset, alone on its line?

_TOKEN = regex(
    r"(?P<words>[^\\`*_$<&!\[\]~\n\^ \t\r{]+(?: [^\\`*_$<&!\[\]~\n\^ \t\r{]+)*)|(?P<space>[ \t\r\n]+)"
    r"|(?P<escape>\\[\s\S]?)|(?P<code>`+)|(?P<delimiter>\*+|_+)|(?P<char>[\s\S])"
)
_TAG = regex(r"</?([A-Za-z][A-Za-z0-9-]{0,30})(?:[ \t\r\n/][^<>]{0,2000})?/?>")
_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9+.-]{1,30}:[^<>\s]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>")
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TARGET = regex(
    r"\([ \t\n]{0,9}(?:<[^<>\n]{0,2000}>|[^()\s<>]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,4})"
    r"(?:[ \t\n]{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?[ \t\n]{0,9}\)(?:\{[^{}\n]{0,200}\})?"
)
_REFERENCE = regex(r"\[[^\[\]\n]{0,200}\]")
_FOOTNOTE = regex(r"\[(?:\^[^\[\]\s]{1,100}|-?@[^\[\]\n]{1,200})\]")
_ATTRIBUTES = regex(r"\{(?:[#.:%]|[A-Za-z-]{1,30}=)[^{}\n]{0,200}\}")
# Signs of TeX that a page's script shows as signs, between other marks than dollars: "\\(2 \\cdot 3\\)".
_SIGN = regex(r"\\(times|cdot|div|approx|sim|leq?|geq?|pm|to|rightarrow)(?=[\s\d{(]|\\)")
# What the template of a site makes a formula of: "{% katex() %} ... {% end %}", "{{< math >}} ... {{< /math >}}".
_TEMPLATE = regex(r"\{[{%]<?-? ?\w+(?:\([^{}]{0,80}\)| [^{}]{0,80})? ?-?>?[}%]\}")
_TEMPLATE_END = regex(r"\{[{%]<?-? ?(?:end\w*|/ ?\w+) ?-?>?[}%]\}")
_LONGEST_FORMULA = 2000
_TEX = regex(r"\\[A-Za-z]{2}")
_RELATION = regex(r"(?:=|\\approx|≈)\s+\Z")
_RAISED = regex(r"\^([^\s^$]{1,20})\^")
_NUMBER = regex(r"[-+−]?\d")
_BREAKING_TAGS = names("br p div td th tr li ul ol table tbody thead h1 h2 h3 h4 h5 h6 details summary")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(slots=True)
class _Piece:
    """Text to show, or a run of * or _ whose meaning is settled when the whole text was seen."""

    text: str
    start: int
    length: int  # characters of the raw text that it stands for, 0: made from what is at `start`
    opens: bool = False
    closes: bool = False
    formula: Text | None = None
    bold_after: int = 0  # how much deeper in bold the text is behind this run


class _InlineReader:
    def __init__(self, raw: Text, seen: CommentSeen | None, line_break: str) -> None:
        self.raw = raw
        self.line_break = line_break
        self.text = raw.text
        self.seen = seen
        self.position = 0
        self.pieces: list[_Piece] = []
        self.brackets: list[tuple[int, bool]] = []  # index of the piece with [, is it an image's
        self.code_runs: dict[int, list[int]] | None = None
        self.missing: set[str] = set()

    def read(self) -> None:
        """Cut the text into pieces."""
        handlers = {
            "$": self._dollar, "<": self._angle, "&": self._entity, "[": self._open_bracket, "]": self._close_bracket,
            "!": self._bang, "~": self._tilde, "^": self._caret, "{": self._brace,
        }  # fmt: skip
        while match := _TOKEN.match(self.text, self.position):
            start, self.position = self.position, match.end()
            kind = match.lastgroup
            if kind == "words":
                self.pieces.append(_Piece(match[0], start, len(match[0])))
            elif kind == "space":
                self.pieces.append(_Piece(" ", start, 0))
            elif kind == "escape":
                self._escape(match[0], start)
            elif kind == "code":
                self._code(match[0], start)
            elif kind == "delimiter":
                self._delimiter(match[0], start)
            elif not handlers[match[0]](start):
                self._literal(match[0], start)

    def emit(self, out: TextBuilder) -> None:
        """Settle emphasis and show all pieces."""
        _settle_emphasis(self.pieces)
        bold = 0
        for piece in self.pieces:
            if piece.formula is not None:
                out.mapped(piece.formula.text, piece.formula.offsets, bold > 0)
            elif piece.text == " " and piece.length == 0:
                out.space(self.raw.source_offset(piece.start))
            elif piece.length:
                out.mapped(piece.text, self.raw.offsets[piece.start : piece.start + piece.length], bold > 0)
            elif piece.text:
                out.made(piece.text, self.raw.source_offset(piece.start), bold > 0)
            bold += piece.bold_after

    def _literal(self, text: str, start: int) -> None:
        self.pieces.append(_Piece(text, start, len(text)))

    def _made(self, text: str, start: int) -> None:
        self.pieces.append(_Piece(text, start, 0))

    def _formula(self, start: int, first: int, last: int, end: int) -> None:
        """Take [first, last) for a formula that ends, with its marks, at `end`."""
        self.position = end
        inside = Text(self.text[first:last], self.raw.offsets[first:last])
        self.pieces.append(_Piece("", start, 0, formula=show_math(inside)))

    def _escape(self, token: str, start: int) -> None:
        if self.text.startswith(("\\\\(", "\\\\["), start):  # as scripts of math want it in Markdown
            end = self.text.find("\\\\)" if self.text[start + 2] == "(" else "\\\\]", start + 3)
            if 0 < end - start <= _LONGEST_FORMULA:
                self._formula(start, start + 3, end, end + 3)
                return
        if token[1:] in _PUNCTUATION and len(token) == 2:
            self._literal(token[1], start + 1)
        elif token == "\\\n":
            self._made(" ", start)
        elif (sign := _SIGN.match(self.text, start)) is not None:
            self._made(SYMBOLS[sign[1]], start)
            self.position = sign.end()
        else:
            self._literal("\\", start)
            self.position = start + 1

    def _code(self, run: str, start: int) -> None:
        if self.code_runs is None:
            self.code_runs = backtick_runs(self.text)
        closing = closing_run(self.code_runs, len(run), self.position)
        if closing < 0:
            self._literal(run, start)
            return
        first, last = self.position, closing
        self.position = last + len(run)
        while first < last and self.text[first] in " \n":
            first += 1
        while last > first and self.text[last - 1] in " \n":
            last -= 1
        for match in re.compile(r"[^\n]+|\n").finditer(self.text, first, last):
            if match[0] == "\n":
                self._made(" ", match.start())
            else:
                self._literal(match[0], match.start())

    def _delimiter(self, run: str, start: int) -> None:
        before = self.text[start - 1] if start else " "
        after = self.text[self.position] if self.position < len(self.text) else " "
        left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
        if run[0] == "_":
            left, right = left and not before.isalnum(), right and not after.isalnum()
        self.pieces.append(_Piece(run, start, len(run), left, right))

    def _dollar(self, start: int) -> bool:
        text = self.text
        double = text.startswith("$$", start)
        if double:
            end = text.find("$$", start + 2) if "$$" not in self.missing else -1
            if end < 0:
                self.missing.add("$$")
                return False
        else:
            end = closing_dollar(text, start)
        if end < 0:
            return False
        first = start + 1 + double
        self._formula(start, first, end, end + 1 + double)
        return True

    def _angle(self, start: int) -> bool:
        text = self.text
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4) if "-->" not in self.missing else -1
            if end < 0:
                self.missing.add("-->")
                return False
            self.position = end + 3
            if self.seen:
                self.seen(text[start + 4 : end], self.raw.source_offset(start), False)
            return True
        if link := _AUTOLINK.match(text, start):
            self._literal(link[1], start + 1)
            self.position = link.end()
            return True
        tag = _TAG.match(text, start)
        if tag is None:
            return False
        self.position = tag.end()
        name = tag[1].lower()
        if name in _BREAKING_TAGS:
            self._made(self.line_break, start)
        elif name == "sup" and text[start + 1] != "/" and _NUMBER.match(text, tag.end()):
            self._made("^", start)
        return True

    def _entity(self, start: int) -> bool:
        entity = _ENTITY.match(self.text, start)
        if entity is None:
            return False
        shown = unescape(entity[0])
        if shown == entity[0]:
            return False
        self.position = entity.end()
        self.pieces.append(_Piece(shown if shown != " " else "\u00a0", start, 0))
        return True

    def _bang(self, start: int) -> bool:
        if not self.text.startswith("[", start + 1):
            return False
        self.position = start + 2
        self.brackets.append((len(self.pieces), True))
        self._literal("![", start)
        return True

    def _open_bracket(self, start: int) -> bool:
        if note := _FOOTNOTE.match(self.text, start):
            self.position = note.end()
            return True
        self.brackets.append((len(self.pieces), False))
        self._literal("[", start)
        return True

    def _close_bracket(self, start: int) -> bool:
        if not self.brackets:
            return False
        index, image = self.brackets.pop()
        target = _TARGET.match(self.text, start + 1) or _REFERENCE.match(self.text, start + 1)
        span = None if target else _ATTRIBUTES.match(self.text, start + 1)
        if target is None and span is None:
            return False
        self.position = (target or span).end()  # type: ignore[union-attr]
        if image:
            del self.pieces[index:]
        else:
            self.pieces[index].text = ""
        return True

    def _tilde(self, start: int) -> bool:
        if not self.text.startswith("~~", start):
            return False
        self.position = start + 2
        return True

    def _caret(self, start: int) -> bool:
        raised = _RAISED.match(self.text, start)
        if raised is None:
            return False
        first = start if _NUMBER.match(self.text, start + 1) else start + 1
        self._literal(self.text[first : raised.end() - 1], first)
        self.position = raised.end()
        return True

    def _template(self, start: int) -> bool:
        """Take a formula between the marks of a template."""
        begin = _TEMPLATE.match(self.text, start)
        end = _TEMPLATE_END.search(self.text, begin.end()) if begin is not None and "{%" not in self.missing else None
        if begin is None or end is None:
            self.missing.update(("{%",) if begin is not None else ())
            return False
        if _TEX.search(self.text, begin.end(), end.start()) is None:
            return False
        self._formula(start, begin.end(), end.start(), end.end())
        return True

    def _brace(self, start: int) -> bool:
        if self.text.startswith(("{%", "{{"), start):
            return self._template(start)
        attributes = _ATTRIBUTES.match(self.text, start)
        if attributes is None:
            return False
        self.position = attributes.end()
        return True


def closing_dollar(text: str, start: int) -> int:
    """Where the math that `$` at `start` would begin ends, or -1 if the sign is money.

    The opening sign has no space behind it, the closing one no digit behind it and no space before it; but a space may
    follow a relation with which TeX ends: "$2 \\cdot 4 = $ 8".
    """
    if start + 1 >= len(text) or text[start + 1].isspace():
        return -1
    end = text.find("$", start + 1)
    while end > 0 and text[end - 1] == "\\" and text[end - 2 : end] != "\\\\":
        end = text.find("$", end + 1)
    if end <= start + 1 or text[end + 1 : end + 2].isdigit():
        return -1
    spaced = text[end - 1].isspace()
    return -1 if spaced and not ("\\" in text[start:end] and _RELATION.search(text, start, end)) else end


def _settle_emphasis(pieces: list[_Piece]) -> None:
    """Pair the runs of * and _; signs that have a partner vanish, the others stay as they are."""
    waiting: dict[str, list[_Piece]] = {"*": [], "_": []}
    for piece in pieces:
        if not (piece.opens or piece.closes):
            continue
        openers = waiting[piece.text[0]]
        sign, left = piece.text[0], len(piece.text)
        while piece.closes and left and openers:
            opener = openers[-1]
            used = 2 if left >= 2 and len(opener.text) >= 2 else 1
            if used == 2:
                opener.bold_after += 1
                piece.bold_after -= 1
            left -= used
            _shorten(opener, len(opener.text) - used)
            if not opener.text:
                openers.pop()
        _shorten(piece, left)
        if piece.opens and left:
            openers.append(piece)
        if not piece.text:
            piece.text = ""
        elif piece.text[0] != sign:
            raise AssertionError("a run holds one sign only")


def _shorten(piece: _Piece, length: int) -> None:
    piece.text = piece.text[:length]
    piece.length = length


def show_inline(raw: Text, out: TextBuilder, seen: CommentSeen | None = None, line_break: str = " ") -> None:
    """Add to `out` what `raw` shows. Comments are given to `seen`; <br> shows as `line_break`."""
    reader = _InlineReader(raw, seen, line_break)
    reader.read()
    reader.emit(out)
