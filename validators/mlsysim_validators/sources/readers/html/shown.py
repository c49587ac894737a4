"""The blocks of a page: its headings, paragraphs, items, tables and listings; of a deck, its slides and their notes."""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.embedding import Embedding
from mlsysim_validators.sources.readers.html.inline import show, show_lines
from mlsysim_validators.sources.readers.html.tags import UNREAD, Page, Tag
from mlsysim_validators.sources.readers.markdown.blocks import BlockCollector
from mlsysim_validators.sources.readers.markdown.document import read_markdown
from mlsysim_validators.sources.readers.markdown.lines import indentation, outdented
from mlsysim_validators.sources.readers.markdown.other_tables import html_table
from mlsysim_validators.sources.texts.documents import BlockKind, Document, Text

_DECK = AnyCase(
    r"class\s*=\s*[\"'][^\"'<>]{0,200}\b(?:reveal|remark-slide|marpit|shower|impress)\b|<section\s[^<>]{0,500}data-markdown"
)
_LANGUAGE = regex(r"\b(?:language|lang|highlight|brush)-([\w+]+)|\bsourceCode (\w+)")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CAPTIONS = frozenset({"figcaption", "caption"})
_LISTS = frozenset({"ul", "ol", "dl"})
_ITEMS = frozenset({"li", "dt", "dd"})
_BLOCKS = frozenset((
    *_CAPTIONS, *_LISTS, *_ITEMS, *_HEADINGS,
    "address", "article", "aside", "blockquote", "body", "center", "details", "div", "fieldset", "figure", "footer",
    "form", "header", "hr", "html", "main", "p", "pre", "section", "summary", "table",
))  # fmt: skip


