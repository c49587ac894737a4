"""Tables of LaTeX: cells, rows, spans and rules; and which rows are the header."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.texts.documents import Cell

RULES = {
    "toprule": "rule", "bottomrule": "rule", "hline": "hline", "midrule": "midrule", "cmidrule": "partial",
    "cline": "partial", "specialrule": "rule", "Xhline": "hline", "firsthline": "hline", "lasthline": "hline",
    "endhead": "endhead", "endfirsthead": "endfirsthead", "endfoot": "endfoot", "endlastfoot": "endfoot",
    "tableline": "hline", "hdashline": "hline", "thickhline": "hline",
}  # fmt: skip

_FIGURES = 2  # rows of them are no header
_SIGNS = " $~≈<>≥≤+-−"


@dataclass(slots=True)
class TableBuilder:
    """Collects the cells of one table; `out` takes the characters of the cell that is being read."""

    out: TextBuilder = field(default_factory=TextBuilder)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    _row: list[Cell] = field(default_factory=list)
    _column: int = 0
    _span: int = 1
    _header: int | None = None
    _first_line: int | None = None
    _first_head: int | None = None
    _first_bold: bool = False

    def span(self, columns: int) -> None:
        """The cell being read covers this many columns."""
        self._span = max(1, min(columns, 1000))

    def end_cell(self) -> None:
        """An alignment sign, or the end of the row."""
        bold = self.out.has_bold and not self.out.has_plain
        self._row.append(Cell(self.out.take(), len(self.rows), self._column, self._span, bold))
        self._column += self._span
        self._span = 1

    def end_row(self) -> None:
        """A double backslash."""
        self.end_cell()
        self.rows.append(tuple(self._row))
        self._row, self._column = [], 0

    def rule(self, kind: str) -> None:
        """A horizontal rule or a longtable mark at the place that was reached."""
        if self._row or self.out.last:
            if kind in ("partial", "rule"):
                return
            self.end_row()
        if not self.rows:
            return
        if kind == "midrule" and self._header is None:
            self._header = len(self.rows)
        elif kind == "hline" and self._first_line is None:
            self._first_line = len(self.rows)
        elif kind == "endfirsthead":
            self._first_head = len(self.rows)
        elif kind == "endhead":
            if self._first_head is not None:
                del self.rows[self._first_head :]
            self._header = len(self.rows)

    def finish(self) -> tuple[tuple[tuple[Cell, ...], ...], int]:
        """All rows, and how many of them are headers."""
        if self._row or self.out.last:
            self.end_row()
        rows = tuple(self.rows)
        return rows, self._header_rows()

    def _header_rows(self) -> int:
        rows = self.rows
        if self._header is not None and self._header < len(rows):
            if sum(map(_has_figures, rows[: self._header])) < _FIGURES:
                return self._header
            return 0  # the one rule stands above a total
        line = self._first_line
        if line is not None and line < len(rows) and (line == 1 or not any(map(_has_digit, rows[:line]))):
            return line
        if len(rows) < 2:
            return 0
        filled = [cell for cell in rows[0] if cell.text.text]
        return int(bool(filled) and (all(cell.bold for cell in filled) or not _has_digit(rows[0])))


def _has_figures(row: tuple[Cell, ...]) -> bool:
    """Whether a row states a figure in each cell behind its label."""
    filled = [cell.text.text.lstrip(_SIGNS) for cell in row[1:] if cell.text.text.strip()]
    return bool(filled) and all(text[:1].isdigit() for text in filled)


def _has_digit(row: tuple[Cell, ...]) -> bool:
    return any(char.isdigit() for cell in row for char in cell.text.text)
