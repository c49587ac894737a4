"""Totals of lines: "Weights: 2 GB", "Gradients: 2 GB", "Activations: 4-6 GB", and then "Total: 8-10 GB".

A line is a block of its own (a list item, a line of a card), a sentence of a paragraph or a note, or a line of a
listing that is text. The parts are the lines right above the total, as far as each of them comes to one amount, or one
range, of the total's sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, of_texts
from mlsysim_validators.sources.dimensions import BYTES, TIME, is_money
from mlsysim_validators.sources.judges.arithmetic.intervals import NOTHING, Interval, intervals_of
from mlsysim_validators.sources.judges.arithmetic.lines import TEXT_LANGUAGES
from mlsysim_validators.sources.judges.arithmetic.tables.totals import is_meant
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import BREAK

_TOTAL = regex(
    r"\W*(?:(?:grand |sub-?)?total|sum|altogether|all together|in total|insgesamt|gesamt|summe|au total)\b"
    r"[^.;:=≈\d]{0,25}[:=≈]?\s*[^.;\w]{0,4}"
    r"|\W*that(?: is|'s) "
    r"|\W*(?:that|this|these|it|they|all|das|dies)\b[^.;:=≈\d]{0,25}\b(?:total(?:s|ing)?|altogether|insgesamt|zusammen|"
    r"adds? up to|sums? (?:up )?to)\b[^.;:=≈\d]{0,12}?[^.;\w]{0,4}(?=[\d$€])",
    re.IGNORECASE,
)
_SPOKEN = AnyCase(r"\W*(?:that|this|these|it|they|all|das|dies)\b")
_NAMED = regex(
    r"[^:=≈]{2,40}?(?:\([^)]*\))?[^:=≈\d]{0,20}[:=≈]"  # "Weights: 2 GB", "Weights = 2 GB"
    r"|\W*[A-Za-z][^:=≈\d]{1,40}?(?: {2,}|\.{3,} ?)(?=[~$€]?\d)"  # "Weights ..... 2 GB"
)
_WORKED = regex(  # "Weights: 512 × 256 × 2 = 2.36 MB"
    r"\W*[A-Za-z][A-Za-z ]{2,30}(?:\([^)]*\))?[:=≈] ?[\d(][^=≈:]{0,60}[×x*·/+] ?\d[^=≈:]{0,20}[=≈] ?[~≈]?$"
)
# What does not add up: cases side by side, steps at one time, parts of parts, what is taken off.
_NOT_ADDED = AnyCase(
    r"overlap|parallel|concurren|hidden|\basync|of which|averag|\bmean\b|peak|\bsav|reduc|\bvs\b|versus|before|"
    r"\bafter\b|baseline|\bper\b|\beach\b|/ ?gpu|\bmax|\bmin\b|worst|best|available|limit|budget|capacity"
)
_LEFT_OUT = regex(r"\b(?:before|without|excluding|not counting|ohne|hors|sans) (?:the |any )?(?P<what>[a-z]{4,})", re.I)
_KINDS = ("paragraph", "item", "note", "math")
_KEPT = AnyCase(r"weights|param(?:eter)?s\b|gradients?|optimi[sz]er|\badam|moment|master|activations?")
_FEWEST = 2
_MOST = 12
_ROUGHLY = 0.03


class Sum(NamedTuple):
    """A total, or one end of it, what its parts come to in base units, and whether it states that."""

    claim: Claim
    unit: Unit
    value: float
    words: str
    fits: bool
    named: bool = False  # three parts or more, each with its name


class _Line(NamedTuple):
    text: str
    start: int  # in the text of its block
    block: Block

    @property
    def listed(self) -> bool:
        return self.block.kind == "listing"

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip()) if self.listed else 0


def totals_of_lines(blocks: Sequence[Block], claims: Sequence[Claim]) -> Iterator[Sum]:
    """The totals of a slide's running text and of its listings."""
    by_text = of_texts(claim for claim in claims if claim.stated.cell is None)
    above: list[_Line] = []
    for line in _lines(blocks):
        match = _TOTAL.match(line.text)
        if match is not None:
            stated = claims_at(by_text.get(id(line.block.text), ()), line.start + match.end())
            if stated:
                yield from _sums(stated, line, above, bool(_SPOKEN.match(line.text)))
            above = []
        else:
            above.append(line)


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    for block in blocks:
        text = block.text.text
        if block.kind == "listing" and block.language.lower() in TEXT_LANGUAGES:
            yield _Line("", 0, block)
            start = 0
            for words in text.split("\n"):
                if any(sign.isalnum() for sign in words):  # no rule that is drawn above the total
                    yield _Line(words, start, block)
                start += len(words) + 1
            yield _Line("", 0, block)
            continue
        if block.kind not in _KINDS:
            yield _Line("", 0, block)
            continue
        start = 0
        for gap in BREAK.finditer(text):
            yield _Line(text[start : gap.start()], start, block)
            start = gap.end()
        yield _Line(text[start:], start, block)


