"""What the words beside a factor or a percentage say: whether it compares, by how much, and which sort of quantity."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    CARBON,
    FLOP_RATE,
    INTENSITY,
    OP_RATE,
    POWER,
    TIME,
    is_money,
)
from mlsysim_validators.sources.patterns import regex

COMPARES = AnyCase(
    r"speed-?up|faster|slower|reduc\w+|less|more|fewer|smaller|larger|bigger|higher|lower|cheaper|"
    r"improv\w+|gain|drop\w*|earns?\b|wins?\b|loses?\b|advantage|"
    r"increas\w+|decreas\w+|sav\w+|better|longer|shorter|gap|difference|factor|growth|shrink\w*|"
    r"cut\w*|grow\w*|fold|boost|jump\w*|\bris(?:es?|ing)\b|\brose\b|\bfell\b|\bfalls?\b|"
    r"\bas (?:much|many|long|fast|large|big|high|heavy|expensive|powerful)|\d times\b"
)
SAYS_SO = AnyCase(
    r"\bgap\b|difference|\bratio\b|speed-?up|penalty|savings?|\bthat is\b|\bi\.?e\.|=|→|⇒|factor|overall|so\b|"
    r"thus|therefore|the \w+ time"
)
POINTS_BACK = AnyCase(r"\b(?:that|this|which) is\b|\bthat's\b|\bi\.e\.|\bthe (?:gap|ratio|difference)\b")
# "takes 4.8 ms, 30 times as long": than what, another sentence says.
UNTOLD_BASE = regex(
    r" ?(?:as (?:long|much|many|fast|large|big|high|expensive)|longer|shorter|faster|slower|more|less|larger|smaller)"
    r"(?= ?(?:[.,;:)]|$))",
    re.IGNORECASE,
)
_BASE = regex(r" of (?:the |its |our |their |an? )(?P<word>[A-Za-z]\w{3,})")
_A_NAME = regex(r" (?:the |that of )?(?P<name>[A-Z][a-z]{3,}|[A-Z]+\d+\w*)(?:'s)?\)")
_TIMES_THE = regex(r" the (?P<word>[A-Za-z]\w{3,})")  # "64 times the scores"
# "hosts add half of that, 8.16 kW": the sum stands behind it.
_NEXT_STEP = regex(r" ?(?:->|→|=>) ?(?:[\w-]+ ){0,3}\d[\d.]*[x×]")
_STEP_BEFORE = regex(r"\d[x×] ?(?:->|→|=>) ?(?:[\w-]+ ){0,3}$")
ADDS = AnyCase(r"\badds? (?:another |about |roughly |up to |only )*$")
# "at four times the GPUs each step takes ...": a setting, and no ratio of what else the sentence states.
_SET_UP = AnyCase(r"\b(?:at|with|on|for|given) (?:about |only )?$")
_OF_MACHINES = AnyCase(
    r" (?:the|as many|more) (?:gpu|device|accelerator|chip|node|server|machine|worker|replica|card)s?\b"
)
# "8× GPU in one HGX: 900 GB/s each" begins with a number of things; "2× GPU throughput" with a factor.
_OF_THINGS = regex(r" ?(?:[A-Z]{2,}[A-Za-z0-9]*|[A-Z][a-z]*-?\d\w*)\b")
_ENDS_OF_ITS_WORDS = regex(r"[.,;:()]\s|[→—=]|$")
_ANY_WHOLE = frozenset(("total", "whole", "original", "baseline", "previous", "former", "first", "latter", "larger"))
# "Arithmetic outran memory by 9.9": a ratio of ratios.
OUTRAN = AnyCase(r"\b(?:outran|outruns?|outpac\w+|outgrew|outgrows?|outstrip\w*)\b")
A_RATE = regex(
    r" ?(?:(?:of [\w ]{1,25} )?per (?:year|month|day|hour)\b|per\b|/|every|each|a year|annual|"
    r"(?:growth )?(?:YoY|QoQ|MoM|y/y|q/q|(?P<span>year|quarter|month)[- ](?:on|over)[- ](?P=span))\b)",
    re.IGNORECASE,
)
SUPPOSES = AnyCase(r"\b(?:expected|ideal|theoretical|e\.g)\b")
# "Increasing the buffer from 64 KB to 1 MB improves the speed by 0.5%": the amounts are of the cause.
CAUSE = AnyCase(
    r"\b(?:increas|decreas|reduc|rais|lower|scal|grow|go|mov|switch|chang|doubl|halv|cutt|shrink|widen|extend|expand|"
    r"push|bump|dropp|add|us)ing\b|\b(?:by|with|when|if|after) "
)
DENIES = AnyCase(
    r"\b(?:var(?:y|ies|ying)|rang(?:es?|ing) from|from \d+% \w+ to|individual|not|instead of|"
    r"rather than|expected|ideal|theoretical|e\.g)\b"
)

_MORE_OR_LESS = (
    r"less|more|fewer|lower|higher|faster|slower|smaller|larger|bigger|cheaper|better|worse|shorter|longer|reduc\w+|"
    r"drop|decreas\w+|increas\w+|sav(?:ed|es|ings?)|improv\w+|gain|speed-?up|boost|overhead|degradation|cut|growth|jump"
)
_MOVES = r"ris(?:es?|ing)|rose|grow\w*|grew|falls?|fell|jump\w*|climb\w*|shr[aiu]nk\w*|outperform\w*"
_AHEAD = AnyCase(
    rf"(?:\bby|\bwithin|\bsav(?:es?|ing)|\bcut(?:s|ting)?|\b(?:{_MORE_OR_LESS})|\bpenalty|\b(?:{_MOVES}))"
    r"(?: of| is| was| in \w+|:)?[ (*_]*"
    r"(?:(?:only|just|about|around|roughly|nearly|almost|approximately|over|more than|up to|an?|another|mere|some) )*"
    r"[~≈(+−-]*$"
)
_BEHIND = AnyCase(rf"[*_)]* ?(?:[\w-]+ ){{0,2}}(?:{_MORE_OR_LESS})\b")
_SIGNED = regex(r"(?:^|[\s(])[-+−]$")
_OF = AnyCase(r" of\b")
# "30% on the first task (3.94 vs 3.03)": the two numbers that a percentage compares, in a bracket right behind it.
PAIR_BEHIND = regex(r"[^.;()]{0,40}\([~≈$]?\d[\d.,]* ?[\w/]{0,8} ?(?:vs\.?|→|->|to|versus) ?[~≈$]?\d")
OF_WHICH = AnyCase(r"\bof which\b")
# "Against a step of 4.38 s this is 3.9%"
_AGAINST_IT = AnyCase(
    r"\b(?:against|compared (?:to|with)|relative to|out of) [^;]{3,50} (?:this|that|it) (?:is|makes) "
    r"(?:only |about |just )*$"
)
_DOWN = r"less|fewer|lower|below|under|smaller|shorter|cheaper|reductions?|decrease|drop|cut|savings?"
_UP = r"more|higher|above|larger|bigger|longer|increase|growth|rise"
_BEGINS = regex(r"(?:^|\n)[\s*•–-]*[~≈]?$")
_MAKES = regex(r" of [^.;:=\n]{2,40}[:=] ?[~≈]?[$€]?\d")
_WAY_BEHIND = AnyCase(
    r"[*_)]* ?(?:(?:the|a|as) |(?:\w+ ){1,2}?(?=reduction|savings|increase|decrease))?"
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b(?! than (?:with|at|for) )"
)
_WAY_AHEAD = AnyCase(
    r"\b(?:(?P<down>falls?|fell|drops?|dropped|sinks?|shrinks?|decreas\w+|reduc\w+|lower(?:s|ed|ing)|cuts?|cutting|"
    r"sav(?:es?|ed|ing)|shorten\w*)|(?P<up>grows?|grew|ris(?:es?|ing)|rose|increas\w+|rais\w+|climb\w*))"
    r"(?:(?: (?!to\b|from\b)[\w-]+){0,4} by)? (?:(?:only|about|around|roughly|nearly|some|almost|over|up to) )*[~≈]?$"
)
_WAY_OF = AnyCase(
    r"\b(?:(?P<down>cut|reduction|savings?|drop|decrease|fall)|(?P<up>increase|growth|rise)) of "
    r"(?:(?:only|about|around|roughly|nearly|some|almost|over|up to) )*[~≈]?$"
)
# "41.2 GB → 33.1 GB (-20%)"; a sign alone may be of anything
_WAY_SIGNED = regex(r"(?:→|->|⇒) ?[~≈$]?\d[^()→⇒]{0,20}\((?:(?P<down>[-−])|(?P<up>\+))$")
_REACH = 70
_BEFORE_A_CLAUSE = regex(
    r"[,;:(—–]|\.\.\.|\b(?:and|but|while|whereas|with)\b|\d ?(?:[×x%](?![A-Za-z])|times\b|-?fold\b)", re.IGNORECASE
)
_BEHIND_A_CLAUSE = regex(
    r"[,;:)—–]|\b(?:and|but|while|whereas|although|though|because|since)\b|"
    r"\b(?:for|at|with|by|against|in exchange for)\s+(?:only |just |about )?[~≈]?\d[\d.,]*\s?"
    r"(?:[×x%](?![A-Za-z])|times\b|-?fold\b)",
    re.IGNORECASE,
)
_FOR = regex(r"\b(?:for|at|with|by|against)\s", re.IGNORECASE)

Sort = Callable[[Dimension], bool]


def _one_of(*dimensions: Dimension) -> Sort:
    return lambda dimension: dimension in dimensions


def of_speed(dimension: Dimension) -> bool:
    """A time, or something per time that is no power and no price."""
    names = dict(dimension)
    return bool(names.get("time")) and not names.keys() & {"energy", "currency", "carbon"}


def of_throughput(dimension: Dimension) -> bool:
    """Something per time that is no power and no price."""
    return of_speed(dimension) and dict(dimension)["time"] < 0


_SORTS: tuple[tuple[AnyCase, Sort], ...] = tuple(
    (AnyCase(pattern), sort)
    for pattern, sort in (
        (r"bandwidth|\bbw\b", _one_of(BANDWIDTH)),
        (
            r"compute (?:grew|increas|rose|range|peak|ratio|gap)|\bcompute\b(?! time)|flops|flop/s|\b6 ?ND\b|"
            r"\bpeak\b(?! (?:memory|power|bandwidth|draw|HBM|V?RAM|GPU|usage|use|demand|load|hour|traffic|latency))|"
            r"\barithmetic\b(?! intensity)|(?:bf16|fp16|fp8|int8|tensor) rate",
            _one_of(FLOP_RATE, OP_RATE),
        ),
        (r"power|watt", _one_of(POWER)),
        (r"\benergy", _one_of((("energy", 1),))),
        (r"carbon|emi(?:ts?|ssions?)|dirtier|cleaner", _one_of((("carbon", 1),), CARBON)),
        (
            r"cost|cheaper|expensive|price|(?<!per )dollar|\bbill\b|\bspend",
            is_money,
        ),
        (r"smaller|larger|memory|capacity|size|bigger|compress|footprint|storage", _one_of(BYTES)),
        (r"ridge|intensity|reuse per byte|machine balance", _one_of(INTENSITY)),
        (
            r"slower|longer|shorter|as long\b|latency|\btime\b|quicker|\btook\b|\btakes\b|hours\b|\bdays\b",
            _one_of(TIME),
        ),
        (r"throughput|tokens/s|tokens per second", of_throughput),
        (r"faster|speed|performance|slow", of_speed),
        (
            r"\b(?:fewer|more|less|as many|number of|times the|twice the) (?:gpu|device|accelerator|chip)s?\b(?!-)",
            _one_of((("devices", 1),)),
        ),
        (r"accura|quality|utili[sz]|perplexity|concurren\w+|more (?:users|requests|sequences)", lambda _: False),
    )
)


@lru_cache(maxsize=256)
def sorts(words: str) -> tuple[Sort, ...]:
    """The sorts of quantity that words name; a factor among them compares one of these."""
    return tuple(sort for pattern, sort in _SORTS if pattern.search(words))


# "a somewhat better 45 %" is what is reached, not by how much it is better.
_A_LEVEL = regex(r"\b(?:an?|the|its|their) (?:[a-z]+ )?(?:better|worse|higher|lower) [~≈]?$")


@lru_cache(maxsize=64)  # each judge of a share asks
def percentage(text: str, start: int, end: int) -> Literal["change", "share", ""]:
    """Whether a percentage tells by how much something differs, which part of another it is, or a level."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _A_LEVEL.search(before):
        return "share" if _OF.match(behind) else ""
    if _AHEAD.search(before) or _BEHIND.match(behind) or _SIGNED.search(before):
        return "change"
    if not _OF.match(behind) and PAIR_BEHIND.match(behind):
        return "change"
    return "share" if _OF.match(behind) or OF_WHICH.search(before) or _AGAINST_IT.search(before) else ""


