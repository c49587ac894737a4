"""PowerPoint: the text, tables and speaker notes of every slide. Line n of the document is slide n.

There is no text file behind a deck, so its visible text is laid out here: one line a slide.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.readers.ooxml import Node, Package, Refused
from mlsysim_validators.sources.readers.registry_comments import directive
from mlsysim_validators.sources.texts.documents import (
    EMPTY_TEXT,
    Block,
    BlockKind,
    Cell,
    Directive,
    Document,
    Text,
    Trouble,
)

_MOST_SLIDES = 5_000
_MOST_CELLS = 20_000
_LONGEST_TEXT = 10_000_000
_TITLES = ("title", "ctrTitle")


class _Layout:
    """The line of text of one slide as it grows; hands out texts with their offsets."""

    def __init__(self, start: int) -> None:
        self.parts: list[str] = []
        self.end = start

    def add(self, words: str) -> Text:
        """Some words; line breaks become spaces, since a slide is one line."""
        shown = " ".join(words.split())
        if not shown:
            return EMPTY_TEXT
        text = Text(shown, range(self.end, self.end + len(shown)))
        self.parts.append(shown)
        self.parts.append("  ")
        self.end += len(shown) + 2
        return text


def read_pptx(path: str, content: bytes) -> Document:
    """Read a presentation. What cannot be read safely gives a trouble."""
    document = Document(path, "")
    lines: list[str] = []
    start = 0
    try:
        package = Package(content)
        names = _slides(package)
        if len(names) > _MOST_SLIDES:
            told = f"{len(names):,} slides: those behind slide {_MOST_SLIDES:,} were not read"
            document.troubles.append(Trouble(told, 0, "split the deck"))
        for number, name in enumerate(names[:_MOST_SLIDES], start=1):
            if start > _LONGEST_TEXT:
                told = f"more than {_LONGEST_TEXT:,} characters of text: the rest of the deck was not read"
                document.troubles.append(Trouble(told, 0, "split the deck"))
                break
            layout = _Layout(start)
            try:
                _slide(document, package, name, number, layout)
            except Refused as error:
                document.troubles.append(Trouble(str(error), start, "this slide was not checked", True))
            lines.append("".join(layout.parts))
            start = layout.end + 1
    except Refused as error:
        document.troubles.append(Trouble(str(error), 0, "the deck was not checked", True))
    document.source = "\n".join(lines) + "\n"
    return document


def _slides(package: Package) -> list[str]:
    """The parts of the slides, in the order in which they are shown."""
    main = "ppt/presentation.xml"
    relations = package.relations(main)
    listed = [node.attributes.get("r:id", "") for node in package.xml(main).find_all("sldId")]
    return list(dict.fromkeys(relations[key][1] for key in listed if key in relations and relations[key][1] in package))


def _slide(document: Document, package: Package, name: str, number: int, layout: _Layout) -> None:
    root = package.xml(name)
    shapes = list(_shapes(root))
    title = next((" ".join(_words(shape).split()) for shape in shapes if _placeholder(shape) in _TITLES), "")
    for shape in shapes:
        if shape.name == "tbl":
            _table(document, shape, number, title, layout)
            continue
        kind: BlockKind = "title" if _placeholder(shape) in _TITLES else "paragraph"
        for paragraph in shape.find_all("p"):
            listed = paragraph.child("pPr", "buNone") is None and _placeholder(shape) in ("body", "", "obj")
            _paragraph(document, paragraph, "item" if listed and kind != "title" else kind, number, title, layout)
    for kind_of, target in package.relations(name).values():
        if kind_of == "notesSlide" and target in package:
            for shape in _shapes(package.xml(target)):
                if _placeholder(shape) == "body":
                    for paragraph in shape.find_all("p"):
                        _paragraph(document, paragraph, "note", number, title, layout)


def _shapes(root: Node) -> Iterator[Node]:
    """The shapes with text and the tables of a slide, those of groups too."""
    pending = list(reversed(root.children))
    while pending:
        node = pending.pop()
        if node.name in ("sp", "tbl"):
            yield node
        else:
            pending.extend(reversed(node.children))


def _placeholder(shape: Node) -> str:
    """What a shape is for: title, body, sldNum ...; "" where it is for nothing in particular."""
    found = shape.child("nvSpPr", "nvPr", "ph")
    return found.attributes.get("type", "obj") if found is not None else ""


def _words(node: Node) -> str:
    """The text of all runs below a node."""
    parts: list[str] = []
    pending = list(reversed(node.children))
    while pending:
        part = pending.pop()
        if part.name == "t":
            parts.append(part.text)
        elif part.name in ("br", "tab"):
            parts.append(" ")
        else:
            if part.name == "p" and parts:
                parts.append(" ")
            pending.extend(reversed(part.children))
    return "".join(parts)


def _paragraph(document: Document, node: Node, kind: BlockKind, number: int, title: str, layout: _Layout) -> None:
    text = layout.add(_words(node))
    if not text.text:
        return
    said = directive(text.text)
    if said is not None:
        document.directives.append(Directive(said, text.source_offset(0), False))
    else:
        document.blocks.append(Block(kind, text, number, title))


def _table(document: Document, table: Node, number: int, title: str, layout: _Layout) -> None:
    rows: list[tuple[Cell, ...]] = []
    count = 0
    for index, row in enumerate(table.find_all("tr")):
        cells: list[Cell] = []
        for column, node in enumerate(part for part in row.children if part.name == "tc"):
            count += 1
            if node.attributes.get("hMerge") not in ("1", "true") and count <= _MOST_CELLS:
                width = node.attributes.get("gridSpan", "1")
                span = int(width) if width.isascii() and width.isdigit() and 0 < len(width) < 4 else 1
                cells.append(Cell(layout.add(_words(node)), index, column, max(1, span)))
        if cells:
            rows.append(tuple(cells))
    if count > _MOST_CELLS:
        document.bounded(f"a table of {count:,} cells: the first {_MOST_CELLS:,} were read", layout.end)
    if rows:
        document.blocks.append(Block("table", EMPTY_TEXT, number, title, rows=tuple(rows), header_rows=1))
