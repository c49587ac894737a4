"""The constants that the words around a table state: prices, efficiencies, batch sizes, lengths."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.dimensions import is_money, uncounted
from mlsysim_validators.sources.judges.off_by import half_a_step
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

_MOST_BLOCKS = 14
_MOST = 40
_LONGEST = 700
_BELOW = 1.5  # what stands below a table is as near as what stands this many times farther above it


class Constant(NamedTuple):
    """A number in base units: how far rounding leaves it open (relative), its words, how many stand nearer."""

    value: float
    room: float
    dimension: Dimension
    bare: bool
    words: str
    rank: int


def around(slide: Slide, block: Block) -> list[Constant]:
    """The numbers of the words around a table, the nearest first; those that were found wrong are left out."""
    place = slide.place_of(block)
    others = [other for other in slide.blocks if other is not block and other.kind != "table"]
    others.sort(key=lambda other: _distance(slide.place_of(other) - place))
    headers = [cell.text.text for row in block.rows[: block.header_rows] for cell in row]
    wrong = {claim.text for claim in slide.claims if claim.verdict in FINDINGS}
    found: dict[tuple[float, Dimension], Constant] = {}
    for text in (*headers, block.title, *(other.text.text[:_LONGEST] for other in others[:_MOST_BLOCKS])):
        for reading in readings(text):
            if reading.one_value and reading.value > 0 and reading.text.strip() not in wrong:
                for constant in _meanings(reading, len(found)):
                    found.setdefault((constant.value, constant.dimension), constant)
        if len(found) >= _MOST:
            break
    return list(found.values())[:_MOST]


def _meanings(reading: Reading, rank: int) -> list[Constant]:
    found = []
    for unit in reading.units[:2]:
        dimension = uncounted(unit.dimension)
        exact = is_money(dimension) or ("." not in reading.text and not dimension)
        room = 0.0 if exact else half_a_step(reading)
        found.append(Constant(reading.value * unit.factor, room, dimension, reading.bare, reading.text.strip(), rank))
    return found


def _distance(apart: int) -> float:
    return -float(apart) if apart < 0 else apart * _BELOW