def direction(text: str, start: int, end: int) -> Literal["down", "up", ""]:
    """Which way a change goes in its words: of "30% less" the larger number is the base, of "30% more" the smaller."""
    behind = _WAY_BEHIND.match(text[end : end + _REACH])
    ahead = text[max(0, start - _REACH) : start]
    found = behind or _WAY_AHEAD.search(ahead) or _WAY_OF.search(ahead) or _WAY_SIGNED.search(ahead)
    if found is None:
        return ""
    return "down" if found["down"] else "up"


def base_is_elsewhere(text: str, end: int, scope: str, place: int) -> bool:
    """Whether a share is said to be of something ("of the step") that the words around its two amounts do not name."""
    base = _BASE.match(text, end) or _TIMES_THE.match(text, end)
    if base is None or base["word"].lower() in _ANY_WHOLE or sorts(base["word"]):
        return False
    around = f"{scope[:place]} {scope[place + 60 :]}" if place >= 0 else scope
    return base["word"].lower() not in around.lower()


def is_set_up(text: str, start: int, end: int) -> bool:
    """Whether a factor tells how many more machines are supposed."""
    return bool(_SET_UP.search(text[max(0, start - _REACH) : start]) and _OF_MACHINES.match(text[end : end + _REACH]))


def begins_with_a_count(text: str, reading: Reading) -> bool:
    """Whether a whole factor begins its line and is how many there are of what an acronym or a name calls."""
    things = _OF_THINGS.match(text, reading.end)
    if things is None or reading.resolution != 1 or not _BEGINS.search(text, max(0, reading.start - 4), reading.start):
        return False
    ends = _ENDS_OF_ITS_WORDS.search(text, things.end())
    words = text[things.end() : ends.start() if ends is not None else len(text)]
    return not (sorts(words) or COMPARES.search(words) or SUPPOSES.search(words))


