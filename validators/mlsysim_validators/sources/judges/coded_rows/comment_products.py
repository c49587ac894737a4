"""Products in the comments of code and data that give the number before them: `link_bw=450,  # NVLink4, 18 x 25`.

Where several values under one key are what their comments reckon, one that is off by a plain factor is told: at the
value, or in the comment where the registry has the value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log10, prod
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Text, Value

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:e\+?\d+)?"
_WORDS = r"(?: ?(?!x\b)[A-Za-z][A-Za-z/]*){0,3}"
_PRODUCT = regex(rf"(?<![\w.,/-]){_NUMBER}{_WORDS}(?: ?[x×*] ?{_NUMBER}{_WORDS})+")
_FACTOR = regex(rf"(?<![\w.]){_NUMBER}")
_LEAST = 2  # values under a key that are what their comments reckon
_NEAR = 0.006
_SLIPS = (2.0, 4.0, 8.0)


class _Reckoned(NamedTuple):
    """A value, its place in the document, the product of its comment, and how far the two are apart."""

    value: Value
    block: Block
    number: int
    words: str
    off: float  # what is stated over what is reckoned


def judge(document: Document, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Decide the values that are not what their comments reckon; claims on numbers of comments are new."""
    by_key: dict[str, list[_Reckoned]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        for value in block.values:
            key = value.said("key")
            comment = value.said("comment")
            found = _PRODUCT.search(comment) if key and comment else None
            factors = [float(one.replace(",", "")) for one in _FACTOR.findall(found[0])] if found is not None else []
            if found is not None and len(factors) > 1 and all(factors) and value.number > 0:
                by_key[key].append(_Reckoned(value, block, index, found[0].strip(), _off(value.number / prod(factors))))
    known = {claim.stated.offset: claim for claim in claims} if by_key else {}
    for reckoned in by_key.values():
        if sum(abs(one.off - 1) <= _NEAR for one in reckoned) >= _LEAST:
            for one in reckoned:
                yield from _judge(document, one, known)


def _off(ratio: float) -> float:
    """A ratio without its powers of a thousand, which are prefixes that comments leave out."""
    return float(1000 ** (log10(ratio) / 3 - round(log10(ratio) / 3)))


def _judge(document: Document, one: _Reckoned, known: dict[int, Claim]) -> Iterator[Claim]:
    slip = next((by for by in _SLIPS for off in (by, 1 / by) if abs(one.off / off - 1) <= _NEAR), 0.0)
    claim = known.get(one.value.text.source_offset(0))
    if not slip:
        return
    told = f"{one.words} beside it does not give {one.value.text.text}: they differ by a factor of {slip:g}"
    hint = "let the number and the calculation agree"
    if claim is None or claim.verdict in ("match", "ambiguous"):
        place = document.source.find(one.words, one.value.text.source_offset(0))
        if place < 0:
            return
        text = Text(one.words, range(place, place + len(one.words)))
        reading = Reading(0, len(one.words), 0.0, 0.0, (ONE,), "", one.words)
        claim = Claim(document, Stated(reading, text, one.block, one.number), "derived")
        yield claim
    if claim.verdict == "unresolved":
        claim.decide("inconsistent", told, rule="arithmetic", hint=hint, working=one.words)
