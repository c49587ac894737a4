"""Why an output is not what its program prints: where one constant is wrong, all that depends on it is off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.code.comparing import Compared, compare, place_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Program

_FEWEST_EXPLAINED = 2
_SAME = 0.02
_ROUNDED = 0.002  # 989 and 989.4
_MOST_BLAMED = 3
_MOST_TRIED = 4
_MOST_SUSPECTED = 6
_FEWEST_OF_ONE = 3
_LEFT_OVER = 0.1
_ROUNDED_BY = 0.006
_MOST_DIGITS = 4
_MOST_COMPARED = 24
_LONGEST_NAME = 40
_SET = regex(r"(\w+)[\"']? *[=:] *$")
_LITERAL = regex(r"[\d_.]+(?:e[-+]?\d+)?", re.IGNORECASE)
_FACTORS = (2.0, 4.0, 8.0, 10.0, 100.0, 1000.0, 1.2, 1.5, 1.6, 3.0, 5.0, 1.024, 1.073741824)


def explained(
    programs: Sequence[Program], compared: list[Compared], by_place: Mapping[int, Claim], told: Mapping[float, Set[str]]
) -> tuple[list[Compared], list[tuple[int, float]]]:
    """Where one constant is wrong, all that depends on it is off: compare with that constant put right.

    `told` are the numbers of the document's text, each with the words behind it. Gives the comparison that leaves the
    fewest numbers unexplained, and the constants that were found to be wrong.
    """
    known_wrong = {
        place: claim.expected.value / claim.value
        for place, claim in by_place.items()
        if claim.verdict == "mismatch" and claim.expected is not None and claim.value
    }
    roots = {root for one in compared for root in one.known.roots}
    replaced: dict[int, float] = {}
    for place in roots & known_wrong.keys():
        compared = _better(programs, compared, replaced, place, known_wrong[place], 1) or compared
    blamed: list[tuple[int, float]] = []
    while len(blamed) < _MOST_BLAMED:
        best = next(_wrong_constants(programs, compared, replaced, by_place), None)
        if best is None:
            break
        blamed.append(best[:2])
        compared = best[2]
    unsaid = _unsaid_constant(programs, compared, replaced, by_place, told)
    if unsaid is not None:
        blamed.append(unsaid[:2])
        compared = unsaid.compared
    return compared, blamed


class _Blamed(NamedTuple):
    """A constant, the factor that puts it right, and the comparison with it put right."""

    place: int
    factor: float
    compared: list[Compared]


def _wrong_constants(
    programs: Sequence[Program], compared: list[Compared], replaced: dict[int, float], by_place: Mapping[int, Claim]
) -> Iterator[_Blamed]:
    """Constants that nothing else has judged, and that explain at least two numbers."""
    off = [one for one in compared if not one.fits and one.factor > 0]
    told = {root for one in compared if one.fits for root in one.known.roots}
    counted: Counter[int] = Counter(root for one in off for root in one.known.roots)
    for root, times in counted.most_common(_MOST_TRIED):
        settled = by_place.get(root)
        if times < _FEWEST_EXPLAINED or settled is None or settled.verdict != "unresolved":
            continue
        factors = Counter(round(one.factor, 2) for one in off if root in one.known.roots)
        for factor, _ in factors.most_common(2):
            for way in (factor, 1 / factor) if factor else ():
                exact = _exactly(way)
                better = _better(programs, compared, replaced, root, exact, 2 if root in told else 1)
                if better is not None:
                    yield _Blamed(root, exact, better)


def _unsaid_constant(
    programs: Sequence[Program],
    compared: list[Compared],
    replaced: Mapping[int, float],
    by_place: Mapping[int, Claim],
    told: Mapping[float, Set[str]],
) -> _Blamed | None:
    """The one constant without a verdict that explains all numbers which depend on it and are off.

    Where two would, the one is meant whose other value is told elsewhere, as its own is not.
    """
    off = [one for one in compared if not one.fits and one.factor > 0]
    counted: Counter[int] = Counter(root for one in off for root in one.known.roots)
    right = {(one.program.text.source_offset(one.start)) for one in compared if one.fits}
    found: list[tuple[float, float, _Blamed]] = []
    tried = 0
    for root, times in counted.most_common(_MOST_SUSPECTED):
        settled, literal = by_place.get(root), _literal(programs, root)
        if times < _FEWEST_OF_ONE or not literal or (settled is not None and settled.verdict != "unresolved"):
            continue
        fewest = _LEFT_OVER * times
        best: _Blamed | None = None
        if tried > _MOST_COMPARED:
            break
        for value in _likely_values(literal, [one for one in off if root in one.known.roots]):
            tried += 1
            changed = list(compare(programs, {**replaced, root: value}))
            left = sum(not one.fits and root in one.known.roots for one in changed)
            broken = any(not one.fits and one.program.text.source_offset(one.start) in right for one in changed)
            if left <= fewest and not broken and len(changed) == len(compared):
                fewest, best = left - 1, _Blamed(root, value / literal, changed)
            if fewest < 0:
                break
        if best is not None:
            found.append((literal, literal * best.factor, best))
    if len(found) > 1:
        found = _told_otherwise(programs, found, told)
    return found[0][2] if len(found) == 1 else None


def _told_otherwise(
    programs: Sequence[Program], found: Sequence[tuple[float, float, _Blamed]], told: Mapping[float, Set[str]]
) -> list[tuple[float, float, _Blamed]]:
    """Those of several constants of which the text has the other number: by their names, else by the number alone."""
    by_name = [
        one
        for one in found
        for words in (_words_of(_name_before(programs, one[2].place)),)
        if words & told.get(_whole(one[1]), frozenset()) and not words & told.get(one[0], frozenset())
    ]
    return by_name or [one for one in found if _whole(one[1]) in told and one[0] not in told]


def _whole(value: float) -> float:
    return float(f"{value:.10g}")


def _words_of(name: str) -> frozenset[str]:
    """The words that a name is made of, without the s of the plural."""
    return frozenset(word.rstrip("s") for word in name.lower().split("_") if len(word) > 1)


def _name_before(programs: Sequence[Program], place: int) -> str:
    """The name that is set to a constant."""
    found = place_in(programs, place)
    if found is None:
        return ""
    program, begin = found
    match = _SET.search(program.text.text, max(0, begin - _LONGEST_NAME), begin)
    return match[1] if match else ""


def _likely_values(literal: float, off: Sequence[Compared]) -> Iterator[float]:
    """What a constant may be instead, by the commonest factors of the numbers that are off, or their inverses."""
    tried: list[float] = []
    for rounded, _ in Counter(round(one.factor, 2) for one in off).most_common(2):
        alike = [one for one in off if round(one.factor, 2) == rounded]
        factor = max(alike, key=lambda one: sum(map(str.isdigit, one.should))).factor  # the most exact one
        for value in (literal * factor, literal / factor):
            for digits in range(_MOST_DIGITS):
                short = float(f"{value:.{digits}e}")
                if abs(short / value - 1) < _ROUNDED_BY and short not in tried:
                    tried.append(short)
                    yield short


def _exactly(factor: float) -> float:
    """A factor that constants are wrong by: 2, 1/2, 10, 1000, 8."""
    for one in _FACTORS:
        for way in (one, 1 / one):
            if abs(factor / way - 1) < _SAME:
                return way
    return factor


def _better(
    programs: Sequence[Program],
    compared: list[Compared],
    replaced: dict[int, float],
    place: int,
    factor: float,
    least: int,
) -> list[Compared] | None:
    """The comparison with a constant changed, if it leaves fewer numbers unexplained; the change is kept then."""
    literal = _literal(programs, place)
    if literal is None:
        return None
    changed = {**replaced, place: literal * factor}
    found = [
        one._replace(fits=one.fits or (place in one.known.roots and abs(one.factor - 1) <= _ROUNDED))
        for one in compare(programs, changed)
    ]
    before, now = (sum(not one.fits for one in all_) for all_ in (compared, found))
    if before - now < least:
        return None
    replaced.update(changed)
    return found


def _literal(programs: Sequence[Program], place: int) -> float | None:
    found = place_in(programs, place)
    match = _LITERAL.match(found[0].text.text, found[1]) if found is not None else None
    try:
        return float(match[0].replace("_", "")) if match else None
    except ValueError:
        return None
