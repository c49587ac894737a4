"""The kind of a number that its own words do not tell: of the item above, the sentence before, or a question."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.kinds import avoided, kind_asked, kind_named
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import words_around

_CONTINUES = AnyCase(r"[\s.;]{0,3}(?:and |but )?(?:on|with|at|for|over|the same|in)\b[^.;\d]{0,40}")
_ANSWERS = AnyCase(r"\W*(?:solution|answer|result|expected|lösung|ans)\b")
_LONGEST_QUESTION = 300


def kind_from_around(claim: Claim, slide: Slide) -> tuple[Kind, bool] | None:
    """A kind, and whether words beside the number name it."""
    return _kind_of_sibling(claim, slide) or _kind_of_question(claim, slide)


def _kind_of_sibling(claim: Claim, slide: Slide) -> tuple[Kind, bool] | None:
    """In a list of like items, the kind that was found for the last number of the item above."""
    block = claim.stated.block
    above = next(iter(slide.above(block)), None) if block.kind == "item" else None
    theirs = _in_sentences_before(claim, slide)
    if not theirs and (above is None or above.kind != "item" or claim is not slide.same_text(claim)[-1]):
        return None
    if not theirs and above is not None:
        theirs = [one for one in slide.claims_of(above) if one.verdict == "match"]
    if not theirs or theirs[-1].unit is None:
        return None
    if theirs[-1].unit.dimension not in [unit.dimension for unit in claim.reading.units]:
        return None
    kind = kind_named(theirs[-1].field)
    return (kind, False) if kind is not None and not avoided(kind, claim, words_around(claim.stated)) else None


def _in_sentences_before(claim: Claim, slide: Slide) -> list[Claim]:
    """The last derived number that is right in the sentence before: "An 8B on an H100: 4.8 ms. On an L4: 53 ms"."""
    text, (begin, _) = claim.stated.text.text, claim.stated.sentence_span()
    if claim.stated.cell is not None or not begin or not _CONTINUES.match(text[begin : claim.reading.start]):
        return []
    before = slide.stated_between(claim, 0, begin)
    return [one for one in before[-1:] if one.verdict == "match" and one.kind == "derived"]


def _kind_of_question(claim: Claim, slide: Slide) -> tuple[Kind, bool] | None:
    """The one kind that a question asks for, of an answer: "How long does it take? 5 ms", "Solution. 5 ms"."""
    if claim.stated.cell is not None:
        return None
    begin, _ = claim.stated.sentence_span()
    text = claim.stated.text.text
    ahead = text[max(0, begin - _LONGEST_QUESTION) : begin].strip()
    question = re.split(r"(?<=[.;!?])\s", ahead)[-1] if ahead.endswith("?") else ""
    if not question and _ANSWERS.match(text) and claim is slide.same_text(claim)[-1]:
        above = next(iter(slide.above(claim.stated.block)), None)
        question = above.text.text[-_LONGEST_QUESTION:] if above is not None else ""
    if not question:
        return None
    found = kind_asked(question, claim)
    return (found, True) if found is not None and not avoided(found, claim, words_around(claim.stated)) else None
