"""The verdicts on the cells of columns that are bound by what their headers call them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import grids
from mlsysim_validators.sources.judges.named_columns.budgets import budgets
from mlsysim_validators.sources.judges.named_columns.collective import bus_bandwidths
from mlsysim_validators.sources.judges.named_columns.constant import multiples
from mlsysim_validators.sources.judges.named_columns.scaling import efficiencies
from mlsysim_validators.sources.judges.named_columns.told import Told
from mlsysim_validators.sources.judges.named_columns.zero_stages import zero_stages
from mlsysim_validators.sources.judges.settling import is_open, settle
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.slides import Slide


def judge(slides: Mapping[int, Slide], claims: Sequence[Claim], finder: EntityFinder) -> list[Claim]:
    """Decide the open numbers of such columns; those that were no claims before are handed back."""
    by_slide: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.stated.value is None and claim.stated.cell is not None:
            by_slide.setdefault(claim.stated.block.slide, []).append(claim)
    known = {id(claim) for claim in claims}
    decided: list[Claim] = []
    for number, slide in slides.items():
        for told in _told(slide, slides.get(number - 1), by_slide.get(number, ()), finder):
            claim = told.entry.claim
            if is_open(claim) and _settled(claim, told):
                decided.append(claim)
    return [claim for claim in decided if id(claim) not in known]


def _settled(claim: Claim, told: Told) -> bool:
    before, claim.unit = claim.unit, told.unit or claim.unit
    if not settle(claim, told.step, told.room, certain=told.certain):
        claim.unit = before
        return False
    if claim.verdict in FINDINGS:
        claim.rule = told.rule or claim.rule
    return True


def _told(slide: Slide, before: Slide | None, claims: Sequence[Claim], finder: EntityFinder) -> Iterator[Told]:
    tables = list(grids(slide, claims))
    for grid in tables:
        yield from efficiencies(grid)
        yield from multiples(grid, slide, before)
        yield from zero_stages(grid, slide)
        yield from budgets(grid, finder)
    yield from bus_bandwidths(slide, tables)
