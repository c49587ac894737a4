"""How many more tokens or requests an equal memory holds: by the bytes that each of them takes.

"KV per token: 512 KiB | 128 KiB. For equal memory the newer model keeps four times as many tokens."
"""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits
from mlsysim_validators.sources.judges.ratio.pool import Amount, paired, pool
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_SO_MANY = regex(
    r" ?(?:as many|more|the(?: number of)?) (?:[a-z]+ )?"
    r"(?P<what>token|sequence|user|request|conversation|context|stream|prompt)s?\b"
)
_EQUAL = AnyCase(
    r"\b(?:equal|same|equally much|given|fixed|this|that) (?:amount of )?(?:memory|budget|space|cache|"
    r"capacity|hbm|gpu|card)\b|"
    r"\bper (?:gb|gib|gigabyte)\b|\bin (?:the|each) (?:gb|gigabyte)\b"
)
_OF_ONE = regex(
    r"\b(?:per|each|a|one|every) (?P<what>token|sequence|user|request|conversation|context|stream|prompt)\b"
)
_ROOM = 0.06


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a factor of what equal memory holds by the only two sizes of one that the slide states."""
    if claim.verdict != "unresolved" or claim.reading.units[0].symbol != "×" or claim.stated.cell is not None:
        return
    many = _SO_MANY.match(claim.stated.text.text, claim.reading.end)
    if many is None or not _EQUAL.search(claim.stated.sentence()):
        return
    sizes = {f"{one.value:.4g}": one for one in pool(slide) if _is_of_one(one, many["what"])}
    if len(sizes) != 2:
        return
    one, other = sizes.values()
    pair = paired(one, other)
    if pair is None:
        return
    right = fits(claim, pair) and abs(claim.reading.value / pair.ratio - 1) <= _ROOM
    claim.sure = True  # of no other two
    decide(claim, pair, right=right, slip="" if right else "so much less each of them takes")


def _is_of_one(one: Amount, what: str) -> bool:
    """Whether an amount is what one token, or one request, takes."""
    if dict(one.sort).get("data") != 1:
        return False
    stated = one.claim.stated
    beside = stated.text.text[stated.reading.end : stated.reading.end + 16] if stated.cell is None else ""
    said = f"{one.claim.text} {beside} {one.label}"
    return any(match["what"] == what for match in _OF_ONE.finditer(said.lower()))
