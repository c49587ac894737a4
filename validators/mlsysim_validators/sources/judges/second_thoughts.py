"""What speaks against a finding when all of its slide has been judged: then it is taken back.

A right number stands beside the one that was expected here, or all numbers of a column are off by one factor: what is
meant is then another quantity, or an assumption that was not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import CLOCK, TIME, uncounted
from mlsysim_validators.sources.judges.off_by import off_by
from mlsysim_validators.sources.judges.recompute.chains.counted import WORDS
from mlsysim_validators.sources.patterns import regex

_FEWEST = 3  # numbers of a column that are off by one factor
_SAME = 0.012
_MOST_IN_LINE = 24
_PLAIN_SLIPS = (2.0, 8.0, 10.0, 100.0, 1000.0, 1024.0)
_LONGEST = 400
_FINELY = 0.004
_FACTOR = regex(r"(?:times|×|x|by) (1\.\d{1,3})(?![\w.]|\.\d)")
_LINKS = regex(
    rf"(?<![\w.,])(?P<n>\d{{1,3}}|{'|'.join(WORDS)}) (?:\w+ )?(?:ports?|links?|NICs?|rails?|cables?|lanes?)\b",
    re.IGNORECASE,
)
_OF_ONE_LINK = AnyCase(
    r"\b(?:each|per|every|one|an?) (?:\w+ )?(?:port|link|nic|rail|cable|lane|gpu)\b|\bapiece\b|ports? of\b"
)
_PRINTED = ("arithmetic", "table", "ratio", "order")  # what is printed beside it shows these to be wrong


def settle(claims: Sequence[Claim]) -> None:
    """Take back the verdict on derived numbers that something on the slide excuses."""
    lines: dict[Hashable, list[Claim]] = defaultdict(list)
    columns: dict[Hashable, list[Claim]] = defaultdict(list)
    suspects = [claim for claim in claims if _is_suspect(claim)]
    if not suspects:
        return
    for claim in claims:
        lines[line_of(claim)].append(claim)
        if claim.stated.cell is not None:
            columns[id(claim.stated.block), claim.stated.cell.column].append(claim)
    for claim in suspects:
        other = _holder(claim, lines[line_of(claim)][:_MOST_IN_LINE])
        if other is not None:
            claim.take_back(f"{other.text} beside it is what was computed for it: another quantity is meant")
        elif _is_multiplied(claim):
            claim.take_back("its sentence multiplies by as much as it is off")
        elif _is_one_over(claim, lines[line_of(claim)][:_MOST_IN_LINE]):
            claim.take_back("it is one over the time beside it")
        elif _counts_its_links(claim):
            claim.take_back("its own words count the links that carry it")
    for column in columns.values():
        alike = _off_alike(column)
        for claim in alike:
            claim.take_back("all numbers of its column are off by one factor: an assumption that is not read")


def _is_suspect(claim: Claim) -> bool:
    return (
        claim.verdict == "mismatch"
        and claim.kind == "derived"
        and claim.rule not in _PRINTED
        and claim.expected is not None
        and bool(claim.reading.value)
    )


def line_of(claim: Claim) -> Hashable:
    """The row or the sentence that a claim stands in."""
    cell = claim.stated.cell
    if cell is not None:
        return id(claim.stated.block), cell.row
    return id(claim.stated.text), claim.stated.sentence_span()


def _unit(claim: Claim) -> Unit:
    return claim.unit or claim.reading.units[0]


def _off(claim: Claim) -> float:
    """How many times what was expected a number states; 0 where nothing was."""
    expected = claim.expected.value if claim.expected is not None else 0.0
    return claim.reading.value * _unit(claim).factor / expected if expected else 0.0


def _holder(claim: Claim, line: Iterable[Claim]) -> Claim | None:
    """The number of a line that is, in its own unit, what was expected of another of them, and no input of that."""
    if claim.expected is None or _is_twice_or_half(claim):
        return None
    for other in line:
        if other is claim or not other.reading.one_value or other.text in claim.working:
            continue
        if any(
            unit.dimension == _unit(claim).dimension and agrees(other.reading, unit.factor, claim.expected.value)
            for unit in other.reading.units
        ):
            return other
    return None


def _counts_its_links(claim: Claim) -> bool:
    """Whether a number is off by the very number of ports or links that its row or sentence counts."""
    off = _off(claim)
    reading, text = claim.reading, claim.stated.text.text
    beside = text[max(0, reading.start - 60) : reading.end + 20]
    if not off or (claim.field == "conversion" and not _OF_ONE_LINK.search(beside)):
        return False  # what is said again is of as many links as before
    cell, table = claim.stated.cell, claim.stated.table
    label = table.label(cell) if cell is not None and table is not None else None
    words = claim.stated.sentence() if cell is None else label.text.text if label is not None else ""
    counts = (WORDS.get(found["n"].lower()) or float(found["n"]) for found in _LINKS.finditer(words[:_LONGEST]))
    return any(count > 1 and abs(by / count - 1) <= _SAME for count in counts for by in (off, 1 / off))


def _is_multiplied(claim: Claim) -> bool:
    """Whether a number is more by just the plain factor that its sentence states: "1,058 kW times 1.15 for 504 h"."""
    off = _off(claim)
    if not off or claim.stated.cell is not None:
        return False
    factors = (float(found[1]) for found in _FACTOR.finditer(claim.stated.sentence()[:_LONGEST]))
    return any(abs(off / factor - 1) <= _FINELY for factor in factors)


def _is_one_over(claim: Claim, line: Iterable[Claim]) -> bool:
    """Whether a rate is that of the time of a token that stands with it and is right: 14.7 ms and 68 tokens/s."""
    if uncounted(_unit(claim).dimension) != CLOCK:
        return False
    rate = claim.reading.value * _unit(claim).factor
    return any(
        abs(rate * other.reading.value * unit.factor - 1) <= _SAME
        for other in line
        for unit in other.reading.units[:1]
        if unit.dimension == TIME and other.verdict not in FINDINGS
    )


def _is_twice_or_half(claim: Claim) -> bool:
    """Whether a number is off by the slip that its neighbour, of another rate or direction, explains best."""
    off = _off(claim)
    return abs(off / 2 - 1) <= _SAME or abs(off * 2 - 1) <= _SAME


def _off_alike(column: Iterable[Claim]) -> list[Claim]:
    """The findings of a column that are all off by one factor, which no slip gives."""
    found = [claim for claim in column if _is_suspect(claim)]
    if len(found) < _FEWEST or any(claim.verdict == "match" and claim.kind == "derived" for claim in column):
        return []
    offs = [_off(claim) for claim in found]
    middle = sorted(offs)[len(offs) // 2]
    if not middle or any(abs(off / middle - 1) > _SAME for off in offs):
        return []
    return [] if off_by(middle, 1.0, _SAME, _PLAIN_SLIPS) else found
