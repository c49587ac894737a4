"""The bubble of a pipeline: the idle share of a step, (p-1)/(m+p-1), or the idle over the ideal time, (p-1)/m.

Both are in use (Huang et al. 2019, Narayanan et al. 2021), so that the document itself has to say which it means: by
its formula, or by the other numbers of the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute import cells
from mlsysim_validators.sources.judges.recompute.chains.counted import WORDS
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings, words_around

_N = rf"(\d{{1,4}}|{'|'.join(WORDS)})"
_STAGES = AnyCase(
    rf"\b(?:pp|p|s|k) ?= ?{_N}\b|(?<![\w.,]){_N}[ -](?:pipeline |deep )?stages?\b|"
    rf"pipeline(?:[ -]parallel\w*)?(?: of| degree| depth| size)*,? ?=? ?(\d{{1,3}})\b|\bpp[- ]?(\d{{1,3}})\b"
)
_BATCHES = AnyCase(
    rf"\bm ?= ?(\d{{1,4}})\b|(?<![\w.,]){_N} (?:\w+ )?micro-?\s?batch(?:es)?\b|"
    rf"micro-?\s?batch(?:es)?(?: to| of| from| ?[=:])* ?{_N}\b"
)
_CHUNKS = AnyCase(rf"\bv ?= ?(\d{{1,2}})\b|(?<![\w.,]){_N} (?:\w+ )?(?:chunks|slices)\b|{_N} virtual (?:\w+ )?stages")
_NAMED = AnyCase(r"bubble|\bidl(?:e|es|ing)\b|stages? (?:waits?|stands? still)")
_OTHER = AnyCase(r"zero[- ]bubble|zb-|below|under\b|target|keep|budget|at most|less than|throughput|speed")
_INTERLEAVES = AnyCase(r"interleav|virtual|chunk")
_LINES = 4
_LONGEST = 600
_FARTHEST = 2.5


class Pipeline(NamedTuple):
    """Stages, micro-batches and chunks a stage, and whether all are said of this number for certain."""

    p: float
    m: float
    v: float
    sure: bool

    def share(self) -> float:
        """The idle share of a step."""
        return (self.p - 1) / (self.v * self.m + self.p - 1)

    def overhead(self) -> float:
        """The idle time over the ideal one."""
        return float(formulas.pipeline_bubble(self.p, self.v * self.m))


def compute(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """What the bubble is that a claim states; None where it states none, or where that is not known."""
    if claim.reading.units[0].symbol != "%" or not slide.says(_NAMED):
        return None
    cell = claim.stated.cell
    words = f"{around.row} | {around.column}" if cell is not None else around.sentence
    named = _NAMED.search(
        f"{words} {head_of(claim)}" if cell is None else f"{words} {around.title} {_above(claim, slide)}"
    )
    if not named or _OTHER.search(words) or len(words) > _LONGEST:
        return None
    found = _pipeline(claim, around, slide)
    if found is None or found.p < 2 or found.m < 1:
        return None
    forms = facts.bubble_forms(claim.stated.block.slide) or _of_neighbours(claim, slide)
    told = f"p = {found.p:g} stages, m = {found.m:g} micro-batches" + (f", v = {found.v:g}" if found.v > 1 else "")
    own, other = (found.share(), found.overhead()) if "share" in forms else (found.overhead(), found.share())
    names = ("(p-1)/(m+p-1)", "(p-1)/m") if "share" in forms else ("(p-1)/m", "(p-1)/(m+p-1)")
    unit = claim.reading.units[0]
    if len(forms) != 1:
        return "pipeline_bubble", unit, Computed([(own, f"{names[0]}; {told}"), (other, f"{names[1]}; {told}")])
    stated = claim.reading.value * unit.factor
    slips = [Slip("other-base", other, f"that is {names[1]}, which has another base than the {names[0]} of the text")]
    whole = Pipeline(found.p, found.m, 1.0, True)
    if found.v > 1:
        slips.append(
            Slip("recomputed", whole.share() if "share" in forms else whole.overhead(), "without interleaving")
        )
    slips.append(Slip("stages", found.p / found.m, "the bubble counts p - 1 stages"))
    fits = any(abs(stated - slip.value) <= 0.51 * claim.reading.resolution * unit.factor for slip in slips)
    near = 1 / _FARTHEST <= stated / own <= _FARTHEST
    return (
        "pipeline_bubble",
        unit,
        Computed(
            [(own, f"{names[0]}; {told}")],
            slips if found.sure else [],
            certain=found.sure,
            firm=found.sure and (fits or near),
        ),
    )


def _pipeline(claim: Claim, around: Surroundings, slide: Slide) -> Pipeline | None:
    listed = {
        name: cells.listed(claim, header)
        for name, header in (
            ("p", r"stages|^\W*p\b|\bPP\b|\bp\W*$"),
            ("m", r"micro-?\s?batch|^\W*m\b|\bm\W*$"),
            ("v", r"chunk|^\W*v\b|\bv\W*$|interleav"),
        )
    }
    values: list[float] = []
    sure = True
    for name, pattern in (("p", _STAGES), ("m", _BATCHES)):
        given = listed[name]
        value, near = (given.values[0], True) if given is not None else _nearest(pattern, claim, around, slide)
        if value is None:
            return None
        values.append(value)
        sure = sure and near
    chunks = listed["v"]
    here = _texts(claim, around, slide)[0]
    v, _ = (chunks.values[0], True) if chunks is not None else (_one(_CHUNKS, here), True)
    sure = sure and (v is not None or not _INTERLEAVES.search(f"{here} {around.row}"))
    return Pipeline(values[0], values[1], v or 1.0, sure)


def _texts(claim: Claim, around: Surroundings, slide: Slide) -> list[str]:
    own = f"{around.row} | {around.column}" if claim.stated.cell is not None else around.sentence
    lines = [block.text.text for block in islice(slide.above(claim.stated.block), _LINES) if block.kind != "listing"]
    begin = claim.stated.sentence_span()[0] if claim.stated.cell is None else 0
    if begin:  # what the paragraph says before
        lines.insert(0, claim.stated.text.text[max(0, begin - _LONGEST) : begin])
    return [own, *([_below(claim, slide)] if claim.stated.cell is not None else []), *lines, around.title]


def _above(claim: Claim, slide: Slide) -> str:
    return next((block.text.text for block in slide.above(claim.stated.block) if block.kind == "paragraph"), "")[
        :_LONGEST
    ]


def _below(claim: Claim, slide: Slide) -> str:
    """The line below a table, where its caption may stand."""
    place = next((index for index, block in enumerate(slide.blocks) if block is claim.stated.block), -1)
    following = slide.blocks[place + 1 : place + 2] if place >= 0 else []
    return following[0].text.text[:_LONGEST] if following and following[0].kind in ("paragraph", "caption") else ""


def _nearest(pattern: AnyCase, claim: Claim, around: Surroundings, slide: Slide) -> tuple[float | None, bool]:
    for text in _texts(claim, around, slide):
        found = _all(pattern, text)
        if found:
            return (found[-1], len(set(found)) == 1)
    return None, False


def _one(pattern: AnyCase, text: str) -> float | None:
    found = set(_all(pattern, text))
    return next(iter(found)) if len(found) == 1 else None


def _all(pattern: AnyCase, text: str) -> list[float]:
    digits = (next(group for group in match.groups() if group) for match in pattern.finditer(text[:2000]))
    return [float(WORDS.get(one) or one) for one in digits]


def _of_neighbours(claim: Claim, slide: Slide) -> frozenset[str]:
    """Which of the two the other numbers of a table are, where they agree: at least two are the one, none the other."""
    counts = {"share": 0, "overhead": 0}
    for one in _in_table(claim, slide):
        found = _pipeline(one, words_around(one.stated), slide)
        stated, room = one.reading.value * 0.01, 0.51 * one.reading.resolution * 0.01
        if found is not None and found.p > 1:
            fits = {"share": abs(found.share() - stated) <= room, "overhead": abs(found.overhead() - stated) <= room}
            for name in counts:
                counts[name] += fits[name] and not all(fits.values())
    most = [name for name, many in counts.items() if many >= 2]
    return frozenset(most) if len(most) == 1 and sum(counts.values()) == counts[most[0]] else frozenset()


def _in_table(claim: Claim, slide: Slide) -> Iterator[Claim]:
    if claim.stated.cell is not None:
        same = (one for one in slide.claims if one.stated.block is claim.stated.block and one is not claim)
        yield from islice((one for one in same if one.reading.units[0].symbol == "%"), 12)
