"""The one link rate of a line of a table that counts one direction where its neighbours count both, or the contrary."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, printed

_FEWEST = 2  # neighbours, of devices of their own, that count alike


class _Rate(NamedTuple):
    claim: Claim
    spec: Spec
    ways: int  # directions that it counts


def judge(claims: Iterable[Claim]) -> None:
    """Report rates that are right by themselves, and not as their row or column counts."""
    lines: dict[Hashable, list[_Rate]] = {}
    for claim in claims:
        rate = _rate(claim)
        cell = claim.stated.cell
        if rate is not None and cell is not None:
            for line in (("column", cell.column), ("row", cell.row)):
                lines.setdefault((id(claim.stated.block), line, claim.field), []).append(rate)
    for rates in lines.values():
        for ways in (1, 2):
            odd = [rate for rate in rates if rate.ways == ways]
            others = {rate.spec.entity for rate in rates if rate.ways != ways}
            if len(odd) == 1 and len(others) >= _FEWEST:
                _report(odd[0], 3 - ways)


def _rate(claim: Claim) -> _Rate | None:
    spec = claim.entity.get(claim.field) if claim.entity is not None and claim.field.endswith(".total") else None
    if spec is None or claim.unit is None or claim.verdict != "match" or spec.direction is None:
        return None
    if not claim.field.startswith("links."):
        return None
    counted = [ways for ways in (1, 2) if agrees(claim.reading, claim.unit.factor, ways * spec.per_direction)]
    return _Rate(claim, spec, counted[0]) if len(counted) == 1 else None


def _report(rate: _Rate, ways: int) -> None:
    claim, spec = rate.claim, rate.spec
    assert claim.unit is not None
    right = printed(ways * spec.per_direction, claim.reading, claim.unit)
    said = ("", "one direction", "both directions")
    name = claim.entity.name if claim.entity is not None else ""
    told = f"{name}: the others of its line count {said[ways]}, in which it has {right}; this is {said[rate.ways]}"
    claim.decide("mismatch", told, rule="direction", hint=f"write {right}")
