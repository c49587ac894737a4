"""What the words beside a factor or a percentage say: whether it compares, by how much, and which sort of quantity."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, CARBON, FLOP_RATE, INTENSITY, OP_RATE, POWER, TIME

COMPARES = re.compile(
    r"speed-?up|faster|slower|reduc\w+|less|more|fewer|smaller|larger|bigger|higher|lower|cheaper|"
    r"improv\w+|gain|drop\w*|"
    r"increas\w+|decreas\w+|sav\w+|better|longer|shorter|gap|difference|factor|growth|shrink\w*|"
    r"cut\w*|grow\w*|fold|boost|jump\w*|\bris(?:es?|ing)\b|\brose\b|\bfell\b|\bfalls?\b|as much|as many",
    re.IGNORECASE,
)
SAYS_SO = re.compile(
    r"\bgap\b|difference|\bratio\b|speed-?up|penalty|savings?|\bthat is\b|\bi\.?e\.|=|→|⇒|factor|overall|so\b|"
    r"thus|therefore|the \w+ time",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"\b(?:that|this|which) is\b|\bthat's\b|\bi\.e\.|\bthe (?:gap|ratio|difference)\b", re.IGNORECASE
)
A_RATE = re.compile(r" ?(?:per\b|/|every|each|a year|annual)", re.IGNORECASE)
DENIES = re.compile(r"\b(?:not|instead of|rather than|expected|ideal|theoretical|e\.g)\b", re.IGNORECASE)

_MORE_OR_LESS = (
    r"less|more|fewer|lower|higher|faster|slower|smaller|larger|bigger|cheaper|better|worse|shorter|longer|reduc\w+|"
    r"drop|decreas\w+|increas\w+|sav(?:ed|es|ings?)|improv\w+|gain|speed-?up|boost|overhead|degradation|cut|growth|jump"
)
_MOVES = r"ris(?:es?|ing)|rose|grow\w*|grew|falls?|fell|jump\w*|climb\w*|shr[aiu]nk\w*|outperform\w*"
_AHEAD = AnyCase(
    rf"(?:\bby|\bwithin|\bsav(?:es?|ing)|\bcut(?:s|ting)?|\b(?:{_MORE_OR_LESS})|\bpenalty|\b(?:{_MOVES}))"
    r"(?: of| is| was| in \w+|:)?[ (*_]*"
    r"(?:(?:only|just|about|around|roughly|nearly|almost|approximately|over|more than|up to|an?|another) )*"
    r"[~≈(+−-]*$"
)
_BEHIND = AnyCase(rf"[*_)]* ?(?:[\w-]+ ){{0,2}}(?:{_MORE_OR_LESS})\b")
_SIGNED = re.compile(r"(?:^|[\s(])[-+−]$")
_OF = AnyCase(r" of\b")
# "30% on the first task (3.94 vs 3.03)": the two numbers that a percentage compares, in a bracket right behind it.
PAIR_BEHIND = re.compile(r"[^.;()]{0,40}\([~≈$]?\d[\d.,]* ?[\w/]{0,8} ?(?:vs\.?|→|->|to|versus) ?[~≈$]?\d")
OF_WHICH = AnyCase(r"\bof which\b")
_REACH = 70

Sort = Callable[[Dimension], bool]


def _one_of(*dimensions: Dimension) -> Sort:
    return lambda dimension: dimension in dimensions


def of_speed(dimension: Dimension) -> bool:
    """A time, or something per time that is no power and no price."""
    names = dict(dimension)
    return bool(names.get("time")) and not names.keys() & {"energy", "currency", "carbon"}


_SORTS: tuple[tuple[re.Pattern[str], Sort], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sort)
    for pattern, sort in (
        (r"bandwidth|\bbw\b", _one_of(BANDWIDTH)),
        (r"compute (?:grew|increas|rose|range|peak|ratio|gap)|\bcompute\b(?! time)|flops", _one_of(FLOP_RATE, OP_RATE)),
        (r"power|watt", _one_of(POWER)),
        (r"\benergy", _one_of((("energy", 1),))),
        (r"carbon|emi(?:ts?|ssions?)|dirtier|cleaner", _one_of((("carbon", 1),), CARBON)),
        (
            r"cost|cheaper|expensive|price|(?<!per )dollar|\bbill\b|\bspend",
            lambda d: any(name == "currency" for name, _ in d),
        ),
        (r"smaller|larger|memory|capacity|size|bigger|compress|footprint|storage", _one_of(BYTES)),
        (r"ridge|intensity", _one_of(INTENSITY)),
        (r"slower|longer|shorter|latency|\btime\b|quicker|\btook\b|\btakes\b", _one_of(TIME)),
        (r"faster|speed|performance|throughput|slow", of_speed),
        (r"\b(?:fewer|more|less|as many|number of) (?:gpu|device|accelerator|chip)s?\b", _one_of((("devices", 1),))),
        (r"accura|quality|utili[sz]|perplexity", lambda _: False),
    )
)


def sorts(words: str) -> list[Sort]:
    """The sorts of quantity that words name; a factor among them compares one of these."""
    return [sort for pattern, sort in _SORTS if pattern.search(words)]


def percentage(text: str, start: int, end: int) -> Literal["change", "share", ""]:
    """Whether a percentage tells by how much something differs, which part of another it is, or a level."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _AHEAD.search(before) or _BEHIND.match(behind) or _SIGNED.search(before):
        return "change"
    if not _OF.match(behind) and PAIR_BEHIND.match(behind):
        return "change"
    return "share" if _OF.match(behind) or OF_WHICH.search(before) else ""
