"""The verdicts on the numbers of a slide that say how many of one size fit."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.claims import Claim, by_place
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.fitting import alike, alone, devices, devices_alone, groups, leftover
from mlsysim_validators.sources.judges.recompute.fitting.alone import Cache
from mlsysim_validators.sources.judges.recompute.fitting.amounts import amounts_of
from mlsysim_validators.sources.judges.recompute.fitting.counted import Counted, counted_in
from mlsysim_validators.sources.judges.recompute.fitting.sizes import of_slide
from mlsysim_validators.sources.judges.recompute.texts import shares_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.slides import Slide

_HALF = 0.5
_MOST_STATED = 12


def judge(slide: Slide, claims: Sequence[Claim], finder: EntityFinder, facts: Facts, cache: Cache) -> list[Claim]:
    """Decide such numbers; those that were no claims before are handed back."""
    known = by_place(claims)
    fresh: list[Claim] = []
    if amounts_of(slide):
        fresh += devices.judge(slide, claims, finder, known)
        fresh += leftover.judge(slide, claims)
        fresh += devices_alone.judge(slide, known)
    counts: list[Counted] = []
    for block in slide.blocks:
        counts += counted_in(block, (slide.document, block, slide.index_of(block)), known)
    columns = list(groups.in_tables(slide, claims, finder))
    rows = list(groups.in_rows(slide, claims))
    if columns or rows or counts:
        sizes = of_slide(slide, facts)
        stated = [one.value for one in amounts_of(slide) if one.family < 0 and one.claim.stated.cell is None]
        for points in (*columns, *groups.in_text(counts, slide, finder)):
            fresh += alike.decide(points, sizes, _shares(slide), stated[:_MOST_STATED])
        for one in (*counts, *rows):
            if one.claim.verdict == "unresolved" and alone.decide(one, slide, finder, cache):
                fresh.append(one.claim)
    return [claim for claim in fresh if claim.place not in known]


def _shares(slide: Slide) -> tuple[float, ...]:
    """The shares of a memory that may be used, by what the slide says is used or kept free."""
    said = shares_in(slide.text)
    return (1.0, *(1 - share for share in said if share <= _HALF), *(share for share in said if share > _HALF))
