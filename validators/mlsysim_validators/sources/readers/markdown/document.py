"""Markdown sources: notes, books and decks. A scanner of lines that keeps the offset of every character."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.readers.latex.visible import show_math
from mlsysim_validators.sources.readers.markdown import lines
from mlsysim_validators.sources.readers.markdown.blocks import BlockCollector
from mlsysim_validators.sources.readers.markdown.other_tables import (
    FoundCell,
    FoundTable,
    grid_table,
    html_table,
    list_table,
)
from mlsysim_validators.sources.readers.markdown.pipe_tables import cut_row, is_delimiter_row
from mlsysim_validators.sources.texts.documents import BlockKind, Document, Text

_HTML_TABLE = AnyCase(r"[ \t]*<table\b")


class MarkdownScanner(BlockCollector):
    """Reads line by line; what is collected becomes a block when something else begins."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.position = 0
        self.kind: BlockKind = "paragraph"
        self.lines: list[tuple[int, int]] = []
        self.items: list[int] = []  # the indentations of the list items that are open
        self.admonitions: list[str] = []  # the fences of MyST boxes: their text is no listing
        self.boxes: list[int] = []  # where the text of indented boxes that are open begins
        self.missing: set[str] = set()
        self.blank_before = True

    def read(self) -> None:
        """Read everything."""
        self._front_matter()
        if self.deck:
            self.new_slide()
        while self.position < len(self.source):
            self._line(self._next_line())
        self.flush()

    def _next_line(self) -> lines.Line:
        match = lines.LINE.match(self.source, self.position)
        assert match is not None
        self.position = match.end()
        text = match[0].rstrip("\r\n")
        return lines.Line(match.start(), match.start() + len(text), text)

    def flush(self) -> None:
        """End the paragraph or item that was being collected."""
        if self.lines:
            text = self.show(self.raw(self.lines))
            self.lines = []
            self.add(self.kind, text)
        self.kind = "item" if self.items else "paragraph"

    def _line(self, line: lines.Line) -> None:
        line = _unquoted(line)
        if not line.text.strip():
            self.flush()
            self.blank_before = True
            return
        if self.boxes:
            indent = lines.indentation(line.text)
            while self.boxes and indent < self.boxes[-1]:
                self.flush()
                self.boxes.pop()
        if not self._special(line):
            self._paragraph(line)
        self.blank_before = False

    def _special(self, line: lines.Line) -> bool:
        """Read a line that is more than a line of a paragraph."""
        first = line.text.lstrip()[0]
        if first in "`~<#$:|+":
            self._leave_items(lines.indentation(line.text))
        if first in "`~" and (fence := lines.FENCE.match(line.text)) and not (first == "`" and "`" in fence[2]):
            self._fence(line, fence[1], fence[2])
        elif first == "+" and "-+" in line.text and self._other_table(grid_table(self.source, line.start)):
            return True
        elif first == "<" and _HTML_TABLE.match(line.text):
            start = line.end - len(line.text.lstrip())
            close = self._closing_table(start)
            return close >= 0 and self._other_table(html_table(self.source, start, close))
        elif first == "<":
            return self._html(line) or self._indented_code(line)
        elif first == "#" and (heading := lines.HEADING.match(line.text)):
            self._heading(line.start + heading.end(), line.end, len(heading[1]))
        elif first in "=-" and self.lines and self.kind == "paragraph" and (under := lines.UNDERLINE.match(line.text)):
            ranges, self.lines = self.lines, []
            self._heading(ranges[0][0], ranges[-1][1], 1 if under[1][0] == "=" else 2, ranges)
        elif first in "-*_" and lines.RULER.match(line.text):
            self.flush()
            self.items.clear()
            self.kind = "paragraph"
            if self.deck:
                self.new_slide()
        elif first == "$" and line.text.lstrip().startswith("$$"):
            return self._display_math(line)
        elif first in "!?=" and (box := lines.BOX.match(line.text)):
            self._box(line, box)
        elif first == ":" and (div := lines.DIV.match(line.text)):
            self._div(div[1])
        elif (
            (first == "[" and not self.lines and lines.LINK_DEFINITION.match(line.text))
            or ("|" in line.text and self._table(line))
            or (first in "-*+0123456789" and (item := lines.ITEM.match(line.text)) and self._item(line, item))
        ):
            return True
        else:
            return self._indented_code(line)
        return True

    def _box(self, line: lines.Line, box: re.Match[str]) -> None:
        """The head of an indented box (`!!! note "Title"`, `??? tip`, `=== "Tab"`), whose text is no listing."""
        self.flush()
        self.items.clear()
        self.kind = "paragraph"
        self.boxes.append(lines.indentation(line.text) + 4)
        if box[1]:
            start, end = line.start + box.start(1), line.start + box.end(1)
            self.add("paragraph", self.show(Text(self.source[start:end], range(start, end))))

    def _closing_table(self, start: int) -> int:
        """Where the next HTML table ends, -1 where none does; that nothing ends any more is found once."""
        close = self.source.find("</table", start) if "</table" not in self.missing else -1
        if close < 0:
            self.missing.add("</table")
        return close

    def _leave_items(self, indent: int) -> None:
        """Something stands at this indentation that is no part of the items further in."""
        if self.blank_before or not self.lines:
            while self.items and indent < self.items[-1]:
                self.items.pop()
            if not self.lines:
                self.kind = "item" if self.items else "paragraph"

    def _paragraph(self, line: lines.Line) -> None:
        start = line.start
        indent = lines.indentation(line.text)
        if self.blank_before:
            self._leave_items(indent)
        if not self.lines:
            if match := lines.FOOTNOTE_DEFINITION.match(line.text):
                start += match.end()
            elif match := lines.NOTE_LINE.match(line.text):
                start += match.end()
                self.kind = "note"
                self.note_until_slide = self.deck
        if start < line.end:
            self.lines.append((start, line.end))

    def _front_matter(self) -> None:
        if not re.match(r"---[ \t]*\r?\n", self.source):
            return
        end = lines.FRONT_END.search(self.source, self.source.index("\n") + 1)
        if end is None:
            return
        front = self.source[: end.start()]
        self.position = end.end()
        self.marp = re.search(r"^marp[ \t]*:", front, re.MULTILINE) is not None
        self.deck = self.deck or lines.DECK_KEYS.search(front) is not None
        for title in lines.FRONT_TITLE.finditer(front):
            text = title[1].strip()
            start = title.start(1) + title[1].find(text)
            if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
                text, start = text[1:-1], start + 1
            self.add("title", self.show(Text(text, range(start, start + len(text)))))

    def _heading(self, start: int, end: int, level: int, ranges: list[tuple[int, int]] | None = None) -> None:
        self.flush()
        self.items.clear()
        self.kind = "paragraph"
        raw = self.raw(ranges or [(start, end)])
        text = raw.text.rstrip()
        attributes = lines.HEADING_END.search(text, max(0, text.rfind("{")))
        if attributes is not None:
            text = text[: attributes.start()].rstrip()
        closing = len(text.rstrip("#"))
        if closing < len(text) and (closing == 0 or text[closing - 1] in " \t"):
            text = text[:closing]
        shown = self.show(Text(text, raw.offsets[: len(text)]))
        self.add_heading(shown, level)

    def _item(self, line: lines.Line, item: re.Match[str]) -> bool:
        indent = lines.indentation(item[1])
        if not self.items and self.blank_before and indent >= (self.boxes[-1] if self.boxes else 0) + 4:
            return False
        if self.lines and not self.items and item[2][0].isdigit() and item[2][:-1] != "1":
            return False
        self.flush()
        while self.items and indent < self.items[-1]:
            self.items.pop()
        self.items.append(indent + len(item[2]) + 1)
        self.kind = "item"
        rest = lines.Line(line.start + item.end(), line.end, line.text[item.end() :])
        fence = lines.FENCE.match(rest.text)
        if fence and "`" not in fence[2]:
            self._fence(rest, fence[1], fence[2])
        elif rest.text:
            self.lines.append((rest.start, rest.end))
        return True

    def _indented_code(self, line: lines.Line) -> bool:
        if self.lines or not self.blank_before:
            return False
        indent = lines.indentation(line.text)
        container = max((place for place in (*self.items, *self.boxes) if place <= indent), default=0)
        if indent < container + 4:
            return False
        ranges = [(line.start, line.end)]
        while self.position < len(self.source):
            before = self.position
            following = self._next_line()
            if following.text.strip() and lines.indentation(following.text) < container + 4:
                self.position = before
                break
            ranges.append((following.start, following.end))
        while not self.source[slice(*ranges[-1])].strip():
            ranges.pop()
        self._listing(ranges, container + 4, "")
        self.blank_before = True
        return True

    def _fence(self, line: lines.Line, fence: str, info: str) -> None:
        self.flush()
        if lines.ADMONITION.match(info) or (self.admonitions and self.admonitions[-1] == fence and not info.strip()):
            if info.strip():
                self.admonitions.append(fence)
            else:
                self.admonitions.pop()
            return
        indent = lines.indentation(line.text)
        words = info.strip().strip("{}").replace(",", " ").split()
        language = words[0].strip("{}").lstrip(".").lower() if words else ""
        closing = re.compile(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        ranges: list[tuple[int, int]] = []
        key = f"{fence[0]}{len(fence)}"
        while self.position < len(self.source):
            following = self._next_line()
            if closing.match(following.text):
                break
            ranges.append((following.start, following.end))
        else:
            if key not in self.missing:
                self.missing.add(key)
                self.trouble("this fenced listing does not end", line.start, f"add a line {fence}")
        if language == "list-table" and ranges:
            caption = info.find("}") + 1
            start = line.start + line.text.rfind(info[caption:].strip() or info)
            if info[caption:].strip():
                self.add("caption", self.show(Text(self.source[start : line.end], range(start, line.end))))
            if self._other_table(list_table(self.source, ranges)):
                return
        if language == "math" and ranges:
            self.add("math", show_math(self.raw(ranges)))
        elif ranges:
            self._listing(ranges, indent, language)

    def _listing(self, ranges: list[tuple[int, int]], indent: int, language: str) -> None:
        if indent:
            ranges = [(lines.outdented(self.source, start, end, indent), end) for start, end in ranges]
            raw = self.raw(ranges)
        else:
            start, end = ranges[0][0], ranges[-1][1]
            raw = Text(self.source[start:end], range(start, end))
        self.add("listing", raw, language)

    def _html(self, line: lines.Line) -> bool:
        start = line.end - len(line.text.lstrip())
        if self.source.startswith("<!--", start):
            end = self.source.find("-->", start + 4) if "-->" not in self.missing else -1
            if end < 0:
                if "-->" not in self.missing:
                    self.missing.add("-->")
                    self.trouble("this comment does not end", start, "add -->")
                return False
            line_end = self.source.find("\n", end)
            line_end = len(self.source) if line_end < 0 else line_end
            alone = not self.source[end + 3 : line_end].strip()
            if end < line.end and not alone:
                return False  # a comment in a line of text
            if not self.lines or self.source.find("\n\n", start, end) >= 0:
                self.flush()
            self.comment(self.source[start + 4 : end], start, alone)
            self.position = end + 3 if not alone else min(line_end + 1, len(self.source))
            return True
        hidden = lines.INVISIBLE.match(line.text)
        if hidden is None or hidden[1].lower() in self.missing:
            return False
        end = self.source.find(f"</{hidden[1]}>", start)
        if end < 0:
            self.missing.add(hidden[1].lower())
            return False
        self.flush()
        self.position = end + len(hidden[1]) + 3
        return True

    def _display_math(self, line: lines.Line) -> bool:
        start = line.end - len(line.text.lstrip())
        stop = re.compile(r"\$\$|\n[ \t\r]*\n").search(self.source, start + 2)
        if stop is None or stop[0] != "$$":
            self.trouble("the math that begins here with $$ does not end", start, "add the closing $$")
            return False
        line_end = self.source.find("\n", stop.end())
        rest = self.source[stop.end() : line_end if line_end >= 0 else len(self.source)]
        if rest.strip():
            return False  # math in a line of text
        self.flush()
        inside = (start + 2, stop.start())
        self.add("math", show_math(Text(self.source[slice(*inside)], range(*inside))))
        self.position = stop.end()
        return True

    def _div(self, what: str) -> None:
        self.flush()
        if what:
            self.note_divs.append("notes" in what or self.note_divs[-1:] == [True])
        elif self.note_divs:
            self.note_divs.pop()

    # -- tables -------------------------------------------------------------------------------------------------

    def _other_table(self, found: FoundTable | None) -> bool:
        if found is None:
            return False
        self.flush()
        self.add_table(found)
        self.position = max(self.position, found.end)
        return True

    def _table(self, line: lines.Line) -> bool:
        before = self.position
        if before >= len(self.source):
            return False
        under = self._next_in_quote()
        if not is_delimiter_row(under.text) or len(cut_row(under.text)) != len(cut_row(line.text)):
            self.position = before
            return False
        self.flush()
        rows = [_cells(line)]
        while self.position < len(self.source):
            before = self.position
            following = self._next_in_quote()
            if "|" not in following.text:
                self.position = before
                break
            rows.append(_cells(following))
        self.add_table(FoundTable(rows, 1, self.position))
        return True

    def _next_in_quote(self) -> lines.Line:
        """The next line, without the marks of a quotation before it."""
        return _unquoted(self._next_line())


def _unquoted(line: lines.Line) -> lines.Line:
    if ">" in line.text[:4] and (quote := lines.QUOTE.match(line.text)):
        return lines.Line(line.start + quote.end(), line.end, line.text[quote.end() :])
    return line


def _cells(line: lines.Line) -> list[FoundCell]:
    """The cells of a row of a pipe table."""
    return [
        FoundCell([(line.start + start, line.start + end)], column, 1)
        for column, (start, end) in enumerate(cut_row(line.text))
    ]


def read_markdown(path: str, source: str, *, deck: bool = False) -> Document:
    """Read a Markdown source, of slides if it is a `deck` or says so itself.

    Whatever cannot be read as meant becomes a Trouble; nothing is raised.
    """
    document = Document(path, source)
    scanner = MarkdownScanner(document)
    scanner.deck = deck
    scanner.read()
    return document
