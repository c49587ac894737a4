"""Tables of separated values in the strings of a program: `pd.read_csv(io.StringIO(TABLE))`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsysim_validators.sources.readers.data.csv_table import delimiter_of, read_csv
from mlsysim_validators.sources.readers.embedding import Embedding
from mlsysim_validators.sources.readers.python.conditions import string
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.texts.documents import Block, Text

_FEWEST_LINES, _FEWEST_FIELDS = 3, 3
_LONGEST = 50_000


def tables_in(node: ast.stmt, places: Places, slide: int) -> Iterator[Block]:
    """The tables that the strings of a statement hold, its docstrings left out."""
    for part in ast.walk(node):
        if isinstance(part, ast.Expr) and string(part.value) is not None:
            continue
        for value in ast.iter_child_nodes(part):
            words = string(value)
            if isinstance(value, ast.Constant) and words is not None and "\n" in words and _is_table(words):
                text = _inside(value, places)
                inner = read_csv("", text.text)
                yield from (Embedding(text, slide).block(block)._replace(slide=slide) for block in inner.blocks)


def _is_table(words: str) -> bool:
    """Whether all lines of a text have as many fields, three of them or more."""
    lines = [line for line in words.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if len(words) > _LONGEST or len(lines) < _FEWEST_LINES:
        return False
    delimiter = delimiter_of(words)
    fields = {line.count(delimiter) + 1 for line in lines}
    return len(fields) == 1 and fields.pop() >= _FEWEST_FIELDS


def _inside(node: ast.Constant, places: Places) -> Text:
    """What stands between the quotes of a string, as it stands in the source."""
    start, end = places.within_quotes(node)
    return Text(places.source[start:end], range(start, end))
