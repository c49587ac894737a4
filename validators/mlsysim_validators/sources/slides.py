"""What stands around a quantity: its slide, its row and column, the words nearest to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.documents import Block, Document
from mlsysim_validators.sources.entities import EntityFinder, Mention

_SHORT_LINE = 60
_LONGEST_TITLE = 300
_MOST_LINES_ABOVE = 40
_LONGEST_PARAGRAPH = 2000


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

    # What follows is asked once for each claim; it is found once, when all blocks and claims are there.

    @cached_property
    def text(self) -> str:
        """All visible text of the slide."""
        return "\n".join(self.texts())

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(block): index for index, block in enumerate(self.blocks)}

    @cached_property
    def _gaps(self) -> dict[int, tuple[int, int]]:
        by_text: dict[int, list[Stated]] = {}
        for claim in self.claims:
            by_text.setdefault(id(claim.stated.text), []).append(claim.stated)
        gaps: dict[int, tuple[int, int]] = {}
        for group in by_text.values():
            group.sort(key=lambda stated: stated.reading.start)
            ends = [0, *(stated.reading.end for stated in group)]
            starts = [*(stated.reading.start for stated in group[1:]), len(group[0].text.text)]
            gaps.update({id(stated): (ends[i], starts[i]) for i, stated in enumerate(group)})
        return gaps

    @cached_property
    def _by_row(self) -> dict[tuple[int, int], list[Claim]]:
        rows: dict[tuple[int, int], list[Claim]] = {}
        for claim in self.claims:
            if claim.stated.cell is not None:
                rows.setdefault((id(claim.stated.block), claim.stated.cell.row), []).append(claim)
        return rows

    @cached_property
    def _said(self) -> dict[re.Pattern[str], bool]:
        return {}

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern occurs in the slide's text."""
        if pattern not in self._said:
            self._said[pattern] = bool(pattern.search(self.text))
        return self._said[pattern]

    @cached_property
    def _only_named(self) -> dict[int, list[Mention]]:
        return {}

    def gap(self, stated: Stated) -> tuple[int, int]:
        """Where, in its text, the number before a stated one ends and the one behind it begins."""
        return self._gaps[id(stated)]

    def above(self, block: Block) -> Iterable[Block]:
        """The blocks above a block, the nearest first."""
        place = self._places[id(block)]
        return reversed(self.blocks[max(0, place - _MOST_LINES_ABOVE) : place])

    def same_row(self, claim: Claim) -> list[Claim]:
        """The claims of a table row, with the one that asks."""
        cell = claim.stated.cell
        return [] if cell is None else self._by_row.get((id(claim.stated.block), cell.row), [])

    def nearby_rows(self, claim: Claim, reach: int = 20) -> list[Claim]:
        """The claims of a table that stand not far from one."""
        cell = claim.stated.cell
        if cell is None:
            return []
        rows = range(max(0, cell.row - reach), cell.row + reach + 1)
        return [other for row in rows for other in self._by_row.get((id(claim.stated.block), row), ())]

    def only_named(self, finder: EntityFinder) -> list[Mention]:
        """The device (and the model) of a slide that names just one."""
        if id(finder) not in self._only_named:
            by_kind: dict[str, dict[str, Mention]] = {}
            for text in self.texts():
                for mention in finder.mentions(text):
                    by_kind.setdefault(mention.entry.kind, {}).setdefault(mention.entry.id, mention)
            single = [next(iter(entries.values())) for entries in by_kind.values() if len(entries) == 1]
            self._only_named[id(finder)] = single
        return self._only_named[id(finder)]


def slides_of(document: Document) -> dict[int, Slide]:
    """The slides of a document by their number."""
    slides: dict[int, Slide] = {}
    for block in document.blocks:
        slide = slides.setdefault(block.slide, Slide(document, block.slide))
        slide.blocks.append(block)
        slide.title = slide.title or block.title[:_LONGEST_TITLE]
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


def surroundings(stated: Stated, slide: Slide) -> Surroundings:
    """The words around a stated quantity."""
    text = stated.text.text
    start, end = stated.sentence_span()
    number_before, number_behind = slide.gap(stated)
    left, right = max(start, number_before), min(end, number_behind)
    row = column = ""
    if stated.cell is not None and stated.table is not None:
        label = stated.table.label(stated.cell)
        row = label.text.text[:_LONGEST_TITLE] if label is not None else ""
        headers = stated.table.headers(stated.cell)
        column = " ".join(header.text.text[:_LONGEST_TITLE] for header in headers)[:_LONGEST_TITLE]
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
        start, stop = stated.sentence_span()
        mentions = finder.mentions_within(stated.text.text, start, stop)
        place = stated.reading.start - start
        behind = [mention for mention in mentions if mention.start >= place]
        ahead = [mention for mention in mentions if mention.end <= place]
        # The name before the number is its subject ("MI300X has 5.3 TB/s"), unless one follows at once ("5.3 TB/s on
        # MI300X", "3.35 TB/s (H100)").
        close = [mention for mention in behind if mention.start - (stated.reading.end - start) <= 12]
        close = [mention for mention in close if "," not in around.sentence[stated.reading.end - start : mention.start]]
        # "5.3 TB/s (MI300X) or 4.8 TB/s (H200)": a name in brackets belongs to the number before them.
        bracketed = around.after.lstrip().startswith("(")
        add(close[:1] if bracketed and around.after.find(")") > 0 else [], "the words behind it")
        spoken_for = bool(ahead) and ahead[-1].end <= place - len(around.before)  # another number took that name
        add(close if spoken_for or not ahead else [], "the words behind it")
        # "An A100 has NVLink 3 at 600 GB/s" speaks of the device.
        add((m for m in reversed(ahead) if m.entry.kind != "interconnects"), "the words before it")
        add(reversed(ahead), "the words before it")
        add(behind, "its sentence")
        add(_line_above(stated, slide, finder), "the line above")
        add(finder.mentions(slide.title), "the slide's title")
    add(slide.only_named(finder), "the only one on the slide")
    return found


def _line_above(stated: Stated, slide: Slide, finder: EntityFinder) -> list[Mention]:
    """The name in the nearest short line above a list item: a heading, or a bold line that serves as one."""
    for block in slide.above(stated.block):
        if len(block.text.text) > _LONGEST_PARAGRAPH:
            return []
        mentions = finder.mentions(block.text.text)
        if mentions and block.kind in ("heading", "paragraph") and len(block.text.text.strip()) <= _SHORT_LINE:
            return mentions if len({mention.entry.id for mention in mentions}) == 1 else []
        if block.kind not in ("item", "math"):
            return []
    return []
