"""Which names of a sentence may own a number, and which belong to another number or are what it is compared with."""

from __future__ import annotations

import re

from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.patterns import regex

_LONGEST_END = 60
_LONGEST_BETWEEN = 160
# "1.9 TB/s is as fast as the A100's DRAM": that is not the A100's figure.
_COMPARED = regex(
    r"\b(?:than|as \w+ as|compared (?:to|with)|similar to|except(?: for)?|other than|"
    r"unless \w+ \w+ on|close to|like|beats|outperforms|(?:separate|different|distinct|apart) (?:\w+ )?from|"
    r"(?:compute|arithmetic|peaks?|rates?|dies?|chips?|cores?|silicon|same|identical|equal) (?:as|to)(?: in| on| for)?)"
    r"(?: (?:the|an?|that of|those of|NVIDIA's|AMD's|one))* ?$"
    r"|(?:比|相比于?|相较于?|[優优低高]于) ?$",
    re.IGNORECASE,
)
# "67 TFLOPS (~3.4x A100)", "(double the A100's)": a factor, not a count of them.
_TIMES = regex(
    r"(?:[~≈] ?\d+(?:\.\d+)? ?[x×]|(?<![\w.])\d+\.\d+ ?[x×]|\b(?:double|twice|thrice|triple|half|quadruple)\b)"
    r"(?: (?:the|an?|that of the))? ?$",
    re.IGNORECASE,
)
# "192 GB (vs H100's 80 GB)": the name belongs to what follows it.
_SET_BESIDE = regex(r"\((?:vs\.?|versus|against|up from|unlike|compare) (?:the )?$", re.IGNORECASE)
# "1.8 TB/s, vs 900 GB/s on H100": the name belongs to the number that this one is set against.
_SET_AGAINST = regex(
    r"\b(?:vs\.?|versus|against|rather than|instead of|compared (?:to|with)|(?:up|down) from) [~≈]?\$?\d[^.;|()]*$",
    re.IGNORECASE,
)
_A_LINK = regex(r"nvlink|pcie|pci express|infiniband|ethernet|fabric", re.IGNORECASE)
# "1,100 W (HGX) / 1,400 W (GB300)": a name in brackets right behind another number is that number's.
_OF_THE_NEXT = regex(r"[/|,;] ?[~≈]?\d[\d,.]* ?[A-Za-z/%]{0,10} ?\($")
# "1,008 GB/s → M3 Ultra: ...", "80 GB (H200: 141 GB)"
# "900K cores (WSE-2 had 850K)"
_HAS_ITS_OWN = regex(r" (?:had|has|have|with|at|is|was|offers?|gave) [~≈]?\$?\d")
# "HBM2 (720 GB/s), NVLink 1.0 (160 GB/s)": each bracket is of the name before it.
_BEHIND_ITS_BRACKET = regex(r"[^()]*\),? (?:and |or )?")
_A_BRACKET_OF_ITS_OWN = regex(r" ?\([~≈]?\d[^()]*\)")
_HEADS_THE_NEXT = regex(r"(?:(?:→|=>|->) ?[^:→]+|\([^:()→]*): \Z")
# "than the A4000 (448 GB/s)", "beats the H200, with 141 GB at 4.8 TB/s"
_ITS_OWN = regex(r"['’]s? [~≈]?|(?:['’]s)? ?\((?:only |just |about )?[~≈]?|, (?:with|at) (?:[^;.,()]|[.,](?=\d)){0,40}")
# "(900 GB/s per H100)", "(H200: 141 GB)": a bracket in which another number has this name.
_BEHIND_ITS_NUMBER = regex(r"\d[^()]* (?:per|on|for|of|in|with|at) (?:the |an? |each |one )?$")
_HEADS_ITS_NUMBER = regex(r": ?[~≈]?\d")
# "(2× B200's 1.8 TB/s)", "(vs H100)", "(twice that of an A100)": a bracket that only compares.
COMPARES_IN_BRACKETS = regex(
    r"\([~≈]?(?:\d[\d.,]* ?(?:[x×]|times|%)|vs\.?|versus|against|unlike|half|twice|double|triple|compared (?:to|with)|"
    r"(?:up|down) from|(?:more|less|faster|larger|higher|lower) than|same as|like)(?= )",
    re.IGNORECASE,
)
_UP_TO_THE_NAME = regex(
    r"(?: (?:more|less|faster|larger|higher|lower|than|vs\.?|the|an?|of|that|those|over|as|NVIDIA|AMD|Google))* ",
    re.IGNORECASE,
)


