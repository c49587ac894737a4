"""Rates that a text calls those of both directions, and then divides by as if data went one way at all of it.

"NVLink: 900 GB/s (bidirectional)" in the set-up, "3.5 GB / 900 GB/s = 3.9 ms" below; or 900 GB/s against the 50 GB/s of
a network port, which nobody counts both ways. Data that goes both ways at once is something else: rings that run both
ways round, links of a torus, an exchange of which both halves are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BANDWIDTH, TIME, uncounted
from mlsysim_validators.sources.judges.link_rates.links import ONE_WAY, USED_BOTH_WAYS
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

TELLS = AnyCase(r"bi-?directional|both (?:directions|ways)")
_BOTH_BEHIND = AnyCase(
    r"[ \u00a0]?[\s,(]{0,3}(?:(?:of|in|total|aggregate|combined|for|over|per GPU|each|is|counting|summed?|over) ){0,3}"
    r"(?:bi-?directional|both (?:directions|ways))(?!\w*[ \u00a0:=]{0,2}[~≈]?\d)"  # "450 GB/s (bidirectional 900)"
)
_BOTH_AHEAD = AnyCase(r"bi-?directional(?: \w+){0,2}(?: of| is|:|,)?(?: up to| about)? ?[~≈]?$")
_BOTH_OF_CELL = AnyCase(r"bi-?directional|both (?:directions|ways)")
_NOT_ONE_WAY = AnyCase(
    r"both (?:directions|ways)|bi-?directional|duplex|sen[dt] and receiv|receiv\w+ and sen[dt]|in and out|"
    r"there and back|round[- ]trip|exchang|swap"
)
_OTHER_LINKS = AnyCase(r"\btorus\b|\btori\b|\bici\b|wrap-?around|\baxes\b")
_NETWORK = AnyCase(r"infiniband|ethernet|\broce\b|\bnics?\b|\bndr\b|\bhdr\b|inter-?node|network")
_DIVIDED = regex(
    r"(?P<over>/|÷|\bover\b) ?[({]?(?P<n>\d[\d,]*(?:\.\d+)?)(?: ?(?P<unit>[GT]B/s(?:ec)?|GBps))?[)}]*"
    r"[ \u00a0]?(?:[=≈~→]|is|gives)[ =≈~]*$"
)
_NUMBER = regex(r"\d")
_SUMMED = regex(r"\d[^=:]* [+−-] [^=:]*$")
_AGAINST = regex(r"^(?P<one>\d\S* ?[GT]B/s) against (?P<other>\d\S* ?[GT]B/s)$")
_AHEAD, _BEHIND = 60, 60
_ALIKE = 0.004


class _Said(NamedTuple):
    """A rate that is said to be of both directions."""

    claim: Claim
    value: float

    @property
    def told(self) -> str:
        """Its words, and where they stand."""
        line = self.claim.document.position(self.claim.stated.offset)[0]
        return f"{self.claim.text} is of both directions, as line {line} says"


def judge(document: Document, claims: Sequence[Claim]) -> None:
    """Tell the times and ratios that take such a rate for that of one direction."""
    text = document.source
    if not TELLS.search(text) or _OTHER_LINKS.search(text) or USED_BOTH_WAYS.search(text):
        return
    rates = [claim for claim in claims if claim.stated.value is None and _is_rate(claim)]
    said = list(_said(rates))
    if not said:
        return
    for claim in claims:
        if claim.verdict != "match" or claim.kind != "derived" or claim.stated.value is not None:
            continue
        if (claim.unit or claim.reading.units[0]).dimension == TIME:
            _judge_time(claim, said)
        elif claim.reading.units[0].symbol == "×":
            _judge_ratio(claim, said, rates)


def _is_rate(claim: Claim) -> bool:
    unit = claim.unit or claim.reading.units[0]
    return uncounted(unit.dimension) == BANDWIDTH and claim.verdict not in FINDINGS and claim.reading.one_value


def _value(claim: Claim) -> float:
    return claim.reading.value * (claim.unit or claim.reading.units[0]).factor


def _said(rates: Sequence[Claim]) -> Iterator[_Said]:
    """The rates that are said to be of both directions, and nowhere of one."""
    both = [claim for claim in rates if _is_of_both(claim)]
    for claim in both:
        value = _value(claim)
        if value and not any(abs(_value(one) / value - 1) < _ALIKE and _is_of_one(one) for one in rates if one.value):
            yield _Said(claim, value)


def _is_of_both(claim: Claim) -> bool:
    text, reading, cell, table = claim.stated.text.text, claim.reading, claim.stated.cell, claim.stated.table
    behind, ahead = text[reading.end : reading.end + _BEHIND], text[max(0, reading.start - _AHEAD) : reading.start]
    if _BOTH_BEHIND.match(behind) or _BOTH_AHEAD.search(ahead):
        return True
    if cell is None or table is None:
        return False
    label = table.label(cell)
    words = f"{table.header_words(cell)} | {label.text.text if label is not None else ''}"
    return _BOTH_OF_CELL.search(words) is not None and not ONE_WAY.search(words)


def _is_of_one(claim: Claim) -> bool:
    text, reading, cell, table = claim.stated.text.text, claim.reading, claim.stated.cell, claim.stated.table
    if _is_of_both(claim):
        return False
    ahead = _NUMBER.split(text[max(0, reading.start - _AHEAD) : reading.start])[-1]
    words = f"{ahead} | {_NUMBER.split(text[reading.end : reading.end + _BEHIND])[0]}"
    if cell is not None and table is not None:
        label = table.label(cell)
        words = f"{words} | {table.header_words(cell)} | {label.text.text if label is not None else ''}"
    return ONE_WAY.search(words) is not None


def _judge_time(claim: Claim, said: Iterable[_Said]) -> None:
    text, start = claim.stated.text.text, claim.reading.start
    begin = text.rfind("\n", 0, start) + 1
    match = _DIVIDED.search(text, begin, start)
    if match is None or _NOT_ONE_WAY.search(text) or _SUMMED.search(text[begin : match.start()]):
        return
    number = float(match["n"].replace(",", ""))
    scales = {"G": (1e9,), "T": (1e12,)}.get((match["unit"] or "")[:1], (1e9, 1e12))
    for one in said:
        scale = (one.claim.unit or one.claim.reading.units[0]).factor
        if scale in scales and abs(number * scale / one.value - 1) < _ALIKE:
            _tell(claim, 2.0, f"{one.told}: data takes the {_half(one)} of one", one)
            return


def _judge_ratio(claim: Claim, said: Iterable[_Said], rates: Sequence[Claim]) -> None:
    match = _AGAINST.match(claim.working)
    if match is None or _NOT_ONE_WAY.search(claim.stated.sentence()):
        return
    words = {"".join(match["one"].split()), "".join(match["other"].split())}
    for one in said:
        mine = "".join(one.claim.text.split())
        if mine not in words or len(words) != 2:
            continue
        (other,) = words - {mine}
        theirs = [rate for rate in rates if "".join(rate.text.split()) == other]
        if any(_is_of_a_network(rate) for rate in theirs) and _value(theirs[0]) < one.value:
            _tell(claim, 0.5, f"{one.told}, {theirs[0].text} of one: it has {_half(one)} in one", one)
            return


def _is_of_a_network(rate: Claim) -> bool:
    if _is_of_both(rate):
        return False
    begin, stop = rate.stated.sentence_span()
    text, reading = rate.stated.text.text, rate.reading
    near = text[max(begin, reading.start - _AHEAD) : min(stop, reading.end + _BEHIND)]
    return _is_of_one(rate) or _NETWORK.search(near) is not None


def _half(one: _Said) -> str:
    return printed(one.value / 2, one.claim.reading, one.claim.unit or one.claim.reading.units[0])


def _tell(claim: Claim, by: float, told: str, one: _Said) -> None:
    unit = claim.unit or claim.reading.units[0]
    right = claim.reading.value * unit.factor * by
    shown = printed(right, claim.reading, unit)
    claim.expected = Expected(right, shown)
    claim.decide("mismatch", f"{told}: {shown}", rule="direction", hint=f"write {shown}", working=told)
