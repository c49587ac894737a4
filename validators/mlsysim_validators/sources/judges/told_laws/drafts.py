"""Speculative decoding: a round of k drafted tokens and one check of the target gives E tokens.

It takes k times the draft's step and one step of the target; E tokens would take E steps without it. With acceptance
α of each token alone, E = (1 - α^(k+1)) / (1 - α) (Leviathan et al. 2023).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME, uncounted
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed, alone
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"draft|speculat")
_LENGTH = regex(
    r"(?:\b(?:draft(?:s|ed|ing)?(?: length| model| size)?|proposes?|guess(?:es)?|speculat\w+|"
    r"look-?ahead|window)\b[^.;\d]{0,40}|"
    r"(?<![A-Za-z])(?:k|K|γ|gamma|n) ?(?:=|is|:) ?)$",
    re.IGNORECASE,
)
_PROPOSED = regex(r" ?(?:draft(?:ed)? |proposed |speculat\w+ )?(?:tokens?|of (?:them|these)|ahead|candidates?)\b")
_GAINED = regex(
    r"\b(?:on average|averages?|expected?|expectation|mean|come out|gain\w*|yields?|accept\w*|"
    r"produces?|emits?|advances?)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_GAINED_BEHIND = regex(
    r" ?tokens? (?:\w+ ){0,3}(?:a|per|each|of (?:a|each)|in (?:a|each|one)|on average|come|are|survive|out)\b"
)
_RATE = regex(r"(?:\baccept\w*|\bα|\balpha|\bprobability)[^.;\d]{0,40}$", re.IGNORECASE)
_DRAFT = AnyCase(r"\bdraft\w*|\bsmall(?:er)?\b|\bhelper\b|\bassistant\b")
_TARGET = AnyCase(r"\btarget\b|\bverif\w+|\blarge\b|\bbig\b|\bmain\b|\bcheck\w*|\bwithout\b|\bplain\b|\bfull\b")
_OF_A_STEP = regex(
    r"\b(?:draft\w*|small\w*)\b[^.;\d]{0,40}\b(?P<part>half|a third|a quarter|a fifth|a sixth|"
    r"an eighth|a tenth|a twentieth) "
    r"(?:of )?(?:the |a |one |its )?(?:target|large|big|main|full|verif)",
    re.IGNORECASE,
)
_PARTS = {
    "half": 2, "a third": 3, "a quarter": 4, "a fifth": 5, "a sixth": 6, "an eighth": 8, "a tenth": 10,
    "a twentieth": 20,
}  # fmt: skip
_COST = regex(r"\bdraft\w*\b[^.;\d]{0,50}$|(?<![A-Za-z])c ?(?:=|is|:) ?$", re.IGNORECASE)
_GAINS = AnyCase(r"speed-?\s?up|\bgains?\b|faster|\bnet\b|quicker|improve")
_LONGEST = 16
_APART = 0.03


class _Round(NamedTuple):
    """A round: what is drafted, and the time of that and of the check in steps of the target."""

    drafted: float
    draft: float
    told: str


def speed_up(target: Placed, passage: Passage) -> Step | None:
    """By what factor drafting is faster than plain decoding."""
    if target.amount.unit.symbol != "×" or not _GAINS.search(f"{target.ahead[-60:]} {target.behind[:30]}"):
        return None
    before = list(passage.before(target))
    lengths = [one for one in before if _is_length(one)]
    length = alone(lengths)
    if length is None:
        return None
    k = length.amount.value
    draft = _draft(before, passage.text)
    tokens = _tokens(before, k)
    if not draft or not tokens:
        return None
    cost = k * draft + 1
    right = [
        (one / cost, f"{one:.4g} tokens a round / (1 + {k:g} x {draft:.3g}) steps of the target") for one in tokens
    ]
    slips = []
    for one in tokens:
        slips += [
            (one, "that leaves out the time of the drafts"),
            (one / (k * draft), "that leaves out the check"),
            (one / (1 + draft), "that counts the time of one draft"),
            (cost / one, "that is upside down"),
        ]
    slips += [((k + 1) / cost, "that accepts every token"), (k / cost, "that accepts every token")]
    return Step("speed_up", right, [one for one in slips if all(abs(one[0] / ok - 1) > _APART for ok, _ in right)])


def _is_length(one: Placed) -> bool:
    amount = one.amount
    if amount.unit.symbol in ("%", "×") or _is_time(one) or not amount.whole or not 1 < amount.value <= _LONGEST:
        return False
    named = _LENGTH.search(one.ahead) is not None
    return named and (amount.noun in ("", "token") or _PROPOSED.match(one.behind) is not None)


def _is_time(one: Placed) -> bool:
    """Whether an amount is a time, of a token as well."""
    return tuple(part for part in uncounted(one.amount.dimension) if part[0] != "tokens") == TIME


def _draft(before: list[Placed], text: str) -> float:
    """The time of a step of the draft over one of the target; 0 where it is not told."""
    part = _OF_A_STEP.search(text)
    if part is not None:
        return 1.0 / _PARTS[part["part"].lower()]
    times = [one for one in before if _is_time(one)]
    small = alone([one for one in times if _nearest(one) == "draft"])
    large = alone([one for one in times if _nearest(one) == "target"])
    if small is not None and large is not None and small.amount.value < large.amount.value:
        return small.amount.value / large.amount.value
    told = alone([one for one in before if one.amount.unit.symbol in ("%", "") and one.amount.value < 1 and
                  _COST.search(one.ahead) and not _RATE.search(one.ahead)])  # fmt: skip
    return told.amount.value if told is not None else 0.0


def _nearest(one: Placed) -> str:
    """Whether the words before an amount speak of the draft or of the target, by the last of them."""
    clause = re.split(r"[.;]", one.ahead)[-1]
    if re.search(r"[=+·×]\s*$", clause):
        return ""
    both = ((pattern, name) for pattern, name in ((_DRAFT, "draft"), (_TARGET, "target")))
    places = [(found.start(), name) for pattern, name in both for found in pattern.finditer(clause)]
    return max(places)[1] if places else ""


def _tokens(before: list[Placed], k: float) -> list[float]:
    """How many tokens a round gives: as it is told, or by the acceptance of each."""
    rate = alone([one for one in before if 0 < one.amount.value < 1 and _RATE.search(one.ahead)])
    if rate is not None:
        a = rate.amount.value
        return [(1 - a ** (k + 1)) / (1 - a)]
    told = (
        one.amount.value
        for one in before
        if not one.amount.dimension or one.amount.dimension == (("tokens", 1),)
        if one.amount.unit.symbol not in ("%", "×") and 1 < one.amount.value <= k + 1 and not _is_length(one)
        if (_GAINED.search(one.ahead) and "." in one.amount.reading.text) or _GAINED_BEHIND.match(one.behind)
    )
    return list(dict.fromkeys(told))
