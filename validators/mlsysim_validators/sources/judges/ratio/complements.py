"""Shares of which one is the rest of the other: "17% of it is used, so 83% is wasted", "all fine: 36%, one slow: 64%".

Told is the slip that prints the same share twice. And a fall by more than all there was, which no number gives.
"""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.ratio import rests, wording
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.texts.slides import Slide

_OPPOSITES = (
    (AnyCase(r"\bus(?:ed|es|eful)\b|utili[sz]ed|occupied|\bbusy\b|\bworking\b|productive"),
     AnyCase(r"wasted?|unused|\bidle|\blost\b|\bfree\b|\bempty\b|\bwaiting\b")),
    (AnyCase(r"\b(?:none|no (?:one|node|gpu|device|failure)s?|all(?: are| is)? (?:fine|well|good|up|healthy|alive)|"
             r"nothing fails|without (?:a|any) )"),
     AnyCase(r"\bat least (?:one|a)\b|\bone or more\b|\bany (?:of|one)\b|\bsome(?:thing)? fail")),
    (AnyCase(r"\bhits?\b|succe(?:ed|ss)"), AnyCase(r"\bmiss(?:es|ed)?\b|\bfail")),
)  # fmt: skip
_BESIDE = 60
_EXACT = 0.05
_ALL = 100.0
_HALF = (49.0, 51.0)
_LONGEST = 200


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a share that is the rest of the one before it, and a fall by more than all."""
    if claim.verdict != "unresolved" or claim.reading.units[0].symbol != "%" or claim.stated.cell is not None:
        return
    text, reading = claim.stated.text.text, claim.reading
    if not reading.one_value or not reading.value:
        return
    if reading.value > _ALL:
        if (
            wording.percentage(text, reading.start, reading.end) == "change"
            and wording.direction(text, reading.start, reading.end) == "down"
        ):
            told = "nothing falls by more than all of it: a share of what there was before is meant"
            _tell(claim, told, "write the difference over the larger of the two")
        return
    rests.judge(claim)
    if claim.verdict != "unresolved":
        return
    begin, stop = claim.stated.sentence_span()
    ahead = text[begin : reading.start]
    before = _share(ahead)
    own = f"{ahead[-_BESIDE:]} {text[reading.end : min(stop, reading.end + _BESIDE)]}"
    if before is not None:
        own = f"{ahead[before.end :]} {text[reading.end : min(stop, reading.end + _BESIDE)]}"
        other = ahead[: before.start] + ahead[before.end : before.end + _BESIDE]
        other = other.partition(",")[0] if before.end < len(other) else other
    else:
        above = next(iter(slide.above(claim.stated.block)), None)
        if above is None or above.kind != "item" or claim.stated.block.kind != "item" or len(text) > _LONGEST:
            return
        other, before = above.text.text, _share(above.text.text)
    if before is None or _HALF[0] <= reading.value <= _HALF[1] or not _opposite(other, own):
        return
    rest = _ALL - before.value
    if abs(reading.value - rest) <= 0.5 * (reading.resolution + before.resolution) + _EXACT:
        as_ratio(claim)
        claim.decide("match", working=f"1 - {before.text.strip()}")
    elif abs(reading.value - before.value) <= _EXACT:
        claim.expected = Expected(0.01 * rest, printed(0.01 * rest, reading, reading.units[0]))
        told = f"the rest to {before.text.strip()} is {claim.expected.printed}"
        _tell(claim, told, f"write {claim.expected.printed}")


def _tell(claim: Claim, told: str, hint: str) -> None:
    as_ratio(claim)
    claim.decide("mismatch", told, rule="ratio", hint=hint, working=told)


def _share(words: str) -> Reading | None:
    """The last share that some words state."""
    found = [one for one in readings(words) if one.units[:1] and one.units[0].symbol == "%" and one.one_value]
    return found[-1] if found else None


def _opposite(one: str, other: str) -> bool:
    """Whether the words beside two shares are opposites."""
    return any(
        (yes.search(one) and no.search(other) and not no.search(one))
        or (no.search(one) and yes.search(other) and not yes.search(one))
        for yes, no in _OPPOSITES
    )
