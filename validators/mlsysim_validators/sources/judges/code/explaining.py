"""Why an output is not what its program prints: where one constant is wrong, all that depends on it is off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.documents import Program
from mlsysim_validators.sources.judges.code.comparing import Compared, compare
from mlsysim_validators.sources.patterns import regex

_FEWEST_EXPLAINED = 2
_SAME = 0.02
_ROUNDED = 0.002  # 989 and 989.4
_MOST_BLAMED = 3
_MOST_TRIED = 4
_LITERAL = regex(r"[\d_.]+(?:e[-+]?\d+)?", re.IGNORECASE)
_FACTORS = (2.0, 4.0, 8.0, 10.0, 100.0, 1000.0, 1.2, 1.5, 1.6, 3.0, 5.0, 1.024, 1.073741824)


def explained(
    programs: Sequence[Program], compared: list[Compared], by_place: Mapping[int, Claim]
) -> tuple[list[Compared], list[tuple[int, float]]]:
    """Where one constant is wrong, all that depends on it is off: compare with that constant put right.

    Gives the comparison that leaves the fewest numbers unexplained, and the constants that were found to be wrong.
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
    for program in programs:
        offsets = program.text.offsets
        if not program.output and offsets and offsets[0] <= place <= offsets[-1]:
            begin = next((index for index in range(len(offsets)) if offsets[index] == place), len(offsets))
            match = _LITERAL.match(program.text.text, begin)
            try:
                return float(match[0].replace("_", "")) if match else None
            except ValueError:
                return None
    return None
