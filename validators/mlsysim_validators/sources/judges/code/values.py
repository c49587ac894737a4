"""What is known of a value of a program, and when nothing is."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

BIGGEST = 1e40
MOST = 500  # items of a list, characters of a repeated text


class Unknown(Exception):
    """A value that does not follow from the constants of the program itself."""


class Known(NamedTuple):
    """A value, the constants that a name was set to and that it depends on (as source offsets), and how many
    operations it takes."""

    value: Any  # a number, a truth, None, str, Words, tuple or dict of Known, frozenset, range, function or object
    roots: frozenset[int] = frozenset()
    steps: int = 0


def number(known: Known) -> int | float:
    """The number that a value is. Raises Unknown."""
    if isinstance(known.value, bool) or not isinstance(known.value, (int, float)):
        raise Unknown
    return known.value


def finite(value: Any) -> int | float:
    """A number that results are kept for. Raises Unknown."""
    if not isinstance(value, (int, float)) or not math.isfinite(value) or abs(value) > BIGGEST:
        raise Unknown
    return value


def items(known: Known) -> list[Known]:
    """What a loop goes through."""
    value = known.value
    if type(value) is tuple:
        return list(value)
    if isinstance(value, range) and len(value) <= MOST:
        return [Known(one) for one in value]
    if isinstance(value, dict):
        return [Known(key) for key in value]
    raise Unknown
