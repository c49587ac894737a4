"""Where the lines of a piece of code begin."""

from __future__ import annotations


def line_starts(text: str) -> list[int]:
    """The place of the first character of each line."""
    starts = [0]
    starts.extend(index + 1 for index, char in enumerate(text) if char == "\n")
    return starts
