"""Sizes that an arrow joins on a slide about one number format: at "INT4 quantization", 140 GB become 35 GB, not 70."""

from __future__ import annotations

from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.labelled_lines.lines import Line
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.patterns import regex

_TO = regex(r" ?(?:→|->|to) ?\W?")
_FOUR_BITS = frozenset({"int4", "fp4", "nf4"})
_BY = (4.0, 8.0)  # from 16 bits, from 32
_OF_EIGHT_BITS = 2.0
_EXACT = 0.015
_CACHE = regex(r"\b(?:KV|cache|activations?|optimizer|gradients?)\b")


def step_to(line: Line, amount: Amount) -> Step | None:
    """What a size becomes in four bits, where the slide's title names no other format."""
    at = next((index for index, one in enumerate(line.amounts) if one is amount), 0)
    if not at or amount.dimension != BYTES or line.amounts[at - 1].dimension != BYTES:
        return None
    before, text = line.amounts[at - 1], line.text.text
    named = formats_in(f"{line.block.title} {line.label} {text}")
    if not named or not named <= _FOUR_BITS or _CACHE.search(f"{line.label} {text}"):
        return None
    if not _TO.fullmatch(text, before.reading.end, amount.reading.start):
        return None
    right = [(before.value / by, f"{before.told()} by {by:g}, for four bits of {4 * by:g}") for by in _BY]
    off = before.value / amount.value / _OF_EIGHT_BITS - 1
    slips = [(amount.value, "that is by 2, as for eight bits")] if abs(off) <= _EXACT else []
    return Step("four_bits", right, slips)
