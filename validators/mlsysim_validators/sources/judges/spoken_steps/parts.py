"""What runs a part of the time, and each part of a whole: "at a 10% duty cycle: 550 days", "8 parts of 32"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex

_DUTY = regex(r" duty(?:[- ]cycl\w*)?[:,]?(?: (?:that is|it is|it lasts|gives))? ?\W?")
_SPLIT = regex(r"\b(?:split|divided?|broken|cut)\b[^.;]{0,30}? (?:into|in) \W?$", re.IGNORECASE)
_PARTS_OF = regex(r" (?:micro-?batches|mini-?batches|chunks|shards|parts|pieces|groups|tiles|blocks) of (?:size )?\W?")
_WHOLE = regex(r"\b(?:batch(?: size)?(?: of)?|effective batch|total(?: of)?|all)(?: is)?[ =:]*\W?$", re.IGNORECASE)
_ALL = 1.0
_TENS = (10.0, 0.1, 100.0, 0.01)
_AHEAD = 40


def at_a_duty_cycle(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How long something lasts that runs a part of the time: "55 days. With a 10% duty cycle: 550 days"."""
    if at < 2:
        return None
    share, number = amounts[at - 1 : at + 1]
    if share.unit.symbol != "%" or number.dimension != TIME or not 0 < share.value < _ALL:
        return None
    if not _DUTY.fullmatch(text, share.reading.end, number.reading.start):
        return None
    before = [one for one in amounts[max(0, at - 4) : at - 1] if one.dimension == TIME]
    if not before:
        return None
    right = [(one.value / share.value, f"{one.told()} / {share.told()}") for one in reversed(before)]
    slips = [(before[-1].value * share.value, "it lasts longer if it runs a part of the time")]
    return Step("duty", right, slips + times_as(right[0][0], "long", _TENS))


def size_of_the_parts(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What each part has where a whole is split: "a batch of 256 ... split into 8 micro-batches of 32"."""
    if at < 2:
        return None
    parts, number = amounts[at - 1 : at + 1]
    if parts.dimension or number.dimension or not _PARTS_OF.fullmatch(text, parts.reading.end, number.reading.start):
        return None
    if not _SPLIT.search(text, max(0, parts.reading.start - _AHEAD), parts.reading.start):
        return None
    wholes = [
        one
        for one in amounts[max(0, at - 5) : at - 1]
        if not one.dimension
        and number.sentence - one.sentence <= 1
        and _WHOLE.search(text, max(0, one.reading.start - _AHEAD), one.reading.start)
    ]
    if len(wholes) != 1 or parts.value < 2:
        return None
    right = wholes[0].value / parts.value
    slips = [(right * by, f"{parts.told()} of them are {by:g} times as many") for by in (2.0, 0.5, 4.0, 0.25, *_TENS)]
    return Step("parts", [(right, f"{wholes[0].told()} / {parts.told()}")], slips)
