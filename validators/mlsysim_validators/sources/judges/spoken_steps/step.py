"""One step to a number of running text."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """What a number may be, each with its working; what it is by a slip, with what to tell.

    `exact`: no room but for the last printed digit.
    """

    name: str
    right: list[tuple[float, str]]
    slips: list[tuple[float, str]]
    exact: bool = False
