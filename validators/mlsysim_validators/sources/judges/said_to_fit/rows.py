"""Rows of a table that put a model in a format on so many devices: "Llama 3.1 405B | FP8 | 4× H100"."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.data import Registry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.texts import quantities_of
from mlsysim_validators.sources.judges.said_to_fit.demands import ELSEWHERE, Demand, formats_of, weights
from mlsysim_validators.sources.judges.said_to_fit.hardware import hardware_in
from mlsysim_validators.sources.judges.said_to_fit.tell import TooSmall, is_too_small
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.documents import Block, Cell
from mlsysim_validators.sources.texts.tables import TableView

_HARDWARE = AnyCase(
    r"minim|hardware|mat[ée]riel|gpus?\b|setup|config|\bfits?\b|need|requir|recommend|deploy|serv|device|"
    r"accelerator|instance|\bcards?\b|infra|comfort|example"
)
_MODEL = AnyCase(r"model|mod[eè]l|param|\bsize\b|\bllm\b|workload|name")
_SIZE = AnyCase(r"weights|model|\bsize\b|footprint|requir|needed")
_OTHER_SIZE = AnyCase(r"per |/|\bkv\b|cache|\bgpu|\bhbm\b|device|card|\btotal v?ram|disk|download|context|available")
_NODES = AnyCase(r"\b(?:nodes?|servers?|hosts?|pods?|machines?|racks?)\b")
_MOST_ROWS, _MOST_CELLS = 100, 12


def too_small(block: Block, table: TableView, finder: EntityFinder, registry: Registry) -> Iterator[TooSmall]:
    """The counts of a table that do not hold the weights of their row."""
    for row in block.rows[block.header_rows :][:_MOST_ROWS]:
        cells = row[:_MOST_CELLS]
        words = " | ".join(cell.text.text for cell in cells)
        if ELSEWHERE.search(words):
            continue
        for cell in cells:
            yield from _in_cell(cell, [one for one in cells if one is not cell], table, finder, registry)


def _in_cell(
    cell: Cell, others: list[Cell], table: TableView, finder: EntityFinder, registry: Registry
) -> Iterator[TooSmall]:
    header, text = table.header_words(cell), cell.text.text
    if not _HARDWARE.search(header) and not formats_of(header):
        return
    found = list(hardware_in(text, finder, registry))
    if not found or _NODES.search(text) or ELSEWHERE.search(header):
        return
    rest = [one for one in others if not any(True for _ in hardware_in(one.text.text, finder, registry))]
    model = " | ".join(one.text.text for one in rest if one is others[0] or _MODEL.search(table.header_words(one)))
    formats = formats_of(text, header, " | ".join(one.text.text for one in rest))
    demand = weights(model, formats, finder) or _stated(rest, table)
    for one in found if demand is not None else ():
        if demand is not None and is_too_small(one, demand):
            yield TooSmall(cell.text, cell, one, demand)


def _stated(cells: list[Cell], table: TableView) -> Demand | None:
    """The size of a model that a row states."""
    found = [
        Demand(reading.value * unit.factor, " ".join(reading.text.split()))
        for cell in cells
        if _SIZE.search(table.header_words(cell)) and not _OTHER_SIZE.search(table.header_words(cell))
        for reading, unit in quantities_of(cell.text.text, BYTES)
        if len(unit.symbol) > 1 and reading.one_value
    ]
    return found[0] if len(found) == 1 else None
