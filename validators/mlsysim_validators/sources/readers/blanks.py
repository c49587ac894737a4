"""Spaces for the parts of a source that another reader reads, or nobody: all that stays keeps its place."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_validators.sources.patterns import regex

_SHOWN = regex(r"[^\r\n]")


def blanked(source: str, parts: Iterable[tuple[int, int]]) -> str:
    """A source with spaces for these parts of it, given in their order; each line is as long as it was."""
    pieces: list[str] = []
    last = 0
    for start, end in parts:
        pieces += [source[last:start], _SHOWN.sub(" ", source[start:end])]
        last = end
    return "".join([*pieces, source[last:]])
