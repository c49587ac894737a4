"""Structured data as values: the numbers of a tree of mappings and lists, with the keys above and beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from mlsysim_validators.sources.anycase import AnyCase

from ..documents import Block, Document, Label, Text, Value
from .numbers import Number, number_in_words, plain_number

_NAMING = AnyCase(
    r"name|gpu|device|model|chip|accelerator|hardware|\bid\b|key|title|label|sku|variant|pattern|\Atype\Z"
)
_MOST_WORDS = 300
_MOST_DEPTH = 40
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
    pending: list[tuple[Event, Number, tuple[Label, ...]]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


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
    document: Document, events: Iterable[Event], comments: Comments, file_name: str, heading: str = ""
) -> None:
    """Add the numbers of a tree to a document, as one block of data."""
    numbers = itertools.count(1)
    values: list[Value] = []
    base = tuple(label for label in (Label(file_name, "file"), Label(heading[:_MOST_WORDS], "heading")) if label.words)
    table = next(numbers)
    stack: list[_Frame] = []
    depth = 0
    for event in events:
        if event.kind == "end":
            if depth > _MOST_DEPTH:
                depth -= 1
            elif stack:
                depth -= 1
                _finish(stack.pop(), values, document, table)
            continue
        frame = stack[-1] if stack else None
        if event.kind != "scalar":
            depth += 1
            if depth <= _MOST_DEPTH:
                above = _above(frame, event, comments) if frame is not None else base
                stack.append(_Frame(event.kind, next(numbers), above))
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
            continue
        _scalar(frame, event, comments)
        frame.waiting = True
    while stack:
        _finish(stack.pop(), values, document, table)
    values.sort(key=lambda value: value.text.offsets[0])
    if values:
        document.blocks.append(Block("data", slide=1, values=tuple(values)))


def _above(frame: _Frame, event: Event, comments: Comments) -> tuple[Label, ...]:
    """The labels of what begins inside a frame."""
    own = Label(" ".join(frame.own)[:_MOST_WORDS], "row")
    place = frame.key_offset if frame.kind == "map" else event.start
    behind, above = comments.behind(place)[:_MOST_WORDS], comments.above(place)[:_MOST_WORDS]
    labels = (Label(frame.key, "key"), Label(behind, "comment"), own, Label(above, "above"))
    return (*(label for label in labels if label.words), *frame.labels)[:14]


def _scalar(frame: _Frame, event: Event, comments: Comments) -> None:
    number = plain_number(event.text) if not event.quoted else None
    unit = ""
    if number is None:
        said = number_in_words(event.text)
        if said is None:
            if not frame.key or _NAMING.search(frame.key) or frame.kind == "list":
                frame.own.append(event.text[:100])
            return
        number, unit = said
    if number.value <= 0:
        return
    place = frame.key_offset if frame.kind == "map" else event.start
    labels = (
        Label(unit, "unit"),
        Label(frame.key, "key"),
        Label(comments.behind(event.start)[:_MOST_WORDS], "comment"),
        Label(comments.above(place)[:_MOST_WORDS], "above"),
    )
    frame.pending.append((event, number, tuple(label for label in labels if label.words)))


def _finish(frame: _Frame, values: list[Value], document: Document, table: int) -> None:
    """The numbers of a mapping or list that is complete, so that all its names are known."""
    row = Label(" ".join(frame.own)[:_MOST_WORDS], "row")
    if frame.kind == "list" and len(frame.pending) > 1:
        return  # which of several numbers is which, a list does not say
    for event, number, labels in frame.pending:
        inside = event.start + (1 if event.quoted and event.end - event.start > 1 else 0)
        stop = event.end - (1 if inside > event.start else 0)
        text = Text(document.source[inside:stop], range(inside, stop))
        around = (*labels, *([row] if row.words else ()), *frame.labels)[:14]
        if text.text:
            values.append(Value(text, number.value, number.resolution, number.literal, around, table, frame.row))
