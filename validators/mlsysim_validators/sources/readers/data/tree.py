"""Structured data as values: the numbers of a tree of mappings and lists, with the keys above and beside them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.data.figure_pairs import AMOUNTS, names_a_figure, of_their_component
from mlsysim_validators.sources.readers.numbers import (
    Number,
    Said,
    figures_in_name,
    number_of,
    numbers_in_words,
    with_memory,
)
from mlsysim_validators.sources.readers.sections import MOST_SECTIONS, Section, names_beside, of_a_run
from mlsysim_validators.sources.texts.documents import Block, Document, Label, Text, Value

_NAMING = AnyCase(
    r"name|gpu|device|model|chip|accelerator|hardware|\bid\b|key|title|label|sku|variant|pattern|\Amatch\Z|\Aregex\Z|\Atype\Z|型号|型號|名称|名稱|显卡|芯片"
)
_PAGE_KEY = regex(r"(?i:hugging_?face)|\A[hH][fF](?=[A-Z_]|\Z)|_hf\Z")
_PAGE = regex(r"(?:https?://huggingface\.co/)?(?P<page>[\w-]+/[\w.-]+)/?\Z")  # of a published model
_SAYS_WHAT = regex(
    r"(?i)^[tp](?:era|eta)?flop.* (?:tf32|bf16|fp\d+)\b|^[tp]ops\b.*\bint\d|^[gt]i?b ?(?:/ ?s|ps)\b|"
    r"^[gt]b (?:hbm|g?ddr)"
)
_DESCRIBING = AnyCase(r"desc(?:ription)?\Z")
# What sets a record against the device that its description names, or makes it a variant of one's own.
_COMPARING = AnyCase(
    r"\b(?:than|vs\.?|versus|compar\w+|like|similar|half|twice|double|times|faster|slower|relative|equivalent|class|between|"
    r"or|simulat\w+|hypothetical|custom|emulat\w+|virtual|scaled|future|successor|based|derived|inspired|proxy|estimat\w+|"
    r"target\w*|\d+ ?[x×]|[x×] ?\d+|measured|nodes?|cluster|rack|pod)\b|\d%"
)
_UNIT_KEYS = frozenset({"unit", "units"})
_LONGEST_UNIT = 20
_MOST_WORDS = 1000
_MOST_DEPTH = 40
_MOST_LABELS = 14
_MOST_VALUES = 200_000


class Event(NamedTuple):
    """A step through a tree: a collection begins or ends, or a scalar stands between two source offsets.

    `text` is the scalar's text, `start` and `end` include its quotes.
    """

    kind: Literal["map", "list", "end", "scalar"]
    start: int = 0
    end: int = 0
    text: str = ""
    quoted: bool = False


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read."""

    kind: Literal["map", "list"]
    row: int
    labels: tuple[Label, ...]  # what stands above it, the nearest first
    key: str = ""
    key_offset: int = 0
    waiting: bool = True  # for a key
    own: list[str] = field(default_factory=list)  # the strings that name this row
    pending: list[tuple[Number, tuple[Label, ...], int, int]] = field(default_factory=list)
    described: str = ""  # what it says that it is
    page: str = ""  # of the published model that it is about
    unit: str = ""  # what it says that its value is in: {value: 40, unit: GB}
    keys: list[str] = field(default_factory=list)
    first: int = 0  # how many values were read before it
    named: int = 0  # how many names its record had when it began
    sections: list[tuple[Section, int, int]] = field(default_factory=list)  # with their first and last values


class Comments:
    """The comments of a data file by line: behind something, or alone above it."""

    def __init__(self, document: Document, found: Iterable[tuple[int, str, bool]]) -> None:
        self._document = document
        self._behind: dict[int, str] = {}
        self._alone: dict[int, str] = {}
        for offset, words, alone in found:
            line, _ = document.position(offset)
            (self._alone if alone else self._behind)[line] = words

    def behind(self, offset: int) -> str:
        """The comment on the line of an offset."""
        return self._behind.get(self._document.position(offset)[0], "")

    def above(self, offset: int) -> str:
        """The comment lines right above the line of an offset."""
        line = self._document.position(offset)[0]
        words: list[str] = []
        while (line := line - 1) in self._alone and len(words) < 12:
            words.append(self._alone[line])
        return " ".join(reversed(words))


