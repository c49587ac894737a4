"""The amounts of a table or list with the parameters and the bytes of each that its words state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid, grids
from mlsysim_validators.sources.judges.recompute.states.each import Each, devices_in, of_format, of_label, of_line
from mlsysim_validators.sources.judges.recompute.states.models import Size, sizes_in, the_one
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

_BYTES_HEADER = regex(
    r"^\W*(?:bytes?|B)\b(?: ?(?:/|per|each|a) ?(?:param\w*|weight|element|GPU|each))?\W*$", re.IGNORECASE
)
_PARAMETERS = regex(r"^\W*(?:total|#|number of|model)? ?(?:param|total ?/ ?active|size\W*$|N\W*$)", re.IGNORECASE)
_GIGABYTES = regex(r"\bin (GB|TB|GiB)\b|\((GB|TB|GiB)\)|(?:^|[\s,|])(GB|TB|GiB|gb)\W*$")
_OTHERWISE = AnyCase(
    r"\bkv\b|cache|activation|bandwidth|/ ?s\b|hbm|capacity|\busers?\b|batch|traffic|sent|left|free|saved|tokens|"
    r"lora|adapter|buffer|overhead|vocab|embedding"
)
_BILLIONS = regex(r"billion|\(B\)|\bB\b", re.IGNORECASE)
_BARE = (*"0123456789B", "billion")
_REMARKED = regex(r"(?<![\w.])(?P<each>\d{1,2}(?:\.\d+)?) ?(?:bytes?|B)(?: ?/ ?| a | per | each )param", re.IGNORECASE)
_SHARDED = AnyCase(r"\bshard|\bfsdp\b|zero-?3")
_LINES = 3
_MOST = 32.0  # bytes of a parameter
_LONGEST = 400
_LONGEST_ITEM = 160


_OF_STAGES, _STAGE = AnyCase(r"stage|zero"), regex(r"\W*[0-3]\b")


class Amount(NamedTuple):
    """An amount, its parameters and bytes of each, over how many devices they are spread."""

    claim: Claim
    unit: Unit
    size: Size
    each: Each
    many: float
    place: tuple[int, int]  # row and column

    @property
    def right(self) -> float:
        """What it should be."""
        return self.size.value * self.each.over(self.many)

    @property
    def stated(self) -> float:
        """What it says."""
        return self.claim.reading.value * self.unit.factor


def in_tables(slide: Slide, claims: Sequence[Claim], finder: EntityFinder) -> Iterator[list[Amount]]:
    """The amounts of each table."""
    for grid in grids(slide, claims):
        found = list(_of_grid(grid, slide, finder))
        if found:
            yield found


def _of_grid(grid: Grid, slide: Slide, finder: EntityFinder) -> Iterator[Amount]:
    block = slide.document.blocks[grid.index]
    lines = _lines_above(block, slide)
    corner = next(iter(grid.headers.values()), "")
    said = " ".join((*lines[:1], block.title))
    if not any(_GIGABYTES.search(words) for words in (*grid.headers.values(), said)) and not any(
        entry.unit.dimension == BYTES for entries in grid.values.values() for entry in entries.values()
    ):
        return
    one = the_one((*lines, block.title, slide.title), finder)
    line = next((found for text in lines if (found := of_line(text)) is not None), None)
    many = next((count for text in (*lines, block.title) if (count := devices_in(text[:_LONGEST]))), 0.0)
    for column, entries in grid.values.items():
        header = grid.headers.get(column, "").replace("_", " ")
        if _OTHERWISE.search(header) or _BYTES_HEADER.match(header):
            continue
        for row, entry in entries.items():
            unit = _unit(entry, header, said)
            if unit is None or (entry.unit.dimension != BYTES and _PARAMETERS.match(header)):
                continue
            label = _label(grid, row, column, corner)
            if _OTHERWISE.search(label) or (column == 0 and entry.whole):
                continue
            each = _in_its_row(grid, row, column) or _behind(grid, row, column) or _of_words(label, header) or line
            size = _of_row(grid, row, finder) or the_one((header,), finder) or one
            if each is None or size is None:
                continue
            n = devices_in(header) or devices_in(label) or many
            if each.over(n):
                yield Amount(entry.claim, unit, size, each, n, (row, column))


def _lines_above(block: Block, slide: Slide) -> list[str]:
    lines = (one.text.text for one in slide.above(block) if one.kind not in ("table", "listing", "title"))
    return [text[-_LONGEST:] for text in islice(lines, _LINES)]


def _unit(entry: Entry, header: str, said: str) -> Unit | None:
    """The unit of an amount of memory: its own, or that of the header or of the words above the table."""
    if entry.unit.dimension == BYTES and entry.unit.symbol != "B":
        return entry.unit
    if entry.unit.dimension or entry.unit.symbol in ("×", "%", "B"):
        return None
    match = _GIGABYTES.search(header) or _GIGABYTES.search(said)
    return (
        parse_unit(next(group for group in match.groups() if group).replace("gb", "GB")) if match is not None else None
    )


def _label(grid: Grid, row: int, column: int, corner: str) -> str:
    """The words of a row before an amount."""
    own = [
        other for other in sorted(grid.texts) if other < column and not _PARAMETERS.match(grid.headers.get(other, ""))
    ]
    before = " | ".join(grid.texts[other][row] for other in own if row in grid.texts[other])
    stage = _OF_STAGES.search(corner) is not None and _STAGE.match(before) is not None
    return f"stage {before}" if stage else before


def _of_words(label: str, header: str) -> Each | None:
    """Bytes by the label or the header: what is stated in bytes before what a format tells."""
    found = [each for words in (label, header) if (each := of_label(words)) is not None]
    stated = [each for each in found if each.stated]
    if stated:
        return stated[0]
    return of_format(header, label) or of_format(label, header)


def _behind(grid: Grid, row: int, column: int) -> Each | None:
    """Bytes of a parameter that a remark behind an amount states: "80.3 GB | 10 bytes a parameter"."""
    for other in sorted(grid.texts):
        match = _REMARKED.search(grid.texts[other].get(row, "")) if other > column else None
        if match is not None:
            return Each(float(match["each"]), 0.0, 0.0, True)
    return None


def _in_its_row(grid: Grid, row: int, column: int) -> Each | None:
    """Bytes that another column of the row states under a header of its own."""
    for other, header in grid.headers.items():
        entry = grid.values.get(other, {}).get(row)
        if other != column and entry is not None and _BYTES_HEADER.match(header):
            value = entry.claim.reading.value
            return Each(value, 0.0, 0.0, True) if 0 < value <= _MOST else None
    return None


def _of_row(grid: Grid, row: int, finder: EntityFinder) -> Size | None:
    """The parameters that a column of the row, or its label, states: all of them, not the active ones."""
    for column, header in grid.headers.items():
        text = grid.texts.get(column, {}).get(row, "")
        text += " billion" if _BILLIONS.search(header) and text[-1:].isdigit() else ""
        if column and _PARAMETERS.match(header) and text:
            found = sizes_in(f"{text} parameters" if text.endswith(_BARE) else text, finder)
            if found:
                active = found[1].value if len(found) > 1 and found[1].value < found[0].value else found[0].active
                return found[0]._replace(active=active)
    found = sizes_in(grid.labels.get(row, ""), finder)
    return found[0] if len(found) == 1 else None


def in_lists(slide: Slide, finder: EntityFinder) -> Iterator[list[Amount]]:
    """The amounts of each list whose items end in one: "gradients in BF16: 15.2 GB"."""
    run: list[Amount] = []
    for index, block in enumerate(slide.blocks):
        if block.kind != "item":
            if run:
                yield run
            run = []
            continue
        amounts = [claim for claim in slide.claims_of(block) if claim.reading.units[0].dimension == BYTES]
        amounts = [claim for claim in amounts if claim.reading.units[0].symbol != "B"]
        if len(amounts) != 1 or len(block.text.text) > _LONGEST_ITEM:
            continue
        claim = amounts[0]
        label = block.text.text[: claim.reading.start]
        each = of_label(label) or of_format(label) if not _OTHERWISE.search(block.text.text) else None
        lines = list(_lines_above_list(slide, index))
        if (
            each is None
            and (said := next((of for text in lines if (of := of_line(text)) is not None), None)) is not None
        ):
            each = said._replace(kept=0.0, spread=said.kept) if _shards(lines, block.title) else None
        size = the_one((label, *lines, block.title), finder)
        if each is not None and size is not None:
            many = next((count for text in (label, *lines, block.title) if (count := devices_in(text))), 0.0)
            if each.over(many):
                run.append(Amount(claim, claim.reading.units[0], size, each, many, (index, 0)))
    if run:
        yield run


def _shards(lines: Sequence[str], title: str) -> bool:
    return any(_SHARDED.search(text) for text in (*lines, title))


def _lines_above_list(slide: Slide, index: int) -> Iterator[str]:
    """The line that introduces a list."""
    while index and slide.blocks[index].kind == "item":
        index -= 1
    if slide.blocks[index].kind in ("paragraph", "note", "heading"):
        yield slide.blocks[index].text.text[-_LONGEST:]
