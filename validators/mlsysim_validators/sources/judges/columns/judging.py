"""The verdicts on the cells of a table that follow a law, and on the one that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid, grids
from mlsysim_validators.sources.judges.columns.constants import Meanings
from mlsysim_validators.sources.judges.columns.fits import Fit, fits_of
from mlsysim_validators.sources.judges.columns.lines import Line, frames
from mlsysim_validators.sources.judges.columns.stated import Constant, around
from mlsysim_validators.sources.judges.columns.telling import FIELD, is_open, told_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.slides import Slide


def judge(slide: Slide, claims: Sequence[Claim], finder: EntityFinder) -> list[Claim]:
    """Decide the open numbers of the slide's tables; those that were no claims before are handed back."""
    known = {id(claim) for claim in claims}
    decided: dict[int, Claim] = {}
    for grid in grids(slide, claims):
        if any(is_open(one.claim) for column in grid.values.values() for one in column.values()):
            decided |= {id(claim): claim for claim in judge_table(grid, around(slide, grid.block), finder)}
    return [claim for number, claim in decided.items() if number not in known]


def judge_table(grid: Grid, constants: Sequence[Constant], finder: EntityFinder) -> Iterator[Claim]:
    """Decide the open numbers of one table, with the constants that the words around it state."""
    meanings = Meanings(constants)
    for frame in frames(grid):
        found = [
            (target, list(fits_of(frame, target, constants, meanings)))
            for place, target in enumerate(frame.lines)
            if any(map(_has_open, frame.lines[: place + 1])) and not _is_specified(target)
        ]
        yield from _right(found)
        yield from told_of(frame, found, grid, finder)


def _right(found: Sequence[tuple[Line, list[Fit]]]) -> Iterator[Claim]:
    """The open numbers that follow a law, of two that part the cells otherwise neither."""
    for target, fits in found:
        kept = {case for fit in fits for case in fit.following}
        for fit in sorted(fits, key=lambda one: -one.bits):
            if fit.odd and (fit.meaning is None or not kept.isdisjoint(fit.odd)):
                continue
            for case in fit.following:
                entry = target.values[case].entry
                if entry is not None and is_open(entry.claim):
                    claim = entry.claim
                    claim.kind, claim.unit, claim.field = "derived", entry.unit, claim.field or FIELD
                    claim.decide("match", working=fit.working)
                    yield claim


def _has_open(line: Line) -> bool:
    return any(one.entry is not None and is_open(one.entry.claim) for one in line.values.values())


def _is_specified(line: Line) -> bool:
    return all(one.entry is None or one.entry.claim.kind == "spec" for one in line.values.values())
