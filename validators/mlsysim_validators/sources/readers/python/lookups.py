"""The branches of look-ups by a device's name: of chains of conditions, and of tables that a loop searches."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from mlsysim_validators.sources.readers.python.conditions import Condition, string, strings
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.texts.documents import Branch, Lookup


def chain_lookup(chain: list[tuple[Condition, ast.If]], places: Places) -> list[Lookup]:
    """The look-up that a chain of conditions on one name is; one condition alone may be a part of another's."""
    where = chain[0][0].where if chain else ""
    branches = [
        Branch(asked.needs, asked.lacks, asked.exact, asked.case, places.start(asked.node),
               places.start(node.body[0]), places.end(node.body[-1]), asked.partial)
        for asked, node in chain
        if asked.where == where
    ]  # fmt: skip
    return [Lookup(tuple(branches))] if branches else []


def table_branches(value: ast.expr, places: Places) -> list[Branch]:
    """The keys of a table, in order, as a loop that searches names for them would take them."""
    rows: Iterable[tuple[ast.expr | None, ast.expr]] = ()
    if isinstance(value, ast.Dict):
        rows = zip(value.keys, value.values, strict=True)
    elif isinstance(value, (ast.List, ast.Tuple)):
        rows = [(row.elts[0], row) for row in value.elts if isinstance(row, (ast.Tuple, ast.List)) and row.elts[1:]]
    branches: list[Branch] = []
    for key, part in rows:
        text = string(key)
        needs = (text,) if text is not None else strings(key) if key is not None else ()
        if key is not None and (needs or (part is not value and not isinstance(value, ast.Dict))):
            start = places.start(key)
            branches.append(Branch((needs,), (), False, "", start, min(start, places.start(part)), places.end(part)))
    return branches
