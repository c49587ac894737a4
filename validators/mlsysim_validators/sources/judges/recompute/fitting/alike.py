"""Numbers of things that fit, in a column or a list: all follow from their memories by one size of a thing.

floor((share x memory - weights) / size of one): the size is stated, the share as well; what is taken off is nothing,
where the memory is what is left, an amount that is stated, or what all but one of the numbers agree on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict, whole_number
from mlsysim_validators.sources.judges.recompute.fitting.amounts import Amount
from mlsysim_validators.sources.judges.recompute.series import common

_FEWEST = 3  # that agree on an amount that is nowhere stated
_SHOWS = 5  # the least number of things that shows a size
_ABOUT = 0.012
_KNOWN = 0.006
_FARTHEST = 12.0
_EXACT = 0.5
_USUAL = (1.0, 0.95, 0.9, 0.85, 0.8)  # of the memory of a device
DEVICE = "the device"


class Memory(NamedTuple):
    """A memory that things fit into: what it is (a column, "the device"), how much, half a unit of its last digit."""

    name: str
    value: float
    room: float
    words: str


class Point(NamedTuple):
    """A number of things and the memories that it may be of."""

    claim: Claim
    memories: tuple[Memory, ...]


class _Fit(NamedTuple):
    """How a group follows: from which memory, by which size, share and amount taken off, and who does not."""

    name: str
    size: Amount
    share: float
    taken: float
    said: bool  # the amount that is taken off is stated, or nothing
    following: list[Point]
    odd: list[Point]


def decide(
    points: Sequence[Point], sizes: Sequence[Amount], shares: Iterable[float], stated: Sequence[float]
) -> list[Claim]:
    """Give the verdicts that a group tells; `stated` are the amounts that may have been taken off."""
    best: _Fit | None = None
    for fit in _fits(points, sizes, tuple(shares), stated):
        if best is None or (len(fit.following), fit.said) > (len(best.following), best.said):
            best = fit
    if best is None or not best.odd or len(best.odd) > len(best.following):
        return []
    decided = []
    for point in best.odd:
        if point.claim.verdict == "unresolved" and _tell(point, best, sizes):
            decided.append(point.claim)
    return decided


def _fits(
    points: Sequence[Point], sizes: Sequence[Amount], shares: tuple[float, ...], stated: Sequence[float]
) -> Iterator[_Fit]:
    names = {memory.name for point in points for memory in point.memories}
    for name in sorted(names):
        mine = [(point, memory) for point in points for memory in point.memories if memory.name == name]
        if len(mine) < 2:
            continue
        for size in sizes:
            usual = _USUAL if len(mine) > _FEWEST and name == DEVICE else ()
            for share in dict.fromkeys((*shares, *usual)):
                ranges = [_range(point, memory, size, share) for point, memory in mine]
                fit = _agreed(mine, ranges, stated, (name, size, share))
                if fit is not None:
                    yield fit


def _range(point: Point, memory: Memory, size: Amount, share: float) -> tuple[float, float]:
    """What may be taken off a memory so that a count of a size is left: cut off, or rounded."""
    count, whole = point.claim.reading.value, share * memory.value
    slack = max(_EXACT, _ABOUT * count)
    low = whole - memory.room - (count + 1) * (size.value + size.room)
    return low, whole + memory.room - max(0.0, count - slack) * (size.value - size.room)


def _agreed(
    mine: Sequence[tuple[Point, Memory]],
    ranges: list[tuple[float, float]],
    stated: Sequence[float],
    what: tuple[str, Amount, float],
) -> _Fit | None:
    """The most of a group that one amount explains, nothing or a stated one before any other."""
    best: tuple[int, bool, float] = (0, False, 0.0)
    for taken in (0.0, *stated):
        count = sum(low * (1 - _KNOWN) <= taken <= high * (1 + _KNOWN) for low, high in ranges)
        best = max(best, (count, True, -taken))
    inside, middle = common(ranges)
    if len(inside) > best[0] and middle > 0 and len(inside) >= _FEWEST:
        best = (len(inside), False, -middle)
    count, said, negative = best
    taken = -negative
    following = [
        p
        for (p, _), (low, high) in zip(mine, ranges, strict=True)
        if low * (1 - _KNOWN) <= taken <= high * (1 + _KNOWN)
    ]
    odd = [point for point, _ in mine if point not in following]
    telling = [point for point in following if point.claim.reading.value >= _SHOWS]
    if not telling or len({point.claim.reading.value for point in following}) < min(2, len(following)):
        return None
    return _Fit(*what, taken, said, following, odd)


def _tell(point: Point, fit: _Fit, sizes: Sequence[Amount]) -> bool:
    claim, memory = point.claim, next(one for one in point.memories if one.name == fit.name)
    alike = (one for other in fit.following for one in other.memories if one.name == fit.name)
    if fit.name != DEVICE and any(one.value == memory.value for one in alike):
        return False  # the same memory holds another number there: of things of another size
    stated, left = claim.reading.value, fit.share * memory.value - fit.taken
    right = left / fit.size.value
    if left <= 0 or not 1 / _FARTHEST < stated / right < _FARTHEST:
        return False
    slips = (
        [(memory.value / fit.size.value, "that is of all the memory, of which only a part is left")]
        if fit.taken
        else []
    )
    slips += [
        (one.value / fit.size.value, f"that is of all the {one.words}") for one in point.memories if one.value > left
    ]
    slips += [(right * by, "a cache is keys and values" if by == 2 else "") for by in (2.0, 0.5, 4.0, 10.0, 0.1)]
    slips += [(other.reading.value, "the number of another row") for other in (one.claim for one in fit.following)]
    slip = next((Slip("recomputed", value, why) for value, why in slips if _is(stated, value)), None)
    if slip is None and len(fit.following) < _FEWEST:
        return False
    if abs(stated - right) <= max(1.0, 3 * _ABOUT * right):
        return False
    taken = f" - {fit.taken / 1e9:.4g} GB" if fit.taken else ""
    share = f"{fit.share:.0%} of " if fit.share != 1 else ""
    others = ", ".join(one.claim.text for one in fit.following[:2])
    told = f"({share}{memory.words}{taken}) / {fit.size.words} each, as {others}"
    fitting = float(floor(right + 1e-9))
    claim.kind, claim.field = "derived", "requests_that_fit"
    contradict(claim, claim.field, whole_number(fitting), told, slip if slip is not None and slip.sentence else None)
    return True


def _is(stated: float, value: float) -> bool:
    return abs(stated - value) <= max(1.0, _ABOUT * value)
