"""The slides of a document: the blocks of each, its claims, and whom it names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.keeping import Keeping
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.ownership.taken_names import COMPARES_IN_BRACKETS, is_compared_in_brackets
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

LONGEST_TITLE = 300
_FIRST_BLOCKS = 20
_MOST_COUNTS = 20
SETS_UP = AnyCase(
    r"\W*(?:set-?up|job|scenario|given|suppose|assume|assumptions?|let\b|consider|we (?:take|use|assume)|system|"
    r"workload|case study|configuration|cluster|our |the (?:machine|model|cluster|task)|take |example|hardware|"
    r"deployment)"
)
_NAME_WORD = regex(r"[A-Za-z][\w.]*|\d[\w.]*")
_MOST_WORDS = 40
_DEFINES = AnyCase(r"\W*(?:(?:the|NVIDIA|AMD|Google) )*")
_IS_A = regex(r"(?: \w+){0,2} (?:is|are) (?:an?|the|our)\b")
_SHORT_ITEM = 60
_MOST_IN_ROW = 100
_MOST_BESIDE = 12
_MOST_LINES_ABOVE = 40
_BETWEEN_BLOCKS = " \n"  # wide enough that no number takes the first word of the next block for its unit


class Slide(Keeping):
    """The blocks of one slide (or of one section of a Markdown text), and the claims on it."""

    def __init__(self, document: Document, number: int) -> None:
        self.document = document
        self.number = number
        self.title = ""
        self.blocks: list[Block] = []
        self.indices: list[int] = []  # of the blocks in the document
        self.claims: list[Claim] = []

    def texts(self) -> Iterable[str]:
        """All visible text of the slide, block by block, tables row by row."""
        for block in self.blocks:
            yield from texts_of(block)

    # What follows is asked once for each claim; it is found once, when all blocks and claims are there.

    @cached_property
    def text(self) -> str:
        """All visible text of the slide."""
        return _BETWEEN_BLOCKS.join(self.texts())

    @cached_property
    def shown(self) -> str:
        """The text of the slide without what its speaker says to it."""
        return _BETWEEN_BLOCKS.join(text for block in self.blocks if block.kind != "note" for text in texts_of(block))

    @cached_property
    def spoken(self) -> str:
        """What its speaker says to the slide: its notes."""
        return _BETWEEN_BLOCKS.join(block.text.text for block in self.blocks if block.kind == "note")

    def under(self, title: str) -> str:
        """The text shown under one heading of the slide: a section that smaller headings part, or all of it."""
        whole = len(self._by_title) == 1 and title in self._by_title
        return self.shown if whole else _BETWEEN_BLOCKS.join(self._by_title.get(title, ()))

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        texts: dict[str, list[str]] = {}
        for block in self.blocks:
            if block.kind != "note":
                texts.setdefault(block.title, []).append("\n".join(texts_of(block)))
        return texts

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(block): index for index, block in enumerate(self.blocks)}

    def place_of(self, block: Block) -> int:
        """Which of the slide's blocks a block is."""
        return self._places[id(block)]

    @cached_property
    def _by_text(self) -> dict[int, list[Claim]]:
        texts: dict[int, list[Claim]] = {}
        for claim in self.claims:
            texts.setdefault(id(claim.stated.text), []).append(claim)
        for claims in texts.values():
            claims.sort(key=lambda claim: claim.reading.start)
        return texts

    @cached_property
    def _gaps(self) -> dict[int, tuple[int, int]]:
        gaps: dict[int, tuple[int, int]] = {}
        for claims in self._by_text.values():
            group = [claim.stated for claim in claims]
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
    def _said(self) -> dict[AnyCase, bool]:
        return {}

    @cached_property
    def document_title(self) -> str:
        """The title of the whole document, "" where it has none."""
        titles = (block.text.text for block in self.document.blocks[:_FIRST_BLOCKS] if block.kind == "title")
        return next(titles, "")[:LONGEST_TITLE]

    @cached_property
    def first_heading(self) -> str:
        """The first heading of the document, "" where none stands near its beginning."""
        headings = (block.text.text for block in self.document.blocks[:_FIRST_BLOCKS] if block.kind == "heading")
        return next(headings, "")[:LONGEST_TITLE]

    def subject_of_document(self, finder: EntityFinder) -> list[Mention]:
        """What the document says it is about: its first heading, or the first "Kimi K2 is a model ..."."""
        return finder.once("subject", lambda: _subject(self.document, self.first_heading, finder))

    def says(self, pattern: AnyCase) -> bool:
        """Whether a pattern occurs in the slide's text."""
        if pattern not in self._said:
            self._said[pattern] = bool(pattern.search(self.text))
        return self._said[pattern]

    @cached_property
    def _named(self) -> dict[int, dict[str, dict[str, Mention]]]:
        return {}

    def gap(self, stated: Stated) -> tuple[int, int]:
        """Where, in its text, the number before a stated one ends and the one behind it begins."""
        return self._gaps[id(stated)]

    def index_of(self, block: Block) -> int:
        """The place of one of the slide's blocks in the document."""
        return self.indices[self._places[id(block)]]

    def above(self, block: Block) -> Iterable[Block]:
        """The blocks above a block, the nearest first."""
        place = self._places[id(block)]
        return reversed(self.blocks[max(0, place - _MOST_LINES_ABOVE) : place])

    def first_number(self, claim: Claim, begin: int) -> int:
        """Where, from `begin` on, the first number of a claim's text stands; `begin` where none does."""
        claims = self.same_text(claim)
        index = bisect_left(claims, begin, key=lambda other: other.reading.start)
        return claims[index].reading.start if index < len(claims) else begin

    def item_above(self, block: Block) -> str:
        """The short list item right above a short one: "80 GB HBM3" above "3.35 TB/s (max)"."""
        if block.kind != "item" or len(block.text.text) > _SHORT_ITEM:
            return ""
        above = next(iter(self.above(block)), None)
        return (
            above.text.text
            if above is not None and above.kind == "item" and len(above.text.text) <= _SHORT_ITEM
            else ""
        )

    def same_row(self, claim: Claim) -> list[Claim]:
        """The claims of a table row, with the one that asks; of a very wide one, those near it."""
        cell = claim.stated.cell
        if cell is None:
            return []
        claims = self._by_row.get((id(claim.stated.block), cell.row), [])
        if len(claims) <= 2 * _MOST_IN_ROW:
            return claims
        told = f"a row of {len(claims)} numbers: each was compared with the {_MOST_IN_ROW} on either side only"
        self.document.bounded(told, claims[0].stated.offset)
        return _around_column(claims, cell.column, _MOST_IN_ROW)

    def same_column(self, claim: Claim) -> list[Claim]:
        """The claims in a table's column not far above and below, with the one that asks; none in running text."""
        cell = claim.stated.cell
        return [
            other
            for other in (self.nearby_rows(claim) if cell is not None else ())
            if cell is not None and other.stated.cell is not None and other.stated.cell.column == cell.column
        ]

    def same_text(self, claim: Claim) -> list[Claim]:
        """The claims of a cell, paragraph or item, with the one that asks."""
        return self._by_text.get(id(claim.stated.text), [])

    def stated_between(self, claim: Claim, begin: int, end: int) -> list[Claim]:
        """The claims of a claim's text whose numbers begin between two places of it."""
        claims = self.same_text(claim)
        places = (bisect_left(claims, place, key=lambda other: other.reading.start) for place in (begin, end))
        return claims[slice(*places)]

    def same_sentence(self, claim: Claim) -> list[Claim]:
        """The claims of the sentence (or cell, or line of code) of a claim, with the one that asks."""
        return self.stated_between(claim, *claim.stated.sentence_span())

    def before(self, claim: Claim) -> Claim | None:
        """The claim right before one in its text."""
        claims = self.same_text(claim)
        place = bisect_left(claims, claim.reading.start, key=lambda other: other.reading.start)
        return claims[place - 1] if place else None

    def beside(self, claim: Claim) -> list[Claim]:
        """The claims of a text that stand next to one, the few before it and behind it."""
        claims = self.same_text(claim)
        place = bisect_left(claims, claim.reading.start, key=lambda other: other.reading.start)
        near = claims[max(0, place - _MOST_BESIDE) : place + _MOST_BESIDE + 1]
        return [other for other in near if other is not claim]

    def claims_of(self, block: Block) -> list[Claim]:
        """The claims of the running text of a block."""
        return self._by_text.get(id(block.text), [])

    @cached_property
    def set_up(self) -> str:
        """The first line that sets up the slide ("Setup: 8 H100 GPUs"), "" where none does."""
        texts = (block.text.text for block in self.blocks)
        return next((text for text in texts if len(text) < LONGEST_TITLE and SETS_UP.match(text)), "")

    @cached_property
    def code(self) -> str:
        """The text of the slide's listings."""
        return "\n".join(block.text.text for block in self.blocks if block.kind == "listing")

    @cached_property
    def device_counts(self) -> list[Claim]:
        """The first few numbers of devices that the slide states."""
        return [claim for claim in self.claims if claim.reading.units[0].symbol == "GPU"][:_MOST_COUNTS]

    @cached_property
    def _order(self) -> dict[int, int]:
        return {id(claim): index for index, claim in enumerate(self.claims)}

    def nearby_rows(self, claim: Claim, reach: int = 20) -> list[Claim]:
        """The claims that stand not far from one: of the rows of its table, or of the text around it."""
        cell = claim.stated.cell
        if cell is None:
            place = self._order[id(claim)]
            return [
                other for other in self.claims[max(0, place - reach) : place + reach + 1] if other.stated.cell is None
            ]
        near: list[Claim] = []
        for row in range(max(0, cell.row - reach), cell.row + reach + 1):
            claims = self._by_row.get((id(claim.stated.block), row), [])
            near += _around_column(claims, cell.column, reach) if len(claims) > 2 * reach else claims
        return near

    @cached_property
    def _mentions(self) -> dict[int, list[Mention]]:
        return {}

    def mentions(self, finder: EntityFinder) -> list[Mention]:
        """Every name on the slide."""
        if id(finder) not in self._mentions:
            self._mentions[id(finder)] = [mention for text in self.texts() for mention in finder.mentions(text)]
        return self._mentions[id(finder)]

    @cached_property
    def _completed(self) -> dict[tuple[str, str], Mention | None]:
        return {}

    def completed(self, label: str, words: str, finder: EntityFinder) -> Mention | None:
        """The one model whose name some words begin and a label ends: "Pythia" and "70M"."""
        if (label, words) not in self._completed:
            said = _NAME_WORD.findall(words)[:_MOST_WORDS]
            found: dict[str, Mention] = {}
            for begin, word in enumerate(said):
                for end in range(begin + 1, min(begin + 3, len(said)) + 1) if finder.begins_a_name(word) else ():
                    name = f"{' '.join(said[begin:end])} {label}"
                    for mention in finder.mentions(name) if finder.may_be_a_name(name) else ():
                        if mention.entry.kind == "models" and mention.end - mention.start == len(name):
                            found[mention.entry.id] = mention
            self._completed[label, words] = next(iter(found.values())) if len(found) == 1 else None
        return self._completed[label, words]

    def only_named(self, finder: EntityFinder) -> list[Mention]:
        """The device (and the model) of a slide that names just one, and no model besides that is not known."""
        alone = [next(iter(entries.values())) for entries in self.named(finder).values() if len(entries) == 1]
        alone = [mention for mention in alone if not self._only_compares_with(mention, finder)]
        if any(mention.entry.kind == "models" for mention in alone) and self._names_unknown_model(finder):
            return [mention for mention in alone if mention.entry.kind != "models"]
        return alone

    def _only_compares_with(self, mention: Mention, finder: EntityFinder) -> bool:
        """Whether a slide names somebody only in brackets that compare: "3.6 TB/s (2× B200's 1.8 TB/s)"."""
        if not COMPARES_IN_BRACKETS.search(self.text):
            return False
        return all(
            is_compared_in_brackets(text, other.start)
            for text in self.texts()
            for other in finder.mentions(text)
            if other.entry.id == mention.entry.id
        )

    def _names_unknown_model(self, finder: EntityFinder) -> bool:
        return self.once(
            ("an unknown model", id(finder)),
            lambda: any(name.of_a_model for text in self.texts() for name in finder.strangers(text)),
        )

    def named(self, finder: EntityFinder) -> dict[str, dict[str, Mention]]:
        """Whom the slide names: by kind and id, the first mention of each."""
        if id(finder) not in self._named:
            by_kind = self._named[id(finder)] = {}
            for mention in self.mentions(finder):
                by_kind.setdefault(mention.entry.kind, {}).setdefault(mention.entry.id, mention)
        return self._named[id(finder)]


