"""The time of an AllReduce in two levels, as the sum of its stages: inside the node, across, and inside again.

Reduce-scatter inside, AllReduce of the shards across, all-gather inside: the first and the last take the same.
"""

from __future__ import annotations

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import SLIDE, Facts, Near, place_of
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip

_AGAIN = AnyCase(r"gather|\b(?:again|another|once more|inside)\b")
_SUMS = AnyCase(r"\b(?:total|sum|together|altogether|in all|all told|adds? up)\b")
_AROUND = 40  # characters
_MOST = 5
_ALIKE, _ROOM = 0.002, 0.006
_LEFT_OUT = "the last stage, the all-gather inside the node, is left out"


def compute(claim: Claim, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """What three stages take together, the last as long as the first; None where no such stages are said."""
    unit = next((unit for unit in claim.reading.units if sort_of(unit) == TIME), None)
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    beside = f"{text[max(0, start - _AROUND) : start]} {text[end : end + _AROUND]}"
    if unit is None or claim.stated.cell is not None or not _SUMS.search(beside):
        return None
    stages = _stages(claim, facts)
    if stages is None:
        return None
    stated, own = claim.reading.value * unit.factor, 0.51 * claim.reading.resolution * unit.factor
    first, second = stages[0].fact.value, stages[1].fact.value
    total = 2 * first + second
    told = " + ".join(one.fact.words for one in stages)
    if abs(stated - total) <= max(own, _ROOM * total):
        return "allreduce_time", unit, Computed([(total, told)], room=_ROOM)
    if abs(stated - first - second) <= max(own, _ROOM * (first + second)):
        slip = Slip("summand", stated, _LEFT_OUT)
        return "allreduce_time", unit, Computed([(total, told)], [slip], firm=True, room=_ROOM)
    return None


def _stages(claim: Claim, facts: Facts) -> list[Near] | None:
    """The three times that stand nearest before a claim of which the first and the last are alike."""
    mine = place_of(claim)
    before = [one for one in facts.before(claim, TIME) if one.level <= SLIDE and one.fact.place < mine]
    before = sorted((one for one in before if one.fact.place[1] < 0), key=lambda one: one.fact.place)[-_MOST:]
    for place in range(len(before) - 3, -1, -1):
        first, second, third = before[place : place + 3]
        alike = abs(first.fact.value / third.fact.value - 1) <= _ALIKE
        if alike and _AGAIN.search(third.fact.label) and abs(first.fact.value / second.fact.value - 1) > _ALIKE:
            return [first, second, third]
    return None
