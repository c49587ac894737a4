"""The unit of a bare number in a table: its header's, its row's label's, or the one that stands over the table."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_registry.units.money_in_text import EMITS
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.reading import Reading, as_emission, readings
from mlsysim_registry.units.units_in_text import mentioned_units
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, FLOP_RATE, OP_RATE, POWER, is_money
from mlsysim_validators.sources.fields import tells
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Cell
from mlsysim_validators.sources.texts.tables import TableView

# A column that counts devices.
_COUNT_HEADER = regex(
    r"(?:#|number of|no\. of|min(?:imum|\.)?)? ?(?:GPUs?|accelerators|devices)(?: needed| required)?", re.IGNORECASE
)
_LONGEST_LABEL = 300
_SCALED = regex(r"\b(?i:param)\w*\W{0,4}(?:in )?\W?(?P<scale>B|M|billions?|millions?)\b")
_DOLLAR = regex(r"(?:per |/ ?)(?:US )?(?:dollars?\b|\$)")
_COST_PER = regex(r"\W*(?:\$|USD|cost|price)[^|]{0,12}(?:/|\bper\b)", re.IGNORECASE)
_DIVIDES = regex(r"(?:\bper|/) ?$|\d-$")  # also the "bit" of "16-bit dense"
# Alone in a cell below a header they are units; single letters elsewhere are not.
_UNIT_ALONE = regex(r"[\[(]?(?P<unit>[kM]?W|watts?|[MG]?Hz|[munµ]?s|h|GPUs|tokens|FLOPs?|[kMG]?J)[\])]?")
# "Power W", "TDP W": a single letter behind a word that says what is measured
_BEHIND_ITS_SORT = regex(r".*\b(?:power|tbp|tdp|tgp|draw|watts)[ \u00a0](?P<unit>[kM]?W)", re.IGNORECASE | re.DOTALL)
_OF_AN_IDENTIFIER = regex(r"[A-Za-z]\w*_(?P<unit>[kM]?W|[MG]?Hz|[kM]?J)")  # "tdp_W"
_SPELLED_IN_CAPITALS = regex(r"[kM]?W|[MG]?Hz|[kMG]?J")
_BYTES_HEADER = regex(r"bandwidth|\bbw\b", re.IGNORECASE)
_SCALE_AHEAD = regex(r"(?<![\w.])(?P<scale>[kKM]|thousand|million|billion)s?(?: of)? $")  # "M tokens/h"
_SCALE_BEHIND = regex(r"[-\w/ ]{1,30}[(\[](?:in )?(?P<scale>[kKM]|thousand|million|billion)s?[)\]]")  # "tokens/s (k)"
_SCALED_SORTS = frozenset({"tokens", "devices", "currency"})
# "cost (M$)", "Cost, $k", "bill in million dollars"
_SCALED_MONEY = regex(
    r"(?<!\w)(?:(?P<scale>[kKM])\$|\$ ?(?P<behind>[kKM])(?!\w)|"
    r"(?P<spelled>thousand|million|billion)s?(?: of)? (?:\$|USD|dollars?))"
)
# A span that is the whole of a header: "Days", "wall-clock hours"; years are mostly of the calendar.
_SPAN_ALONE = regex(
    r"(?:wall-?\s?clock |training |run |total )?(?P<span>days|hours|weeks|minutes|seconds)", re.IGNORECASE
)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_OVER_ALL = (BANDWIDTH, BYTES, POWER)
# "FP32 CUDA cores | 6,912", "FP32 cores per SM | 128": they count; a rate of that pipe is never so high.
_COUNTS = regex(r"\bcores? per\b|\bper (?:SM|CU)\b", re.IGNORECASE)
_COUNTS_CORES = regex(r"\b(?:CUDA|shad(?:er|ing)|FP\d\d) (?:cores?|units?)\b|stream processors?", re.IGNORECASE)
_LEAST_CORES = 1000


def with_header_unit(reading: Reading, table: TableView, cell: Cell) -> Reading:
    """A bare number (or one with a bare scale: 989 T) takes the unit of its column's header or its row's label."""
    if any(unit.dimension for unit in reading.units) or reading.units[0].symbol in ("×", "%"):
        return reading
    label = table.label(cell)
    if label is not None and reading.bare and EMITS.search(label.text.text[:_LONGEST_LABEL]):
        reading = as_emission(reading, cell.text.text)
    if reading.bare and any(EMITS.search(header.text.text[:_LONGEST_LABEL]) for header in table.headers(cell)):
        reading = as_emission(reading, cell.text.text)
        if not reading.bare:
            return reading
    beside = table.unit_beside(cell)
    if beside and reading.bare:
        scale = _SCALED.search(f"{label.text.text[:_LONGEST_LABEL]} {beside}") if label is not None else None
        found = [units for _, units in _units_in(f"({beside})")]
        if scale is None and len(found) == 1:
            return reading._replace(units=found[0])
        if scale is not None:
            return reading._replace(units=readings(f"1 {scale['scale'].rstrip('s')} params")[0].units)
    headers = table.headers(cell)
    for source in [*headers, *([label] if label is not None else [])]:
        header = source.text.text[:_LONGEST_LABEL]
        units = _unit_of_label(header, among_others=len(headers) > 1 and source is not label)
        if units:
            scaled = tuple(
                unit._replace(factor=unit.factor * scale.factor, symbol=scale.symbol + unit.symbol)
                for scale in reading.units
                for unit in units
            )
            return reading._replace(units=scaled)
        scaled_by = _SCALED.search(header) if reading.bare else None
        if scaled_by is not None:
            return reading._replace(units=readings(f"1 {scaled_by['scale'].rstrip('s')} params")[0].units)
        if reading.bare and source is not label and _COUNT_HEADER.fullmatch(header.strip()):
            return reading._replace(units=(parse_unit("GPU"),))
        if "$" in header or "USD" in header:
            return reading._replace(units=(_money(header, reading.units[0].factor),))
    if reading.bare:
        labels = [*headers, *([label] if label is not None else [])]
        over_all = () if _counts_cores(reading, labels) else _unit_over_all(table, labels)
        if over_all:
            return reading._replace(units=over_all)
    return reading


def _money(header: str, factor: float) -> Unit:
    """Dollars, or the thousands or millions of them that a header is in."""
    scaled = _SCALED_MONEY.search(header)
    scale = (scaled["scale"] or scaled["behind"] or scaled["spelled"]) if scaled is not None else ""
    unit = parse_unit("USD")
    if not scale or _COST_PER.match(header):
        return unit._replace(factor=factor)
    return unit._replace(factor=factor * _SCALES[scale])


@lru_cache(maxsize=512)
def _units_in(label: str) -> list[tuple[int, tuple[Unit, ...]]]:
    """The units of a label, without those that it divides by ("BF16 per watt")."""
    label = _DOLLAR.sub("/USD", label)
    found: list[tuple[int, tuple[Unit, ...]]] = []
    for place, units in mentioned_units(label):
        if label[place - 1 : place].isdigit():  # an amount of a name: "h200_3g.71gb", "a100_80gb"
            continue
        ahead = _SCALE_AHEAD.search(label[:place]) or _SCALE_BEHIND.match(label, place)
        if _DIVIDES.search(label[: min(place, ahead.start()) if ahead is not None else place]):
            continue
        if ahead is not None and not _SCALED_SORTS.isdisjoint(dict(units[0].dimension)):
            factor = _SCALES[ahead["scale"]]
            units = tuple(
                unit._replace(factor=unit.factor * factor, symbol=_scaled_symbol(ahead["scale"], unit))
                for unit in units
            )
        found.append((place, units))
    return found


def _scaled_symbol(scale: str, unit: Unit) -> str:
    """The symbol of "M tokens"; that of money stays, as in "M$"."""
    return unit.symbol if is_money(unit.dimension) else f"{scale} {unit.symbol}"


@lru_cache(maxsize=512)
def _unit_of_label(label: str, *, among_others: bool) -> tuple[Unit, ...]:
    """The first unit of a label; one that is the whole label counts even where it is a single letter."""
    if _COST_PER.match(label):
        return ()
    found = _units_in(label)
    if found:
        return found[0][1]
    span = _SPAN_ALONE.fullmatch(label.strip())
    if span is not None:
        return readings(f"1 {span['span'].lower()}")[0].units
    stripped = label.strip()
    alone = (
        _UNIT_ALONE.fullmatch(stripped) or _OF_AN_IDENTIFIER.fullmatch(stripped) or _BEHIND_ITS_SORT.fullmatch(stripped)
    )
    if alone is None or not (among_others or _SPELLED_IN_CAPITALS.fullmatch(alone["unit"])):
        return ()
    return readings(f"1 {alone['unit']}")[0].units


def _counts_cores(reading: Reading, labels: list[Cell]) -> bool:
    """Whether a bare number counts cores, by its labels and its size."""
    words = " | ".join(label.text.text[:_LONGEST_LABEL] for label in labels)
    many = reading.value >= _LEAST_CORES and reading.value % 1 == 0
    return _COUNTS.search(words) is not None or (many and _COUNTS_CORES.search(words) is not None)


def _unit_over_all(table: TableView, labels: list[Cell]) -> tuple[Unit, ...]:
    """The unit that the words over a table give to the numbers of a label that says what they are: BF16, bandwidth."""
    words = " ".join(label.text.text[:_LONGEST_LABEL] for label in labels)
    form = number_format(words)
    for text in table.over_all:
        units = [units for _, units in _units_in(text)]
        if form is not None:
            wanted = (OP_RATE, FLOP_RATE) if form.startswith("int") else (FLOP_RATE,)
            rates = (found for dimension in wanted for found in units if found[0].dimension == dimension)
            if rate := next(rates, None):
                return rate
            continue
        for dimension in _OVER_ALL:
            if not tells(words, dimension) or (dimension == BYTES and _BYTES_HEADER.search(words)):
                continue
            if of_it := [found for found in units if found[0].dimension == dimension]:
                return of_it[0]
    return ()
