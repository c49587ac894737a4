"""Rows of figures, whether of a table or of code and data: what stands together about one thing, known or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.texts.documents import Document, Value
from mlsysim_validators.sources.texts.surroundings import Surroundings

_MOST_WORDS = 200


class Figure(NamedTuple):
    """One number of a row and the words that say what it is."""

    claim: Claim
    words: str

    @property
    def unit(self) -> Unit:
        """The meaning of its unit that was settled on, or the first."""
        return self.claim.unit or self.claim.reading.units[0]

    @property
    def value(self) -> float:
        """The number in base units."""
        return self.claim.reading.value * self.unit.factor

    @property
    def is_memory(self) -> bool:
        """Whether it counts bytes."""
        return self.unit.dimension == BYTES


class Row(NamedTuple):
    """The figures of one thing, and its name."""

    name: str
    figures: list[Figure]


def rows_of(claims: Iterable[Claim], around: dict[int, Surroundings]) -> Iterator[Row]:
    """The rows and columns of tables, and the rows of code and data."""
    groups: dict[tuple[str, int, int], Row] = {}
    for claim in claims:
        stated = claim.stated
        if stated.cell is not None:
            near = around.get(id(claim))
            if near is None:  # the result of a printed calculation, which has no row of its own
                continue
            place = id(stated.block)
            label = near.row or stated.text.text[:_MOST_WORDS]  # the label itself, in the first column
            by_row = groups.setdefault(("row", place, stated.cell.row), Row(label, []))
            by_row.figures.append(Figure(claim, near.column))
            by_column = groups.setdefault(("column", place, stated.cell.column), Row(near.column, []))
            by_column.figures.append(Figure(claim, near.row))
        elif stated.value is not None:
            value = stated.value
            row = groups.setdefault(("value", value.table, value.row), Row(_name_of(value), []))
            row.figures.append(Figure(claim, stated.meaning.words if stated.meaning is not None else ""))
    return (row for row in groups.values() if row.figures)


def data_rows(document: Document) -> Iterator[list[Value]]:
    """All values of code and data, also those that are no figure of a device, row by row."""
    rows: dict[tuple[int, int], list[Value]] = {}
    for block in document.blocks:
        for value in block.values:
            rows.setdefault((value.table, value.row), []).append(value)
    yield from rows.values()


def _name_of(value: Value) -> str:
    """The words that name a row: its strings, its condition, the keys above it, its file."""
    roles = ("row", "condition", "key", "name", "file")
    keys = [label for label in value.labels if label.role == "key"][:1]
    return " ".join(label.words for label in value.labels if label.role in roles and label not in keys)[:_MOST_WORDS]
