"""A factor between what the line before states of another and the one result above that is of the factor's subject.

"Training A takes 7.2e23 FLOPs. For comparison, B is estimated at 2e25 FLOPs; A is about 28× cheaper." The own clause
has a name and no amount; the sentence before it has one, of another; and above stands just one of the same sort, under
the name. A line "FLOPs = ... = 7.2 × 10^23" is of the sort that its left side is called by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import amounts, pair_of, sort_of
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits
from mlsysim_validators.sources.judges.ratio.sides import stems
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_SUBJECT = regex(
    r"\W*(?:(?:so|thus|and|but|while|whereas|hence|then),? )?(?:the |our |training (?:the )?)?"
    r"(?P<name>[^,;:()]{2,40}?) (?:is|was|are|were|comes out|costs?|takes?|took|needs?|uses?)"
    r"(?: (?:only|just|about|around|roughly|nearly|almost|some|over|approximately|a|an|therefore|thus))* ?[~≈]?",
    re.IGNORECASE,
)
_COMPARED = regex(
    r"[*_]* ?(?:cheaper|less|more|smaller|larger|bigger|lower|higher|fewer)"
    r"(?: (?:compute|work|cost|costly|expensive|memory|energy|power|[A-Z]\w*))?[*_]*(?=[.,;:)!]|$)"
)
_RESULT = regex(r"\W*(?:Total |total )?(?P<label>[A-Za-z][A-Za-z ]{1,20}?)\W*=.*=\W*")
_MOST_ABOVE, _FARTHEST_NAME = 3, 6  # blocks
_LONGEST = 400
_FARTHEST = 4.0


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a factor by the amount of the sentence before it and the one of its subject above."""
    text, reading = claim.stated.text.text, claim.reading
    if claim.verdict != "unresolved" or reading.units[0].symbol != "×" or not reading.one_value or reading.value <= 1:
        return
    begin, _ = claim.stated.sentence_span()
    subject = _SUBJECT.fullmatch(text, begin, reading.start)
    if subject is None or reading.exponent_step or _COMPARED.match(text, reading.end) is None:
        return
    name, before = stems(subject["name"]), claim.stated.sentence_before()
    others = [one for one in amounts(before) if not one.bare and one.one_value]
    if not name or len(others) != 1 or name <= stems(before) or wording.DENIES.search(before):
        return
    own = _of_subject(claim, slide, sort_of(others[0]), name, text[:begin].rstrip().removesuffix(before.rstrip()))
    pair = pair_of(others[0], own) if own is not None else None
    if pair is None or not 1 / _FARTHEST < reading.value / pair.ratio < _FARTHEST:
        return
    right = fits(claim, pair)
    claim.sure = claim.sure or not right  # of no other two
    decide(claim, pair, right=right, explained=True)


def _of_subject(claim: Claim, slide: Slide, sort: Dimension, name: set[str], ahead: str) -> Reading | None:
    """The only amount of a sort that is stated a little above, where the name stands with it or just before."""
    found: dict[float, Reading] = {}
    words = ahead[-_LONGEST:]
    for one in _amounts(words, sort):
        found.setdefault(one.value * one.units[0].factor, one)
    for count, block in enumerate(slide.above(claim.stated.block)):
        if count >= _FARTHEST_NAME or block.kind in ("table", "listing", "heading"):
            break
        words = f"{block.text.text[-_LONGEST:]} {words}"
        for one in _amounts(block.text.text[-_LONGEST:], sort) if count < _MOST_ABOVE else ():
            found.setdefault(one.value * one.units[0].factor, one)
    return next(iter(found.values())) if len(found) == 1 and name <= stems(words) else None


def _amounts(text: str, sort: Dimension) -> Iterator[Reading]:
    """The amounts of a sort that a text states, or the result that it is called by."""
    for one in amounts(text):
        if not one.bare and sort_of(one) == sort:
            yield one
    label = _RESULT.match(text)
    last = readings(text)[-1:] if label is not None else []
    named = readings(f"1 {label['label'].strip()}")[:1] if label is not None else []
    if last and named and last[0].bare and last[0].end >= len(text.rstrip(" $.")) and sort_of(named[0]) == sort:
        yield last[0]._replace(units=named[0].units)
