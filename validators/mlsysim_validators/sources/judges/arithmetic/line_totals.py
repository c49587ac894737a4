"""Totals of lines: "Weights: 2 GB", "Gradients: 2 GB", "Activations: 6 GB", and then "Total: 10 GB".

A line is a block of its own (a list item, a line of a card), or a sentence of a paragraph or a note. The parts are the
lines right above the total, as far as each of them comes to one amount of the total's sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, of_texts
from mlsysim_validators.sources.judges.arithmetic.tables.totals import is_meant
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import BREAK

_TOTAL = regex(
    r"\W*(?:(?:grand |sub-?)?total|sum|altogether|all together|in total)\b[^.;:=≈\d]{0,25}[:=≈]?[^.;\w]{0,4}"
    r"|\W*that(?: is|'s) ",
    re.IGNORECASE,
)
_SPOKEN = AnyCase(r"\W*that")
_NAMED = regex(r"[^:=≈]{2,40}?(?:\([^)]*\))?[^:=≈\d]{0,20}[:=≈]")  # "Weights: 2 GB", "Weights = 2 GB"
_WORKED = regex(  # "Weights: 512 × 256 × 2 = 2.36 MB"
    r"\W*[A-Za-z][A-Za-z ]{2,30}(?:\([^)]*\))?[:=≈] ?[\d(][^=≈:]{0,60}[×x*·/+] ?\d[^=≈:]{0,20}[=≈] ?[~≈]?$"
)
_KINDS = ("paragraph", "item", "note", "math")
_KEPT = AnyCase(r"weights|param(?:eter)?s\b|gradients?|optimi[sz]er|\badam|moment|master|activations?")
_FEWEST = 2
_MOST = 12
_ROUGHLY = 0.03


class Sum(NamedTuple):
    """A total, what its parts come to in base units, and whether it states that."""

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


def totals_of_lines(blocks: Sequence[Block], claims: Sequence[Claim]) -> Iterator[Sum]:
    """The totals of a slide's running text."""
    by_text = of_texts(claim for claim in claims if claim.stated.cell is None)
    above: list[_Line] = []
    for line in _lines(blocks):
        match = _TOTAL.match(line.text)
        if match is not None:
            stated = _at(by_text.get(id(line.block.text), ()), line.start + match.end())
            if stated is not None and (found := _sum(stated, above, bool(_SPOKEN.match(line.text)))) is not None:
                yield found
            above = []
        else:
            above.append(line)


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    for block in blocks:
        if block.kind not in _KINDS:
            yield _Line("", 0, block)
            continue
        start = 0
        text = block.text.text
        for gap in BREAK.finditer(text):
            yield _Line(text[start : gap.start()], start, block)
            start = gap.end()
        yield _Line(text[start:], start, block)


def _at(claims: Sequence[Claim], place: int) -> Claim | None:
    return next((one for one in claims if place - 3 <= one.reading.start <= place + 3), None)


def _sum(claim: Claim, above: Sequence[_Line], spoken: bool) -> Sum | None:
    unit = claim.unit or claim.reading.units[0]
    if not unit.dimension or claim.reading.range_end:
        return None
    parts: list[Reading] = []
    worked = True
    rough = claim.reading.rough
    for line in reversed(above[-_MOST:]):
        amount = _amount(line, unit.dimension)
        if amount is None or not amount.one_value:
            break
        rough = rough or amount.rough
        parts.insert(0, amount)
        worked = worked and _WORKED.match(line.text[: amount.start]) is not None
    if len(parts) < (_FEWEST + 1 if spoken else _FEWEST):
        return None
    sizes = [_size(part, unit.dimension) for part in parts]
    stated = claim.reading.value * unit.factor
    room = 0.5 * claim.reading.resolution * unit.factor
    room += sum(0.5 * part.resolution * _unit(part, unit.dimension).factor for part in parts)
    whole = sum(sizes)
    room += _ROUGHLY * whole if rough else 1e-9 * whole
    # Some lines above may belong to something else, but not where each of them has its working, or is what a training
    # keeps: "Weights: 4 GB. Gradients: 4 GB. Adam: 8 GB."
    kept = all(_KEPT.search(line.text) for line in above[-len(parts) :])
    all_worked = (worked or kept) and len(parts) > _FEWEST
    for first in range(1 if all_worked else len(parts) - 1):
        value = sum(sizes[first:])
        if abs(value - stated) <= room:
            return Sum(claim, unit, value, _words(parts[first:]), True)
    left_out = all_worked and any(abs(whole - size - stated) <= room for size in sizes)
    if not whole or not (left_out or is_meant(stated / whole, len(parts))):
        return None
    return Sum(claim, unit, whole, _words(parts), False, len(parts) > _FEWEST)


def _words(parts: Sequence[Reading]) -> str:
    return " + ".join(" ".join(part.text.split()) for part in parts)


def _amount(line: _Line, dimension: Dimension) -> Reading | None:
    """The amount that a line comes to: behind its name, or the last of its calculation."""
    if _NAMED.match(line.text) is None:
        return None
    found = [r for r in readings(line.text) if any(unit.dimension == dimension for unit in r.units) and not r.bare]
    if not found:
        return None
    last = found[-1]
    if len(found) > 1 and not re.search(r"[=≈] ?$", line.text[: last.start]):
        return None
    return last


def _unit(reading: Reading, dimension: Dimension) -> Unit:
    return next(unit for unit in reading.units if unit.dimension == dimension)


def _size(reading: Reading, dimension: Dimension) -> float:
    return reading.value * _unit(reading, dimension).factor
