"""Sums that are written below each other in a listing, a sign before each line.

  80 GB  in all
- 16 GB  weights
- ~4-6   buffers
= ~60 GB for the cache
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim, of_texts
from mlsysim_validators.sources.judges.arithmetic.intervals import Interval, intervals_of
from mlsysim_validators.sources.judges.arithmetic.line_totals import Sum, claims_at, end_of, states_sum
from mlsysim_validators.sources.judges.arithmetic.lines import TEXT_LANGUAGES
from mlsysim_validators.sources.judges.arithmetic.tables.totals import is_meant
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block

_TERM = regex(r"\s*(?P<sign>[-−–+]\s+)(?=[~≈$€(]?\d)")
_RESULT = regex(r"\s*[=≈]\s*(?=[~≈$€]?\d)")
_FIRST = regex(r"\s*(?=[~≈$€]?\d)")
_GOES_ON = regex(r"[^:;]{0,60}?[×x*·/+=≈→] ?[~$]?\d")  # a working of its own, or another amount: not read
_FEWEST = 2


class _Term(NamedTuple):
    sign: str
    words: str


def totals_of_ledgers(blocks: Sequence[Block], claims: Sequence[Claim]) -> Iterator[Sum]:
    """What the signed lines above a line with "=" come to, in the listings of a slide that are text."""
    by_text = of_texts(claim for claim in claims if claim.stated.cell is None)
    for block in blocks:
        if block.kind != "listing" or block.language.lower() not in TEXT_LANGUAGES:
            continue
        terms: list[_Term] = []
        start = 0
        for words in block.text.text.split("\n"):
            term, result = _TERM.match(words), _RESULT.match(words)
            if result is not None:
                stated = claims_at(by_text.get(id(block.text), ()), start + result.end())
                if stated and len(terms) > _FEWEST - 1:
                    yield from _judged(stated, terms)
                terms = []
            elif term is not None and terms:
                terms.append(_Term("+" if "+" in term["sign"] else "-", words[term.end() :]))
            elif any(sign.isalnum() for sign in words):
                first = _FIRST.match(words)
                terms = [_Term("+", words[first.end() :])] if first is not None else []
            start += len(words) + 1


def _judged(stated: Sequence[Claim], terms: Sequence[_Term]) -> Iterator[Sum]:
    last = stated[-1]
    unit = last.unit or last.reading.units[0]
    amounts = [_amount(term.words, unit) for term in terms]
    if not unit.dimension or (last.reading.range_end and len(stated) < 2):
        return
    whole: Interval | None = None
    for term, amount in zip(terms, amounts, strict=True):
        if amount is None:
            return
        whole = amount if whole is None else whole + amount if term.sign == "+" else whole.minus(amount)
    if whole is None or whole.low <= 0:
        return
    right = all(states_sum(claim, unit, whole) for claim in stated)
    for claim in stated:
        value = end_of(claim, unit, whole)
        if right or (not states_sum(claim, unit, whole) and is_meant(_size(claim, unit) / value, len(terms))):
            yield Sum(claim, unit, value, whole.words, right, len(terms) > _FEWEST)


def _size(claim: Claim, unit: Unit) -> float:
    return claim.reading.value * unit.factor


def _amount(words: str, unit: Unit) -> Interval | None:
    """The amount that a line begins with, in the unit of the result where it names none."""
    found = readings(words)
    here = [one._replace(units=(unit,)) if one.bare else one for one in found[:1] + _high_end(found)]
    amounts = intervals_of(here, unit.dimension)
    if len(amounts) != 1 or amounts[0].start > 1 or _GOES_ON.match(words, here[-1].end):
        return None
    return amounts[0]


def _high_end(found: Sequence[Reading]) -> list[Reading]:
    return [one for one in found[1:2] if one.hedge == "high"]