def is_an_input(text: str, reading: Reading) -> bool:
    """Whether a share begins its line and what it makes of the whole stands behind it: "30% of images = 1.2M a day"."""
    begins = _BEGINS.search(text, max(0, reading.start - 4), reading.start) is not None
    return begins and reading.units[0].symbol == "%" and _MAKES.match(text, reading.end) is not None


def named_base(text: str, end: int) -> str:
    """The name right behind a factor in brackets, which says what it is of: "256 KB (2x Ampere)"; or ""."""
    found = _A_NAME.match(text, end)
    return found["name"] if found is not None else ""


def behind_in_clause(text: str, end: int) -> str:
    """The words behind a factor that still belong to it."""
    found = _BEHIND_A_CLAUSE.search(text, end, end + _REACH)
    return text[end : found.start() if found else end + _REACH]


@lru_cache(maxsize=64)  # each judge of a factor asks
def clause(text: str, start: int, end: int, begin: int, stop: int) -> str:
    """The words of a factor's own clause: of several in one sentence, each has its own quantity."""
    *_, last = [None, *_BEFORE_A_CLAUSE.finditer(text, begin, start)]
    first = last.end() if last is not None else begin
    if last is not None and last.group()[0].isdigit():  # "2.3 times the arithmetic for 1.4 times the power"
        *_, joint = [None, *_FOR.finditer(text, first, start)]
        first = joint.start() if joint is not None else first
    behind = _BEHIND_A_CLAUSE.search(text, end, stop)
    return text[first : behind.start() if behind else stop]


def in_a_chain(text: str, start: int, end: int) -> bool:
    """Whether a factor is one of steps that arrows join: "(tiling 16.5x -> fusion 1.27x -> graphs 1.31x)"."""
    return _NEXT_STEP.match(text, end) is not None or _STEP_BEFORE.search(text[max(0, start - 40) : start]) is not None
