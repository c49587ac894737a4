"""What a quantity should be, as the modules of this folder compute it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


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
