"""A cell that its surroundings do not give, in a column or row whose other cells they do give: then it is wrong.

Alone it might be another quantity than the one that was computed for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.computed import contradict
from mlsysim_validators.sources.patterns import regex

_FEWEST = 2  # that are right
_PLACE = regex(r" \((?:the|its|a|an) [^)]*\)")
_INPUT = regex(
    r"(\d[\d.,]*)[^()/×\d]{1,40} \((?:a line above|the slide|the set-up|the title|the document|the slide before)\)"
)


def judge(claims: Iterable[Claim]) -> None:
    """Tell the one cell of a line of a table that is not what was computed for it, where all others are."""
    lines: dict[Hashable, list[Claim]] = {}
    for claim in claims:
        cell, unit = claim.stated.cell, claim.unit
        if cell is None or unit is None or claim.kind != "derived" or not claim.working:
            continue
        for which in (("column", cell.column), ("row", cell.row)):
            lines.setdefault((id(claim.stated.block), which, unit.dimension), []).append(claim)
    for line in lines.values():
        _tell_the_odd_one(line)


def _tell_the_odd_one(line: Sequence[Claim]) -> None:
    odd = [claim for claim in line if claim.verdict == "unresolved"]
    right = [claim for claim in line if claim.verdict == "match"]
    # Each has an input of its own: what one input gives for all of them differs by something else.
    if len(odd) != 1 or len({claim.value for claim in right}) < _FEWEST or len({c.working for c in right}) < _FEWEST:
        return
    claim = odd[0]
    if claim.computed is None or claim.reading.range_end or not all(_alike(claim, one) for one in right):
        return
    contradict(claim, claim.field, claim.computed, claim.working, None)


def _alike(claim: Claim, other: Claim) -> bool:
    """Whether two numbers were computed in one way: as one kind from the same places, or from one input for all."""
    mine, theirs = claim.working, other.working
    if claim.field == other.field and _PLACE.findall(mine) == _PLACE.findall(theirs):
        return True
    far, theirs_far = (_INPUT.findall(told) for told in (mine, theirs))
    return len(far) == len(theirs_far) and not set(far).isdisjoint(theirs_far)