class PageReader(BlockCollector):
    """Reads a page tag by tag; the text up to the next tag of a block is one block."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.page = Page(self.source)
        self.deck = _DECK.search(self.source) is not None
        self._begin = 0  # of the text that is not yet in a block
        self._lists: list[bool] = []  # the open lists, whether an item of each has begun
        self._caption = self._heading = 0
        self._next_slide = False
        self._handlers: dict[str, Callable[[Tag], int]] = {
            "pre": self._listing, "table": self._table, "section": self._section, "aside": self._aside,
        }  # fmt: skip

    def read(self) -> None:
        """Read everything."""
        done = 0
        for tag in self.page.tags(0, len(self.source)):
            if tag.start >= done:
                done = max(tag.end, self._tag(tag))
        self._flush(len(self.source))

    def inline(self, raw: Text, out: TextBuilder, line_break: str = " ") -> None:
        """What the text of a cell shows."""
        show(self.page, raw.source_offset(0), raw.source_offset(0) + len(raw.text), out, self.comment, line_break)

    def _tag(self, tag: Tag) -> int:
        """Take a tag; where the page goes on behind it."""
        name = tag.name
        if name == "!":
            return tag.end  # seen with the text around it
        if name not in _BLOCKS:
            if tag.closes or name not in ("title", *UNREAD):
                return tag.end
            return self._head(tag) if name == "head" else self._title(tag) if name == "title" else self._unread(tag)
        self._flush(tag.start)
        self._begin = tag.end
        if name in _HEADINGS:
            self._heading = 0 if tag.closes else _HEADINGS[name]
        elif name in _CAPTIONS:
            self._caption = int(not tag.closes)
        elif name in _LISTS:
            self._list(tag)
        elif name in _ITEMS and self._lists:
            self._lists[-1] = not tag.closes
        elif name in self._handlers and (not tag.closes or name == "aside"):
            self._begin = self._handlers[name](tag)
        return self._begin

    def _flush(self, end: int) -> None:
        """End the block whose text was being collected."""
        begin, self._begin = self._begin, end
        if begin >= end or self.source[begin:end].isspace():
            return
        out = TextBuilder()
        show(self.page, begin, end, out, self.comment)
        text = out.take()
        if not text.text:
            return
        self._turn()
        if self._heading:
            # A large heading amid a slide begins none.
            level = self._heading if not self.deck or self.slide_empty else max(3, self._heading)
            self.add_heading(text, level)
            return
        kind: BlockKind = "caption" if self._caption else "item" if any(self._lists) else "paragraph"
        self.add(kind, text)

    def _turn(self) -> None:
        """Begin the slide that a section announced: one around other sections has nothing of its own."""
        if self._next_slide:
            self._next_slide = False
            self.new_slide()

    def _list(self, tag: Tag) -> None:
        if not tag.closes:
            self._lists.append(False)
        elif self._lists:
            self._lists.pop()

    def _head(self, tag: Tag) -> int:
        """What stands before the page: of it, the title."""
        end = self.page.end_of("head", tag.end)
        for inner in self.page.tags(tag.end, max(end, tag.end)):
            if inner.name == "title" and not inner.closes:
                self._title(inner)
                break
        self._begin = max(end, tag.end)
        return self._begin

    def _title(self, tag: Tag) -> int:
        end = self.page.end_of("title", tag.end)
        if end >= 0:
            out = TextBuilder()
            show(self.page, tag.end, end, out, self.comment)
            self.add("title", out.take())
        self._begin = max(end, tag.end)
        return self._begin

    def _unread(self, tag: Tag) -> int:
        """Pass over an element; the text around it goes on."""
        end = self.page.end_of(tag.name, tag.end)
        return max(end, tag.end)

    def _aside(self, tag: Tag) -> int:
        """The notes of a slide."""
        if not tag.closes:
            self.note_divs.append("notes" in tag.classes)
        elif self.note_divs:
            self.note_divs.pop()
        return tag.end

    def _section(self, tag: Tag) -> int:
        self._next_slide = self.deck
        if "data-markdown" not in tag.attributes:
            return tag.end
        end = self.page.end_of("section", tag.end)
        begin, stop = tag.end, end if end >= 0 else tag.end
        for inner in self.page.tags(begin, stop):
            if inner.name in ("textarea", "script") and not inner.closes:
                close = self.page.end_of(inner.name, inner.end)
                begin, stop = inner.end, close if 0 <= close < stop else stop
                break
        self._markdown(begin, stop)
        return max(end, tag.end)

    def _markdown(self, begin: int, stop: int) -> None:
        """Slides that are written in Markdown within a page, less deep than they stand there."""
        lines: list[tuple[int, int]] = []
        while begin < stop:
            end = self.source.find("\n", begin, stop)
            end = stop if end < 0 else end
            lines.append((begin, end))
            begin = end + 1
        filled = [self.source[start:end] for start, end in lines if self.source[start:end].strip()]
        indent = min(map(indentation, filled), default=0)
        raw = self.raw([(outdented(self.source, start, end, indent), end) for start, end in lines] or [(stop, stop)])
        inner = read_markdown("slides.md", raw.text, deck=True)
        first = self.slide
        for block in inner.blocks:
            self.slide = first + block.slide
            moved = Embedding(raw, self.slide).block(block)
            self.document.blocks.append(moved._replace(slide=self.slide, title=block.title, section=block.section))
        Embedding(raw, self.slide).extras(self.document, inner)
        self._next_slide = self.deck

    def _listing(self, tag: Tag) -> int:
        end = self.page.end_of("pre", tag.end)
        if end < 0:
            return tag.end
        first = next(self.page.tags(tag.end, end), None)
        language = _LANGUAGE.search(tag.said + (first.said if first is not None and first.name == "code" else ""))
        named = (language[1] or language[2]).lower() if language is not None else ""
        self._turn()
        self.add("listing", show_lines(self.page, tag.end, end), named)
        return end

    def _table(self, tag: Tag) -> int:
        close = self.page.end_of("table", tag.end)
        found = html_table(self.source, tag.start, close) if close >= 0 else None
        if found is None:
            return tag.end
        self._turn()
        self.add_table(found)
        return max(found.end, tag.end)
