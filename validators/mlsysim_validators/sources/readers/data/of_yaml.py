"""YAML sources: numbers under keys, units and devices in comments. Aliases are not followed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.data.tree import Comments, Event, read_tree
from mlsysim_validators.sources.readers.registry_comments import directive
from mlsysim_validators.sources.texts.documents import Block, Directive, Document, Text, Trouble

LARGEST = 5_000_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = regex(r"(?m)(?:^|(?<=[ \t]))#+[ \t]*(.*?)[ \t\r]*$")


def read_yaml(path: str, source: str) -> Document:
    """Read a YAML file. What stands behind its first error is not read."""
    document = Document(path, source, part="")
    if document.too_large(LARGEST):
        return document
    events = list(_events(document))
    found = list(_comments(source, events))
    heading = ""
    for offset, words, alone in found:
        said = directive(words)
        if said is not None:
            document.directives.append(Directive(said, offset, alone))
        elif words:
            document.blocks.append(Block("comment", Text(words, range(offset, offset + len(words))), 1))
            if alone and not heading and offset < (events[0].start if events else 0):
                heading = words
    read_tree(document, events, Comments(document, found), document.stem, heading)
    return document


def _events(document: Document) -> Iterator[Event]:
    try:
        for event in yaml.parse(document.source, Loader=_LOADER):
            mark: Any = event.start_mark
            if isinstance(event, yaml.ScalarEvent):
                end: Any = event.end_mark
                stop = min(end.index, len(document.source))
                yield Event("scalar", mark.index, stop, event.value, event.style in ("'", '"', "|", ">"))
            elif isinstance(event, yaml.MappingStartEvent):
                yield Event("map", mark.index)
            elif isinstance(event, yaml.SequenceStartEvent):
                yield Event("list", mark.index)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                yield Event("end")
            elif isinstance(event, yaml.AliasEvent):
                yield Event("scalar", mark.index, mark.index, "")
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        place: Any = getattr(error, "problem_mark", None)
        offset = min(place.index, max(0, len(document.source) - 1)) if place is not None else 0
        what = getattr(error, "problem", None) or "not YAML"
        document.troubles.append(Trouble(f"not YAML: {what}", offset, "what follows was not checked"))


def _comments(source: str, events: list[Event]) -> Iterator[tuple[int, str, bool]]:
    """The comments: their offset, words, and whether they stand alone on their line."""
    spans = sorted((event.start, event.end) for event in events if event.kind == "scalar" and event.end > event.start)
    starts = [start for start, _ in spans]
    for match in _COMMENT.finditer(source):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.start() < spans[place][1]:
            continue  # inside a text
        line = source.rfind("\n", 0, match.start()) + 1
        yield match.start(1), match[1][:2000], not source[line : match.start()].strip()
