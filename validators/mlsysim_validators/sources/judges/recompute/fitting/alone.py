"""One number of things that fit, by the amounts that stand before it: what is left, over the size of one.

Right is what the nearest amounts give. Wrong is what a known slip makes of them (the weights not taken off, half of a
cache, a tenth), or anything else where both amounts stand in its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import floor
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip, contradict, whole_number
from mlsysim_validators.sources.judges.recompute.fitting.amounts import Amount, amounts_of
from mlsysim_validators.sources.judges.recompute.fitting.counted import Counted
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_OWN, _NEAR, _FAR = 0, 1, 2
_BLOCKS_ABOVE = 6
_FARTHEST = 3.0
_ABOUT = 0.05
_ALIKE = 0.012
_LEAST = 2
_HALVED = AnyCase(r"\bhal(?:f|ve[sd]?|ving)\b|quanti[sz]|\b[48]-bit|compress|\bdouble[sd]?\b|\btwice\b")
_SEVERAL = regex(
    r"\b(?:two|three|four|eight|pair|both)\b|\d ?[x×] ?[A-Z]|\b(?:[2-9]|\d\d+) (?:GPUs|cards|devices)", re.IGNORECASE
)
_SLIPS = ((2.0, "a cache is keys and values: twice as much"), (0.5, "that is for half the size of one"), (4.0, ""),
          (0.25, ""), (10.0, "a power of ten"), (0.1, "a power of ten"))  # fmt: skip
_COARSE = 0.06
_TOKENS = regex(r"\d ?[kK]?[- ]tokens?\b")
Cache = Callable[[Claim], Computed]


class _Seen(NamedTuple):
    """An amount before (or in the sentence of) a count, and how far away."""

    amount: Amount
    level: int


def decide(one: Counted, slide: Slide, finder: EntityFinder, cache: Cache) -> bool:
    """Give the verdict on a count, if the amounts before it tell."""
    claim = one.claim
    if claim.reading.value < _LEAST:
        return False
    seen = list(_before(claim, slide))
    sizes = [s for s in seen if s.amount.family >= 0 and one.family in (-1, s.amount.family)]
    sizes = _nearest([*sizes, *_in_another_format(sizes, seen)])
    lefts = _nearest([s for s in seen if s.amount.left])
    if not sizes and lefts and lefts[0].level == _OWN and one.family == 0:
        sizes = [_Seen(size, _OWN) for size in _computed(claim, cache)]
    if len(sizes) != 1 or _of_another(claim, sizes[0], lefts, finder):
        return False
    size = sizes[0].amount
    wholes = [s.amount for s in seen if not s.amount.left and s.amount.family < 0 and s.amount.value > size.value]
    if not lefts:
        return _of_the_whole(claim, sizes[0], [s for s in seen if s.amount in wholes], seen)
    if len(lefts) != 1:
        return False
    left = lefts[0].amount
    told = f"{left.words} left / {size.words} each"
    if fits(claim, left.value, size, left.room):
        claim.kind, claim.field = "derived", "requests_that_fit"
        claim.decide("match", working=told)
        return True
    slips = [
        Slip("recomputed", whole.value / size.value, f"that is of all the {whole.words}, of which only a part is left")
        for whole in wholes
        if whole.value > left.value * (1 + _COARSE)
    ]
    found = next((slip for slip in slips if fits(claim, slip.value * size.value, size)), None)
    if found is None and not _HALVED.search(_ahead(claim)):
        factors = ((by, why) for by, why in _SLIPS if fits(claim, left.value * by, size, left.room * by))
        by, why = next(factors, (0.0, ""))
        found = Slip("recomputed", left.value / size.value * by, why or f"that is {by:g} times as many") if by else None
    both = sizes[0].level == lefts[0].level == _OWN
    off = claim.reading.value * size.value / left.value
    if found is None and not (both and 1 / _FARTHEST < off < _FARTHEST and not _other_pair(claim, seen)):
        return False
    _contradict(claim, left.value / size.value, told, found)
    return True


def _computed(claim: Claim, cache: Cache) -> Iterator[Amount]:
    """The cache of one sequence, where the claim's own sentence says of how many tokens."""
    if _TOKENS.search(claim.stated.sentence()) is None:
        return
    computed = cache(claim)
    for value, told in computed.values[:1] if computed.certain else ():
        yield Amount(value, 0.01 * value, f"{value / 1e9:.3g} GB ({told})", 0, False, claim)


def fits(claim: Claim, memory: float, size: Amount, room: float = 0.0) -> bool:
    """Whether a count is how many of a size fit into a memory, cut off or rounded, as far as the amounts print."""
    stated = claim.reading.value
    low, high = (memory - room) / (size.value + size.room), (memory + room) / max(size.value - size.room, 1e-9)
    slack = (_ABOUT if claim.reading.rough else _ALIKE) * high
    return low - max(1.0, slack) - 1e-9 <= stated <= high + max(0.5, slack) + 1e-9


