"""A quotient of two amounts that are each of one of the same things: "2 FLOP per parameter, 2 bytes per parameter"."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.units.vocabulary import combine
from mlsysim_validators.sources.dimensions import without_counts
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex

_PER = regex(r" ?(?:per|/|an?|for each|for every) ?(?:output )?(?P<thing>[a-z]{3,})\b")
_EQUAL = regex(
    r" ?(?:[=≈→]|,? (?:that is|which (?:is|makes|gives)|so|gives?|makes?|or))(?: (?:about|roughly|only))? ?\W?$"
)
_GAP = 40  # characters


def per_the_same(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What one amount is over another, where both are of one of the same things and an equals sign follows."""
    if at < 2:
        return None
    one, other, number = amounts[at - 2 : at + 1]
    things = [_PER.match(text, amount.reading.end) for amount in (one, other)]
    if things[0] is None or things[1] is None or things[0]["thing"] != things[1]["thing"]:
        return None
    if one.sentence != number.sentence or not other.value or number.reading.start - things[1].end() > _GAP:
        return None
    if not _EQUAL.fullmatch(text, things[1].end(), number.reading.start):
        return None
    dimension = without_counts(combine((one.dimension, 1), (other.dimension, -1)))
    if not dimension or dimension != without_counts(number.dimension):
        return None
    value = one.value / other.value
    told = f"{one.told()} / {other.told()}, both of a {things[0]['thing']}"
    slips = times_as(value, "much", (2.0, 4.0, 8.0, 0.5, 0.25, 0.125))
    return Step("of_the_same", [(value, told)], slips)
