"""One step to a number of running text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

TENS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)


class Step(NamedTuple):
    """What a number may be, each with its working; what it is by a slip, with what to tell.

    `exact`: no room but for the last printed digit.
    """

    name: str
    right: list[tuple[float, str]]
    slips: list[tuple[float, str]]
    exact: bool = False


def times_as(right: float, what: str, by: Iterable[float] = TENS) -> list[tuple[float, str]]:
    """The slips that a number makes by these factors: "that is 10 times as much"."""
    return [(right * one, f"that is {one:g} times as {what}") for one in by]
