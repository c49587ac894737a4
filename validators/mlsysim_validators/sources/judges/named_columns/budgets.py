"""Tables of compute budgets: the FLOP of a training beside its parameters N and tokens D, of which it takes 6 N D.

Which column is which, the headers say. How the rows count (attention, embeddings, recomputation, epochs) leaves a
small factor open, and a mixture of experts trains only a part of its parameters: told is a row that is far off, or one
that is off where all others follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log10
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import FLOP_RATE, OPERATIONS
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid
from mlsysim_validators.sources.judges.named_columns.told import Told
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_FLOP = AnyCase(r"\bflops?\b")
_BUDGET = AnyCase(r"compute|budget|\bflops?\b|^\W*c\W*$|training cost")
_NO_BUDGET = AnyCase(
    r"per (?:token|step|second|sample|sequence|layer|batch|gpu|device|param)|/|forward|inference|peak|"
    r"\bmfu\b|utili|rate|hours|\bdays?\b|memory"
)
_PARAMETERS = AnyCase(r"param|model size|\bsize\b|(?:^|\W)n(?:_?(?:opt|\*))?(?:\W|$)")
_TOKENS = AnyCase(r"tokens|(?:^|\W)d(?:_?(?:opt|\*))?(?:\W|$)")
_NO_AMOUNT = AnyCase(r"per|/|ratio|\bloss\b|vocab|batch|context|layer|d_?model|hidden|head|bytes|\bGB\b|share|%|growth")
_EXPERTS = AnyCase(r"\bmoe\b|experts?\b|mixture|sparse|active|activat|switch|router|fine-?tun|\blora\b|distill")
_RATE = regex(r"/ ?s")
_SCALE = regex(r"\((?:in )?(?P<scale>[MBT]|millions?|billions?|trillions?)\)|\bin (?P<words>[mbt]r?illions?)\b")
_SCALES = {"M": 1e6, "B": 1e9, "T": 1e12}
_ALONE = " ~≈$*_"
_NAME = regex(r"\W*[A-Za-z]")
_LEAST_FLOP, _LEAST_COUNT = 1e12, 1e5
_CLOSE, _CLEAR = 1.15, 1.4  # a row that follows; one that does not, where the others do
_FAR = 5.0  # encoders and decoders take half, recomputation 4/3, epochs several times
_FEWEST = 2
_DIGITS = 0.01  # of a power of ten
_MOST_ROWS = 60


class _Run(NamedTuple):
    """The compute of a row, by how much it is off, what it should be, and in which words."""

    budget: Entry
    off: float
    right: float
    told: str


def budgets(grid: Grid, finder: EntityFinder) -> Iterator[Told]:
    """The budgets of a table that its parameters and tokens do not take."""
    columns = _columns(grid)
    if columns is None or _EXPERTS.search(f"{grid.title} {' '.join(grid.headers.values())}"):
        return
    runs = list(_runs(grid, *columns, finder))
    following = [run for run in runs if 1 / _CLOSE <= run.off <= _CLOSE]
    others_follow = len(following) >= max(_FEWEST, len(runs) - 1)
    for run in runs:
        step = Step("training_flops", [(run.right, run.told)], [])
        unit = next((unit for unit in run.budget.claim.reading.units if unit.dimension == OPERATIONS), None)
        if run in following:
            yield Told(run.budget, step, _CLOSE * run.right - run.right, unit=unit)
        elif max(run.off, 1 / run.off) >= (_CLEAR if others_follow else _FAR):
            yield Told(run.budget, step, run.budget.room, certain=True, rule="table", unit=unit)


def _columns(grid: Grid) -> tuple[Column, int, int] | None:
    """The column of budgets, and which ones are of parameters and of tokens; None where several may be."""
    compute = [column for column in grid.values if _is_compute(grid, column)]
    parameters = [
        column
        for column, header in grid.headers.items()
        if column not in compute and _PARAMETERS.search(header) and not _NO_AMOUNT.search(header)
    ]
    tokens = [
        column
        for column, header in grid.headers.items()
        if column not in (*compute, *parameters) and _TOKENS.search(header) and not _NO_AMOUNT.search(header)
    ]
    if not len(compute) == len(parameters) == len(tokens) == 1:
        return None
    return grid.values[compute[0]], parameters[0], tokens[0]


def _is_compute(grid: Grid, column: int) -> bool:
    header, entries = grid.headers.get(column, ""), grid.values[column]
    if not _BUDGET.search(header) or _NO_BUDGET.search(header) or len(entries) > _MOST_ROWS:
        return False
    dimensions = {unit.dimension for one in entries.values() for unit in one.claim.reading.units[:1]}
    told = dimensions <= {OPERATIONS, FLOP_RATE} or (_FLOP.search(header) is not None and dimensions == {()})
    rates = any(_RATE.search(one.claim.text) for one in entries.values())
    return told and not rates and all(one.value >= _LEAST_FLOP for one in entries.values())


def _runs(grid: Grid, compute: Column, parameters: int, tokens: int, finder: EntityFinder) -> Iterator[_Run]:
    for row, budget in compute.items():
        size, size_words = _count(grid, parameters, row)
        trained, trained_words = _count(grid, tokens, row)
        if min(size, trained) < _LEAST_COUNT:
            continue
        right = float(formulas.training_flops(size, trained))
        off = budget.value / right
        if _trains_all(grid, row, finder, off):
            yield _Run(budget, off, right, f"6 × {size_words} × {trained_words}")


def _trains_all(grid: Grid, row: int, finder: EntityFinder, off: float) -> bool:
    """Whether a row trains all parameters: of a mixture of experts 6 N D is too much.

    A model that nobody knows may be one, but where the digits are those of 6 N D.
    """
    words = " | ".join(texts.get(row, "") for texts in grid.texts.values())
    named = [mention.entry for mention in finder.mentions(words) if mention.entry.kind == "models"]
    if _EXPERTS.search(words) or any("parameters.active" in entry for entry in named):
        return False
    places = log10(off)
    return bool(named) or off > 1 or not _NAME.match(grid.labels.get(row, "")) or abs(places - round(places)) < _DIGITS


def _count(grid: Grid, column: int, row: int) -> tuple[float, str]:
    """How many parameters or tokens a cell says, and its words; 0 where it says something else."""
    text = grid.texts.get(column, {}).get(row, "")
    found = readings(text)
    if len(found) != 1 or not found[0].one_value:
        return 0.0, ""
    one = found[0]
    unit = next((unit for unit in one.units if unit.dimension in ((), (("tokens", 1),), (("parameters", 1),))), None)
    if unit is None or text[: one.start].strip(_ALONE):
        return 0.0, ""
    said = _SCALE.search(grid.headers.get(column, "")) if unit.factor == 1 else None
    letter = (said["scale"] or said["words"])[0].upper() if said is not None else ""
    return one.value * unit.factor * _SCALES.get(letter, 1.0), f"{' '.join(one.text.split())}{letter}"
