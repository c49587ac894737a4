"""Equations of a document that are off by a factor: a step of a derivation, or two formulas of one thing.

Told is what cannot be right for any values of the symbols: two sides of the same symbols whose quotient is the same
number, not 1, whatever values these have. Two formulas of one thing are compared where the document's own definitions
lead from one to the other: C = F + B, F = 2PD and B = 4PD lead to 6PD.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated, of_texts
from mlsysim_validators.sources.judges.algebra.equations import Side
from mlsysim_validators.sources.judges.formulas.formula import Formula
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

RULE, FIELD = "arithmetic", "formula"
_SEEDS = ("one", "two", "three")
_SAME, _ABOUT = 0.006, 0.15
_MOST_SIDES, _FAR, _DEEPEST = 400, 40, 3
_FEWEST_NAMES, _MOST_NAMES = 4, 12
_SLIPS = (2.0, 3.0, 4.0, 2.0**0.5, 3.0**0.5)
_ORDERS = regex(r"\b[OΘΩo] ?\(|∝|∂|\blim\b|\bmod\b|≡|\bd[xyztwW]\b|∇|←|∫|∑|Σ|\bsum\b")  # steps of another mathematics
# Factors that the unit of one side may hide: bits in a byte, thousands, spans of time, percents.
_UNITS = (8.0, 1000.0, 1024.0, 1e6, 2.0**20, 1e9, 2.0**30, 1e12, 60.0, 3600.0, 86400.0, 24.0, 100.0, 1e15, 1e18)


def judge(document: Document, stated: Sequence[Side], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims on formulas of those `stated` that contradict what they go on from, or another one of the same thing.

    A formula with a number that is wrong by itself is not told once more.
    """
    wrong = of_texts(claim for claim in claims if claim.verdict in FINDINGS)
    found = [
        side
        for side in stated
        if not _ORDERS.search(side.text.text)
        and not any(side.begin <= claim.reading.start < side.end for claim in wrong.get(id(side.text), ()))
    ][:_MOST_SIDES]
    named = _by_name(found)
    told: set[str] = set()  # each contradiction once
    for side in found:
        if why := _wrong_step(side, named):
            told.add(side.name)
            yield _claim(document, side, why)
    for side in found:
        if side.name not in told and (why := _contradicts(side, named) or _said_otherwise(side, named)):
            told.add(side.name)
            yield _claim(document, side, why)


def _claim(document: Document, side: Side, why: str) -> Claim:
    reading = Reading(side.begin, side.end, 1.0, 1.0, (ONE,), "", side.text.text[side.begin : side.end])
    claim = Claim(document, Stated(reading, side.text, side.block, side.place), "derived")
    claim.field = FIELD
    claim.decide("mismatch", why, rule=RULE, working=why)
    return claim


def _by_name(found: Sequence[Side]) -> dict[str, list[Side]]:
    """The formulas of each name, those that are alike once."""
    named: dict[str, list[Side]] = {}
    for side in found:
        if side.name and side.formula.sign:
            named.setdefault(side.name, []).append(side)
    return named


def _wrong_step(side: Side, named: Mapping[str, list[Side]]) -> str:
    """What is wrong with a formula that goes on from another: 4d² + 8d² = 10d²."""
    if side.before is None or not side.before.names() or not side.formula.names():
        return ""
    if side.formula.names() == {side.name}:  # "n=128   n=512   n=2048": the heads of a printed table
        return ""
    definitions = _definitions(side, named)
    for known in ({}, definitions) if definitions else ({},):
        before, after = _expanded(side.before, known), _expanded(side.formula, known)
        off = _quotient(before, after)
        if off is not None:
            if abs(off - 1) <= (_ABOUT if side.rough else _SAME) or _may_be_a_unit(off):
                return ""
            return f"what it goes on from is {off:.4g} times that, whatever values the symbols have"
    return ""