def is_compared_in_brackets(text: str, place: int) -> bool:
    """Whether the name at a place stands in a bracket that compares with it and says no more of it."""
    bracket = text.rfind("(", max(0, place - _LONGEST_END), place)
    opened = COMPARES_IN_BRACKETS.match(text, bracket) if bracket >= 0 else None
    return opened is not None and _UP_TO_THE_NAME.fullmatch(text, opened.end(), place) is not None


def names_taken_by_none(names: list[Mention | Stranger], text: str, place: int, end: int) -> list[Mention | Stranger]:
    """The names of a text, on both sides of a number and around it, that may be whose it is, in order."""
    ahead = names_ahead(names, text, place)
    around = [name for name in names if name.end > place and name.start < end]
    return [*ahead, *around, *names_behind(names, text, end)]


def names_behind(names: list[Mention | Stranger], sentence: str, end: int) -> list[Mention | Stranger]:
    """The names behind a number that ends at a place that may be whose it is."""
    return [name for name in names if name.start >= end and not _is_anothers(name, sentence, end)]


def _is_anothers(name: Mention | Stranger, sentence: str, end: int) -> bool:
    between = sentence[end : name.start]
    if any(_ends_with(pattern, between, len(between)) for pattern in (_COMPARED, _SET_BESIDE, _TIMES)):
        return True
    if _OF_THE_NEXT.search(between) or _HEADS_THE_NEXT.search(sentence[end : name.end + 2]):
        return True
    if between.endswith("(") and _HAS_ITS_OWN.match(sentence, name.end):
        return True
    if _A_BRACKET_OF_ITS_OWN.match(sentence, name.end) and _BEHIND_ITS_BRACKET.fullmatch(between):
        return True
    near = between[-_LONGEST_BETWEEN:]
    return _SET_AGAINST.search(near) is not None and _A_LINK.search(near) is None


def names_ahead(names: list[Mention | Stranger], sentence: str, place: int) -> list[Mention | Stranger]:
    """The names ahead of a number at a place that may be whose it is.

    "Faster than B100, with ..." says it of another, "than V100's 900 GB/s" does not.
    """
    ahead = [
        name
        for name in names
        if name.end <= place
        and (_ITS_OWN.fullmatch(sentence, name.end, place) or not _ends_with(_COMPARED, sentence, name.start))
        and not _is_of_a_bracket(name, sentence, place)
    ]
    if not _ends_with(_SET_BESIDE, sentence, place):  # nor is H100's what follows "(vs H100's 80 GB), "
        ahead = [
            n for n in ahead if ")" not in sentence[n.end : place] or not _ends_with(_SET_BESIDE, sentence, n.start)
        ]
    return ahead


def _is_of_a_bracket(name: Mention | Stranger, sentence: str, place: int) -> bool:
    """Whether a name is that of a number in a bracket that ends before this one: "(900 GB/s per H100) < 1.8 TB/s"."""
    closed = sentence.find(")", name.end, place)
    opened = sentence.rfind("(", 0, name.start)
    if closed < 0 or opened < 0 or ")" in sentence[opened : name.start] or "(" in sentence[name.end : closed]:
        return False
    inside = sentence[opened + 1 : name.start]
    return bool(_BEHIND_ITS_NUMBER.search(inside) or (not inside and _HEADS_ITS_NUMBER.match(sentence, name.end)))


def _ends_with(pattern: re.Pattern[str], text: str, end: int) -> bool:
    """Whether a pattern for the end of some words matches them up to a place; it needs to see their last few only."""
    return pattern.search(text, max(0, end - _LONGEST_END), end) is not None
