"""TOML and INI files: sections of keys and values, as one block of data."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.data.tree import Comments, Event, read_tree
from mlsysim_validators.sources.texts.documents import Document, Trouble

LARGEST = 5_000_000
_LINE = regex(r"[^\n]*\n?")
_SECTION = regex(r"[ \t]*(?P<open>\[{1,2})[ \t]*(?P<name>[^\[\]\n]{1,200}?)[ \t]*\]{1,2}[ \t]*(?:[#;][^\n]*)?$")
_PAIR = regex(
    r"[ \t]*(?P<key>\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|[^\s=:#;\[\]{}\"'][^=:#;\n]{0,199}?)[ \t]*[=:][ \t]*(?=\S)"
)
_PART = regex(r"\"([^\"\n]*)\"|'([^'\n]*)'|([^.\"'\s][^.\"'\n]*)")
_TOKEN = regex(
    r"[ \t\r\n]*(?:(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')|(?P<open>[{\[])|(?P<close>[}\]])|(?P<joint>[,=])|"
    r"(?P<comment>[#;][^\n]*)|(?P<bare>[^\s,=\[\]{}#;\"']+))"
)
_MOST_LINES = 400  # of one value


def read_toml(path: str, source: str) -> Document:
    """Read a TOML or an INI file."""
    document = Document(path, source, part="")
    if document.too_large(LARGEST):
        return document
    comments: list[tuple[int, str, bool]] = []
    dotted = path.lower().endswith(".toml")
    events = list(_events(document, comments, dotted))
    read_tree(document, events, Comments(document, comments), document.stem)
    return document


def _events(document: Document, comments: list[tuple[int, str, bool]], dotted: bool) -> Iterator[Event]:
    source, position, within = document.source, 0, 0
    yield Event("map")
    while position < len(source):
        line = _LINE.match(source, position)
        assert line is not None
        text = line[0].rstrip("\r\n")
        start, position = position, line.end() if line.end() > position else position + 1
        words = text.lstrip()
        if words.startswith(("#", ";")):
            comments.append((start + len(text) - len(words), words.strip("#; \t"), True))
            continue
        if not words:
            continue
        section = _SECTION.match(text)
        if section is not None:
            for _ in range(within):
                yield Event("end", start)
            within = 0
            for offset, part in _parts(section["name"], start + section.start("name"), dotted):
                yield Event("scalar", offset, offset + len(part), part)
                yield Event("map", offset)
                within += 1
            continue
        pair = _PAIR.match(source, start, start + len(text))
        if pair is None:
            continue
        parts = list(_parts(pair["key"], pair.start("key"), dotted))
        for offset, part in parts[:-1]:
            yield Event("scalar", offset, offset + len(part), part)
            yield Event("map", offset)
        if parts:
            yield Event("scalar", parts[-1][0], parts[-1][0] + len(parts[-1][1]), parts[-1][1])
            position = yield from _value(document, pair.end(), start + len(text), comments, dotted)
        for _ in parts[:-1]:
            yield Event("end", position)
    for _ in range(within + 1):
        yield Event("end", len(source))


def _parts(name: str, offset: int, dotted: bool) -> Iterator[tuple[int, str]]:
    """The parts of a name in dots, each with its offset; the name as it is in INI files."""
    if not dotted:
        yield offset, name.strip("\"'")
        return
    for part in _PART.finditer(name):
        group = next(group for group in (1, 2, 3) if part[group] is not None)
        yield offset + part.start(group), part[group].strip()


def _value(
    document: Document, position: int, end: int, comments: list[tuple[int, str, bool]], dotted: bool
) -> Generator[Event, None, int]:
    """The events of a value; returns where the next line begins."""
    source = document.source
    opened: list[str] = []
    if not dotted and source[position] not in "\"'":  # what an INI file says is all that stands there
        written = source[position:end].split(" #")[0].split(" ;")[0].rstrip()
        yield Event("scalar", position, position + len(written), written)
        return _behind(source, end)
    given = False
    lines = 0
    while (match := _TOKEN.match(source, position)) is not None:
        if not opened and (given or match.start(match.lastgroup or 0) > end):
            if match["comment"] is not None and match.start("comment") <= end:
                comments.append((match.start("comment"), match["comment"].strip("#; \t"), False))
            break
        position = match.end()
        lines += match[0].count("\n")
        if lines > _MOST_LINES:
            document.troubles.append(Trouble("a value of many lines", position, "what follows was not checked"))
            break
        if match["string"] is not None:
            yield Event("scalar", match.start("string"), position, match["string"][1:-1], True)
        elif match["bare"] is not None:
            yield Event("scalar", match.start("bare"), position, match["bare"])
        elif match["open"] is not None:
            opened.append(match["open"])
            yield Event("map" if match["open"] == "{" else "list", match.start("open"))
        elif match["close"] is not None and opened:
            opened.pop()
            yield Event("end", match.start("close"))
        elif match["comment"] is not None:
            comments.append((match.start("comment"), match["comment"].strip("#; \t"), False))
        given = not opened
    for _ in opened:
        yield Event("end", position)
    return _behind(source, max(position, end))


def _behind(source: str, position: int) -> int:
    place = source.find("\n", position)
    return len(source) if place < 0 else place + 1
