"""How many devices one amount needs: that over the memory of one, rounded up, in a column, a list or a sentence.

In a column or list all numbers are of one amount, which the slide states. One that is too small does not fit; one that
is too large is wrong where it is what another format needs, or the number of another row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, grids
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict, whole_number
from mlsysim_validators.sources.judges.recompute.fitting.alike import Memory, Point
from mlsysim_validators.sources.judges.recompute.fitting.amounts import amounts_of
from mlsysim_validators.sources.judges.recompute.fitting.counted import claim_at
from mlsysim_validators.sources.judges.recompute.fitting.groups import columns_of, counts, of_device
from mlsysim_validators.sources.judges.recompute.texts import formats_in, shares_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document
from mlsysim_validators.sources.texts.slides import Slide

NEEDED = AnyCase(
    r"\bneed|\bhow many|\bhold|\bfits?\b|minimum|\bmin\b|at least|fewest|\brequired\b|"
    r"devices? for|GPUs? for|cards? for|what it takes|does it fit"
)
_DEVICES = AnyCase(r"\b(?:devices?|GPUs?|cards?|accelerators?|chips?|TPUs?|needed)\b")
_OTHERWISE = AnyCase(r"users?|requests|sequences|cost|price|power|layers|heads|per node|node count|/ ?s\b")
_NAMED = regex(
    r"(?:^|[;,] |\band )(?P<name>(?:the )?[A-Z][\w -]{1,24}?)(?::| needs| takes) "
    r"(?P<number>\d{1,4})(?= each|[;,.]| and|$)"
)
_FEWEST = 3
_SLACK = 0.004
_MOST_AMOUNTS = 16
_OTHER_FORMATS = (2.0, 0.5, 4.0, 0.25)
_LONGEST = 600
_LEAST_USABLE = 0.5


class _Fit(NamedTuple):
    """The amount that most of a group hold, those that do, those that do not."""

    name: str
    amount: float
    following: list[Point]
    odd: list[Point]


def judge(slide: Slide, claims: Sequence[Claim], finder: EntityFinder, known: dict[Place, Claim]) -> list[Claim]:
    """Decide the numbers of devices that do not follow as the others do."""
    decided: list[Claim] = []
    if not NEEDED.search(slide.text):
        return decided
    for points in (*_in_tables(slide, claims, finder), *_in_lists(slide, finder, known)):
        if all(point.claim.verdict != "unresolved" for point in points):
            continue
        fit = _best(points, _amounts(slide))
        for point in fit.odd if fit is not None else ():
            if fit is not None and point.claim.verdict == "unresolved" and _tell(point, fit, slide):
                decided.append(point.claim)
    return decided


def _amounts(slide: Slide) -> list[float]:
    return list(dict.fromkeys(one.value for one in amounts_of(slide) if one.family < 0))[:_MOST_AMOUNTS]


def _in_tables(slide: Slide, claims: Sequence[Claim], finder: EntityFinder) -> Iterator[list[Point]]:
    for grid in grids(slide, claims):
        corner = next(iter(grid.headers.values()), "")
        for column, entries in grid.values.items():
            header = grid.headers.get(column, "")
            told = _DEVICES.search(header) or formats_in(header)
            if not column or not _counts(entries) or not told or _OTHERWISE.search(header):
                continue
            if not NEEDED.search(f"{header} | {corner} | {grid.title}"):
                continue
            yield [
                Point(entry.claim, (*columns_of(grid, column, row), *of_device(grid.labels.get(row, ""), finder)))
                for row, entry in entries.items()
                if row not in grid.totals
            ]


def _counts(entries: Column) -> bool:
    return len(entries) > _FEWEST and counts(entries) and all(entry.value > 0 for entry in entries.values())


def _in_lists(slide: Slide, finder: EntityFinder, known: dict[Place, Claim]) -> Iterator[list[Point]]:
    """ "H100: 6; H200: 3" in a list under words that say what of."""
    points: list[Point] = []
    intro = ""
    for block in slide.blocks:
        if block.kind != "item":
            if len(points) > _FEWEST and NEEDED.search(intro):
                yield points
            points, intro = [], block.text.text[-_LONGEST:] if block.kind != "table" else ""
            continue
        points += _named(block, (slide.document, block, slide.index_of(block)), finder, known)
    if len(points) > _FEWEST and NEEDED.search(intro):
        yield points


def _named(
    block: Block, place: tuple[Document, Block, int], finder: EntityFinder, known: dict[Place, Claim]
) -> Iterator[Point]:
    for match in _NAMED.finditer(block.text.text[:_LONGEST]):
        memory = of_device(match["name"], finder)
        if memory:
            yield Point(claim_at(match, place, known), memory)


def _best(points: Sequence[Point], amounts: Iterable[float]) -> _Fit | None:
    best: _Fit | None = None
    for name in sorted({memory.name for point in points for memory in point.memories}):
        mine = [(point, memory) for point in points for memory in point.memories if memory.name == name]
        for amount in amounts if len(mine) > _FEWEST else ():
            following = [point for point, memory in mine if _holds(point.claim.reading.value, memory, amount)]
            if best is None or len(following) > len(best.following):
                best = _Fit(name, amount, following, [point for point, _ in mine if point not in following])
    if best is None or len(best.following) < max(_FEWEST, len(best.odd) + 2):
        return None
    return best if len({point.claim.reading.value for point in best.following}) > 1 else None


def _holds(count: float, memory: Memory, amount: float) -> bool:
    """Whether a count is what an amount needs, rounded up, as far as the memory prints."""
    least, most = (
        amount * (1 - _SLACK) / (memory.value + memory.room),
        amount * (1 + _SLACK) / (memory.value - memory.room),
    )
    return ceil(least) <= count <= max(ceil(least), ceil(most))


def _power_of_two(count: float) -> float:
    """The least power of two that is not smaller."""
    return 2.0 ** int(count - 1).bit_length() if count > 1 else 1.0


def _tell(point: Point, fit: _Fit, slide: Slide) -> bool:
    claim, memory = point.claim, next(one for one in point.memories if one.name == fit.name)
    if not memory.value:
        return False
    stated, right = claim.reading.value, float(ceil(fit.amount / memory.value - _SLACK))
    told = f"{fit.amount / 1e9:.4g} GB / {memory.words}, rounded up"
    slip = None
    if stated > right:
        others = [(fit.amount * by / memory.value, "that is for another number format") for by in _OTHER_FORMATS]
        others += [(one.claim.reading.value, "the number of another row") for one in fit.following]
        power = _power_of_two(right)
        usable = [share for share in shares_in(slide.text) if _LEAST_USABLE < share < 1]
        if any(stated == _power_of_two(ceil(fit.amount / (share * memory.value) - _SLACK)) for share in usable):
            return False
        slip = next((Slip("recomputed", value, why) for value, why in others if ceil(value) == stated), None)
        if slip is None or (stated == power and not slip.sentence.startswith("that")):
            return False
    claim.kind, claim.field = "derived", "devices_needed"
    slip = slip or Slip("does-not-fit", stated, "fewer do not hold it")
    contradict(claim, claim.field, whole_number(right), told, slip)
    return True
