"""Memory that grows with the batch: activations of 6 GB at batch 16 are 24 GB at batch 64, and so is a KV cache.

Both are stored for each sample (Korthikanti et al. 2022, section 4.1: s b h (34 + 5 a s / h) bytes a layer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.patterns import regex

_STORED = regex(r"\b(?P<noun>activation|kv[ -]cache)", re.IGNORECASE)
_BATCH = regex(
    r"\bbatch(?:[ -]size)?(?: of|:| is)? ?=? ?(?P<n>\d{1,4})(?![\w.,]\d|%)|\b(?P<m>\d{1,4})-?batch\b", re.IGNORECASE
)
_OTHERWISE = AnyCase(
    r"checkpoint|recomput|shard|sequence|\bseq|length|token|context|per (?:gpu|layer|device)|micro|without|after|"
    r"int8|fp8|\bvs\b|save|reduc|halv|offload|model\b"
)
_ROUGHLY = 0.1
_SLIPS = (2.0, 4.0, 8.0, 10.0)
_EXACT = 0.06


class _Stated(NamedTuple):
    claim: Claim
    noun: str
    batch: float
    value: float


def judge(claims: Sequence[Claim]) -> None:
    """Decide the open amounts of a slide's text that another batch of the same slide gives."""
    stated = [one for claim in claims if (one := _stated(claim, claims)) is not None]
    for place, one in enumerate(stated):
        others = [other for other in stated[:place] if other.noun == one.noun and other.batch != one.batch]
        if not others or one.claim.verdict != "unresolved":
            continue
        first = others[0]
        unit = one.claim.reading.units[0]
        right = first.value * one.batch / first.batch
        words = f"{first.claim.text.strip()} at batch {first.batch:g} x {one.batch:g} / {first.batch:g}"
        off = one.value / right
        if abs(off - 1) <= _ROUGHLY:
            one.claim.kind, one.claim.unit, one.claim.field = "derived", unit, f"{one.noun}_bytes"
            one.claim.decide("match", working=words)
        elif any(abs(off * by - 1) <= _EXACT for slip in _SLIPS for by in (slip, 1 / slip)):
            one.claim.kind, one.claim.unit, one.claim.field = "derived", unit, f"{one.noun}_bytes"
            one.claim.expected = Expected(right, printed(right, one.claim.reading, unit))
            told = f"{words} is {one.claim.expected.printed}"
            one.claim.decide(
                "mismatch", told, rule="recomputed", hint=f"write {one.claim.expected.printed}", working=told
            )


def _stated(claim: Claim, claims: Sequence[Claim]) -> _Stated | None:
    unit = claim.reading.units[0]
    if claim.stated.cell is not None or unit.dimension != BYTES or not claim.reading.one_value:
        return None
    words = claim.stated.sentence()
    noun, batches = _STORED.search(words), list(_numbers(words))
    if noun is None or len(batches) != 1 or _OTHERWISE.search(words):
        return None
    begin, stop = claim.stated.sentence_span()
    beside = [
        one
        for one in claims
        if one.stated.text is claim.stated.text
        and begin <= one.reading.start < stop
        and one.reading.units[0].dimension == BYTES
    ]
    if len(beside) != 1:
        return None
    kind = "kv_cache" if noun["noun"][:2].lower() == "kv" else "activation"
    return _Stated(claim, kind, batches[0], claim.reading.value * unit.factor)


def _numbers(words: str) -> Iterator[float]:
    for match in _BATCH.finditer(words):
        number = float(match["n"] or match["m"])
        if number > 0:
            yield number
