"""Columns that are another one times, or over, an amount that the words around the table state, or a second column.

"a checkpoint of 28 GB" above "source | rate | time"; "a job of 250 MWh" above "region | g/kWh | emitted". Dimensions
tell which amounts can be meant. One row that follows shows that it is meant; another one is wrong by a known slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from mlsysim_registry.units.reading import readings
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    CARBON,
    CARBON_MASS,
    ENERGY,
    ENERGY_PRICE,
    FLOP_RATE,
    MONEY,
    MONEY_RATE,
    OPERATIONS,
    POWER,
    TIME,
    uncounted,
    without_counts,
)
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid
from mlsysim_validators.sources.judges.named_columns.told import Told
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

_TARGETS = (TIME, CARBON_MASS, MONEY, ENERGY)
_CONSTANTS = (BYTES, BANDWIDTH, OPERATIONS, FLOP_RATE, ENERGY, CARBON, TIME, POWER, MONEY_RATE, ENERGY_PRICE)
_SLIPS = (2.0, 3.0, 4.0, 8.0, 10.0, 24.0, 60.0, 100.0, 1000.0, 3600.0, 1e6)
_PER_KWH = AnyCase(r"\bg(?:rams?)?(?: ?co_?2e?)? ?(?:/|per) ?kwh|intensity.{0,12}\bg ?/ ?kwh")
_GRAMS_PER_KWH = 1 / 3.6e6
_MOST_ROWS, _MOST_COLUMNS = 12, 8
_MOST_BLOCKS, _LONGEST = 8, 500
_ROOM, _CLOSE = 0.004, 0.015
_TELLING = 1.03
_COUNTED = 0.03


class _Amount(NamedTuple):
    value: float
    room: float  # relative
    dimension: Dimension
    words: str
    number: float = 0.0  # as it is printed
    turned: tuple[float, ...] = ()  # the printed numbers the other way: divided, or multiplied


def multiples(grid: Grid, slide: Slide, before: Slide | None) -> Iterator[Told]:
    """What the cells of such columns are."""
    if len(grid.labels) > _MOST_ROWS or len(grid.values) > _MOST_COLUMNS:
        return
    stated = _stated(grid, slide, before)
    columns = {column: _amounts(grid, column) for column in grid.values}
    for column, entries in grid.values.items():
        target = columns[column]
        kinds = {one.dimension for one in target.values()}
        if len(kinds) != 1 or kinds == {()}:
            continue
        inputs = [columns[other] for other in grid.values if other < column]
        by_words = _laws(target, inputs, stated) if kinds <= set(_TARGETS) else iter(())
        for told in chain(by_words, _of_two(target, inputs)):
            right = {row: one for row, one in told.items() if row in entries}
            found = [] if _counts(grid, target, right) else list(_told(entries, target, right))
            if found:
                yield from found
                break


def _amounts(grid: Grid, column: int) -> dict[int, _Amount]:
    """The amounts of a column but for totals; intensities of grids often leave out what their grams are of."""
    header = grid.headers.get(column, "")
    found = {}
    for row, one in grid.values[column].items():
        if row in grid.totals or one.value <= 0 or not one.claim.reading.one_value or one.claim.verdict in FINDINGS:
            continue
        dimension, factor = uncounted(one.unit.dimension), 1.0
        if not dimension and not one.unit.symbol and _PER_KWH.search(header):
            dimension, factor = CARBON, _GRAMS_PER_KWH
        counted = not dimension and not one.unit.symbol and "." not in one.claim.reading.text
        room = 0.0 if counted else one.room / one.value
        found[row] = _Amount(one.value * factor, room, dimension, one.shown, one.claim.reading.value)
    return found


def _laws(
    target: dict[int, _Amount], inputs: Sequence[dict[int, _Amount]], stated: Sequence[_Amount]
) -> Iterator[dict[int, _Amount]]:
    """What each law that the dimensions allow makes of the rows."""
    sort = next(iter(target.values())).dimension
    for one in inputs:
        kinds = {amount.dimension for amount in one.values()}
        if len(kinds) != 1 or not (kind := kinds.pop()) or kind == sort:
            continue
        for power in (1, -1):
            wanted = combine((sort, 1), (kind, -power))
            for constant in stated:
                for sign in (1, -1):
                    if combine((constant.dimension, sign)) == wanted:
                        yield {row: _made(amount, power, constant, sign) for row, amount in one.items()}


def _of_two(target: dict[int, _Amount], inputs: Sequence[dict[int, _Amount]]) -> Iterator[dict[int, _Amount]]:
    """What the products and quotients of two columns make of the rows: "batch | latency | throughput"."""
    sort = without_counts(next(iter(target.values())).dimension)
    for one, other in combinations([each for each in inputs if not _counts_one(each)], 2):
        shared = {row for row in one if row in other}
        for first, second in ((1, 1), (1, -1), (-1, 1)):
            made = {row: _made(one[row], first, other[row], second) for row in shared}
            if sort and made and all(without_counts(amount.dimension) == sort for amount in made.values()):
                yield made


def _counts_one(column: dict[int, _Amount]) -> bool:
    """Whether the rows of a column all have one count: a factor by which anything may be off in two of them."""
    return len({one.value for one in column.values()}) == 1 and all(not one.dimension for one in column.values())


def _made(one: _Amount, power: int, other: _Amount, sign: int) -> _Amount:
    words, a, b = f"{one.words} × {other.words}", one.number, other.number
    turned: tuple[float, ...] = (a / b, b / a) if a and b else ()
    if power != sign:
        turned = (a * b,) if a and b else ()
        words = f"{one.words} / {other.words}" if power > 0 else f"{other.words} / {one.words}"
    dimension = combine((one.dimension, power), (other.dimension, sign))
    return _Amount(one.value**power * other.value**sign, one.room + other.room, dimension, words, 0.0, turned)


def _counts(grid: Grid, target: dict[int, _Amount], right: dict[int, _Amount]) -> bool:
    """Whether a row is off by a number that its own cells have: "4 x H100"."""
    for row, made in right.items():
        if row not in target or _follows(target[row], made):
            continue
        words = " ".join(texts.get(row, "") for texts in grid.texts.values())
        off = max(target[row].value / made.value, made.value / target[row].value)
        if any(abs(off / number.value - 1) < _COUNTED for number in readings(words) if number.value > 1):
            return True
    return False


def _told(entries: dict[int, Entry], target: dict[int, _Amount], right: dict[int, _Amount]) -> Iterator[Told]:
    rows = [row for row in target if row in right]
    following = [row for row in rows if _follows(target[row], right[row])]
    odd = [row for row in rows if row not in following]
    if not following or len(odd) > 1:
        return
    for row in rows:
        made = right[row]
        others = [target[one].value for one in rows if one != row]
        turned = [number * entries[row].unit.factor for number in made.turned]
        slips = _slips(made.value, others, turned) if row in odd else []
        room = (made.room + target[row].room + _ROOM) * made.value
        yield Told(entries[row], Step("table_law", [(made.value, made.words)], slips), room)


def _follows(stated: _Amount, right: _Amount) -> bool:
    return abs(stated.value - right.value) <= (right.room + stated.room + _ROOM) * right.value


def _slips(right: float, others: Sequence[float], turned: Sequence[float]) -> list[tuple[float, str]]:
    slips = times_as(right, "much", _SLIPS)
    slips += [(right / by, f"that is {by:g} times too little") for by in _SLIPS]
    slips += [(other, "that is the number of another row") for other in others]
    slips += [(other, "that divides where it multiplies, or the other way") for other in turned]
    return [one for one in slips if max(one[0] / right, right / one[0]) > _TELLING]


def _stated(grid: Grid, slide: Slide, before: Slide | None) -> list[_Amount]:
    """The amounts of the words around the table, and of the slide before, that a law may take, each once."""
    place = slide.place_of(grid.block)
    near = slide.blocks[max(0, place - _MOST_BLOCKS) : place][::-1] + slide.blocks[place + 1 : place + 3]
    texts = [grid.block.title, *(one.text.text[:_LONGEST] for one in near if _is_text(one))]
    texts += [one.text.text[:_LONGEST] for one in before.blocks[-_MOST_BLOCKS:] if _is_text(one)] if before else []
    wrong = slide.once("wrong amounts", lambda: {one.text for one in slide.claims if one.verdict in FINDINGS})
    found: dict[tuple[float, Dimension], _Amount] = {}
    for text in texts:
        for reading in readings(text):
            right = reading.one_value and reading.value > 0 and reading.text.strip() not in wrong
            for unit in reading.units[:1] if right else ():
                dimension, value = uncounted(unit.dimension), reading.value * unit.factor
                if dimension in _CONSTANTS:
                    one = _Amount(
                        value, 0.5 * reading.resolution / reading.value, dimension, reading.text.strip(), reading.value
                    )
                    found.setdefault((value, dimension), one._replace(room=min(one.room, _CLOSE)))
    return list(found.values())


def _is_text(block: Block) -> bool:
    return block.kind in ("paragraph", "item", "heading", "caption", "note")