def claims_at(claims: Sequence[Claim], place: int) -> list[Claim]:
    """The number at a place, and the other end of its range."""
    for index, one in enumerate(claims):
        if place - 3 <= one.reading.start <= place + 3:
            ranged = one.reading.hedge == "low" and len(claims) > index + 1
            return list(claims[index : index + 1 + (ranged and claims[index + 1].reading.hedge == "high")])
    return []


def _sums(stated: Sequence[Claim], line: _Line, above: Sequence[_Line], spoken: bool) -> Iterator[Sum]:
    """What the lines above come to, against a total or against both ends of it."""
    last = stated[-1]
    unit = last.unit or last.reading.units[0]
    if not unit.dimension or (last.reading.range_end and len(stated) < 2):
        return
    if line.listed and unit.dimension not in (BYTES, TIME) and not is_money(unit.dimension):
        return
    lines = _parts(above, line, unit.dimension)
    parts = [part for _, part in lines]
    if len(parts) < (_FEWEST + 1 if spoken else _FEWEST):
        return
    worked = all(_WORKED.match(one.text[: part.start]) is not None for one, part in lines)
    # Some lines above may belong to something else, but not where each of them has its working, or is what a training
    # keeps: "Weights: 4 GB. Gradients: 4 GB. Adam: 8 GB."
    kept = all(_KEPT.search(one.text) for one, _ in lines)
    all_worked = (worked or kept) and len(parts) > _FEWEST
    for first in range(1 if all_worked else len(parts) - 1):
        whole = sum(parts[first:], NOTHING)
        if all(states_sum(claim, unit, whole) for claim in stated):
            yield from (Sum(claim, unit, end_of(claim, unit, whole), whole.words, True) for claim in stated)
            return
    whole = sum(parts, NOTHING)
    if not _is_told(line, lines, all_worked):
        return
    for claim in stated:
        value, size = end_of(claim, unit, whole), claim.reading.value * unit.factor
        if value <= 0 or states_sum(claim, unit, whole):
            continue
        left_out = all_worked and any(states_sum(claim, unit, _without(whole, part)) for part in parts)
        if left_out or is_meant(size / value, len(parts)):
            yield Sum(claim, unit, value, whole.words, False, len(parts) > _FEWEST)


def _is_told(total: _Line, lines: Sequence[tuple[_Line, Interval]], all_worked: bool) -> bool:
    """Whether lines that do not add up to a total were meant to: in a listing three that are named for parts."""
    if not total.listed:
        return True
    words = (total.text, *(line.text for line, _ in lines))
    return (all_worked or len(lines) > _FEWEST) and not any(_NOT_ADDED.search(one) for one in words)


def _parts(above: Sequence[_Line], total: _Line, dimension: Dimension) -> list[tuple[_Line, Interval]]:
    """The lines right above a total with their amounts, but those that it says it leaves out."""
    parts: list[tuple[_Line, Interval]] = []
    excluded = {match["what"].lower() for match in _LEFT_OUT.finditer(total.text)}
    for line in reversed(above[-_MOST:]):
        if any(word in line.text.lower() for word in excluded):
            continue
        amount = _amount(line, dimension)
        if amount is None or (parts and line.listed and line.indent != parts[0][0].indent):
            break
        parts.insert(0, (line, amount))
    return parts


def end_of(claim: Claim, unit: Unit, whole: Interval) -> float:
    """What the parts come to, against one end of a total, or against a bound of it or one value."""
    reading = claim.reading
    if reading.hedge in ("low", "below"):
        return whole.low
    if reading.hedge in ("high", "above"):
        return whole.high
    return min(max(reading.value * unit.factor, whole.low), whole.high)


def states_sum(claim: Claim, unit: Unit, whole: Interval) -> bool:
    """Whether a total, or an end of one, states what the parts come to, as far as all are rounded."""
    reading = claim.reading
    size, value = reading.value * unit.factor, end_of(claim, unit, whole)
    room = whole.room + 0.5 * reading.resolution * unit.factor
    room += _ROUGHLY * abs(value) if whole.rough or reading.rough else 1e-9 * abs(value)
    if reading.bound:  # a bound is no rounded number: 840 GB are not "> 1 TB"
        room = whole.room + _ROUGHLY * abs(value)
        return value >= size - room if reading.hedge == "above" else value <= size + room
    return abs(size - value) <= room


def _without(whole: Interval, part: Interval) -> Interval:
    return whole._replace(low=whole.low - part.low, high=whole.high - part.high)


def _amount(line: _Line, dimension: Dimension) -> Interval | None:
    """The amount that a line comes to: behind its name, or the last of its calculation."""
    named = _NAMED.match(line.text)
    if named is None:
        return None
    here = [one for one in readings(line.text) if not one.bare]
    if any(one.bound and any(unit.dimension == dimension for unit in one.units) for one in here):
        return None
    found = intervals_of(here, dimension)
    if not found or found[-1].start < named.end():
        return None
    last = found[-1]
    if len(found) > 1 and not re.search(r"[=≈] ?[~≈]?$", line.text[: last.start]):
        return None
    return last
