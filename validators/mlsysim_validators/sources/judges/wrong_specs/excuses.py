"""Excuses of a number that is not its specification: each says why, "" where it does not hold, and stands in an order
with what becomes of a number that it excuses."""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.doubts.wrong import Wrong

Excuse = Callable[[Wrong], str]
Excuses = tuple[tuple[Callable[[Claim, str], None], Excuse], ...]


def is_excused(wrong: Wrong, excuses: Excuses) -> bool:
    """Whether one of the excuses holds; the first that does decides."""
    for decide, excuse in excuses:
        if why := excuse(wrong):
            decide(wrong.claim, why)
            return True
    return False


def set_apart(claim: Claim, why: str) -> None:
    """Leave a number open that is of something else than the specification that its unit makes of it."""
    claim.decide("unresolved", why)
    claim.kind, claim.field, claim.expected = "other", "", None


def leave_open(claim: Claim, why: str) -> None:
    """Leave a number open that may be meant otherwise."""
    claim.decide("unresolved", why)


def take_for_right(claim: Claim, why: str) -> None:
    """Take a number for what it says, read another way."""
    claim.decide("match", why)


def tell_dispute(claim: Claim, why: str) -> None:
    """Tell that sources dispute it."""
    claim.decide("ambiguous", why, rule="disputed")
