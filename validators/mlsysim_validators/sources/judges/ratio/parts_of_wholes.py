"""A share behind the part and the whole that it is of.

"400 of 989 TFLOP/s is 40%", "80 GB out of 640: 12.5 %", "of 1,024 GPUs 400 are busy, or 39 %".
"""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.ratio.pairs import decide_alone
from mlsysim_validators.sources.patterns import regex

_OF = regex(r" (?:out )?of (?:the |its |our |all |a total of |some )*[~≈$]?")
_IS = regex(
    r"(?:[- ](?!(?:and|with|per|each|more|less|than|at|so|but|while|of|a|in)\b)[A-Za-z/]+){0,4}"
    r"(?:,? (?:is|are|was|were|or|makes?|gives?|means?|that is|that's|which is|i\.e\.,?)| ?[:=≈(]|,|"
    r" (?:is|are|was|were)(?: [a-z]+){1,3} ?[:=≈(,])"
    r"(?: an? (?:[\w-]+ ){0,3}(?:of|at))?(?:[ (]*(?:only|about|just|some|roughly|nearly|almost|around)\b)*[ (]*[~≈]?",
    re.IGNORECASE,
)
_OF_ALL = regex(r"\b(?:[Oo]ut )?[Oo]f (?:the |its |our |all |these |those )*[~≈$]?$")
_THEN = regex(r"(?: [A-Za-z-]+){0,4},? (?:only |about |just |some )?[~≈]?")
_MORE_BEHIND = regex(
    r" (?:more|less|fewer|faster|slower|higher|lower|of (?:the )?(?:re|peak|roof|time))", re.IGNORECASE
)
_LONGEST = 160  # characters


def judge(claim: Claim) -> None:
    """Decide a share that stands behind "A of B": no other two are meant."""
    text, start = claim.stated.text.text, claim.reading.start
    if claim.verdict != "unresolved" or claim.reading.units[0].symbol != "%" or not claim.reading.one_value:
        return
    begin = max(claim.stated.sentence_span()[0], start - _LONGEST)
    pair = _pair(text[begin:start])
    if pair is None or _MORE_BEHIND.match(text, claim.reading.end):
        return
    decide_alone(claim, pair)


def _pair(ahead: str) -> Pair | None:
    """The whole and the part that end some words, in one unit, which one of them may leave out."""
    found = readings(ahead)
    if len(found) < 2 or not _IS.fullmatch(ahead, found[-1].end):
        return None
    part, whole = found[-2:]
    if not _OF.fullmatch(ahead, part.end, whole.start):
        whole, part = found[-2:]  # "Of 1,024 GPUs, 400 are busy"
        if not (_OF_ALL.search(ahead, 0, whole.start) and _THEN.fullmatch(ahead, whole.end, part.start)):
            return None
    a, b = _in_one_unit(part, whole)
    if not 0 < a <= b or not (part.one_value and whole.one_value):
        return None
    return pair_of_values(
        whole, b, 0.5 * whole.resolution * b / whole.value, part, a, 0.5 * part.resolution * a / part.value
    )


def _in_one_unit(part: Reading, whole: Reading) -> tuple[float, float]:
    """Both values; zeros where their units are of two sorts."""
    if part.bare or whole.bare:
        return part.value, whole.value
    one, other = part.units[0], whole.units[0]
    if one.dimension != other.dimension or (not one.dimension and one.symbol != other.symbol):
        return 0.0, 0.0
    return part.value * one.factor, whole.value * other.factor
