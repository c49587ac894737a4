"""Columns of what a device's hour costs for its bandwidth, its peak or the tokens that it makes.

The price stands in another column, or behind each device's name in the text above. Where most rows divide it by the
same quantity, a row that does not is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import plain_number
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected, Place, Stated
from mlsysim_validators.sources.judges.recompute.computed import contradict
from mlsysim_validators.sources.judges.recompute.rooflines import dense_peak
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.tables import TableView

_MONEY = AnyCase(r"\$|\busd\b|dollar|\bprice|\bcost|€|\beur\b")
_PER = (
    ("bandwidth", AnyCase(r"(?:per|/|and) ?(?:hour and |h and )?TB/s")),
    ("peak", AnyCase(r"(?:per|/|and) ?(?:hour and |h and )?(?:dense )?PFLOP/?s?")),
    ("tokens", AnyCase(r"(?:per|/) ?(?:1?M|million|10\^?6)(?: output| generated)? ?tok")),
)
_PRICE = AnyCase(
    r"(?:\$|usd|price|rent|rate|cost).{0,25}(?:/|per|an?|each)? ?(?:gpu-?|device-?)?h(?:ou)?r?\b|"
    r"hourly (?:price|cost|rate|rent)"
)
_TOKENS = AnyCase(r"M(?:illion)? tok\w* ?(?:/|per|an?|each) ?h(?:our)?")
_TOKEN_RATE = AnyCase(r"tok\w* ?(?:/|per) ?s(?:econd)?\b")
_HOURLY = AnyCase(r"hour|/ ?h\b")
_PLAIN = regex(r"[~≈]?\$? ?(?P<digits>\d[\d,]*(?:\.\d+)?)")
_NAMED_PRICE = regex(r"[^\d$]{0,14}\$ ?(?P<price>\d+(?:\.\d+)?)(?![\d,]*[KMB])")
_LONGEST = 1200
_MOST_ABOVE = 8
_FEWEST = 2
_ROOM = 0.012
_FARTHEST = 20.0
_HIGHEST = 50.0
_HOUR = 3600.0


class _Row(NamedTuple):
    """A cell, whose it is, what it should be, with the working."""

    cell: Cell
    stated: float
    resolution: float
    right: float
    told: str


def judge(slide: Slide, finder: EntityFinder, known: dict[Place, Claim]) -> list[Claim]:
    """Decide such cells; those that were no claims before are handed back. `known`: the claims by their places."""
    fresh: list[Claim] = []
    for block in slide.blocks if slide.says(_MONEY) else ():
        if block.kind != "table" or not block.rows:
            continue
        table = TableView(block)
        for cell in block.rows[-1][1:]:
            header = _header(table, cell)
            kind = next((kind for kind, words in _PER if words.search(header)), "") if _MONEY.search(header) else ""
            if kind:
                rows = list(_rows(block, table, cell.column, kind, slide, finder))
                follow = [row for row in rows if _fits(row)]
                if len(follow) >= max(_FEWEST, len(rows) - 1) and len({row.right for row in follow}) > 1:
                    for row in rows:
                        claim = _decided(row, row in follow, block, table, slide, known)
                        fresh += [claim] if claim is not None else []
    return fresh


def _header(table: TableView, cell: Cell) -> str:
    return table.header_words(cell)[:120]


def _fits(row: _Row) -> bool:
    return abs(row.stated - row.right) <= max(0.51 * row.resolution, _ROOM * row.right)


def _rows(block: Block, table: TableView, column: int, kind: str, slide: Slide, finder: EntityFinder) -> Iterator[_Row]:
    for row in block.rows[table.header_rows :]:
        cell = next((one for one in row if one.column == column), None)
        match = _PLAIN.fullmatch(cell.text.text.strip()) if cell is not None else None
        devices = [one.entry for one in finder.mentions(row[0].text.text) if one.entry.kind == "accelerators"]
        if cell is None or match is None or len({one.id for one in devices}) != 1:
            continue
        price = _in_row(row, table, column, _PRICE) or _above(devices[0], block, slide, finder)
        amount = _AMOUNTS[kind](row, table, column, devices[0])
        if price and amount and price <= _HIGHEST:
            digits = match["digits"].replace(",", "")
            told = f"${price:g} an hour / {amount:.4g} {_UNITS[kind]} of {devices[0].name}"
            yield _Row(cell, float(digits), 10.0 ** -len(digits.partition(".")[2]), price / amount, told)


def _in_row(row: tuple[Cell, ...], table: TableView, column: int, words: AnyCase) -> float:
    """The plain number of the one other column whose header has some words, 0 for none."""
    found = []
    for other in row[1:]:
        match = _PLAIN.fullmatch(other.text.text.strip()) if other.column != column else None
        header = _header(table, other) if match is not None else ""
        if match is not None and words.search(header) and not any(per.search(header) for _, per in _PER):
            found.append(float(match["digits"].replace(",", "")))
    return found[0] if len(found) == 1 else 0.0


def _above(device: Entry, block: Block, slide: Slide, finder: EntityFinder) -> float:
    """The price an hour that stands behind the name of a device in the text above, 0 for none."""
    for above in list(slide.above(block))[:_MOST_ABOVE]:
        text = above.text.text[:_LONGEST]
        if "$" not in text or not _HOURLY.search(text):
            continue
        for mention in finder.mentions(text):
            match = _NAMED_PRICE.match(text, mention.end) if mention.entry.id == device.id else None
            if match is not None:
                return float(match["price"])
    return 0.0


def _bandwidth(_row: tuple[Cell, ...], _table: TableView, _column: int, device: Entry) -> float:
    return float(device["memory.bandwidth"].value) / 1e12 if "memory.bandwidth" in device else 0.0


def _peak(_row: tuple[Cell, ...], _table: TableView, _column: int, device: Entry) -> float:
    return (dense_peak(device, None) or 0.0) / 1e15


def _tokens(row: tuple[Cell, ...], table: TableView, column: int, _device: Entry) -> float:
    return _in_row(row, table, column, _TOKENS) or _in_row(row, table, column, _TOKEN_RATE) * _HOUR / 1e6


_AMOUNTS: dict[str, Callable[[tuple[Cell, ...], TableView, int, Entry], float]] = {
    "bandwidth": _bandwidth,
    "peak": _peak,
    "tokens": _tokens,
}
_UNITS = {"bandwidth": "TB/s", "peak": "PFLOP/s (dense)", "tokens": "million tokens an hour"}


def _decided(
    row: _Row, right: bool, block: Block, table: TableView, slide: Slide, known: dict[Place, Claim]
) -> Claim | None:
    """A claim for a cell where there was none; a known one is decided in its place."""
    text = row.cell.text.text
    match = _PLAIN.search(text)
    if match is None or not 1 / _FARTHEST < row.stated / row.right < _FARTHEST:
        return None
    start = match.start("digits")
    mine = next((one for place in (start, match.start()) if (one := known.get((id(row.cell.text), place)))), None)
    stated = Stated(plain_number(match["digits"], start), row.cell.text, block, slide.index_of(block), row.cell, table)
    claim = mine or Claim(slide.document, stated, "derived", unit=ONE)
    if claim.verdict != "unresolved":
        return None
    claim.kind, claim.field = "derived", "price_column"
    if right:
        claim.decide("match", working=row.told)
    else:
        decimals = max(0, len(match["digits"].partition(".")[2]))
        shown = f"{row.right:,.{decimals}f}"
        contradict(claim, "price", Expected(row.right, shown), f"{row.told}, as the other rows have it", None)
        claim.working = row.told
    return None if mine is not None else claim
