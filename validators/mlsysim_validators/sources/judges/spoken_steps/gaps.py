"""Factors of the last two amounts that the sentences before tell: "0.53 days. ... 1.32 days. The 2.5x gap"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from mlsysim_validators.sources.dimensions import MONEY
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import TENS, Step, times_as
from mlsysim_validators.sources.patterns import regex

_THE = regex(r"(?:^|[.;:(“\"—] ?)(?:[Tt]he|[Tt]hat(?:'s| is)|[Tt]his is|[Aa]|[Aa]n) (?:an? )?\W?$")
_GAP = regex(
    r" (?:[a-z-]+ ){0,2}(?:gap|difference|increase|explosion|jump|penalty|spread|range|"
    r"improvement|speed-?up|reduction)\b",
    re.IGNORECASE,
)
_TO_ONE = regex(r" ?: ?1\b(?!\d|:)")
_RETURN = regex(r"\b(?:ROI|[Rr]eturn|[Rr]atio|[Bb]enefit)\b[^.;:]{0,30}(?::|is|of|=) ?\W?$")
_LEAST = 1.15
_AHEAD = 48
_NEAR = 5  # numbers
_LISTED = 4  # sentences


def gap_of_the_last_two(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A factor that begins its sentence and is called a gap or an increase, of the last two amounts of one unit."""
    number = amounts[at]
    if number.unit.symbol != "×" or not _GAP.match(text, number.reading.end):
        return None
    if not _THE.search(text, max(0, number.reading.start - _AHEAD), number.reading.start):
        return None
    pairs = list(_pairs(at, amounts)) or list(_counts(at, amounts))
    if not pairs:
        return None
    right = [(_factor(*pair), f"{pair[1].told()} against {pair[0].told()}") for pair in pairs]
    first = right[0][0]
    return Step("gap", right, times_as(first, "much"))


def return_to_one(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What comes back for one: "$1.8M lost. Retraining costs $5,000. ROI of retraining: 360:1"."""
    number = amounts[at]
    if number.dimension or number.unit.symbol not in ("", "×") or not _TO_ONE.match(text, number.reading.end):
        return None
    if not _RETURN.search(text, max(0, number.reading.start - _AHEAD), number.reading.start):
        return None
    before = [one for one in amounts[max(0, at - _NEAR) : at] if number.sentence - one.sentence <= 2]
    paid = [one for one in before if one.dimension == MONEY]
    if len(paid) < 2 or not paid[-1].value:
        return None
    gained, spent = paid[-2:]
    right = gained.value / spent.value
    told = f"{gained.told()} / {spent.told()}"
    net = (right - 1, f"{told}, less what was spent")
    slips = times_as(right, "much", (*TENS, 2.0, 0.5))
    return Step("return", [(right, told), net], slips)


def _pairs(at: int, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """The last amounts of one unit in the two sentences before a number, two by two, the last two first."""
    number = amounts[at]
    before = [one for one in amounts[max(0, at - _NEAR) : at] if 0 < number.sentence - one.sentence <= 2]
    for last in reversed(before):
        if last.unit.symbol in ("%", "×", ""):
            continue
        for other in reversed(before[: before.index(last)]):
            if other.unit.dimension == last.unit.dimension and _factor(other, last) >= _LEAST:
                yield other, last


def _counts(at: int, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """The counts of different things that the sentences before list: the first and the last, and any other two."""
    number = amounts[at]
    before = [one for one in amounts[max(0, at - _NEAR) : at] if 0 < number.sentence - one.sentence <= _LISTED]
    counts = [one for one in before if one.unit.symbol == "MAC" or (one.unit.symbol == "" and one.noun)]
    if len(counts) < 2:
        return
    pairs = [(counts[0], counts[-1]), *combinations(counts, 2)]
    yield from (pair for pair in pairs if _factor(*pair) >= _LEAST)


def _factor(one: Amount, other: Amount) -> float:
    low, high = sorted((one.value, other.value))
    return high / low if low else 0.0