def read_tree(
    document: Document,
    events: Iterable[Event],
    comments: Comments,
    file_name: str,
    heading: str = "",
    notes: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Add the numbers of a tree to a document, as one block of data; `notes` are what is said of its keys elsewhere."""
    numbers = itertools.count(1)
    values: list[Value] = []
    folder = os.path.basename(os.path.dirname(document.path))
    around = (Label(file_name, "file"), Label(heading[:_MOST_WORDS], "about"), Label(folder[:_MOST_WORDS], "folder"))
    base = tuple(label for label in around if label.words)
    table = next(numbers)
    stack: list[_Frame] = []
    depth = 0
    for event in events:
        if event.kind == "end":
            if depth > _MOST_DEPTH:
                depth -= 1
            elif stack:
                depth -= 1
                _close(stack, values, document, table)
            continue
        frame = stack[-1] if stack else None
        if event.kind != "scalar":
            depth += 1
            if depth <= _MOST_DEPTH:
                above = _above(frame, event, comments) if frame is not None else base
                named = len(frame.own) if frame is not None else 0
                stack.append(_Frame(event.kind, next(numbers), above, first=len(values), named=named))
            if frame is not None:
                frame.waiting = True
            continue
        if depth > _MOST_DEPTH or len(values) > _MOST_VALUES:
            told = (
                f"more than {_MOST_VALUES:,} numbers" if depth <= _MOST_DEPTH else f"deeper than {_MOST_DEPTH} levels"
            )
            document.bounded(f"{told}: what is left was not read", event.start)
            continue
        if frame is None:
            continue
        if frame.kind == "map" and frame.waiting:
            frame.key, frame.key_offset, frame.waiting = event.text[:_MOST_WORDS], event.start, False
            frame.keys.append(frame.key)
            continue
        _scalar(frame, event, comments, notes)
        frame.waiting = True
    while stack:
        _close(stack, values, document, table)
    values.sort(key=lambda value: value.text.offsets[0])
    if values:
        document.blocks.append(Block("data", slide=1, values=tuple(values)))


def _above(frame: _Frame, event: Event, comments: Comments) -> tuple[Label, ...]:
    """The labels of what begins inside a frame."""
    own = Label(" ".join(frame.own)[:_MOST_WORDS], "row")
    place = frame.key_offset if frame.kind == "map" else event.start
    behind, above = comments.behind(place)[:_MOST_WORDS], comments.above(place)[:_MOST_WORDS]
    described = Label(frame.described, "described")
    labels = (Label(frame.key, "key"), Label(behind, "comment"), own, Label(above, "above"), described)
    return (*(label for label in labels if label.words), *frame.labels)[:_MOST_LABELS]


def _scalar(frame: _Frame, event: Event, comments: Comments, notes: Mapping[str, str]) -> None:
    number = number_of(event.text) if not event.quoted else None
    found = [Said(number, "", 0, len(event.text))] if number is not None else numbers_in_words(event.text)
    if not found:
        if _PAGE_KEY.search(frame.key) and (page := _PAGE.match(event.text)) is not None:
            frame.page = page["page"]
        if _DESCRIBING.match(frame.key) and not _COMPARING.search(event.text):
            frame.described = event.text[:_MOST_WORDS]
        if frame.key.casefold() in _UNIT_KEYS:
            frame.unit = event.text[:_LONGEST_UNIT]
        if not frame.key or _NAMING.search(frame.key) or frame.kind == "list":
            frame.own.append(event.text[:100])
            plain = event.quoted and frame.kind == "map" and event.end - event.start - 2 == len(event.text)
            for said in figures_in_name(event.text) if plain else ():
                start = event.start + 1 + said.start
                told = Label(said.words, "unit"), Label(event.text[:_MOST_WORDS], "key")
                frame.pending.append((said.number, told, start, start + said.end - said.start))
        return
    place = frame.key_offset if frame.kind == "map" else event.start
    inside = event.start + (1 if event.quoted and event.end - event.start > 1 else 0)
    end = event.end - (1 if inside > event.start else 0)
    for said in found:
        if said.number.value <= 0:
            continue
        labels = (
            Label(with_memory(said.words, event.text, frame.key), "unit"),
            Label(frame.key, "key"),
            Label(comments.behind(event.start)[:_MOST_WORDS], "comment"),
            Label(comments.above(place)[:_MOST_WORDS], "above"),
            Label(notes.get(frame.key, "")[:_MOST_WORDS], "heading"),
        )
        start = inside + said.start
        stop = end if said.end == len(event.text) else inside + said.end
        frame.pending.append((said.number, tuple(label for label in labels if label.words), start, stop))


def _close(stack: list[_Frame], values: list[Value], document: Document, table: int) -> None:
    """End the innermost mapping or list; what its sections say of one another is known now."""
    frame = stack.pop()
    if frame.sections and frame.kind == "map":
        own = Section("", "", len(frame.own), bare=True)
        *besides, told = names_beside([*(section for section, *_ in frame.sections), own], frame.own)
        for label, (_, first, last) in zip(besides, frame.sections, strict=True):
            for place in range(first, last) if label.words else ():
                values[place] = values[place]._replace(labels=(*values[place].labels, label))
        if told.words:
            frame.labels = (*frame.labels, told)[-_MOST_LABELS:]
    run = of_a_run(frame.keys)
    if run.words:
        frame.labels = (*frame.labels, run)[-_MOST_LABELS:]
        for place in range(frame.first, len(values)):
            values[place] = values[place]._replace(labels=(*values[place].labels, run))
    _finish(frame, values, document, table)
    if stack and stack[-1].kind == "map" and len(stack[-1].sections) <= MOST_SECTIONS:
        section = Section(stack[-1].key, " ".join(frame.own)[:_MOST_WORDS], frame.named)
        stack[-1].sections.append((section, frame.first, len(values)))


def _finish(frame: _Frame, values: list[Value], document: Document, table: int) -> None:
    """The numbers of a mapping or list that is complete, so that all its names are known."""
    row = Label(" ".join(frame.own)[:_MOST_WORDS], "row")
    pending = frame.pending
    if frame.kind == "list" and len(pending) > 1:
        # Which of several numbers is which, a list does not say; their own words may: ["989 TFLOPS BF16", "80GB HBM3"]
        pending = [one for one in pending if one[1] and one[1][0].role == "unit" and _SAYS_WHAT.search(one[1][0].words)]
    above, figure = frame.labels, row.words
    a_figure = frame.kind == "map" and names_a_figure(frame.keys, row.words)
    if a_figure:
        figure, above = of_their_component(above, row.words)
    for number, labels, inside, stop in pending:
        if frame.unit and labels[0].role == "key" and labels[0].words.casefold() in AMOUNTS:
            labels = (Label(frame.unit, "unit"), *labels)
        text = Text(document.source[inside:stop], range(inside, stop))
        if a_figure:
            labels = tuple(
                Label(figure, "key") if label.role == "key" and label.words.casefold() in AMOUNTS else label
                for label in labels
            )
        named = Label("", "row") if a_figure else row
        told = [
            label for label in (named, Label(frame.page, "page"), Label(frame.described, "described")) if label.words
        ]
        around = (*labels, *told, *above)[:_MOST_LABELS]
        if text.text:
            values.append(Value(text, number.value, number.resolution, number.literal, around, table, frame.row))
