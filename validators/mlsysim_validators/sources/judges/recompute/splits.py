"""What one device has of a model that a text splits over several: "TP=4, PP=2", then "weights: 3.25 GB"."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex

_SPLIT = regex(
    r"\b(?P<how>TP|PP|EP|CP|FSDP|tensor[- ]parallel\w*|pipeline[- ]parallel\w*)(?: ?size| ?degree)? ?[=:×x-]? ?"
    r"(?P<n>\d{1,4})\b"
)
_SCOPES = 6


def shares(s: Situation, values: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """Values over the ways in which the nearest text that tells any splits a model, and over all of them together."""
    for scope in s.scopes[:_SCOPES]:
        sizes = {match["how"].lower(): float(match["n"]) for match in _SPLIT.finditer(scope.text)}
        if sizes:
            ways = sorted({*sizes.values(), prod(sizes.values())} - {0.0, 1.0})
            return [(value / n, f"{told} / {n:g}") for value, told in values for n in ways]
    return []