def _of_the_whole(claim: Claim, size: _Seen, wholes: Sequence[_Seen], seen: Sequence[_Seen]) -> bool:
    """Where two other amounts stand near, the weights of one memory: what the whole gives is wrong."""
    in_items = claim.stated.block.kind == "item"  # each of which may be of another device
    reach = _OWN if in_items else _NEAR
    near = sorted({s.amount.value: s.amount for s in wholes if s.level <= reach}.values())
    if len(near) == 1 and size.level <= _NEAR and not claim.reading.rough:
        return _of_all(claim, size.amount, near[0])
    if len(near) != 2 or any(
        s.amount.value not in (near[0].value, near[1].value, size.amount.value) for s in seen if s.level <= _NEAR
    ):
        return False
    small, large = near
    left = large.value - small.value
    told = f"({large.words} - {small.words}) / {size.amount.words} each"
    if fits(claim, left, size.amount, small.room + large.room):
        claim.kind, claim.field = "derived", "requests_that_fit"
        claim.decide("match", working=told)
        return True
    if left > 0 and fits(claim, large.value, size.amount):
        slip = Slip("recomputed", large.value, f"that is of all the {large.words}, of which only a part is left")
        _contradict(claim, left / size.amount.value, told, slip)
        return True
    return False


def _of_all(claim: Claim, size: Amount, whole: Amount) -> bool:
    """How many of a size a memory holds that stands alone with it: a part of one does not fit."""
    quotient = whole.value / size.value
    told = f"{whole.words} / {size.words} each"
    least, most = (
        (whole.value - whole.room) / (size.value + size.room),
        (whole.value + whole.room) / (size.value - size.room),
    )
    if floor(least) <= claim.reading.value <= floor(most):
        claim.kind, claim.field = "derived", "requests_that_fit"
        claim.decide("match", working=told)
        return True
    if claim.reading.value == floor(most) + 1 and most < claim.reading.value - 0.02 * claim.reading.value:
        _contradict(claim, quotient, told, Slip("recomputed", 0.0, "a part of one does not fit"))
        return True
    return False


def _contradict(claim: Claim, quotient: float, told: str, slip: Slip | None) -> None:
    fitting = float(floor(quotient + 1e-9))
    claim.kind, claim.field = "derived", "requests_that_fit"
    contradict(claim, claim.field, whole_number(fitting), told, slip)


def _before(claim: Claim, slide: Slide) -> Iterator[_Seen]:
    """The amounts in the sentence of a claim, and those before it."""
    begin, stop = claim.stated.sentence_span()
    mine = slide.place_of(claim.stated.block)
    for amount in amounts_of(slide):
        theirs = amount.claim.stated
        if theirs.text is claim.stated.text:
            start = amount.claim.reading.start
            if start < claim.reading.start or (start < stop and amount.family >= 0):
                yield _Seen(amount, _OWN if start >= begin else _NEAR)
            continue
        cells = theirs.cell is not None and claim.stated.cell is not None and theirs.block is claim.stated.block
        if cells and theirs.cell is not None and claim.stated.cell is not None:
            if theirs.cell.row < claim.stated.cell.row and theirs.cell.column == claim.stated.cell.column:
                yield _Seen(amount, _NEAR)
            continue
        distance = mine - slide.place_of(theirs.block)
        if 0 < distance <= _BLOCKS_ABOVE:
            yield _Seen(amount, _NEAR if distance <= 2 and theirs.cell is None else _FAR)


def _nearest(seen: Sequence[_Seen]) -> list[_Seen]:
    """Those of the nearest level, each value once."""
    level = min((one.level for one in seen), default=0)
    return list({one.amount.value: one for one in seen if one.level == level}.values())


def _in_another_format(sizes: Sequence[_Seen], seen: Sequence[_Seen]) -> Iterator[_Seen]:
    """The amounts of the sentence that are half or twice the size of one: of one in another number format."""
    for one in seen:
        if one.level == _OWN and one.amount.family < 0 and not one.amount.left:
            for size in sizes:
                if any(abs(one.amount.value / (size.amount.value * by) - 1) <= _ALIKE for by in (0.5, 2.0, 0.25)):
                    yield one._replace(amount=one.amount._replace(family=size.amount.family))


def _ahead(claim: Claim) -> str:
    begin, _ = claim.stated.sentence_span()
    return claim.stated.text.text[begin : claim.reading.start]


def _of_another(claim: Claim, size: _Seen, lefts: Sequence[_Seen], finder: EntityFinder) -> bool:
    """Whether its own sentence speaks of a format, a device or a number of them that the amounts are not of."""
    ahead = _ahead(claim)
    if size.level != _OWN and (formats_in(ahead) or _HALVED.search(ahead)):
        return True
    if not lefts or lefts[0].level == _OWN or claim.stated.cell is not None:
        return False
    named = {mention.entry.id for mention in finder.mentions(ahead) if mention.entry.kind == "accelerators"}
    theirs = {mention.entry.id for mention in finder.mentions(lefts[0].amount.claim.stated.sentence())}
    return bool(named - theirs) or _SEVERAL.search(ahead) is not None


def _other_pair(claim: Claim, seen: Sequence[_Seen]) -> bool:
    """Whether two other amounts of the sentence give the count."""
    own = [one.amount for one in seen if one.level == _OWN]
    return any(
        fits(claim, one.value, other) for one in own for other in own if one is not other and one.value > other.value
    )
