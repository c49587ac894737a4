"""What the weights of a model leave of a device that its sentence names: "fits on one MI300X with 52 GB to spare"."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_registry.display import si
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex

_TO_SPARE = regex(r" to spare\b| (?:still )?(?:is |are )?(?:left|free)\b", re.IGNORECASE)
_ON_ONE = AnyCase(r"\b(?:fits?|holds?|takes?|leaves?|sits?|loads?)\b")
_OTHERWISE = AnyCase(r"cache|\bkv\b|activation|overhead|reserve|shard|parallel|optimi|each\b|lora|adapter")
_WIDTHS = ((0.5, "with weights of 4 bits"), (1.0, "with weights of 8 bits"), (2.0, "with weights of 16 bits"))
_ROOM = 0.02


def compute(s: Situation) -> tuple[Unit, Computed] | None:
    """Capacity less weights, where the sentence names the device and one number format; None for anything else."""
    claim, text = s.claim, s.claim.stated.text.text
    unit = next((unit for unit in claim.reading.units if unit.dimension == BYTES), None)
    if unit is None or unit.symbol == "B" or claim.stated.cell is not None:
        return None
    sentence = claim.stated.sentence()
    if not _TO_SPARE.match(text, claim.reading.end) or not _ON_ONE.search(sentence) or _OTHERWISE.search(sentence):
        return None
    begin, _ = claim.stated.sentence_span()
    ahead = text[begin : claim.reading.start]
    devices, formats = s.mentions(ahead, "accelerators"), formats_in(sentence)
    parameters = s.parameters()
    if not devices or len(formats) != 1 or parameters is None or "memory.capacity" not in devices[-1]:
        return None
    spec, (name,) = devices[-1]["memory.capacity"], formats
    width, own = formulas.bytes_per_element(name), 0.51 * claim.reading.resolution * unit.factor
    stated = claim.reading.value * unit.factor
    values, slips = [], []
    for count in parameters.values[:3]:
        weights = float(formulas.weight_bytes(count, width))
        values.append((spec.value - weights, f"{spec.printed} of {devices[-1].name} - {si(weights, 'B')} of weights"))
        slips += [
            Slip("recomputed", spec.value - float(formulas.weight_bytes(count, other)), f"that is {told}")
            for other, told in _WIDTHS
            if other != width
        ]
    values = [(value, told) for value, told in values if value > 0]
    if any(abs(stated - value) <= max(own, _ROOM * value) for value, _ in values):
        return unit, Computed(values, room=_ROOM)
    found = [slip for slip in slips if slip.value > 0 and abs(stated - slip.value) <= own]
    return (unit, Computed(values, found, firm=True, room=_ROOM)) if values and found else None
