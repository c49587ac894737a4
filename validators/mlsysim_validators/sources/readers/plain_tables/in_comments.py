"""The tables that stand in the comments and docstrings of a program, whatever signs they are made of."""

from __future__ import annotations

from mlsysim_validators.sources.readers.plain_tables.drawn import drawn_tables
from mlsysim_validators.sources.readers.plain_tables.pipes import pipe_tables
from mlsysim_validators.sources.texts.documents import Block


def tables_in_comments(source: str) -> list[tuple[Block, int, int]]:
    """The tables of a source in their order, each with the offsets between which it stands; none within another."""
    found: list[tuple[Block, int, int]] = []
    for table in sorted([*pipe_tables(source), *drawn_tables(source)], key=lambda table: table[1]):
        if not found or table[1] >= found[-1][2]:
            found.append(table)
    return found
