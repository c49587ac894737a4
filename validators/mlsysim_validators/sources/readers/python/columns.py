"""The names of the places in rows that are tuples or lists: from a loop, a comment above them, or `columns=[...]`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.python.conditions import string, strings
from mlsysim_validators.sources.texts.documents import Label

_LISTS = regex(r"\(([^()]{3,200})\)|^[^:]{0,40}: *(.{3,200})$|^(.{3,200})$")
_BRACKETS = regex(r"\(([^()]{3,200})\)")
_SENTENCE = regex(r"(?<=[.:;]) +")
_GAP = regex(r" {2,}|\t")


def columns_of(labels: Iterable[Label], count: int, *, likely: bool) -> list[str] | None:
    """The names of a row's places: those of a loop, or of a comment such as `# name, BF16 TFLOPS, GB/s`.

    A comment is taken only where it is `likely` that it lists them.
    """
    for label in labels:
        if label.role == "columns":
            names = _split(label.words)
            return names if len(names) == count else None
        if not likely:
            continue
        if label.role in ("above", "heading", "about") or (label.role == "comment" and "(" in label.words):
            for parts in _listed(label.words):
                if len(parts) == count:
                    return parts
    return None


def _listed(words: str) -> Iterable[list[str]]:
    for match in _LISTS.finditer(words):
        yield _split(match[1] or match[2] or match[3])
        inner = _BRACKETS.search(match[0])
        if inner is not None:
            yield _split(inner[1])
    for sentence in _SENTENCE.split(words):  # "Google, per chip. BF16 TFLOP/s, HBM bytes"
        yield _split(sentence)
        yield [part for part in _GAP.split(sentence.strip()) if part]


def _split(words: str) -> list[str]:
    return [part.strip() for part in words.split(",")]


def named_columns(node: ast.Call) -> str:
    """The names that a call gives its columns: DataFrame(columns=[...]), array(dtype=[(name, type), ...])."""
    for keyword in node.keywords:
        names: tuple[str, ...] = ()
        if keyword.arg in ("columns", "names", "fields", "headers"):
            names = strings(keyword.value)
        elif keyword.arg == "dtype" and isinstance(keyword.value, ast.List):
            pairs = [one.elts for one in keyword.value.elts if isinstance(one, ast.Tuple) and one.elts]
            names = tuple(text for pair in pairs if (text := string(pair[0])) is not None)
        if len(names) > 1:
            return re.sub(r"[()]", " ", ", ".join(names))
    return ""
