"""How many machines a fleet needs that is planned for a share of its full load: as many as at full load, over that.

"63 replicas at full load; planned for 70% utilisation: 90 replicas". Only known slips are told: headroom left out, the
share multiplied instead of divided by, and a quotient that is printed and was cut off rather than rounded up.
"""

from __future__ import annotations

import re
from itertools import islice
from math import ceil, floor

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import plain_number
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place, Stated
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict, whole_number
from mlsysim_validators.sources.judges.recompute.texts import whole
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide

_NOUNS = r"GPUs|nodes|replicas|servers|instances|machines|accelerators|cards|boards"
_PLANNED = regex(
    rf"(?P<share>\d{{2}}) ?%[^%]{{0,60}}?(?:[:=→]|->|\b(?:so|needs?|hence|takes?|to|makes?|is|are|buy|gives?)\b)"
    rf" ?(?:us |we |about |~|up to |rounded up to )*(?P<digits>\d[\d,]*) (?:\w+ )?(?P<noun>{_NOUNS})\b",
    re.IGNORECASE,
)
_A_PLAN = AnyCase(r"plan|target|headroom|utili[sz]|\bload|occupan|\bbusy|\bfull")
_OTHERWISE = AnyCase(
    r"spare|sav|fewer|less|availab|fail|interrupt|mfu|efficien|of the (?:peak|users|requests|traffic)|if\b"
)
_QUOTIENT = regex(r"(?P<full>\d[\d,]*(?:\.\d+)?) ?/ ?0?\.\d+")
_MOST_ABOVE = 3
_LONGEST = 1500
_LEAST = 5.0
_ROOM = 0.012


def judge(slide: Slide, known: dict[Place, Claim]) -> list[Claim]:
    """Decide such numbers; those that were no claims before are handed back. `known`: the claims by their places."""
    fresh: list[Claim] = []
    for block in slide.blocks:
        if block.kind not in ("paragraph", "item", "note") or "%" not in block.text.text[:_LONGEST]:
            continue
        for match in _PLANNED.finditer(block.text.text[:_LONGEST]):
            claim = known.get((id(block.text), match.start("digits"))) or _claim(match, block, slide)
            if claim.verdict == "unresolved" and _decided(claim, match, block, slide):
                fresh.append(claim)
    return [claim for claim in fresh if claim.place not in known]


def _claim(match: re.Match[str], block: Block, slide: Slide) -> Claim:
    reading = plain_number(match["digits"], match.start("digits"))
    return Claim(slide.document, Stated(reading, block.text, block, slide.index_of(block)), "derived", unit=ONE)


def _decided(claim: Claim, match: re.Match[str], block: Block, slide: Slide) -> bool:
    sentence, text = claim.stated.sentence(), block.text.text
    begin, _ = claim.stated.sentence_span()
    if not _A_PLAN.search(sentence) or _OTHERWISE.search(sentence) or begin > match.start("share"):
        return False
    share, stated = float(match["share"]) / 100, claim.reading.value
    quotient = _QUOTIENT.search(text, begin, match.start("digits"))
    full = whole(quotient["full"]) if quotient is not None else _at_full_load(match, block, slide)
    if full < _LEAST or not 0.2 <= share < 1:
        return False
    right = float(ceil(full / share - _ROOM))
    told = f"{full:g} at full load / {share:.0%}, rounded up"
    claim.kind, claim.field = "derived", "headroom"
    if abs(stated - right) <= max(1.0, _ROOM * right) and not (quotient is not None and stated < full / share):
        claim.decide("match", working=told)
        return True
    slips = [
        (full, "that leaves no headroom"),
        (float(round(full * share)), "the share divides"),
        (float(ceil(full * share)), "the share divides"),
        (float(floor(full / share)) if quotient is not None else 0.0, "a part of a machine is a whole one"),
    ]
    slip = next((Slip("recomputed", value, why) for value, why in slips if value == stated), None)
    if slip is None:
        return False
    contradict(claim, claim.field, whole_number(right), told, slip)
    return True


def _at_full_load(match: re.Match[str], block: Block, slide: Slide) -> float:
    """The last number of the same machines before, in the paragraph or the lines above; 0 where two disagree."""
    noun = match["noun"].lower().removesuffix("s")
    count = re.compile(
        rf"(?<![\w.,$])(?P<n>\d[\d,]*) (?:\w+ )?{noun}s\b(?! (?:per|each))|"
        rf"\b{noun}s?\b[^.;:\d]{{0,40}}: ?(?P<label>\d[\d,]*)",
        re.IGNORECASE,
    )
    above = [one.text.text for one in islice(slide.above(block), _MOST_ABOVE) if one.kind in ("item", "paragraph")]
    for text in (block.text.text[: match.start("share")], *above):
        for sentence in reversed(BREAK.split(text[-_LONGEST:])):
            found = {whole(one["n"] or one["label"]) for one in count.finditer(sentence)}
            if found:
                return found.pop() if len(found) == 1 else 0.0
    return 0.0
