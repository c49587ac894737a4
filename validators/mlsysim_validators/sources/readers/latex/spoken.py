"""Notes of a speaker that stand in lines of comments: `\\note{` and behind it `% NARRATE: "An H100 has ..."`."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.input import Input
from mlsysim_validators.sources.texts.documents import Text

_LINE = regex(r"[ \t]*(?P<mark>%+[ \t]?)(?P<words>[^\n]*)(?:\n|$)")
_DIRECTIVE = regex(r"%+[ \t]*registry:")
_FEWEST = 2  # lines
_BEGINS = regex(r"[-=*]{2,} ?\S|[A-Z][A-Z -]+:")  # "-- NARRATE: ...", "IF AHEAD: ..."


def spoken(source: Input, start: int) -> tuple[list[Text], int]:
    """The paragraphs of the lines of comments from the one on whose `%` stands at `start`, and where they end.

    Nothing where other text stands before the `%`, or where it is one line only, which may be a remark. A line without
    words parts paragraphs, as does one that begins with a mark or a name in capitals. A directive ends them.
    """
    begin = source.text.rfind("\n", 0, start) + 1
    position = start
    if source.text[begin:start].strip():
        return [], position
    paragraphs: list[list[tuple[int, int]]] = [[]]
    while (line := _LINE.match(source.text, position)) and not _DIRECTIVE.match(source.text, line.start("mark")):
        position = line.end()
        words = line["words"].strip()
        if not words or _BEGINS.match(words):
            paragraphs.append([])
        if any(char.isalnum() for char in words):
            paragraphs[-1].append(line.span("words"))
    if sum(map(len, paragraphs)) < _FEWEST:
        return [], start
    return [_joined(source, lines) for lines in paragraphs if lines], position


def _joined(source: Input, lines: list[tuple[int, int]]) -> Text:
    """The words of some lines as one text; the ends of the lines are spaces."""
    offsets = [source.offset(at) for begin, end in lines for at in range(begin, end + 1)]
    return Text("".join(f"{source.text[begin:end]} " for begin, end in lines), offsets)
