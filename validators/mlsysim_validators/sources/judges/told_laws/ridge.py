"""By what factor a kernel is away from its ridge, by the intensity and the ridge that the lines before state.

"The ridge lies at 160 operations per byte. Decode (2 per byte) sits a factor of 80 below it".
"""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed
from mlsysim_validators.sources.judges.which_roof.intensities import Told, apart, intensities_of
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"ridge|machine balance|balance point|\bknee\b")
_AWAY = regex(
    r"(?: times| x|×)? ?(?:below|above|under|over|short of|left of|right of|to the (?:left|right) of|"
    r"(?:away )?from|beyond)"
    r" (?:it|this|that|the (?:ridge|knee|machine balance)|its (?:ridge|balance))\b"
)
_APART = 1.25  # times the ridge, nearer to which a word may be either


def distance(target: Placed, passage: Passage) -> Step | None:
    """By what factor a kernel is below its ridge, or above."""
    amount = target.amount
    if _AWAY.match(target.behind) is None:
        return None
    if amount.unit.symbol != "×" and not (amount.unit.symbol == "" and target.behind.startswith(" times")):
        return None
    before = _before(passage, target.line.place, target.amount.reading.start)
    ridges, others = apart(before)
    if len(ridges) != 1 or not others:
        return None
    ridge = ridges[0].value
    own = others[-1].value
    ratio = max(ridge, own) / min(ridge, own)
    right = [(max(ridge, one.value) / min(ridge, one.value), f"{ridge:g} against {one.value:g}") for one in others]
    slips = [(ridge * own, "that multiplies where it divides"), (ridge, "that is the ridge itself")]
    if not 1 / _APART < amount.value / ratio < _APART:
        slips.append((amount.value, "of no other two is it said"))
    alone = len({one.value for one in others}) == 1
    return Step("ratio", right[::-1], [one for one in slips if one[0] != ratio] if alone else [])


def _before(passage: Passage, place: int, start: int) -> list[Told]:
    """The intensities before a place."""
    return [
        one
        for line in passage.lines
        for one in intensities_of(line.words if line.place < place else line.words[:start], line.place)
    ]
