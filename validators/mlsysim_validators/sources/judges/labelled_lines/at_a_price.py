"""Costs in brackets behind the hours that they pay for: "100 GPU-hours ($300)", and later "900 GPU-hours ($2,700)".

A price of an hour is round, as nearly all are: where one pair of a text has a round one, a later pair whose own is not
round, and near it, was computed wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.dimensions import MONEY
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.patterns import regex

_HOURS = regex(
    r"(?<![\w.,])(?P<n>\d[\d,]*(?:\.\d+)?) (?:(?:extra|more|additional) )?(?:GPU|TPU|node|machine)?[- ]?"
    r"(?:hours?|hrs?|h) \(\W?$"
)
_AHEAD = 40
_NEAR = 3.0
_EXACT = 1e-6
_ROOM = 0.003


class Pair(NamedTuple):
    """Hours and what they cost."""

    hours: float
    cost: Amount

    @property
    def price(self) -> float:
        """Of one hour."""
        return self.cost.value / self.hours

    @property
    def round_price(self) -> float:
        """The price in half dollars, or of one digit, that gives the cost as far as it is rounded; 0.0 for none."""
        room = max(0.999 * self.cost.resolution, _EXACT * self.cost.value)
        prices = (round(2 * self.price) / 2, float(f"{self.price:.1g}"))
        return next((one for one in prices if one and abs(one * self.hours - self.cost.value) <= room), 0.0)


def pairs_in(text: str, amounts: Sequence[Amount]) -> Iterator[Pair]:
    """The hours of a text that have their cost in brackets right behind them."""
    for one in amounts:
        if one.dimension != MONEY or not text.startswith(")", one.reading.end):
            continue
        ahead = _HOURS.search(text, max(0, one.reading.start - _AHEAD), one.reading.start)
        hours = float(ahead["n"].replace(",", "")) if ahead is not None else 0.0
        if hours > 0:
            yield Pair(hours, one)


def step_at(pair: Pair, before: Sequence[Pair]) -> Step | None:
    """What hours cost at the one round price that was told before."""
    prices = {one.round_price for one in before} - {0.0}
    if len(prices) != 1:
        return None
    price = prices.pop()
    right = price * pair.hours
    told = f"{pair.hours:,g} hours at ${price:g}"
    if abs(pair.cost.value - right) <= max(pair.cost.resolution, _ROOM * right):
        return Step("cost", [(pair.cost.value, told)], [])
    near = 1 / _NEAR < pair.cost.value / right < _NEAR
    if pair.round_price or not near:
        return None
    return Step("cost", [(right, told)], [(pair.cost.value, f"that is ${pair.price:.3g} an hour")])
