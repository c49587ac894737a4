"""A number that its surroundings do not give, among like ones that they do give: then it is wrong.

Like ones stand in one column or row of a table, or in the items of a list, each at the same place of its own. Alone a
number might be another quantity than the one that was computed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.recompute.computed import Computed, contradict
from mlsysim_validators.sources.judges.recompute.deciding import fits, unit_of
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.patterns import regex

_FEWEST = 2  # that are right
_PLACE = regex(r" \((?:the|its|a|an) [^)]*\)")
_INPUT = regex(
    r"(\d[\d.,]*)[^()/×\d]{1,40} \((?:a line above|the slide|the set-up|the title|the document|the slide before)\)"
)
_NARROW, _WITH_SCALES = regex(r" x 0\.5 B\b"), 1.2
Again = Callable[[Claim, str], tuple[Kind, Computed] | None]


def judge(claims: Iterable[Claim], again: Again) -> None:
    """Tell the one number of a line that is not what was computed for it, where all others are.

    `again` computes a claim as a kind that its siblings are of.
    """
    lines: dict[Hashable, list[Claim]] = {}
    places: dict[Hashable, int] = {}
    for claim in claims:
        cell, unit = claim.stated.cell, claim.reading.units[0]
        if claim.kind == "spec" or claim.reading.range_end:
            continue
        if cell is not None:
            for which in (("column", cell.column), ("row", cell.row)):
                lines.setdefault((id(claim.stated.block), which, unit.dimension, unit.symbol == "%"), []).append(claim)
        elif claim.stated.block.kind == "item":
            own = (claim.stated.block_index, unit.dimension)
            places[own] = place = places.get(own, -1) + 1
            lines.setdefault((claim.stated.block.title, "item", unit.dimension, place), []).append(claim)
    for line in lines.values():
        _tell_the_odd_one(line, again)


def _tell_the_odd_one(line: Sequence[Claim], again: Again) -> None:
    odd = [claim for claim in line if claim.verdict == "unresolved"]
    right = [claim for claim in line if claim.verdict == "match" and claim.kind == "derived" and claim.working]
    # Each has an input of its own: what one input gives for all of them differs by something else.
    if len(odd) != 1 or len({claim.value for claim in right}) < _FEWEST or len({c.working for c in right}) < _FEWEST:
        return
    claim = odd[0]
    if claim.computed is not None and _has_scales(claim, claim.computed.value, claim.working):
        return
    if claim.stated.cell is None and _INPUT.search(claim.working):  # what is said above may be of another item
        return
    if claim.working and claim.computed is not None and all(_alike(claim, one) for one in right):
        contradict(claim, claim.field, claim.computed, claim.working, None)
        return
    name = right[0].field
    found = again(claim, name) if all(one.field == name for one in right) else None
    if found is None or not found[1].values:
        return
    kind, computed = found
    value, working = computed.values[0]
    if not all(_PLACE.findall(working) == _PLACE.findall(one.working) for one in right):
        return
    if claim.stated.cell is None and _INPUT.search(working):
        return
    unit = unit_of(claim, kind)
    if _has_scales(claim, value, working) or any(
        fits(claim, unit, one, computed) for one, _ in (*computed.values, *computed.also)
    ):
        return
    claim.kind, claim.field, claim.unit = "derived", name, unit
    contradict(claim, name, Expected(value, printed(value, claim.reading, unit)), working, None)


def _has_scales(claim: Claim, value: float, working: str) -> bool:
    """Whether weights of less than a byte are so much larger as scales, and what is left at 16 bits, make them."""
    stated = claim.reading.value * claim.reading.units[0].factor
    return _NARROW.search(working) is not None and 1 < stated / value < _WITH_SCALES


def _alike(claim: Claim, other: Claim) -> bool:
    """Whether two numbers were computed in one way: as one kind from the same places, or from one input for all."""
    mine, theirs = claim.working, other.working
    if claim.field == other.field and _PLACE.findall(mine) == _PLACE.findall(theirs):
        return True
    far, theirs_far = (_INPUT.findall(told) for told in (mine, theirs))
    return len(far) == len(theirs_far) and not set(far).isdisjoint(theirs_far)
