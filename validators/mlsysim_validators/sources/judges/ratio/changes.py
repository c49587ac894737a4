"""A percentage right behind the two amounts of which it is the change: "from 393 ms to 421 ms, about 7%".

No other two are meant, so that what their digits leave open is all the room that it has. Where the amounts are said to
be a cause ("going from 8 to 16 GPUs, 90%"), the percentage is of something else.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import prints_two_digits
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, linked, pair_of
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio, decide, turned
from mlsysim_validators.sources.patterns import regex

# "latencies from 393 ms to 421 ms" are a spread, and nothing changes
_FROM = regex(
    r"\b(?:increas|ris(?:es?|ing)\b|rose|grow|grew|go(?:es|ing)?\b|went|climb|jump|drop|falls?\b|fell|reduc|decreas|shr[aiu]nk|"
    r"cut|improv|lower|rais|moved?|chang|slow|declin|sinks?\b|sank|up\b|down\b|shorten|lengthen|degrad|inflat|expand)"
    r"[^.;]{0,60}\bfrom (?:about |around |roughly |nearly )?[~≈$]?$",
    re.IGNORECASE,
)
_ARROW = regex(r"[^.;]{0,20}(?:→|->|⇒) ?[~≈$]?")
_IS = regex(
    r"(?: (?!and\b|while\b|but\b|at\b|with\b|so\b)[a-z/]+){0,3} ?"
    r"(?:,|[(=≈:—–-]|\bor\b|,? (?:which|that) is|,? i\.e\.,?|,? a (?:change|difference) of|,? by)"
    r" ?(?:or |which is |that is |i\.e\.,? |by |an? )?(?:(?:only|just|about|around|roughly|nearly|almost|some) )*"
    r"[(~≈+−–-]{0,3}",
    re.IGNORECASE,
)
_UP_OR_DOWN = regex(r",? \(?(?P<way>up|down) (?:by )?(?:(?:only|just|about|around|roughly|nearly|almost|some) )*[~≈]?$")
_FROM_BEHIND = regex(r" from (?:the )?(?=[~≈$]?\d)[~≈]?")
_CHANGE = (
    r"increase|rise|growth|jump|gain|overhead|penalty|improvement|drop|decrease|reduction|decline|fall|cut|savings?|"
    r"more|less|fewer|higher|lower|larger|smaller|longer|shorter|slower|faster|cheaper|change|difference"
)
_ENDS = regex(rf"[*_]*(?:[,.;:)](?!\d)|$| (?:{_CHANGE})\b(?! (?:of|in) (?!(?:time|latency)\b)))", re.IGNORECASE)
_EITHER_BASE = regex(r"[*_]* (?:\w+ )?(?:faster|slower|gain|improvement)\b|.{0,30}\bspeed", re.IGNORECASE)
_ROUGH, _CLOSE, _LEAST = 0.1, 0.03, 0.02
_TENS = 10
_UNTOLD = 0.05  # of an amount that is only about that


class _Span(NamedTuple):
    """What a change may be, as the digits of its two amounts leave it open."""

    low: float
    high: float

    def holds(self, value: float, room: float) -> bool:
        return self.low * (1 - _CLOSE) - room <= value <= self.high * (1 + _CLOSE) + room


def judge(claim: Claim) -> None:
    """Decide a percentage that ends its clause right behind two joined amounts."""
    text, start = claim.stated.text.text, claim.reading.start
    if claim.verdict != "unresolved" or claim.reading.units[0].symbol != "%" or not claim.reading.one_value:
        return
    begin, stop = claim.stated.sentence_span()
    ahead = text[begin:start]
    pair = _pair(ahead) if _ENDS.match(text, claim.reading.end) else _around(ahead, text[claim.reading.end : stop])
    if pair is None or turned(ahead[: pair.first.start], pair):
        return
    old, new = (pair.first, pair.second)
    change = _change(old, new)
    if change.high < _LEAST:
        return
    value, room = 0.01 * claim.reading.value, 0.005 * claim.reading.resolution
    right = change.holds(value, room)
    if not right and _EITHER_BASE.match(text, claim.reading.end):
        right = _change(new, old).holds(value, room)
    if right:
        decide(claim, pair, right=True)
        return
    slip = "that takes the other one for the base" if _of_the_other(claim, change, old, new) else ""
    edge = change.low if value < change.low else change.high
    clear = abs(value / edge - 1) > (_ROUGH if claim.reading.rough else _CLOSE)
    if wording.DENIES.search(ahead) or not (slip or clear) or _is_what_remains(claim, pair):
        as_ratio(claim)
        return
    as_ratio(claim)
    claim.sure = True  # of no other two
    expected = 1 - 1 / pair.ratio if pair.falls else pair.ratio - 1
    shown = f"{100 * expected:.3g}%"
    claim.expected = Expected(expected, shown)
    told = f"from {old.text.strip()} to {new.text.strip()} is a change of {shown}" + (f"; {slip}" if slip else "")
    claim.decide("mismatch", told, rule="ratio", hint=f"write {shown}", working=pair.words)


def _pair(ahead: str) -> Pair | None:
    """The two amounts that end some words, of which the text says that the one becomes the other."""
    for pair in reversed(linked(ahead, amounts(ahead))):
        if pair.first.bound or pair.second.bound or not _IS.fullmatch(ahead, pair.second.end):
            continue
        arrow = _ARROW.fullmatch(ahead, pair.first.end, pair.second.start)
        if arrow is None and not _FROM.search(ahead[: pair.first.start]):
            continue
        if pair.second.bare or wording.CAUSE.search(ahead[: pair.first.start]):
            return None
        return pair
    return None


def _around(ahead: str, behind: str) -> Pair | None:
    """The amount behind a change and the one before it: "421 ms, up 7% from 393 ms"."""
    way, base = _UP_OR_DOWN.search(ahead), _FROM_BEHIND.match(behind)
    if way is None or base is None:
        return None
    new, old = amounts(ahead[: way.start()])[-1:], amounts(behind)[:1]
    if not new or not old or new[0].end != way.start() or old[0].start != base.end():
        return None
    if new[0].bare or old[0].bare or not (new[0].one_value and old[0].one_value):
        return None
    pair = pair_of(old[0], new[0])
    return pair if pair is not None and pair.falls is (way["way"] == "down") else None


def _change(old: Reading, new: Reading) -> _Span:
    (low, high), (least, most) = _ends(old), _ends(new)
    if new.value * new.units[0].factor >= old.value * old.units[0].factor:
        return _Span(max(0.0, least / high - 1), most / low - 1)
    return _Span(max(0.0, 1 - most / low), 1 - least / high)


def _ends(amount: Reading) -> tuple[float, float]:
    """Between which values an amount lies; round tens may be rounded ones."""
    step = amount.resolution
    if step == 1 and amount.value >= _TENS * _TENS and amount.value % _TENS == 0:
        step = _TENS
    room = max(0.5 * step, _UNTOLD * amount.value if amount.rough else 0.0)
    factor = amount.units[0].factor
    return max(amount.value - room, 0.5 * amount.value) * factor, (amount.value + room) * factor


def _of_the_other(claim: Claim, change: _Span, old: Reading, new: Reading) -> bool:
    """Whether a percentage of two digits is the change of the other base, and far enough from that of its own."""
    other = _change(new, old)
    value, room = 0.01 * claim.reading.value, 0.005 * claim.reading.resolution
    apart = value + room < change.low or value - room > change.high
    return prints_two_digits(claim.reading) and apart and other.low - room <= value <= other.high + room


def _is_what_remains(claim: Claim, pair: Pair) -> bool:
    """Whether a percentage is the one amount in the other, which its words do not deny."""
    told = (claim.stated.text.text, claim.reading.start, claim.reading.end)
    share = 1 / pair.ratio if pair.falls else pair.ratio
    return not wording.direction(*told) and abs(0.01 * claim.reading.value / share - 1) <= _CLOSE
