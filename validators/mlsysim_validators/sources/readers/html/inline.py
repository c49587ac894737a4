"""What the text of a page shows: entities, formulas, raised numbers; tags and comments left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.html.tags import UNREAD, Page, Tag
from mlsysim_validators.sources.readers.latex.visible import show_math
from mlsysim_validators.sources.readers.markdown.inline import closing_dollar
from mlsysim_validators.sources.texts.documents import Text

CommentSeen = Callable[[str, int, bool], None]  # the inside of a comment, its source offset, alone on its line?

_PART = regex(r"(?P<words>[^\s&]+)|(?P<space>\s+)|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});)|&")
_FORMULA = regex(r"\\[(\[]|\$\$?")
_CLOSING = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
_LONGEST_FORMULA = 2000
_NUMBER = regex(r"[-+−]?\d")
_BOLD = frozenset({"b", "strong"})
_SET_APART = frozenset({"span", "small", "label"})
_TEX_SCRIPT = regex(r"math/tex")
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "td", "th", "ul", "ol", "table"})


class _Shown:
    """The text between two places of a page, put together tag by tag."""

    def __init__(self, page: Page, seen: CommentSeen, line_break: str, *, as_lines: bool) -> None:
        self._page = page
        self._seen = seen
        self._line_break = line_break
        self._as_lines = as_lines
        self._bold = 0
        self._plain_math = -1  # where the last formula ends that does not tell its TeX
        self._all_bold, self._any = True, False
        self.out = TextBuilder()

    @property
    def is_bold(self) -> bool:
        """Whether all that is shown is bold."""
        return self._any and self._all_bold

    def run(self, start: int, stop: int) -> None:
        """Show what stands between two places."""
        for tag in self._page.tags(start, stop):
            if tag.start < start:
                continue  # within what was passed over
            self._text(start, tag.start)
            start = max(tag.end, self._tag(tag, stop))
        self._text(start, stop)

    def _tag(self, tag: Tag, stop: int) -> int:
        """Take a tag; where the page goes on behind it."""
        name = tag.name
        if name == "!":
            self._seen(self._page.source[tag.start + 4 : tag.end - 3], tag.start, False)
        elif name in _BOLD:
            self._bold = max(0, self._bold + (-1 if tag.closes else 1))
        elif name in _BREAKING:
            if self._as_lines:
                self.out.made("\n", tag.start)
            elif self._line_break.isspace() and self._line_break.isascii():
                self.out.space(tag.start)
            else:
                self.out.made(self._line_break, tag.start)
        elif tag.closes:
            return tag.end
        elif name == "span" and "katex-html" in tag.classes:
            return self._end(name, tag, stop)
        elif name in _SET_APART and tag.said and not self._as_lines:
            if self.out.last.isalnum() and self._page.source[tag.end : tag.end + 1].isalnum():
                self.out.space(tag.start)  # "params<span class=note>174,600M": a style sets them apart
        elif name == "sup" and _NUMBER.match(self._page.source, tag.end):
            self.out.made("^", tag.start)
        elif name == "script" and _TEX_SCRIPT.search(tag.said):
            return self._tex(tag.end, self._end(name, tag, stop))
        elif name == "math":
            return self._mathml(tag, stop)
        elif name in UNREAD:
            return self._end(name, tag, stop)
        return tag.end

    def _end(self, name: str, tag: Tag, stop: int) -> int:
        """Where an element ends that is not shown; of spans, whose own close."""
        if name != "span":
            end = self._page.end_of(name, tag.end)
            return end if 0 <= end <= stop else tag.end
        depth = 1
        for inner in self._page.tags(tag.end, stop):
            if inner.name == name:
                depth += -1 if inner.closes else 1
            if depth == 0:
                return inner.end
        return stop

    def _mathml(self, tag: Tag, stop: int) -> int:
        """A formula in MathML: the TeX that it was made of, where it says so."""
        end = self._end("math", tag, stop)
        if end <= self._plain_math:  # looked through already
            return tag.end
        for inner in self._page.tags(tag.end, end):
            if inner.name == "annotation" and not inner.closes and "tex" in inner.said:
                self._tex(inner.end, self._end("annotation", inner, end))
                return end
        self._plain_math = end
        return tag.end

    def _tex(self, start: int, end: int) -> int:
        if start < end:
            self.out.made("$$", start)
            self._text(start, end)
            self.out.made("$$", end - 1)
        return end

    def _text(self, start: int, stop: int) -> None:
        source = self._page.source
        for match in _PART.finditer(source, start, stop):
            if match["space"] is not None and not self._as_lines:
                self.out.space(match.start())
                continue
            if match["entity"] is not None:
                self.out.made(unescape(match[0]), match.start())
            else:
                self.out.copied(match[0], match.start())
            if match["space"] is None:
                self._any = True
                self._all_bold = self._all_bold and self._bold > 0


def show(page: Page, start: int, stop: int, out: TextBuilder, seen: CommentSeen, line_break: str = " ") -> None:
    """Add to `out` what a page shows between two places; <br> shows as `line_break`."""
    shown = _Shown(page, seen, line_break, as_lines=False)
    shown.run(start, stop)
    for piece in _with_formulas(shown.out.take()):
        out.mapped(piece.text, piece.offsets, shown.is_bold)


def show_lines(page: Page, start: int, stop: int) -> Text:
    """What a page shows between two places, line by line as it is set: a listing."""
    shown = _Shown(page, lambda *_: None, "\n", as_lines=True)
    shown.run(start, stop)
    return shown.out.take(strip=False)


def _with_formulas(text: Text) -> Iterator[Text]:
    """The pieces of a text, its formulas as they are shown."""
    words, begin = text.text, 0
    for match in _FORMULA.finditer(words):
        if match.start() < begin:
            continue
        sign = match[0]
        if sign == "$":
            end, stop = (found := closing_dollar(words, match.start())), found + 1
        else:
            end = words.find(_CLOSING[sign], match.end(), match.end() + _LONGEST_FORMULA + 2)
            stop = end + 2
        if not match.end() < end <= match.end() + _LONGEST_FORMULA:
            continue
        yield _part(text, begin, match.start())
        yield show_math(_part(text, match.end(), end))
        begin = stop
    yield _part(text, begin, len(words))


def _part(text: Text, begin: int, end: int) -> Text:
    return Text(text.text[begin:end], text.offsets[begin:end])
