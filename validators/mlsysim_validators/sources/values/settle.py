"""From a value of code or data to entity, field and unit, or the reason why that is not known."""

from __future__ import annotations

import re
from math import log10

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, FLOP_RATE, POWER
from mlsysim_validators.sources.fields import device_field
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.found import Found
from mlsysim_validators.sources.values.kinds import is_computed, is_custom, is_of_a_die, is_of_a_part, was_taken
from mlsysim_validators.sources.values.meaning import Meaning

_DIMENSIONS: dict[str, Dimension] = {
    "rate": FLOP_RATE, "bandwidth": BANDWIDTH, "capacity": BYTES, "power": POWER,
}  # fmt: skip
_VECTOR = AnyCase(r"vector|\bvec\b|\bTPC\b|cuda core|non-?tensor|shader|simd")
# "H100 PCIe": a form, not a link
_OF_NO_PORT = AnyCase(
    r"\bmemory|\bhbm|\bvram|\bdram|\btotal|\baggregate|\bper (?:gpu|chip|device|node|card|accelerator)\b"
)
_BETWEEN_DIES = AnyCase(r"\b(?:nv ?)?hbi\b|ultra ?fusion|\bdie to die\b|\bchip to chip\b")
_BOARD = regex(r"\b([a-z]{1,3}\d{2,4}[a-z]?(?: \d+ ?gb)?) pcie\b(?! ?gen| ?x?\d(?!\d* ?gb)| port)", re.IGNORECASE)
_TELLING = 3  # digits that are no other's by chance
_SAME = 3e-4  # powers of ten
_A_PREFIX = 3  # powers of ten
_FARTHEST_OF_RATES = 2.5  # FP4 with sparsity is 250 times the FP32 of the same chip
_FARTHEST = 1.7  # powers of ten between a value and what it may be a slip of


def settle_value(claim: Claim, devices: Devices) -> Found | None:
    """Settle what a value is about; returns who, None where that stays open (the claim says why)."""
    value, said = claim.stated.value, claim.stated.meaning
    if value is None or said is None:
        return None
    if was_taken(value):
        claim.reason = "the words beside it say that it was measured, not published"
        return None
    if is_computed(value):
        claim.reason = "more digits than a published figure has: measured or computed"
        return None
    if is_custom(value):
        claim.reason = "the words beside it speak of a device of one's own"
        return None
    if is_of_a_part(value) and not is_of_a_die(value):
        claim.reason = "of a part of a device"
        return None
    found = devices.of(value)
    if value.default and not _named_beside(value, found):
        claim.reason = "stands for every device that nothing else names"
        return None
    if not found.entries:
        claim.reason = claim.reason or found.why
        return None
    entry = found.entries[0]
    if entry.kind == "systems" and len(found.entries) > 1 and _fits(claim, said, entry) is None:
        entry = found.entries[1]  # the figure of one of its devices, perhaps
    path = field_of(said, entry)
    if path is None:
        claim.reason = f"what it says of {entry.name} is not understood"
        return None
    unit = _fits(claim, said, entry)
    if unit is None:
        claim.reason = f"too far from any figure of {entry.name} for its unit to be known"
        return None
    claim.entity, claim.field, claim.unit, claim.kind = entry, path, unit, "spec"
    claim.sure, claim.reason = True, ""
    if found.assumed:
        claim.notes.append(f"{found.name} is taken as {entry.name}, the default of its family")
    return found


def _fits(claim: Claim, said: Meaning, entry: Entry) -> Unit | None:
    """The unit in which a value may be a figure of an entry; None where none brings it near."""
    path = field_of(said, entry)
    spec = entry.get(path) if path is not None else None
    return _likeliest(claim, said.units, spec.value) if spec is not None else said.units[0]


def _named_beside(value: Value, found: Found) -> bool:
    """Whether a comment beside a default says whose figure it is: `return 312e12  # assume A100`."""
    beside = " ".join(label.words for label in value.labels if label.role in ("comment", "above", "key")).casefold()
    return bool(found.entries) and found.name.casefold() in beside


def field_of(said: Meaning, entry: Entry) -> str | None:
    """The spec path that a meaning speaks of."""
    if said.kind == "rate":
        return rate_field(said.number_format, said.words, entry)
    words = _BOARD.sub(r"\1", said.words)
    if entry.kind == "interconnects":
        return "per_port" if said.kind == "bandwidth" and not _OF_NO_PORT.search(words) else None
    if said.kind == "bandwidth" and _BETWEEN_DIES.search(words):
        return None
    found = device_field(words, _DIMENSIONS[said.kind], entry)
    if found is None and said.kind == "capacity":
        return "memory.capacity"
    return found.path if found is not None else None


def rate_field(form: str | None, words: str, entry: Entry) -> str:
    """The path of a rate in a number format; where none is named, that of the 16-bit matrix rate."""
    if form is not None and form.startswith("int"):
        return f"compute.matrix.{form}"
    named = device_field(f"{form or 'bf16'} {'vector' if _VECTOR.search(words) else ''}", FLOP_RATE, entry)
    assert named is not None
    path = named.path
    if path not in entry:
        other = {"bf16": "fp16", "fp16": "bf16"}.get(path.rpartition(".")[2])
        if other is not None and f"compute.matrix.{other}" in entry:
            return f"compute.matrix.{other}"
    return path


def _likeliest(claim: Claim, units: tuple[Unit, ...], expected: float) -> Unit | None:
    """The unit that brings a value nearest to what is expected; None where none brings it near."""
    if expected <= 0 or claim.reading.value <= 0:
        return units[0]
    distances = [(abs(log10(claim.reading.value * unit.factor / expected)), unit) for unit in units]
    nearest, unit = min(distances, key=lambda pair: pair[0])
    whole = abs(nearest - round(nearest)) <= _SAME
    # 2.039e9 for 2.039e12: the digits say what is meant.
    slipped = digits_of(claim.reading) >= _TELLING and whole
    if len(units) == 1:  # which a key writes: "GB/s" with the number of TB/s, a rate in FLOP/s of another format
        slipped |= whole and round(nearest) == _A_PREFIX
        slipped |= unit.factor == 1.0 and unit.dimension == FLOP_RATE and nearest <= _FARTHEST_OF_RATES
    return unit if nearest <= _FARTHEST or slipped else None
