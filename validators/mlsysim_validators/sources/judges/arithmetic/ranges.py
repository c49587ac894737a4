"""Calculations with ranges: "2 × 40-50 GB = 80-100 GB", "100 GB / 2-4 GB/s = 25-50 s".

Each end of a result follows from ends of what goes in. What lies between two given ends is left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.judges.arithmetic.equality import Judgement, judge
from mlsysim_validators.sources.judges.arithmetic.lines import Line
from mlsysim_validators.sources.judges.arithmetic.statements import Statement, statements_of
from mlsysim_validators.sources.judges.arithmetic.tokens import Token, is_weak, is_word, tokens

_MOST_RANGES = 3
_MOST_TOKENS = 80


class Ends(NamedTuple):
    """A statement with one end of its result, and what that end should be."""

    statement: Statement
    judgement: Judgement


class _Range(NamedTuple):
    place: int  # of the low end among the tokens
    low: Token
    high: Token


def judged_ranges(line: Line) -> Iterator[Ends]:
    """The ends of results that are ranges, where a calculation with ranges stands before them."""
    if "=" not in line.words and "≈" not in line.words and "→" not in line.words:
        return
    found = tokens(line.words)
    ranges = list(_ranges(found))
    if len(found) > _MOST_TOKENS or not 2 <= len(ranges) <= _MOST_RANGES + 1:
        return
    for index, result in enumerate(ranges):
        before = found[result.place - 1] if result.place else None
        if before is None or before.kind != "relation" or is_word(before) or is_weak(before) or not index:
            continue
        begin = max((one.place for one in ranges[:index] if one.place < result.place), default=0)
        if any(token.kind == "relation" for token in found[begin : result.place - 1]):
            continue  # of a calculation further ahead
        corners = [_with(found, ranges, ends) for ends in product((0, 1), repeat=len(ranges))]
        yield from _judged(corners, before, result)


def _judged(corners: Sequence[list[Token]], relation: Token, result: _Range) -> Iterator[Ends]:
    for end in (result.low, result.high):
        of_end = [
            Ends(statement, judgement)
            for corner in corners
            for statement in statements_of(corner)
            if statement.relation.start == relation.start and statement.left.operations
            and _is_at(statement.right.numbers[0], end) and not statement.right.operations
            and (judgement := judge(statement)) is not None
        ]  # fmt: skip
        if not of_end:
            return
        right = next((one for one in of_end if one.judgement.equal), None)
        pick = min if end is result.low else max
        yield right or pick(of_end, key=lambda one: one.judgement.value)


def _ranges(found: Sequence[Token]) -> Iterator[_Range]:
    for place, token in enumerate(found[:-2]):
        low, high = token.reading, found[place + 2].reading
        if low is None or high is None:
            continue
        if (low.hedge, high.hedge) != ("low", "high") and not _is_glued(found, place):
            continue
        if token.power == 1 and found[place + 2].power == 1 and _size(low) < _size(high):
            yield _Range(place, token, found[place + 2])


def _is_at(number: Token, end: Token) -> bool:
    one, other = number.reading, end.reading
    return one is not None and other is not None and one.start == other.start


def _is_glued(found: Sequence[Token], place: int) -> bool:
    """Whether a dash without blanks joins two numbers beside a sign with them: "2 × 40-50 GB" is no difference."""
    low, dash, high = found[place : place + 3]
    before, behind = found[place - 1] if place else None, found[place + 3] if place + 3 < len(found) else None
    apart = before is not None and before.kind == "operator" and before.end < low.start
    apart |= behind is not None and behind.kind == "operator" and behind.start > high.end
    return dash.text == "-" and apart and low.end == dash.start and dash.end == high.start


def _size(reading: Reading) -> float:
    return reading.value * reading.units[0].factor


def _with(found: Sequence[Token], ranges: Sequence[_Range], ends: Sequence[int]) -> list[Token]:
    """The tokens with one end of each range in its place."""
    read: list[Token] = []
    skipped = {one.place + 1 for one in ranges} | {one.place + 2 for one in ranges}
    chosen = {one.place: _end(one, end) for one, end in zip(ranges, ends, strict=True)}
    for place, token in enumerate(found):
        if place in chosen:
            read.append(chosen[place])
        elif place not in skipped:
            read.append(token)
    return read


def _end(of: _Range, end: int) -> Token:
    """One end of a range as a number that stands where the range does."""
    chosen = (of.low, of.high)[end]
    reading = chosen.reading.unhedged() if chosen.reading is not None else None
    return chosen._replace(reading=reading, start=of.low.start, end=of.high.end)
