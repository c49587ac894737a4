"""Sessions with prompts, in a listing or in docstrings: each statement, and what is said to be printed below it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_validators.sources.judges.code.lines import line_starts
from mlsysim_validators.sources.patterns import regex

_PROMPT = regex(r"(?P<indent> *)(?P<sign>>>>|\.\.\.)(?: |$)")


class Example(NamedTuple):
    """The statements behind one prompt, and the lines below them, each with its place in the text."""

    source: str
    output: list[tuple[int, str]]


def examples(text: str) -> Iterator[Example]:
    """The examples of a session in their order; a blank line ends an output, as doctest has it."""
    source: list[str] = []
    output: list[tuple[int, str]] = []
    position, open_ = 0, False
    for line in text.split("\n"):
        match = _PROMPT.match(line)
        if match is not None and (match["sign"] == ">>>" or (open_ and not output)):
            if match["sign"] == ">>>":
                if source:
                    yield Example("\n".join(source), output)
                source, output, open_ = [], [], True
            source.append(line[match.end() :])
        elif not line.strip():
            open_ = False
        elif open_:
            output.append((position, line))
        position += len(line) + 1
    if source:
        yield Example("\n".join(source), output)


def docstrings(body: Iterable[ast.stmt], code: str) -> Iterator[tuple[int, str]]:
    """The docstrings of a program that hold a session, as they stand in the source, and where they begin."""
    starts = line_starts(code)
    for statement in body:
        for node in ast.walk(statement):
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                continue
            if isinstance(node.value.value, str) and ">>> " in node.value.value:
                begin = starts[node.lineno - 1]
                last = node.end_lineno or node.lineno
                end = starts[last] if last < len(starts) else len(code)
                yield begin, code[begin:end].replace('"""', "   ").replace("'''", "   ")
