"""Words for the roof that binds, and what leaves it open whether it is said."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

RIDGE = r"(?:ridge(?: point)?|knee|machine balance|balance point|roofline corner)"
_BOUND = regex(
    r"\b(?P<memory>memory|bandwidth|mem|bw|hbm|compute|arithmetic|math|flops?)[- ](?:bound(?!ar)|limited)\b|"
    r"\b(?:bound|limited|bottlenecked) by (?:the )?(?:(?P<load>memory|hbm|bandwidth)|(?P<math>compute|arithmetic))\b",
    re.IGNORECASE,
)
_OF_MEMORY = ("memory", "bandwidth", "mem", "bw", "hbm")
_SIDE = regex(
    rf"\b(?:(?P<low>below|left of|to the left of|under|short of|smaller than|lower than|less than)|"
    r"(?P<high>above|right of|to the right of|beyond|past|exceeds|exceeding|larger than|higher than|greater than|"
    rf"more than)) (?:the |its |this |that |their |our )?(?:\w+['’]s )?{RIDGE}\b",
    re.IGNORECASE,
)
UNSAID = AnyCase(
    r"\?|\b(?:not|never|no longer|cannot|neither|nor|if|unless|until|whether|when|once|instead|than(?! the)|"
    r"mov\w*|push\w*|turn\w*|becom\w*|rais\w*|shift\w*|reach\w*|cross\w*|from(?! the (?:ridge|knee))|would|could|might|"
    r"both|either|or|others?|some|most|only|myth|wrong|false|fallacy|still|even|stop\w*|start\w*|need\w*|must|"
    r"leav\w*|escap\w*|out of|before|after|sometimes|usually|often|typically|mostly|partly)\b|n['’]t\b"
)
UNLESS = AnyCase(r"\b(?:if|when|unless|until|once|only|but|though|although|whereas|while)\b|\?")
_CONCLUDES = AnyCase(
    r"\W*(?:therefore|so|hence|thus|that is|it is|it's|conclusion|this (?:is|makes|kernel is)|verdict|result|answer|"
    r"bottleneck|regime|limiter|diagnosis|→|⇒|->)(?!\w)"
)
# "Deeply memory-bound!", "Ridge = 156 → compute-bound by a factor of 4.6"; not "memory-bound kernels".
_ADVERBS = AnyCase(
    r"(?:ridge[^→⇒>]{0,24}(?:→|⇒|->))?\W*(?:\b(?:deeply|hopelessly|clearly|strongly|heavily|firmly|well|far|extremely|"
    r"very|solidly|severely)\b\W*)*"
)
_STANDS_ALONE = AnyCase(r"\W*$|[!.,;:)]| (?:by|at|on|here|everywhere)\b")


class Word(NamedTuple):
    """What is said, and where: that memory binds, or arithmetic."""

    begin: int
    end: int
    memory: bool
    is_side: bool  # of the ridge


def words_of(text: str) -> list[Word]:
    """The words of a text for the roof that binds, in their order."""
    bounds = [
        Word(*one.span(), (one["memory"] or "").lower() in _OF_MEMORY or one["load"] is not None, is_side=False)
        for one in _BOUND.finditer(text)
    ]
    sides = [Word(*one.span(), one["low"] is not None, is_side=True) for one in _SIDE.finditer(text)]
    return sorted([*bounds, *sides])


def concludes(sentence: str, word: Word) -> bool:
    """Whether a sentence only says what binds, of what was told before."""
    if _CONCLUDES.match(sentence):
        return True
    lead = _ADVERBS.fullmatch(sentence[: word.begin].strip())
    return lead is not None and _STANDS_ALONE.match(sentence[word.end :]) is not None