def _contradicts(side: Side, named: Mapping[str, list[Side]]) -> str:
    """What another formula of the same thing says, in the same symbols or in those that the document defines."""
    if not side.formula.sign:
        return ""
    near = [other for other in named.get(side.name, ()) if other is not side and abs(other.place - side.place) <= _FAR]
    definitions = _definitions(side, named)
    same = [off for other in near if (off := _quotient(other.formula, side.formula)) is not None]
    if not definitions or any(abs(off - 1) > _SAME for off in same):
        return ""  # it says so itself, and perhaps of another case
    own = {name.replace(" ", "") for name in side.formula.names()}
    for other in near:
        room = _ABOUT if side.rough or other.rough else _SAME
        for known in ({name: one for name, one in definitions.items() if name not in own}, definitions):
            off = _quotient(_expanded(other.formula, known), _expanded(side.formula, known))
            if off is None or not _leads(other.formula, known):
                continue
            if abs(off - 1) <= room or _may_be_a_unit(off):
                break
            return f"{side.name} is {other.written} as well, which comes to {off:.4g} times that"
    return ""


def _said_otherwise(side: Side, named: Mapping[str, list[Side]]) -> str:
    """What all other formulas of the same thing say, in many symbols that are the same, and by a slip's factor."""
    if len(side.formula.names()) < _FEWEST_NAMES:
        return ""
    others = [other for other in named.get(side.name, ()) if other is not side and other.formula.names()]
    offs = [off for other in others if (off := _quotient(other.formula, side.formula)) is not None]
    if not offs or len(offs) < len(others) or any(abs(off / offs[0] - 1) > _SAME for off in offs):
        return ""
    first = others[0]
    if not any(abs(offs[0] / slip - 1) <= _SAME or abs(offs[0] * slip - 1) <= _SAME for slip in _SLIPS):
        return ""
    if len(offs) == 1 and (first.place, first.begin) > (side.place, side.begin):
        return ""  # of two the later one is told
    return f"{side.name} is {first.written} elsewhere, {offs[0]:.4g} times that"


def _leads(formula: Formula, definitions: Mapping[str, Formula]) -> bool:
    return any(name.replace(" ", "") in definitions for name in formula.names())


def _definitions(side: Side, named: Mapping[str, list[Side]]) -> dict[str, Formula]:
    """The names that the document defines once, not far from a formula."""
    found: dict[str, Formula] = {}
    for name, several in named.items():
        near = [one for one in several if abs(one.place - side.place) <= _FAR]
        if name == side.name or not near or len({one.written for one in several}) != 1:
            continue
        if near[0].before is None and name not in near[0].formula.names():
            found[name] = near[0].formula
    return found


def _expanded(formula: Formula, definitions: Mapping[str, Formula], depth: int = 0) -> Formula:
    """A formula with what its names are defined to be."""
    if formula.left is None or formula.right is None:
        known = definitions.get(formula.name.replace(" ", "")) if formula.name else None
        return formula if known is None or depth == _DEEPEST else _expanded(known, definitions, depth + 1)
    left, right = (_expanded(one, definitions, depth) for one in (formula.left, formula.right))
    return formula._replace(left=left, right=right)


def _quotient(one: Formula, other: Formula) -> float | None:
    """What one formula is of another for any values of their symbols; None where that depends on them."""
    names = one.names()
    if not 0 < len(names) <= _MOST_NAMES or names != other.names():
        return None
    found: list[float] = []
    for seed in _SEEDS:
        values = {name: 1.2 + crc32(f"{seed} {name}".encode()) % 997 / 613 for name in names}
        try:
            below = other.worth(values, {})
            found.append(one.worth(values, {}) / below)
        except (ArithmeticError, ValueError, KeyError, TypeError):
            return None
    first = found[0]
    alike = isinstance(first, float) and all(abs(more - first) <= 1e-9 * abs(first) for more in found)
    return first if alike and first > 0 else None


def _may_be_a_unit(off: float) -> bool:
    return any(abs(off * unit - 1) < 0.03 or abs(off / unit - 1) < 0.03 for unit in _UNITS)
