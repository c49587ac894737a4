"""The numbers of one table by column and row: what a calculation over its columns and rows works on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell, Document
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.tables import TableView

_MOST_ROWS = 200
_MOST_COLUMNS = 12
_LONGEST_LABEL = 60
_LONGEST_HEADER = 200
_LONGEST_CELL = 60
_CHANGES = ("×", "%")
_MARKS = " ~≈+-−–*"
_TOTAL = AnyCase(
    r"(?:grand |sub-?|(?:[\w.]{1,12} ){1,3})?total(?:,? .{0,40})?|sum|(?:all )?together|altogether|"
    r"in (?:all|total|sum)|overall|combined"
)
_LEADS = regex(r"[\s~≈+\-−–*$]*")
_BEHIND = regex(r"[^\d]*")
_MINUS = regex(r"[-−–] ?$")
_THINGS = regex(r" [A-Za-z]{2,}(?: [a-z]{2,}){0,2}")  # "5,860 nodes", "5 file systems"


class Entry(NamedTuple):
    """One number of a table in base units, half a unit of its last digit, and its claim."""

    value: float
    room: float
    unit: Unit
    claim: Claim

    @property
    def whole(self) -> bool:
        """Whether its cell says nothing else."""
        cell = self.claim.stated.cell
        return cell is None or cell.text.text.strip(_MARKS) == self.claim.reading.text.strip(_MARKS)

    @property
    def shown(self) -> str:
        """The number as it is printed, with its sign."""
        return f"-{self.claim.text}" if self.value < 0 else self.claim.text


class Wrong(NamedTuple):
    """A number of a table that does not follow from the others."""

    claim: Claim
    unit: Unit
    value: float
    words: str

    @property
    def told(self) -> str:
        """The sentence of a finding."""
        return f"{self.words}: {printed(self.value, self.claim.reading, self.unit)}"


def _names_in_groups(block: Block) -> dict[int, str]:
    r"""By row the label that it has in common with its neighbours, and its own: "Llama-3.2-3B BF16".

    As \multirow leaves them: the first cell is empty but in the first row of each group, the second one is words.
    """
    rows = [row for row in block.rows[block.header_rows :][:_MOST_ROWS] if len(row) > 2]
    if not rows or not rows[0][0].text.text.strip() or all(row[0].text.text.strip() for row in rows):
        return {}
    if any(not (own := row[1].text.text.strip()) or own.strip(_MARKS)[:1].isdigit() for row in rows):
        return {}
    found: dict[int, str] = {}
    group = ""
    for row in rows:
        group = row[0].text.text.strip()[:_LONGEST_LABEL] or group
        found[row[0].row] = f"{group} {row[1].text.text.strip()[:_LONGEST_LABEL]}"
    return found


Column = dict[int, Entry]  # by row


class Grid:
    """The numbers of the body of a table.

    `values` are the cells that state one quantity, `ranges` those that state a range, `changes` the factors and
    percentages, alone or beside a quantity ("1.45 ms (1.4×)"), each by column and row. `labels` are the first words of
    each row, `names` the same with what it has in common with its neighbours. A number without a unit is no
    claim to the reader of documents; here it gets one, which is handed on only where it is judged.
    """

    def __init__(self, document: Document, index: int, block: Block, claims: Sequence[Claim]) -> None:
        self.values: dict[int, Column] = {}
        self.changes: dict[int, Column] = {}
        self.ranges: dict[int, dict[int, tuple[Entry, Entry]]] = {}
        self.headers: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self.texts: dict[int, dict[int, str]] = {}
        self._document, self.index, self.block = document, index, block
        self._table: TableView | None = None
        self._made: list[Claim] = []
        body = block.rows[block.header_rows :]
        if len(body) > _MOST_ROWS or any(len(row) > _MOST_COLUMNS for row in body[:_MOST_ROWS]):
            told = (
                f"a large table: totals and columns that follow from others were looked for in the first {_MOST_ROWS} "
            )
            place = next((cell.text.source_offset(0) for row in block.rows for cell in row if cell.text.text), 0)
            document.bounded(f"{told}rows and {_MOST_COLUMNS} columns of such tables only", place)
        for cells in block.rows[: block.header_rows]:
            for cell in cells[:_MOST_COLUMNS]:
                for column in range(cell.column, min(cell.column + cell.span, _MOST_COLUMNS)):
                    words = f"{self.headers.get(column, '')} {cell.text.text[:_LONGEST_HEADER]}"
                    self.headers[column] = words.strip()[:_LONGEST_HEADER]
        stated: dict[tuple[int, int], list[Claim]] = {}
        for claim in claims:
            if claim.stated.cell is not None and claim.verdict != "ignored":
                stated.setdefault((claim.stated.cell.row, claim.stated.cell.column), []).append(claim)
        for row in block.rows[block.header_rows : block.header_rows + _MOST_ROWS]:
            for cell in row[:_MOST_COLUMNS]:
                self.texts.setdefault(cell.column, {})[cell.row] = cell.text.text.strip()[:_LONGEST_LABEL]
                if cell.span == 1:
                    self._add(cell, stated.get((cell.row, cell.column)) or self._bare(cell))
            if row:
                first = next((cell.text.text for cell in row[:2] if cell.text.text.strip()), "")
                self.labels[row[0].row] = first.strip().rstrip(":")[:_LONGEST_LABEL]
        for entries in self.values.values():
            _count_billions(entries)
        self.names = {**self.labels, **_names_in_groups(block)}
        self.totals = [row for row, label in self.labels.items() if _TOTAL.fullmatch(label)]

    def with_changes(self, more: dict[int, Column]) -> Grid:
        """The same table, whose columns without factors and percentages have these."""
        other = copy(self)
        other.changes = {
            **self.changes,
            **{column: found for column, found in more.items() if column not in self.changes},
        }
        return other

    @property
    def title(self) -> str:
        """The title that the table stands under."""
        return self.block.title

    @property
    def untouched(self) -> bool:
        """Whether no judge has made anything of the numbers that are no claims to the reader."""
        return all(
            (claim.verdict, claim.kind, claim.field, claim.unit, claim.working) == ("unresolved", "other", "", None, "")
            for claim in self._made
        )

    def _bare(self, cell: Cell) -> list[Claim]:
        """A claim for the one number of a cell that no unit stands beside, or for both ends of a range of such.

        The 175B of a model is a number.
        """
        text = cell.text.text
        if len(text) > _LONGEST_CELL or not any(char.isdigit() for char in text):
            return []
        found = [_as_a_count(reading) for reading in readings(text)]
        if (
            not found
            or (len(found) > 1 and [reading.hedge for reading in found] != ["low", "high"])
            or any(unit.dimension for reading in found for unit in reading.units)
            or text[: found[0].start].strip(_MARKS)
            or not (_tells_nothing(text[found[-1].end :]) or (len(found) == 1 and _counts(found[0], text)))
        ):
            return []
        self._table = self._table or TableView(self.block)
        made = [
            Claim(self._document, Stated(one, cell.text, self.block, self.index, cell, self._table)) for one in found
        ]
        self._made += made
        return made

    def _add(self, cell: Cell, claims: list[Claim]) -> None:
        if [claim.reading.hedge for claim in claims] == ["low", "high"]:
            self.ranges.setdefault(cell.column, {})[cell.row] = (_entry(claims[0]), _entry(claims[1]))
        changes = [claim for claim in claims if claim.reading.units[0].symbol in _CHANGES]
        amounts = [claim for claim in claims if claim.reading.units[0].symbol not in _CHANGES]
        if changes and changes[0].reading.one_value:
            self.changes.setdefault(cell.column, {})[cell.row] = _entry(changes[0])
        if len(amounts) == 1 or (not amounts and len(changes) == 1):
            claim = (amounts or changes)[0]
            text, reading = cell.text.text, claim.reading
            behind = min((other.reading.start for other in changes if other is not claim), default=len(text))
            alone = _LEADS.fullmatch(text[: reading.start]) and _BEHIND.fullmatch(text[reading.end : behind])
            if alone and reading.one_value:
                self.values.setdefault(cell.column, {})[cell.row] = _entry(claim)


def _tells_nothing(behind: str) -> bool:
    return not behind.strip(" *")


def _counts(reading: Reading, text: str) -> bool:
    """Whether a whole number says how many there are of what the words behind it name, and nothing else."""
    whole = reading.bare and reading.resolution == 1 and "." not in reading.text
    return whole and _THINGS.fullmatch(text[reading.end :].rstrip(" *")) is not None


def _as_a_count(reading: Reading) -> Reading:
    """A number of billions rather than of bytes."""
    scales = tuple(unit for unit in reading.units if not unit.dimension and unit.symbol == "B")
    return reading._replace(units=scales) if scales and reading.text.endswith("B") else reading


def _count_billions(column: Column) -> None:
    """Take "300 B" for billions in a column that has "15 T" or "8 M" as well: bytes would be told in KB and MB."""
    if not any(not entry.unit.dimension and entry.unit.factor > 1 for entry in column.values()):
        return
    for row, entry in column.items():
        if entry.claim.unit is None and entry.unit.symbol == "B" and entry.unit.dimension:
            counted = _as_a_count(entry.claim.reading).units[0]
            if not counted.dimension:
                scale = counted.factor / entry.unit.factor
                column[row] = entry._replace(value=entry.value * scale, room=entry.room * scale, unit=counted)


def grids(slide: Slide, claims: Sequence[Claim]) -> Iterator[Grid]:
    """The tables of a slide; several judges ask for them, and they are built anew only where a claim has changed."""
    tables = [(index, block) for index, block in zip(slide.indices, slide.blocks, strict=True) if block.kind == "table"]
    if not tables:
        return
    by_block: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.stated.cell is not None and claim.verdict != "ignored":
            by_block.setdefault(id(claim.stated.block), []).append(claim)
    kept: dict[int, tuple[Grid, list[tuple[int, int]], list[Claim]]] = slide.once("grids", dict)
    for index, block in tables:
        mine = by_block.get(id(block), [])
        state = [(id(claim), id(claim.unit)) for claim in mine]
        before = kept.get(index)
        if before is None or before[1] != state or not before[0].untouched:
            kept[index] = before = Grid(slide.document, index, block, mine), state, mine
        yield before[0]


def _entry(claim: Claim) -> Entry:
    unit = claim.unit or claim.reading.units[0]
    before = claim.stated.text.text[max(0, claim.reading.start - 2) : claim.reading.start]
    sign = -1.0 if claim.reading.hedge != "high" and _MINUS.search(before) else 1.0
    counted = "devices" in dict(unit.dimension)
    room = 0.0 if counted else 0.5 * claim.reading.resolution * unit.factor
    return Entry(sign * claim.reading.value * unit.factor, room, unit, claim)