def _around_column(claims: list[Claim], column: int, reach: int) -> list[Claim]:
    """Those of a row's claims that stand within `reach` claims of a column."""
    place = bisect_left(claims, column, key=lambda claim: claim.stated.cell.column if claim.stated.cell else 0)
    return claims[max(0, place - reach) : place + reach + 1]


def _subject(document: Document, heading: str, finder: EntityFinder) -> list[Mention]:
    named = finder.mentions(heading)
    if len({mention.entry.id for mention in named}) == 1:
        return named
    for block in document.blocks[:_FIRST_BLOCKS]:
        first = finder.mentions(block.text.text)[:1] if block.kind == "paragraph" else []
        if (
            first
            and _DEFINES.fullmatch(block.text.text[: first[0].start])
            and _IS_A.match(block.text.text, first[0].end)
        ):
            return first
    return []


def texts_of(block: Block) -> Iterable[str]:
    """The visible text of a block, a table row by row."""
    if block.kind == "table":
        return (" ".join(cell.text.text for cell in row) for row in block.rows)
    return (block.text.text,)


def slides_of(document: Document) -> dict[int, Slide]:
    """The slides of a document by their number."""
    slides: dict[int, Slide] = {}
    for index, block in enumerate(document.blocks):
        slide = slides.get(block.slide)
        if slide is None:
            slide = slides[block.slide] = Slide(document, block.slide)
        slide.blocks.append(block)
        slide.indices.append(index)
        slide.title = slide.title or block.title[:LONGEST_TITLE]
    return slides
