"""What stands around a quantity: its slide, its row and column, the words nearest to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.documents import Block, Document
from mlsysim_validators.sources.entities import EntityFinder, Mention
from mlsysim_validators.sources.quantities import headers_of, row_label

_SHORT_LINE = 60


class Slide:
    """The blocks of one slide (or of one section of a Markdown text), and the claims on it."""

    def __init__(self, document: Document, number: int) -> None:
        self.document = document
        self.number = number
        self.title = ""
        self.blocks: list[Block] = []
        self.claims: list[Claim] = []

    def texts(self) -> Iterable[str]:
        """All visible text of the slide, block by block, tables row by row."""
        for block in self.blocks:
            if block.kind == "table":
                yield from (" ".join(cell.text.text for cell in row) for row in block.rows)
            else:
                yield block.text.text

    def text(self) -> str:
        """All visible text of the slide."""
        return "\n".join(self.texts())


def slides_of(document: Document) -> dict[int, Slide]:
    """The slides of a document by their number."""
    slides: dict[int, Slide] = {}
    for block in document.blocks:
        slide = slides.setdefault(block.slide, Slide(document, block.slide))
        slide.blocks.append(block)
        slide.title = slide.title or block.title
    return slides


class Surroundings(NamedTuple):
    """The words around a quantity, the nearest first."""

    window: str  # from the number before to the number behind
    before: str  # the words between the number before and this one
    after: str  # the words behind it
    sentence: str
    row: str  # the row's label, in a table
    column: str  # the column's headers, in a table
    title: str

    def labels(self) -> str:
        """The words that say what the number is."""
        return " ".join(part for part in (self.window, self.row, self.column) if part)


def surroundings(stated: Stated, neighbours: Iterable[Stated], slide: Slide) -> Surroundings:
    """The words around a stated quantity."""
    text = stated.text.text
    start, end = stated.sentence_span()
    left, right = start, end
    for other in neighbours:
        if other.text is stated.text and other is not stated:
            if other.reading.end <= stated.reading.start:
                left = max(left, other.reading.end)
            elif other.reading.start >= stated.reading.end:
                right = min(right, other.reading.start)
    row = column = ""
    if stated.cell is not None:
        label = row_label(stated.block, stated.cell)
        row = label.text.text if label is not None else ""
        column = " ".join(header.text.text for header in headers_of(stated.block, stated.cell))
    before, after = text[left : stated.reading.start], text[stated.reading.end : right]
    return Surroundings(before + " " + after, before, after, text[start:end], row, column, slide.title)


class Who(NamedTuple):
    """The entry that a quantity is about, how it was found, and whether a family name stood for its default."""

    entry: Entry
    how: str
    assumed: bool
    name: str


def candidates_for(stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> list[Who]:
    """The entries that a quantity may be about, the nearest first, each once."""
    found: list[Who] = []

    def add(mentions: Iterable[Mention], how: str) -> None:
        for mention in mentions:
            if all(mention.entry.id != who.entry.id or mention.entry.kind != who.entry.kind for who in found):
                found.append(Who(mention.entry, how, mention.assumed, mention.name))

    if stated.cell is not None:
        add(finder.mentions(stated.cell.text.text), "its cell")
        add(finder.mentions(around.row), "its row")
        add(finder.mentions(around.column), "its column")
        add(finder.mentions(slide.title), "the slide's title")
    else:
        start, _ = stated.sentence_span()
        mentions = finder.mentions(around.sentence)
        place = stated.reading.start - start
        behind = [mention for mention in mentions if mention.start >= place]
        ahead = [mention for mention in mentions if mention.end <= place]
        # The name before the number is its subject ("MI300X has 5.3 TB/s"), unless one follows at once ("5.3 TB/s on
        # MI300X", "3.35 TB/s (H100)").
        close = [mention for mention in behind if mention.start - (stated.reading.end - start) <= 12]
        close = [mention for mention in close if "," not in around.sentence[stated.reading.end - start : mention.start]]
        spoken_for = bool(ahead) and ahead[-1].end <= place - len(around.before)  # another number took that name
        add(close if spoken_for or not ahead else [], "the words behind it")
        # "An A100 has NVLink 3 at 600 GB/s" speaks of the device.
        add((m for m in reversed(ahead) if m.entry.kind != "interconnects"), "the words before it")
        add(reversed(ahead), "the words before it")
        add(behind, "its sentence")
        add(_line_above(stated, slide, finder), "the line above")
        add(finder.mentions(slide.title), "the slide's title")
    add(_only_of_its_kind(slide, finder), "the only one on the slide")
    return found


def _line_above(stated: Stated, slide: Slide, finder: EntityFinder) -> list[Mention]:
    """The name in the nearest short line above a list item: a heading, or a bold line that serves as one."""
    above = slide.blocks[: next(i for i, block in enumerate(slide.blocks) if block is stated.block)]
    for block in reversed(above):
        mentions = finder.mentions(block.text.text)
        if mentions and block.kind in ("heading", "paragraph") and len(block.text.text.strip()) <= _SHORT_LINE:
            return mentions if len({mention.entry.id for mention in mentions}) == 1 else []
        if block.kind not in ("item", "math"):
            return []
    return []


def _only_of_its_kind(slide: Slide, finder: EntityFinder) -> list[Mention]:
    """The device (and the model) of a slide that names just one."""
    by_kind: dict[str, dict[str, Mention]] = {}
    for text in slide.texts():
        for mention in finder.mentions(text):
            by_kind.setdefault(mention.entry.kind, {}).setdefault(mention.entry.id, mention)
    return [next(iter(entries.values())) for entries in by_kind.values() if len(entries) == 1]
