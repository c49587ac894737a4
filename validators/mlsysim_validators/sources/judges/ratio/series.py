"""What is known of the devices of a slide in one quantity: by the columns of its tables, its text, or the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    FLOP_RATE,
    INTENSITY,
    OP_RATE,
    POWER,
    is_money,
    uncounted,
)
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.specs.dense_rates import dense_rate
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

FEWEST = 3
FEEDING = AnyCase(r" to (?:feed|keep (?:busy|fed|occupied)|saturate|fill)\b")  # a high ridge point is hard to
Series = Mapping[str, float]  # by the id of the device


class Quantity(NamedTuple):
    """What words mean, in which dimension, and in the registry."""

    words: AnyCase
    dimensions: tuple[Dimension, ...]
    field: str


RIDGE = Quantity(AnyCase(r"ridge|reuse|arithmetic intensity|machine balance"), (INTENSITY,), "ridge")
QUANTITIES = (
    RIDGE,
    Quantity(AnyCase(r"bandwidth"), (BANDWIDTH,), "memory.bandwidth"),
    Quantity(AnyCase(r"memory(?! bound)|capacity"), (BYTES,), "memory.capacity"),
    Quantity(AnyCase(r"\bpower\b|\btdp\b|watts"), (POWER,), "power.tdp"),
    Quantity(AnyCase(r"\bpeak\b|flop|compute|\brate\b"), (FLOP_RATE, OP_RATE), ""),
)
PRICE = Quantity(AnyCase(r"\$|€|\busd\b|\beur\b|price|cost|dollar|cents"), (), "")


_CHEAP = AnyCase(r"cheap|dear|costl|expensive")


def meant_by(words: str) -> Quantity | None:
    """The quantity that words name, if they name one."""
    if FEEDING.search(words):
        return RIDGE
    found = [one for one in QUANTITIES if one.words.search(words)]
    if RIDGE in found:
        return RIDGE
    if len(found) == 2 and found[0].field == "memory.bandwidth" and found[1].field == "memory.capacity":
        found = found[:1]  # memory bandwidth
    if PRICE.words.search(words) or _CHEAP.search(words):
        return None if found else PRICE
    return found[0] if len(found) == 1 else None


def series(
    slide: Slide, found: Sequence[Grid], finder: EntityFinder, quantity: Quantity, sentence: str
) -> Iterator[Series]:
    """The columns, or what the slide says of its devices, that a superlative may be about; else the registry's."""
    told = list(_columns(slide, found, finder, quantity, sentence))
    if not told:
        told = [one for one in [_stated(slide, quantity)] if len(one) >= FEWEST]
    if told or not quantity.field:
        yield from told
        return
    named = slide.named(finder).get("accelerators", {})
    yield registered((mention.entry for mention in named.values()), quantity.field)


def _columns(
    slide: Slide, found: Sequence[Grid], finder: EntityFinder, quantity: Quantity, sentence: str
) -> Iterator[Series]:
    form = number_format(sentence.partition(". ")[0])
    for grid in found:
        devices: dict[int, str] = {}
        for row, label in grid.labels.items():
            named = {mention.entry.id for mention in finder.mentions(label)}
            if len(named) == 1:
                devices[row] = next(iter(named))
        if len(devices) < FEWEST or len(set(devices.values())) < len(devices):
            continue
        for column, entries in grid.values.items():
            header = grid.headers.get(column, "")
            dimension = uncounted(next(iter(entries.values())).unit.dimension)
            above = f"{header} {slide.title}"
            money = is_money(dimension)
            if quantity is PRICE and not (money or quantity.words.search(header)):
                continue
            plain = not dimension and quantity.words.search(above) is not None
            if quantity is not PRICE and dimension not in quantity.dimensions and not plain:
                continue
            if form and (theirs := number_format(header)) and theirs != form:
                continue
            values = {
                devices[row]: entry.claim.corrected(entry.value) for row, entry in entries.items() if row in devices
            }
            if len(values) == len(devices):
                yield values


def _stated(slide: Slide, quantity: Quantity) -> Series:
    """What the running text of a slide says of its devices in one dimension, each of them once."""
    values: dict[str, set[float]] = {}
    for claim in slide.claims:
        unit = claim.unit or claim.reading.units[0]
        if claim.entity is None or claim.verdict == "ignored" or unit.dimension not in quantity.dimensions:
            continue
        values.setdefault(claim.entity.id, set()).add(claim.corrected(claim.value))
    return {name: next(iter(one)) for name, one in values.items() if len(one) == 1}


def claim_of_words(slide: Slide, block: Block, index: int, begin: int, end: int, count: float = 1.0) -> Claim:
    """The claim for words that rank devices, so many of them."""
    reading = Reading(begin, end, count, 1.0, (ONE,), "", block.text.text[begin:end])
    return Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="order", unit=ONE)


def registered(entries: Iterable[Entry], field: str) -> Series:
    """What the registry has of some devices in a field, of those of which it has anything."""
    values = {entry.id: field_value(entry, field) for entry in entries}
    return {name: value for name, value in values.items() if value is not None}


def field_value(entry: Entry, field: str) -> float | None:
    """What the registry has of a device; its ridge point from the dense 16-bit rate."""
    if field == "ridge":
        peak, rate = dense_rate(entry), entry.get("memory.bandwidth")
        return peak.value / rate.value if peak is not None and rate is not None else None
    spec = entry.get(field)
    return None if spec is None else float(spec.value)
