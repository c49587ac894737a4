"""The headers and row labels around the cells of a table, found without walking through the table for each cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.fields.models import symbol_field
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.texts.documents import Block, Cell

_MOST_HEADER_TEXT = 2000
_MOST_LEAD = 200
_MORE_WORDS = 5
_MOST_LABELS = 200
_LONGEST_LABEL = 100
_VALUE_HEADER = AnyCase(r"\W*(?:values?|figures?|numbers?|amounts?|ratings?)\W*")
_MOST_ROWS_OF_ONE = 12
_MOST_BEFORE = 8
_OF_DEVICES = AnyCase(r"\b(?:GPUs?|accelerators?|HBM\w*|VRAM|TPUs?|NPUs?)\b")
_MEMORY = AnyCase(r"memory|\bRAM\b|HBM|VRAM")
_OF_HOSTS = AnyCase(
    r"\W*(?:(?:total |number of |host )?(?:CPUs?|processors?|sockets?|(?:hardware )?threads)\b|"
    r"(?:total |number of )?cores (?:per|on)\b|(?:system|host) (?:memory|ram)|nodes?\b)"
)
_OF_A_SERVER = AnyCase(r"\bsockets?\b|hardware threads|\b(?:cores|processors|cpus) per\b|per node")
_LEAST_ROWS = 3
_UNIT_HEADER = AnyCase(r"\W*units?\W*")


def _count_headers(block: Block) -> int:
    """How many rows are headers: the second as well, where the first is empty or a title and the second has words only.

    Markdown wants a header; an author who has none, or sets a title into it, puts the real one below.
    """
    if block.header_rows != 1 or len(block.rows) < _LEAST_ROWS:
        return block.header_rows
    first, second = block.rows[:2]
    titled = sum(bool(cell.text.text.strip()) for cell in first) <= 1
    words = [cell.text.text for cell in second[1:] if cell.text.text.strip()]
    return 2 if titled and len(words) > 1 and all(all(map(_is_bare, readings(text))) for text in words) else 1


def _is_bare(reading: Reading) -> bool:
    return reading.bare


class TableView:
    """What stands above and beside the cells of one table."""

    def __init__(self, block: Block, lead: str = "") -> None:
        self.block = block
        self._devices: list[Mention] | None = None
        self._of_models: set[int] | None = None  # the columns that a model's name heads
        self.one_for_all = False
        self.lead = lead[-_MOST_LEAD:]  # the sentence that introduces the table
        self._rows = {row[0].row: row for row in reversed(block.rows) if row}
        self.header_rows = _count_headers(block)
        self._header_rows = [(row, [cell.column for cell in row]) for row in block.rows[: self.header_rows] if row]
        self._headers: dict[tuple[int, int], list[Cell]] = {}  # by column and span
        self._header_words: dict[tuple[int, int], str] = {}  # by column and span

    def headers(self, cell: Cell) -> list[Cell]:
        """The header cells above a cell."""
        place = (cell.column, cell.span)
        if place not in self._headers:
            self._headers[place] = self._above(cell)
        return self._headers[place]

    def _above(self, cell: Cell) -> list[Cell]:
        found: list[Cell] = []
        for row, columns in self._header_rows:
            for header in row[max(0, bisect_right(columns, cell.column) - 1) :]:
                if header.column >= cell.column + cell.span:
                    break
                if header.column + header.span > cell.column:
                    found.append(header)
        return found

    def header_words(self, cell: Cell) -> str:
        """What the header cells above a cell say, from the top."""
        place = (cell.column, cell.span)
        words = self._header_words.get(place)
        if words is None:
            words = self._header_words[place] = " ".join(header.text.text for header in self.headers(cell))
        return words

    def row_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of a cell's row."""
        return self._rows.get(cell.row, ())

    def texts_before(self, cell: Cell) -> list[str]:
        """The texts of the few cells before a cell in its row, the nearest first, without the row's label."""
        row = self._rows.get(cell.row, ())
        place = bisect_left(row, cell.column, key=lambda other: other.column)
        return [other.text.text for other in reversed(row[max(1, place - _MOST_BEFORE) : place])]

    def label(self, cell: Cell) -> Cell | None:
        """The first cell of a cell's row, where it is another one."""
        row = self._rows.get(cell.row)
        return row[0] if row and row[0].column != cell.column else None

    def second(self, cell: Cell) -> Cell | None:
        """The second cell of a cell's row, where it stands before the cell."""
        row = self._rows.get(cell.row, ())
        return row[1] if len(row) > 1 and row[1].column < cell.column else None

    def long_label(self, cell: Cell) -> str:
        """The label of a value in a long table (Device, Spec, Value): its device (perhaps of a row above) and spec."""
        second = self.second(cell)
        if second is None or not any(_VALUE_HEADER.fullmatch(header.text.text) for header in self.headers(cell)):
            return ""
        for number in range(cell.row, max(-1, cell.row - _MOST_ROWS_OF_ONE), -1):
            row = self._rows.get(number)
            if row and row[0].column == 0 and row[0].text.text.strip():
                return f"{row[0].text.text[:_LONGEST_LABEL]} {second.text.text[:_LONGEST_LABEL]}"
        return ""

    @cached_property
    def host_rows(self) -> frozenset[int]:
        """In a table of a machine's parts, the rows under a label such as "CPU", up to the next one of its GPUs."""
        labels = [(row[0].row, row[0].text.text[:_LONGEST_LABEL]) for row in self.block.rows if row]
        # Where the memory of the GPUs has a row of its own, there is another one, as in a server; in a Jetson all share
        # one.
        apart = any(_OF_DEVICES.search(label) and _MEMORY.search(label) for _, label in labels)
        if not apart and not any(_OF_A_SERVER.search(label) for _, label in labels):
            return frozenset()
        found: list[int] = []
        of_the_host = False
        for row, label in labels:
            if _OF_DEVICES.search(label):
                of_the_host = False
            elif _OF_HOSTS.match(label):
                of_the_host = True
            if of_the_host:
                found.append(row)
        return frozenset(found)

    def device_above(self, cell: Cell, mentions: Callable[[str], Sequence[Mention]]) -> list[Mention]:
        """The device that a row "GPU" over a row such as "GPU memory" names, in a table of a machine's parts."""
        label = self.label(cell)
        if label is None or not _OF_DEVICES.search(label.text.text[:_LONGEST_LABEL]):
            return []
        for number in range(cell.row - 1, max(-1, cell.row - _MOST_ROWS_OF_ONE), -1):
            row = self._rows.get(number, ())
            if len(row) > 1 and _OF_DEVICES.search(row[0].text.text[:_LONGEST_LABEL]):
                named = [m for m in mentions(row[1].text.text) if m.entry.kind == "accelerators"]
                return named if len({m.entry.id for m in named}) == 1 else []
        return []

    @cached_property
    def _unit_column(self) -> int | None:
        found = (cell.column for row, _ in self._header_rows for cell in row if _UNIT_HEADER.fullmatch(cell.text.text))
        return next(found, None)

    def unit_beside(self, cell: Cell) -> str:
        """The unit that a column "Unit" gives to the row of a cell, "" where there is none."""
        if self._unit_column is None:
            return ""
        row = self._rows.get(cell.row, ())
        return next((other.text.text for other in row if other.column == self._unit_column), "")[:_LONGEST_LABEL]

    @cached_property
    def over_all(self) -> tuple[str, ...]:
        """The texts that may give a unit to all of the table: over the labels, the sentence above, the title."""
        corners = [row[0].text.text[:_LONGEST_LABEL] for row, _ in self._header_rows if row[0].column == 0]
        return (*corners, self.lead, self.block.title[-_MOST_LEAD:])

    def devices(self, mentions: Callable[[str], Sequence[Mention]]) -> list[Mention]:
        """The devices that the headers and the first column name: where there are several, a cell beside none of them
        is of something else."""
        if self._devices is None:
            headers = [cell.text.text[:_LONGEST_LABEL] for row, _ in self._header_rows for cell in row]
            labels = [*headers]
            labels += [row[0].text.text for row in self.block.rows[self.header_rows :][:_MOST_LABELS] if row]
            found = [m for label in labels for m in mentions(label[:_LONGEST_LABEL]) if m.entry.kind == "accelerators"]
            self._devices = list({mention.entry.id: mention for mention in found}.values())
            # A header that is a device's name and no more is the label of its own column.
            self.one_for_all = len(self._devices) == 1 and any(
                m.entry.kind == "accelerators" and (place == 0 or len(header) > len(m.name) + _MORE_WORDS)
                for place, header in enumerate(headers)
                for m in mentions(header)
            )
        return self._devices

    @cached_property
    def labels(self) -> list[str]:
        """The headers, and the first cell of each row."""
        headers = [cell.text.text[:_LONGEST_LABEL] for row, _ in self._header_rows for cell in row]
        rows = self.block.rows[self.header_rows :][:_MOST_LABELS]
        return [*headers, *(row[0].text.text[:_LONGEST_LABEL] for row in rows if row)]

    @cached_property
    def symbols(self) -> int:
        """How many fields of models its labels name by their symbols: L, d, n_kv."""
        return len({field for label in self.labels[:_MOST_LABELS] if (field := symbol_field(label))})

    def beside_a_model(self, cell: Cell, mentions: Callable[[str], Sequence[Mention]]) -> bool:
        """Whether another column is headed by a model's name and no more, so that this one is another's."""
        if self._of_models is None:
            self._of_models = {
                header.column
                for row, _ in self._header_rows
                for header in row
                if (words := header.text.text[:_LONGEST_LABEL].strip())
                and any(m.entry.kind == "models" and len(words) <= len(m.name) + _MORE_WORDS for m in mentions(words))
            }
        return bool(self._of_models) and not self._of_models <= {header.column for header in self.headers(cell)}

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
