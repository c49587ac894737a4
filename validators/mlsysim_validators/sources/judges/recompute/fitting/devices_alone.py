"""One number of devices or servers that an amount needs: "1,129 GB fill at least 15 GPUs of 80 GB".

The memory of one stands in the sentence, the amount there or right before. Told are numbers that are too small, where
the words speak of what is needed, and those of another amount or a memory rounded down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil, floor

from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict, whole_number
from mlsysim_validators.sources.judges.recompute.fitting.amounts import Amount, amounts_of
from mlsysim_validators.sources.judges.recompute.fitting.counted import claim_at
from mlsysim_validators.sources.judges.recompute.texts import hits
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

_NOUN = (
    r"(?:GPUs?|cards?|devices?|accelerators?|chips?|TPUs?|servers?|nodes?|hosts?|machines?|drives?|disks?|"
    r"H\d00s?|A100s?|B200s?)"
)
_COUNT = regex(
    r"\b(?:at least|needs?|fills?|takes?|requires?|that is|which is|hence|so|minimum of|fewest|spread over|makes?)"
    r"(?: (?:us|we|you|at least|about|only|just|a minimum of|some))*\W{1,2}"
    rf"(?P<number>\d[\d,]*) (?:\w+ )?(?P<noun>{_NOUN})\b(?!\s*(?:per|[-/]|hours?))",
    re.IGNORECASE,
)
_LABELLED = regex(
    rf"\b(?:fewest|minimum|at least)\b[^;.]{{0,50}}: (?P<number>\d[\d,]*) ?(?P<noun>{_NOUN})?\W*$", re.IGNORECASE
)
_EACH = regex(
    rf"\b(?:per|a|each|every|one|an) ?(?:\w+ )?{_NOUN}\b|\b{_NOUN} (?:of|with|at|has|have|holds?|offers?)\b|/ ?GPU",
    re.IGNORECASE,
)
_OF_ONE = regex(
    rf"\W{{0,2}}(?:each\b|{_NOUN}\b|(?:per|a|/) ?{_NOUN}\b|usable (?:per|a) {_NOUN}\b|of (?:HBM|memory) each)",
    re.IGNORECASE,
)
_OTHERWISE = AnyCase(
    r"parallel|shard|replica|per (?:gpu|device|rank) |throughput|tokens|users|requests|spare|latency|power|watt|"
    r"\bkw\b|activations? and|headroom|\bif\b|batch"
)
_LEAST = regex(r"(?:at least|minimum of|no fewer than) \W?$", re.IGNORECASE)
_LONGEST = 800
_SLACK = 0.002
_FAR_FEWER = 0.25  # of the devices: then another amount is meant


def judge(slide: Slide, known: dict[Place, Claim]) -> Iterator[Claim]:
    """Decide such numbers, and hand them out."""
    for block in slide.blocks:
        if block.kind not in ("paragraph", "item", "note") or len(block.text.text) > _LONGEST:
            continue
        for pattern in (_COUNT, _LABELLED):
            for match in hits(pattern, block.text.text):
                claim = claim_at(match, (slide.document, block, slide.index_of(block)), known)
                if claim.verdict == "unresolved" and _decide(claim, block, slide):
                    yield claim


def _decide(claim: Claim, block: Block, slide: Slide) -> bool:
    sentence = claim.stated.sentence()
    if _OTHERWISE.search(sentence) or claim.reading.rough:
        return False
    own, near = _amounts(claim, block, slide)
    of_one = [one for one in own if _is_of_one(one)]
    if len({one.value for one in of_one}) != 1:
        of_one = [one for one in near if _is_of_one(one)] if not of_one else []
    if len({one.value for one in of_one}) != 1:
        return False
    memory = of_one[-1]
    for amounts in (own, near):
        larger = [one for one in amounts if one is not memory and one.value > memory.value and one.family < 0]
        if larger:
            return _judge(claim, larger, memory)
    return False


def _judge(claim: Claim, larger: Sequence[Amount], memory: Amount) -> bool:
    last, stated = larger[-1], claim.reading.value
    least = (last.value - last.room) * (1 - _SLACK) / memory.value
    most = (last.value + last.room) / memory.value
    right = float(ceil(last.value / memory.value - 1e-9))
    told = f"{last.words} / {memory.words} each, rounded up"
    claim.kind, claim.unit = "derived", claim.unit or ONE
    if ceil(least - 1e-9) <= stated <= ceil(most):
        claim.field = "devices_needed"
        claim.decide("match", working=told)
        return True
    slips = [(ceil(one.value / memory.value), f"that is what {one.words} need") for one in larger[:-1]]
    slips += [(floor(last.value / memory.value), "a part of one is a whole one")]
    slip = next((Slip("does-not-fit", value, why) for value, why in slips if value == stated), None)
    far_fewer = stated < _FAR_FEWER * right and not _LEAST.search(claim.stated.text.text[: claim.reading.start])
    if stated > right or (slip is None and far_fewer):
        return False
    claim.field = "devices_needed"
    slip = slip or Slip("does-not-fit", stated, "fewer do not hold it")
    contradict(claim, claim.field, whole_number(right), told, slip)
    return True


def _amounts(claim: Claim, block: Block, slide: Slide) -> tuple[list[Amount], list[Amount]]:
    """The amounts of a claim's sentence, and those of the sentence or line before."""
    begin, stop = claim.stated.sentence_span()
    own: list[Amount] = []
    before: list[Amount] = []
    above: list[Amount] = []
    mine = slide.place_of(block)
    for amount in amounts_of(slide):
        theirs = amount.claim
        if theirs.stated.text is block.text:
            if begin <= theirs.reading.start < stop:
                own.append(amount)
            elif theirs.reading.start < begin:
                before.append(amount)
        elif theirs.stated.cell is None and 0 < mine - slide.place_of(theirs.stated.block) <= 2:
            above.append(amount)
    return own, before[-3:] or above[-3:]


def _is_of_one(amount: Amount) -> bool:
    """Whether an amount is the memory of one device, by the words beside it."""
    text, reading = amount.claim.stated.text.text, amount.claim.reading
    if _OF_ONE.match(text, reading.end):
        return True
    begin, _ = amount.claim.stated.sentence_span()
    ahead = re.split(r"[,;:]\s|\d[\d.]* ?[kMGT]i?B", text[max(begin, reading.start - 40) : reading.start])[-1]
    return _EACH.search(ahead) is not None
