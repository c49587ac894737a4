"""What a derived quantity is called, and what computes it: each room of this folder lists its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.situation import Situation


class Kind(NamedTuple):
    """A derived quantity: its dimension, words that name it and words that say it is another, how it is computed."""

    name: str
    dimension: Dimension
    words: AnyCase
    avoid: AnyCase | None
    compute: Callable[[Situation], Computed]
    percent: bool = False
    timed: bool = False  # may just as well have been measured
