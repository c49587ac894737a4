"""Which numbers of things that fit belong together: those of a column, those of a list or of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Grid, grids
from mlsysim_validators.sources.judges.recompute.fitting.alike import DEVICE, Memory, Point
from mlsysim_validators.sources.judges.recompute.fitting.amounts import LEFT, NOUN, OF_ONE, amounts_of, family_of
from mlsysim_validators.sources.judges.recompute.fitting.counted import Counted
from mlsysim_validators.sources.judges.recompute.series import device_in
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, model_size
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_MANY = regex(rf"\b(?P<noun>{NOUN})s\b", re.IGNORECASE)
_OTHERWISE = regex(r"/ ?s\b|per second|rate|batch|ms\b|latency|tokens/|cost|\$", re.IGNORECASE)
_FEWEST = 2
_FEW_COLUMNS = 4


def in_tables(slide: Slide, claims: Sequence[Claim], finder: EntityFinder) -> Iterator[list[Point]]:
    """The columns of counts, each with the memories of its row: other columns, or its device."""
    for grid in grids(slide, claims):
        corner = next(iter(grid.headers.values()), "")
        if any(OF_ONE.search(header) for header in grid.headers.values()):  # each row has a size of its own
            continue
        for column, entries in grid.values.items():
            header = grid.headers.get(column, "")
            if column == 0 or not counts(entries) or _OTHERWISE.search(header):
                continue
            if _MANY.search(f"{header} | {corner}") is None:
                continue
            groups: dict[tuple[float, ...], list[Point]] = {}  # by the model of a row
            for row, entry in entries.items():
                label = grid.labels.get(row, "")
                if row not in grid.totals:
                    memories = (*columns_of(grid, column, row), *of_device(label, finder))
                    models = tuple(model_size(match)[0] for match in MODEL_SIZE.finditer(label))
                    groups.setdefault(models, []).append(Point(entry.claim, memories))
            yield from (points for points in groups.values() if len(points) >= _FEWEST)


def counts(entries: Column) -> bool:
    """Whether all numbers of a column are whole ones without a unit."""
    return all(
        not entry.unit.dimension and entry.unit.symbol not in ("×", "%", "B") and entry.value == int(entry.value)
        for entry in entries.values()
    )


def columns_of(grid: Grid, column: int, row: int) -> Iterator[Memory]:
    """The amounts of memory in the other columns of a row; what is left has the unit of the others if it has none."""
    found = {other: entries[row] for other, entries in grid.values.items() if other != column and row in entries}
    amounts = [entry.unit for entry in found.values() if entry.unit.dimension == BYTES]
    for other, entry in found.items():
        if entry.unit.dimension == BYTES:
            yield Memory(f"column {other}", entry.value, entry.room, f"{entry.shown} of its row")
        elif amounts and not entry.unit.dimension and LEFT.search(grid.headers.get(other, "")):
            scale = amounts[0].factor
            words = f"{entry.shown} {amounts[0].symbol} of its row"
            yield Memory(f"column {other}", entry.value * scale, entry.room * scale, words)


def of_device(label: str, finder: EntityFinder) -> tuple[Memory, ...]:
    """The memory of the devices that a label names."""
    found = device_in(label, finder)
    if found is None or "memory.capacity" not in found[0]:
        return ()
    device, many, _ = found
    spec = device["memory.capacity"]
    words = f"{spec.printed} of {device.name}" if many == 1 else f"{many:g} x {spec.printed} of {device.name}"
    return (Memory(DEVICE, spec.value * many, 0.0, words),)


def in_rows(slide: Slide, claims: Sequence[Claim]) -> Iterator[Counted]:
    """The counts of rows that are figures of one thing: "Concurrent users | 54" below "Left for the cache | 147 GB"."""
    for grid in grids(slide, claims):
        for row, label in grid.labels.items():
            many = _MANY.search(label)
            if many is None or _OTHERWISE.search(label) or len(grid.values) > _FEW_COLUMNS:
                continue
            for column, entries in grid.values.items():
                entry = entries.get(row)
                if column and entry is not None and counts({row: entry}):
                    yield Counted(entry.claim, family_of(many["noun"]), "")


def in_text(counted: Sequence[Counted], slide: Slide, finder: EntityFinder) -> Iterator[list[Point]]:
    """The counts of one list or paragraph, each with what its own words state, its device, or the row of its name."""
    runs: dict[tuple[int, int], list[Counted]] = {}
    for one in counted:
        block = one.claim.stated.block
        run = _run_of(slide, slide.place_of(block)) if block.kind == "item" else slide.place_of(block)
        runs.setdefault((run, one.family), []).append(one)
    for group in runs.values():
        points = [Point(one.claim, tuple(_of_words(one, slide, finder))) for one in group]
        if len(points) >= _FEWEST:
            yield points


def _run_of(slide: Slide, place: int) -> int:
    while place and slide.blocks[place - 1].kind == "item":
        place -= 1
    return place


def _of_words(one: Counted, slide: Slide, finder: EntityFinder) -> Iterator[Memory]:
    begin, _ = one.claim.stated.sentence_span()
    own = [
        amount
        for amount in amounts_of(slide)
        if amount.claim.stated.text is one.claim.stated.text
        and begin <= amount.claim.reading.start < one.claim.reading.start
        and amount.family < 0
    ]
    if len(own) == 1:
        yield Memory("stated", own[0].value, own[0].room, own[0].words)
    label = one.label.strip()
    yield from of_device(label, finder)
    yield from _of_row(label, slide, finder)


def _of_row(label: str, slide: Slide, finder: EntityFinder) -> Iterator[Memory]:
    """The amounts that a table of the slide gives for the device that a label names."""
    named = {mention.entry.id for mention in finder.mentions(label) if mention.entry.kind == "accelerators"}
    for amount in amounts_of(slide) if len(named) == 1 else ():
        cell, table = amount.claim.stated.cell, amount.claim.stated.table
        row = table.label(cell) if cell is not None and table is not None else None
        if cell is None or row is None:
            continue
        theirs = {mention.entry.id for mention in finder.mentions(row.text.text)}
        if theirs & named:
            yield Memory(f"row {id(amount.claim.stated.block)} {cell.column}", amount.value, amount.room, amount.words)
