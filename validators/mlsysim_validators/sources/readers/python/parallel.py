"""Lists side by side: the names of devices in one of them, their figures in others that are as long."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from mlsysim_validators.sources.readers.numbers import Number
from mlsysim_validators.sources.readers.python.conditions import string

_FEWEST, _MOST = 2, 200

Work = Callable[[ast.expr], Number | None]


def names_in(*nodes: ast.expr) -> tuple[str, ...]:
    """The texts of the first list that has nothing else; () where there is none, or where a second one has as many."""
    lists = [node.elts for node in nodes if isinstance(node, (ast.List, ast.Tuple))]
    texts = [tuple(string(element) or "" for element in elements) for elements in lists]
    named = [found for found in texts if _FEWEST <= len(found) <= _MOST and all(found)]
    return named[0] if named and all(len(other) != len(named[0]) for other in named[1:]) else ()


def figures_of(names: Sequence[str], node: ast.expr, number: Work) -> list[ast.expr]:
    """The numbers of a list that has one for each name; [] for any other expression."""
    if not names or not isinstance(node, (ast.List, ast.Tuple)) or len(node.elts) != len(names):
        return []
    known = [number(element) is not None or _is_unknown(element) for element in node.elts]
    return node.elts if all(known) and any(number(element) is not None for element in node.elts) else []


def _is_unknown(node: ast.expr) -> bool:
    """Whether a place of a list is left empty: None, `np.nan`, `float("nan")`."""
    empty = isinstance(node, ast.Constant) and node.value is None
    return empty or (isinstance(node, (ast.Attribute, ast.Call)) and "nan" in ast.unparse(node)[:20])
