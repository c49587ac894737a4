"""Records of code or data that share their keys, as a table: `links * rate` is the total in all of them but one.

Rows are mappings side by side, or calls of one class: `nvlink3: {links: 12, gbs_per_link: 25, gbs_per_gpu: 300}`. What
the figures of devices are is known without; what is left open here may follow from the record's other numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.columns.judging import judge_table
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.data.column_names import as_header
from mlsysim_validators.sources.stated.table_units import with_header_unit
from mlsysim_validators.sources.texts.documents import Block, Cell, Document, Label, Text, Value
from mlsysim_validators.sources.texts.tables import TableView

_FEWEST_ROWS, _FEWEST_COLUMNS, _MOST_COLUMNS = 3, 2, 10
_NUMBER = regex(r"\d+(?:\.\d+)?")  # {1: 15, 8: 30, 32: 50} is a curve, and no sum
_NAMES = ("row", "key", "name", "heading")
_Record = dict[str, Value]  # by key
_Above = tuple[str, ...]


def judge(document: Document, claims: Iterable[Claim], finder: EntityFinder) -> list[Claim]:
    """Tell the open numbers of records that break the laws of their keys; those that were no claims are new."""
    known = {claim.stated.offset: claim for claim in claims}
    fresh: list[Claim] = []
    for index, block in enumerate(document.blocks):
        for records in _alike(block.values) if block.kind == "data" else ():
            table = _as_table(block, records)
            cells = list(_claims(document, index, table, records, known))
            for claim in judge_table(Grid(document, index, table, cells), (), finder):
                mine = known.get(claim.stated.offset)
                if claim.verdict == "match":  # a law of the numbers beside it proves no figure
                    continue
                if mine is None:
                    fresh.append(claim)
                elif mine.verdict == "unresolved":
                    mine.kind, mine.field, mine.unit, mine.expected = "derived", claim.field, claim.unit, claim.expected
                    mine.decide(claim.verdict, claim.reason, rule=claim.rule, hint=claim.hint, working=claim.working)
    return list({id(claim): claim for claim in fresh}.values())


def _alike(values: Iterable[Value]) -> Iterator[list[tuple[str, _Record]]]:
    """The records side by side that have numbers under the same keys, each with its name."""
    rows: dict[int, list[Value]] = defaultdict(list)
    for value in values:
        rows[value.row].append(value)
    groups: dict[tuple[int, _Above], list[tuple[str, _Record]]] = defaultdict(list)
    for row in rows.values():
        keyed = (value for value in row if value.labels and value.labels[0].role == "key")
        record = {value.labels[0].words: value for value in keyed if not _NUMBER.fullmatch(value.labels[0].words)}
        if len(record) >= _FEWEST_COLUMNS:
            name, *above = [label.words for label in _above(row[0].labels)] or [""]
            groups[row[0].table, tuple(above)].append((name, record))
    yield from (records for records in groups.values() if len(records) >= _FEWEST_ROWS)


def _above(labels: Sequence[Label]) -> list[Label]:
    """What a record is called, and what stands above it."""
    return [label for label in labels[1:] if label.role in _NAMES]


def _as_table(block: Block, records: Sequence[tuple[str, _Record]]) -> Block:
    """A table whose columns are the keys that most records have, in their order; a header has no place of its own."""
    counts: dict[str, list[Value]] = {}
    for _, record in records:
        for key, value in record.items():
            counts.setdefault(key, []).append(value)
    keys = [key for key, found in counts.items() if len(found) >= _FEWEST_ROWS][:_MOST_COLUMNS]
    place = next(iter(records[0][1].values())).text.source_offset(0)
    header = [_word("", place), *(as_header(_word(key, place)) for key in keys)]
    rows = [tuple(Cell(text, 0, column) for column, text in enumerate(header))]
    for number, (name, record) in enumerate(records, start=1):
        cells = [Cell(record[key].text, number, column) for column, key in enumerate(keys, start=1) if key in record]
        rows.append((Cell(_word(name, place), number, 0), *cells))
    return Block("table", slide=block.slide, title=block.title, section=block.section, rows=tuple(rows), header_rows=1)


def _word(words: str, place: int) -> Text:
    return Text(words, [place] * len(words))


def _claims(
    document: Document, index: int, table: Block, records: Sequence[tuple[str, _Record]], known: dict[int, Claim]
) -> Iterator[Claim]:
    """A claim for each cell; what is known of a number already stays so."""
    view = TableView(table)
    for cells, (_, record) in zip(table.rows[1:], records, strict=True):
        by_place = {value.text.source_offset(0): value for value in record.values()}
        for cell in cells[1:]:
            value = by_place[cell.text.source_offset(0)]
            reading = with_header_unit(value.reading((ONE,)), view, cell)
            claim = Claim(document, Stated(reading, value.text, table, index, cell, view))
            mine = known.get(claim.stated.offset)
            if mine is not None and mine.verdict in ("match", *FINDINGS):
                claim.kind, claim.verdict = "spec", mine.verdict
            yield claim
