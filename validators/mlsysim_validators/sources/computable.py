"""Numbers of a text may be 0, or beyond all bounds: what cannot be computed with them stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mlsysim_registry.errors import GivenError

_T = TypeVar("_T")
NO_RESULT = (ArithmeticError, GivenError)  # a division by zero, an overflow, a formula that wants something else


_BEYOND = 1e100


def is_measurable(value: float) -> bool:
    """Whether a positive value can be that of anything, and be multiplied and raised to powers."""
    return 1 / _BEYOND <= value <= _BEYOND


def attempt(judge: Callable[..., _T], otherwise: _T, *given: object, **named: object) -> _T:
    """What a judge finds with what it is given, or `otherwise` where a number of the text cannot be computed with.

    Judges look at their inputs themselves; this is for the case that none of them thought of: one odd number must
    not cost an author the report on all others.
    """
    try:
        return judge(*given, **named)
    except NO_RESULT:
        return otherwise
