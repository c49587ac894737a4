"""Tables of the stages of ZeRO: what each leaves on a GPU of N of the states of a training with Adam.

Weights and gradients of 2 bytes, states of 12 (Rajbhandari et al. 2020): stage 1 shards the last, stage 2 the
gradients as well, stage 3 all. The number of parameters is that which the row without sharding has, or the words
above; another row has to follow before one is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Grid
from mlsysim_validators.sources.judges.named_columns.told import Told
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.texts.slides import Slide

_STAGE = AnyCase(r"\b(?:zero|stage|os|p)[- ]?(?:stage )?(?P<stage>[123])\b|\bfsdp\b.{0,12}full.?shard")
_NONE = AnyCase(r"\b(?:ddp|baseline|plain|no (?:zero|sharding)|zero[- ]?0|none|unsharded|without|replicated)\b")
_ZERO = AnyCase(r"\bzero\b|\bzero-?[123]\b|deepspeed")
_RANKS = AnyCase(
    r"(?<![\w.])(?P<a>\d{1,5}) (?:data[- ]parallel )?(?:gpus|devices|ranks|workers|accelerators|cards)\b|"
    r"(?:over|across|among|n_?d? ?=) ?(?P<b>\d{1,5})(?![\w.])"
)
_OTHER_BYTES = AnyCase(r"8[- ]bit|bytes per parameter: ?1[0-57-9]|offload")
_PER_PARAMETER = (16.0, 4.0, 2.0, 0.0)  # bytes that a stage leaves whole; the rest of 16 is shared
_ROOM = 0.012
_MOST_ROWS = 8


class _Row(NamedTuple):
    number: int
    stage: int


def zero_stages(grid: Grid, slide: Slide) -> Iterator[Told]:
    """What the stages of a table leave on each GPU."""
    rows = [_Row(row, stage) for row, label in grid.labels.items() if (stage := _stage(label)) >= 0]
    if not 3 <= len(rows) <= _MOST_ROWS or not slide.says(_ZERO) or slide.says(_OTHER_BYTES):
        return
    if len({row.stage for row in rows}) != len(rows):
        return
    ranks = {int(match["a"] or match["b"]) for match in _RANKS.finditer(slide.text)}
    if len(ranks) != 1 or (count := ranks.pop()) < 2:
        return
    for entries in grid.values.values():
        if all(one.unit.dimension == BYTES for one in entries.values()):
            yield from _of_column(entries, rows, count)


def _stage(label: str) -> int:
    match = _STAGE.search(label)
    if match is not None:
        return int(match["stage"] or 3)
    return 0 if _NONE.search(label) else -1


def _of_column(entries: Column, rows: list[_Row], count: int) -> Iterator[Told]:
    stated = [row for row in rows if row.number in entries]
    whole = next((row for row in stated if row.stage == 0), None)
    if whole is None or len(stated) < 3:
        return
    size = entries[whole.number].value / _PER_PARAMETER[0]
    rest = [row for row in stated if row is not whole]
    right = {row.number: size * _bytes(row.stage, count) for row in rest}
    odd = [row for row in rest if not _follows(entries, row, right)]
    if len(odd) > 1 or len(odd) == len(rest):
        return
    for row in rest:
        kept, value = _PER_PARAMETER[row.stage], right[row.number]
        shared = f"{_PER_PARAMETER[0] - kept:g} / {count} bytes"
        told = (
            f"{size / 1e9:.3g}B parameters × ({kept:g} + {shared})"
            if kept
            else (f"{size / 1e9:.3g}B parameters × {shared}")
        )
        room = entries[row.number].room + _ROOM * value
        yield Told(entries[row.number], Step("sharded_states", [(value, told)], []), room, certain=True)


def _bytes(stage: int, count: int) -> float:
    kept = _PER_PARAMETER[stage]
    return kept + (_PER_PARAMETER[0] - kept) / count


def _follows(entries: Column, row: _Row, right: dict[int, float]) -> bool:
    one, value = entries[row.number], right[row.number]
    return abs(one.value - value) <= one.room + _ROOM * value
