"""What is known of a value of a program, and when nothing is."""

from __future__ import annotations

from typing import Any, NamedTuple


class Unknown(Exception):
    """A value that does not follow from the constants of the program itself."""


class Known(NamedTuple):
    """A value, the constants that a name was set to and that it depends on (as source offsets), and how many
    operations it takes."""

    value: Any  # a number, a truth, None, str, Words, tuple or dict of Known, range, Function
    roots: frozenset[int] = frozenset()
    steps: int = 0


def number(known: Known) -> int | float:
    """The number that a value is. Raises Unknown."""
    if isinstance(known.value, bool) or not isinstance(known.value, (int, float)):
        raise Unknown
    return known.value
