"""JSON sources: an own scanner that keeps the place of every value, and lets comments and trailing commas pass."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.data.tree import Comments, Event, read_tree
from mlsysim_validators.sources.texts.documents import Document, Trouble

LARGEST = 20_000_000
_TOKEN = regex(
    r'[ \t\r\n]*(?:(?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*")|(?P<open>[{\[])|(?P<close>[}\]])|(?P<joint>[,:])|'
    r"(?P<comment>//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)|(?P<scalar>[-+\w.]+))"
)
ESCAPED = regex(r'\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|["\\/bfnrt])')


def read_json(path: str, source: str) -> Document:
    """Read a JSON file. What stands behind its first error is not read."""
    document = Document(path, source, part="")
    if document.too_large(LARGEST):
        return document
    comments: list[tuple[int, str, bool]] = []
    events = list(events_of(document, comments))
    read_tree(document, events, Comments(document, comments), document.stem)
    return document


def events_of(document: Document, comments: list[tuple[int, str, bool]]) -> Iterator[Event]:
    """The events of a JSON text; comments are noted aside."""
    source, position, open_now = document.source, 0, 0
    while (match := _TOKEN.match(source, position)) is not None:
        position = match.end()
        if match["string"] is not None:
            yield Event("scalar", match.start("string"), position, unescaped(match["string"][1:-1]), True)
        elif match["scalar"] is not None:
            yield Event("scalar", match.start("scalar"), position, match["scalar"])
        elif match["open"] is not None:
            open_now += 1
            yield Event("map" if match["open"] == "{" else "list", match.start("open"))
        elif match["close"] is not None:
            open_now -= 1
            yield Event("end", match.start("close"))
        elif match["comment"] is not None:
            start = match.start("comment")
            line = source.rfind("\n", 0, start) + 1
            comments.append((start, match["comment"].strip("/* \t"), not source[line:start].strip()))
    rest = source[position:].strip()
    if rest or open_now:
        place = min(position + len(source[position:]) - len(source[position:].lstrip()), max(0, len(source) - 1))
        what = f"`{rest[:12]}` is not JSON" if rest else "a bracket is not closed"
        document.troubles.append(Trouble(f"not JSON: {what}", place, "what follows was not checked"))


def unescaped(text: str) -> str:
    """A string's text, its escapes resolved."""
    return ESCAPED.sub(lambda match: one_character(match[0]), text) if "\\" in text else text


def one_character(escape: str) -> str:
    """The character that an escape stands for; half of a surrogate pair is no character."""
    char = str(json.loads(f'"{escape}"'))
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char
