"""Lists of machines in CSV files: how many devices, of which size, and the memory of all of them together.

Where nearly all rows have the memory of their devices together, one that has another is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import parse_unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.data.csv_table import COUNTS
from mlsysim_validators.sources.readers.numbers import Number, plain_number
from mlsysim_validators.sources.texts.documents import Block, Cell, Document
from mlsysim_validators.sources.texts.tables import TableView

_LEAST = 8  # rows of several devices that keep to it
_MOST_WRONG = 0.15  # of the rows of several
_MEMORY = regex(
    r"(?:(?:total|gpu|device|accelerator)[ _]?)*(?:v?ram|memory|mem|hbm)(?:[ _](?:size|gi?b|total))*(?: ?\(GB\))?",
    re.IGNORECASE,
)
_SIZE = regex(r"(?<![\w.])(\d{1,3}) ?-?GB\b", re.IGNORECASE)


class _Offer(NamedTuple):
    """A row: how many devices, the memory of one in GB, the cell that states that of all, and its number."""

    devices: float
    size: float
    cell: Cell
    stated: Number


def judge(document: Document) -> Iterator[Claim]:
    """The claims on memories that are wrong."""
    sheet = document.path.lower().endswith((".csv", ".tsv"))
    for index, block in enumerate(document.blocks if sheet else ()):
        if block.kind != "table" or len(block.rows) <= _LEAST:
            continue
        offers = list(_offers(block))
        several = [offer for offer in offers if offer.devices > 1]
        wrong = [offer for offer in offers if offer.stated.value != offer.devices * offer.size]
        right = len(several) - sum(offer.devices > 1 for offer in wrong)
        if right >= _LEAST and len(wrong) <= _MOST_WRONG * len(several):
            yield from (_told(document, block, index, offer) for offer in wrong)


def _offers(block: Block) -> Iterator[_Offer]:
    """The rows with a count, a size in a name, and a memory."""
    header = [cell.text.text for cell in block.rows[0]]
    counts = [place for place, words in enumerate(header) if COUNTS.fullmatch(words)]
    memories = [place for place, words in enumerate(header) if _MEMORY.fullmatch(words)]
    if len(counts) != 1 or not memories:
        return
    for row in block.rows[1:]:
        sizes = {float(found) for cell in row for found in _SIZE.findall(cell.text.text[:100])}
        if len(row) <= max(counts[0], memories[0]) or len(sizes) != 1:
            continue
        count, stated = (plain_number(row[place].text.text) for place in (counts[0], memories[0]))
        if count is not None and stated is not None and count.value >= 1 and stated.value > 0:
            yield _Offer(count.value, sizes.pop(), row[memories[0]], stated)


def _told(document: Document, block: Block, index: int, offer: _Offer) -> Claim:
    unit = parse_unit("GB")
    text = offer.cell.text
    reading = Reading(0, len(text.text), offer.stated.value, offer.stated.resolution, (unit,), "", text.text)
    claim = Claim(document, Stated(reading, text, block, index, offer.cell, TableView(block)), "derived")
    total = offer.devices * offer.size
    claim.unit, claim.field = unit, "memory_together"
    claim.expected = Expected(total * unit.factor, f"{total:g} GB")
    working = f"{offer.devices:g} × {offer.size:g} GB = {total:g} GB"
    claim.decide(
        "mismatch", f"{working}, as the other rows have it", rule="table", hint=f"write {total:g}", working=working
    )
    return claim
