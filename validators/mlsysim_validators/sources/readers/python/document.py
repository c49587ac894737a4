"""Python sources: comments and docstrings as prose, hard-coded numbers as data. Nothing is run."""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_right
from collections.abc import Iterator

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.blanks import blanked
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.plain_tables.in_comments import tables_in_comments
from mlsysim_validators.sources.readers.python.conditions import string
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.readers.python.statements import StatementWalker
from mlsysim_validators.sources.readers.python.tables import tables_in
from mlsysim_validators.sources.readers.registry_comments import NEW_PARAGRAPH, directive
from mlsysim_validators.sources.texts.documents import Block, Directive, Document, Program, Text, Trouble

_CALCULATION = regex(r"[\w(][^;:=]*[*×·/^][^;:=]*[=≈] ?~?\$?\d")  # "6 * N    = 48.2 GFLOP per token"
_STATED = regex(r"[\w(][^;:=]* [=≈] ?~?\$?\d")
_KEY = regex(r"""(["'])[^"']{1,60}\1\s*:""")  # a line of a table that is commented out, with a remark behind it
_OUTSIDE = 4  # a comment further to the right stands inside a definition
LARGEST = 3_000_000  # a syntax tree takes a hundred times its source


def read_python(path: str, source: str) -> Document:
    """Read a Python module. One that does not parse gives a trouble and no blocks."""
    document = Document(path, source, part="")
    tables = tables_in_comments(source) if len(source) <= LARGEST else []
    code = blanked(
        source, [(start, end) for _, start, end in tables]
    )  # what they show is not read as running text as well
    tree = _parsed(document, code)
    if tree is None:
        return document
    document.programs.append(Program(Text(source, range(len(source)))))
    places = Places(code)
    walker = StatementWalker(places, tree, document.stem)
    starts: list[tuple[int, str]] = []
    for number, node in enumerate(tree.body, start=1):
        title = getattr(node, "name", "") or _assigned(node)
        starts.append((places.start(node), title))
        values = tuple(walker.statement(node))
        for kind, text in _docstrings(node, places):
            document.blocks.append(Block("comment", text, number, title, kind))
        document.blocks += tables_in(node, places, number)
        if values:
            document.blocks.append(Block("data", slide=number, title=title, values=values))
    walker.finish()
    document.lookups = walker.lookups
    for table, start, _ in tables:
        document.blocks.append(table._replace(slide=max(1, bisect_right(starts, start, key=lambda begun: begun[0]))))
    _comments(document, places, starts)
    document.blocks.sort(key=lambda block: block.slide)
    return document


def _parsed(document: Document, code: str) -> ast.Module | None:
    if document.too_large(LARGEST, "split the module"):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as error:
        places = Document(document.path, document.source)
        line = max(1, error.lineno or 1)
        offset = sum(len(text) + 1 for text in places.source.split("\n")[: line - 1])
        offset = min(offset, max(0, len(document.source) - 1))
        document.troubles.append(Trouble(f"not Python 3: {error.msg}", offset, "the file was not checked", True))
    except (ValueError, RecursionError, MemoryError):
        document.troubles.append(Trouble("not Python 3, or nested too deeply", 0, "the file was not checked", True))
    return None


def _assigned(node: ast.stmt) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    return target.id if isinstance(target, ast.Name) else ""


def _docstrings(node: ast.stmt, places: Places) -> Iterator[tuple[str, Text]]:
    """The docstrings of a statement and of what it defines, each with the name that it belongs to."""
    if isinstance(node, ast.Expr) and string(node.value):
        yield from (("", text) for text in _paragraphs(node.value, places))
        return
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return
    for part in ast.walk(node):
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and part.body:
            first = part.body[0]
            if isinstance(first, ast.Expr) and string(first.value):
                yield from ((part.name, text) for text in _paragraphs(first.value, places))


def _begins(words: str, before: str) -> bool:
    """Whether a line of a comment begins a paragraph: an item of a list, one calculation below another."""
    if NEW_PARAGRAPH.match(words):
        return True
    if _KEY.match(words):
        return True
    if before.endswith(":"):
        return _CALCULATION.match(words) is not None
    return _STATED.match(words) is not None and _CALCULATION.match(before) is not None


def _paragraphs(node: ast.expr, places: Places) -> Iterator[Text]:
    """The paragraphs of a docstring as they stand in the source, the quotes left out."""
    first, last = places.within_quotes(node)
    out = TextBuilder()
    position = first
    before = ""
    for line in places.source[first:last].split("\n"):
        words = line.strip()
        if (not words or _begins(words, before)) and (text := out.take()).text:
            yield text
        before = words
        if words:
            out.space(position)
            out.copied(words, position + line.index(words[0]))
        position += len(line) + 1
    if (text := out.take()).text:
        yield text


def _comments(document: Document, places: Places, starts: list[tuple[int, str]]) -> None:
    """Comments as paragraphs of the statement that they stand in or before, and the authors' directives."""
    for lines in places.paragraphs():
        out = TextBuilder()
        before = ""
        for offset, words in lines:
            if _begins(words, before):
                _add(document, out.take(), places, starts)
            before = words
            said = directive(words)
            if said is not None:
                line, _ = document.position(offset)
                document.directives.append(Directive(said, offset, places.alone(line)))
                continue
            out.space(offset)
            out.copied(words, offset)
        _add(document, out.take(), places, starts)


def _add(document: Document, text: Text, places: Places, starts: list[tuple[int, str]]) -> None:
    """A comment as a paragraph of the statement that it stands in, or before."""
    if not text.text:
        return
    line, column = document.position(text.offsets[0])
    place = bisect_right(starts, text.offsets[0], key=lambda start: start[0])
    if places.alone(line) and column <= _OUTSIDE and place < len(starts):
        place += 1
    title = starts[place - 1][1] if place else ""
    document.blocks.append(Block("comment", text, place, title))
