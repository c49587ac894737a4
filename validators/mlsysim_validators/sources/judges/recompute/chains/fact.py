"""A number that a document states, as an input of others."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.patterns import regex

Place = tuple[int, int, int, int]  # block, row, column, character
RESULT = regex(r"(?:[=≈:→⇒]|->|\b(?:is|are|makes?|gives?|comes? to)) ?\W{0,3}$")


class Fact(NamedTuple):
    """A number that the document states: in base units, its words, what stands beside it, where."""

    value: float
    words: str
    label: str
    place: Place
    slide: int
    sentence: tuple[int, int]
    result: bool  # stands behind "=" or "is"
    per_device: bool
    one_value: bool


@lru_cache(maxsize=1024)
def sort_of(unit: Unit) -> Sort:
    """The sort of facts that a unit makes: its dimension, that of one device where it is per device; "%" for shares."""
    if unit.symbol == "%":
        return "%"
    return tuple(part for part in unit.dimension if part != ("devices", -1))
