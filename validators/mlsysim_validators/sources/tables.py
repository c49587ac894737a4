"""The headers and row labels around the cells of a table, found without walking through the table for each cell."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from mlsysim_validators.sources.documents import Block, Cell

_MOST_HEADER_TEXT = 2000


class TableView:
    """What stands above and beside the cells of one table."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._labels: dict[int, Cell] = {}
        for row in block.rows:
            if row:
                self._labels.setdefault(row[0].row, row[0])
        self._header_rows = [(row, [cell.column for cell in row]) for row in block.rows[: block.header_rows] if row]

    def headers(self, cell: Cell) -> list[Cell]:
        """The header cells above a cell."""
        found: list[Cell] = []
        for row, columns in self._header_rows:
            for header in row[max(0, bisect_right(columns, cell.column) - 1) :]:
                if header.column >= cell.column + cell.span:
                    break
                if header.column + header.span > cell.column:
                    found.append(header)
        return found

    def label(self, cell: Cell) -> Cell | None:
        """The first cell of a cell's row, where it is another one."""
        label = self._labels.get(cell.row)
        return label if label is not None and label.column != cell.column else None

    @cached_property
    def header_text(self) -> str:
        """The words of all headers."""
        words: list[str] = []
        size = 0
        for row, _ in self._header_rows:
            for cell in row:
                if size > _MOST_HEADER_TEXT:
                    break
                words.append(cell.text.text[:_MOST_HEADER_TEXT])
                size += len(words[-1]) + 1
        return " ".join(words)
