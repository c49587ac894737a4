"""What an intensity, or two times, say of the roof that binds."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.which_roof.words import Word
from mlsysim_validators.sources.texts.documents import Block, Document, Text

FIELD, RULE = "bound", "order"
_APART = 1.25  # times the ridge, nearer to which a word may be either
_NARROWEST = ("compute.matrix.", "compute.matrix_sparse.", "compute.vector.")


class Ridges(NamedTuple):
    """Between which two values the ridge lies, in operations per byte, and in which words that is told."""

    low: float
    high: float
    told: str


def stated(value: float) -> Ridges:
    """A ridge that the text states."""
    return Ridges(value, value, f"a ridge of {value:g}")


def of_device(device: Entry) -> Ridges | None:
    """Between which values the ridges of a device lie, whatever the number format, as its rates are."""
    bandwidth = device.get("memory.bandwidth")
    rates = [spec.value for path, spec in device.specs.items() if path.startswith(_NARROWEST)]
    if bandwidth is None or not bandwidth.value or not rates:
        return None
    low, high = min(rates) / bandwidth.value, max(rates) / bandwidth.value
    return Ridges(low, high, f"ridges of {low:.3g} to {high:.3g} FLOP/byte of {device.name}")


def by_intensity(value: float, ridges: Ridges) -> tuple[bool, str] | None:
    """Whether memory binds at an intensity, with the working; None where it is too near to say."""
    told = f"{value:g} FLOP/byte against {ridges.told}"
    if value * _APART < ridges.low:
        return True, told
    return (False, told) if value > ridges.high * _APART else None


def by_times(compute: float, memory: float) -> tuple[bool, str] | None:
    """Whether loading takes longer than computing, with the working; None where both take as long."""
    told = f"{_time(compute)} of computing against {_time(memory)} of loading"
    if compute * _APART < memory:
        return True, told
    return (False, told) if compute > memory * _APART else None


def decide(document: Document, block: Block, place: int, text: Text, word: Word, found: tuple[bool, str]) -> Claim:
    """The claim that a word for a roof is, with its verdict."""
    memory, told = found
    shown = text.text[word.begin : word.end]
    claim = Claim(
        document, Stated(Reading(word.begin, word.end, 1.0, 1.0, (ONE,), "", shown), text, block, place), "derived"
    )
    claim.field = FIELD
    if memory is word.memory:
        claim.decide("match", working=told)
        return claim
    right = "memory-bound" if memory else "compute-bound"
    side = "left of the ridge" if memory else "right of the ridge"
    hint = side if word.is_side else right
    claim.decide("mismatch", f"{told}: that is {side}, {right}", rule=RULE, hint=f"write {hint}", working=told)
    return claim


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
