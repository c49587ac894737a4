"""Jupyter notebooks: Markdown cells, code cells and text outputs, each character with its place in the JSON file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.data.of_json import ESCAPED, events_of, one_character
from mlsysim_validators.sources.readers.data.tree import Event
from mlsysim_validators.sources.readers.embedding import Embedding
from mlsysim_validators.sources.readers.markdown.document import read_markdown
from mlsysim_validators.sources.readers.python.document import read_python
from mlsysim_validators.sources.texts.documents import Block, Document, Program, Text, Trouble

_DEPTH = 60
_MOST_CELLS = 20_000
_LONGEST_LINE = 400
_MOST_LINES = 200
_MAGIC = regex(r"(?m)^([ \t]*)[%!?][^\n]*|^[ \t]*\w[^\n]*\?[ \t]*$")
_OTHER_LANGUAGE = regex(r"\s*%%(?!time|capture|timeit)(\w+)")


def read_notebook(path: str, source: str) -> Document:
    """Read a notebook of format 4 (or 3); what is no notebook gives a trouble."""
    document = Document(path, source, part="cell")
    root = _tree(events_of(document, []))
    cells = _member(root, "cells")
    if not isinstance(cells, list):
        sheets = _member(root, "worksheets")
        cells = _member(sheets[0], "cells") if isinstance(sheets, list) and sheets else None
    if not isinstance(cells, list):
        document.troubles.append(
            Trouble("not a notebook: it has no list of cells", 0, "the file was not checked", True)
        )
        return document
    title = ""
    if len(cells) > _MOST_CELLS:
        document.bounded(f"{len(cells):,} cells: the first {_MOST_CELLS:,} were read", 0)
    for number, cell in enumerate(cells[:_MOST_CELLS], start=1):
        kind, text = _string(_member(cell, "cell_type")), _joined(source, cell, "source", "input")
        document.cells.extend(_lines(text, number))
        if kind == "markdown":
            title = _markdown(document, text, number, title)
        elif kind == "code":
            _code(document, text, number, title)
        outputs = _member(cell, "outputs")
        for output in outputs if isinstance(outputs, list) else ():
            _output(document, output, number, title)
    document.cells.sort()
    return document


# -- the JSON tree ----------------------------------------------------------------------------------------------------


def _tree(events: Iterable[Event]) -> Any:
    """Mappings and lists of scalar events; what is nested too deeply is left out."""
    root: list[Any] = []
    stack: list[tuple[Any, list[Event]]] = [(root, [])]
    skipped = 0
    for event in events:
        if event.kind == "end":
            if skipped:
                skipped -= 1
            elif len(stack) > 1:
                stack.pop()
            continue
        container, keys = stack[-1]
        if skipped or (event.kind != "scalar" and len(stack) > _DEPTH):
            skipped += event.kind != "scalar"
            continue
        if isinstance(container, dict) and not keys and event.kind == "scalar":
            keys.append(event)
            continue
        made: Any = event if event.kind == "scalar" else {} if event.kind == "map" else []
        if isinstance(container, dict):
            if keys:
                container[keys.pop().text] = made
        else:
            container.append(made)
        if event.kind != "scalar":
            stack.append((made, []))
    return root[0] if root else None


def _member(node: Any, name: str) -> Any:
    return node.get(name) if isinstance(node, dict) else None


def _string(node: Any) -> str:
    return node.text if isinstance(node, Event) else ""


def _joined(source: str, node: Any, *names: str) -> Text:
    """A member that is a string or a list of strings: its text, each character with its place in the file."""
    found = next((value for name in names if (value := _member(node, name)) is not None), None)
    events = found if isinstance(found, list) else [found]
    out = TextBuilder()
    for event in events:
        if not isinstance(event, Event) or not event.quoted:
            continue
        position, end = event.start + 1, event.end - 1
        for match in ESCAPED.finditer(source, position, end):
            if match.start() > position:
                out.copied(source[position : match.start()], position)
            out.made(one_character(match[0]), match.start())
            position = match.end()
        if end > position:
            out.copied(source[position:end], position)
    return out.take(strip=False)


def _lines(text: Text, cell: int) -> Iterable[tuple[int, int]]:
    """Where the lines of a cell begin in the file."""
    if text.text:
        yield text.source_offset(0), cell
        for match in re.finditer("\n", text.text):
            if match.end() < len(text.text):
                yield text.source_offset(match.end()), cell


# -- cells ------------------------------------------------------------------------------------------------------------


def _markdown(document: Document, text: Text, number: int, title: str) -> str:
    """Read a Markdown cell; the title that holds from here on."""
    inner = read_markdown("cell.md", text.text)
    _take(document, inner, text, number, title)
    headings = [block.text.text for block in inner.blocks if block.kind in ("title", "heading")]
    return headings[-1] if headings else title


def _code(document: Document, text: Text, number: int, title: str) -> None:
    """Read a code cell: Python, its magic commands left out."""
    if _OTHER_LANGUAGE.match(text.text):
        return
    plain = _MAGIC.sub(lambda match: " " * len(match[0]), text.text)
    document.programs.append(Program(Text(plain, text.offsets)))
    inner = read_python("", plain)
    inner.troubles.clear()
    if not inner.blocks and text.text.strip():
        document.blocks.append(Block("listing", text, number, title, language="python"))
        return
    _take(document, inner, text, number, title)


def _output(document: Document, output: Any, number: int, title: str) -> None:
    """Read the text that a cell printed."""
    data = _member(output, "data")
    marked = _joined(document.source, data, "text/markdown")
    if marked.text:
        _take(document, read_markdown("output.md", marked.text), marked, number, title)
        return
    text = _joined(document.source, data if isinstance(data, dict) else output, "text/plain", "text")
    document.programs.append(Program(text, True))
    position = 0
    lines = text.text.split("\n")
    if len(lines) > _MOST_LINES:
        told = f"an output of many lines: the first {_MOST_LINES} of each were read"
        document.bounded(told, text.source_offset(0))
    for line in lines[:_MOST_LINES]:
        if line.strip() and len(line) <= _LONGEST_LINE:
            start = position + len(line) - len(line.lstrip())
            shown = line.strip()
            offsets = tuple(text.offsets[start : start + len(shown)])
            document.blocks.append(Block("paragraph", Text(shown, offsets), number, title))
        position += len(line) + 1


def _take(document: Document, inner: Document, cell: Text, number: int, title: str) -> None:
    """Move what a cell's reader found into the notebook."""
    moved = Embedding(cell, number)
    for block in inner.blocks:
        document.blocks.append(moved.block(block)._replace(slide=number, title=block.title or title))
    moved.extras(document, inner)
