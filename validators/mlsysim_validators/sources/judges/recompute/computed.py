"""What a quantity should be, as the modules of this folder compute it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim, Expected


class Slip(NamedTuple):
    """A wrong way to compute the quantity, what it gives, and how to tell the author."""

    rule: str
    value: float
    sentence: str


class Computed(NamedTuple):
    """Acceptable values with their working, slips that explain others, what is missing.

    `certain` is False where the inputs stand too far away for a finding: then only a match is told. `room` is how far
    (relative) a stated value may be off: rules of thumb are.
    """

    values: Sequence[tuple[float, str]]
    slips: Sequence[Slip] = ()
    missing: str = ""
    ungrounded: str = ""
    certain: bool = True
    room: float = 0.0
    least: bool = False  # the values are lower bounds: more is right as well
    most: bool = False  # the values are upper bounds
    firm: bool = False  # the number can be no other's: what a call gives, behind it
    coarse: float = 0.0  # a gap of less (relative) tells nothing: the inputs are rounded so much, or stand far away
    decimal: bool = False  # prefixes are powers of 1000, for the difference tells
    also: Sequence[tuple[float, str]] = ()  # right as well, but not what to write instead


A_PRICE_IS_GIVEN = Computed([], missing="a price is an input: prices differ by provider, terms and date")


def unfound(claim: Claim, why: str) -> None:
    """The verdict on an amount of money for which no price is stated."""
    claim.decide("ungrounded", why, rule="no-basis", hint="state the price per GPU-hour, its terms and its date")


def whole_number(value: float) -> Expected:
    """A count that should stand there."""
    return Expected(value, f"{value:,.0f}")


def contradict(claim: Claim, name: str, expected: Expected, working: str, slip: Slip | None) -> None:
    """The verdict on a number that is not what was computed: what it should be, how, and the slip that gives it."""
    claim.expected, claim.working = expected, working
    told = f"{name.replace('_', ' ')} is {expected.printed}: {working}"
    sentence = f"{told}; {slip.sentence}" if slip else told
    claim.decide("mismatch", sentence, rule=slip.rule if slip else "recomputed", hint=f"write {expected.printed}")
