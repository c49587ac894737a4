"""The amounts of a slide that a factor may compare, each with the words that say what it is."""

from __future__ import annotations

from functools import cached_property

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.ratio.sides import stems
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_MOST = 80
_LONGEST = 160
_BEHIND = 40
_ENDS = regex(r"[,;:.()=→|]\s|[()=→]")


class Amount:
    """An amount in base units, half a unit of its last digit, and of which sort it is."""

    def __init__(self, claim: Claim, value: float, room: float, sort: Dimension) -> None:
        self.claim, self.value, self.room, self.sort = claim, value, room, sort

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the words that stand with it: of its row and column, or since the amount before it."""
        return frozenset(stems(self._words()))

    @property
    def label(self) -> str:
        """What its row and column are called."""
        stated = self.claim.stated
        if stated.cell is None or stated.table is None:
            return ""
        label = stated.table.label(stated.cell)
        row = label.text.text if label is not None else ""
        return f"{row[:_LONGEST]} {stated.table.header_words(stated.cell)[:_LONGEST]}"

    def _words(self) -> str:
        stated = self.claim.stated
        if stated.cell is not None and stated.table is not None:
            return self.label
        text, (begin, stop) = stated.text.text, stated.sentence_span()
        place, end = stated.reading.start, stated.reading.end
        behind = text[end : min(stop, end + _BEHIND)]
        stops = _ENDS.search(behind)
        return f"{text[max(begin, place - _LONGEST) : place]} {behind[: stops.start()] if stops else behind}"


def pool(slide: Slide) -> list[Amount]:
    """The amounts of a slide."""
    return slide.once("pool", lambda: [one for claim in slide.claims if (one := amount_of(claim)) is not None][:_MOST])


def amount_of(claim: Claim) -> Amount | None:
    """What a claim states, if it is a single amount with a unit; the right one where it was found to be wrong."""
    unit, reading = claim.unit or claim.reading.units[0], claim.reading
    if claim.verdict == "ignored" or reading.bare or not reading.one_value or reading.value <= 0:
        return None
    if unit.symbol in ("×", "%") or reading.exponent_step:
        return None
    value = claim.corrected(reading.value * unit.factor)
    sort = uncounted(unit.dimension) or ((f"count {unit.symbol}", 1),)
    return Amount(claim, value, 0.5 * reading.resolution * unit.factor, sort)


def paired(base: Amount, own: Amount) -> Pair | None:
    """Two amounts of one sort as a pair."""
    if base.sort != own.sort or base.value == own.value:
        return None
    return pair_of_values(base.claim.reading, base.value, base.room, own.claim.reading, own.value, own.room)
