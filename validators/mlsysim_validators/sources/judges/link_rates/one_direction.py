"""The one link rate that counts one direction where its neighbours count both, or the contrary.

Neighbours are those of its row or column; in running text those of its slide, where the document says how it counts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from mlsysim_registry.data import Spec
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.dimensions import BANDWIDTH
from mlsysim_validators.sources.judges.link_rates.links import BOTH_WAYS, ONE_WAY
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_FEWEST = 2  # neighbours, of devices of their own, that count alike
_LINKS = AnyCase(r"nvlink|infinity fabric|xgmi|\blinks?\b")
_BOTH = AnyCase(r"both (?:directions|ways)|bi-?directional")
_LONGEST = 300


class _Rate(NamedTuple):
    claim: Claim
    spec: Spec
    ways: int  # directions that it counts


def judge(claims: Iterable[Claim], around: Mapping[int, Surroundings], slide: Slide) -> None:
    """Report rates that are right by themselves, and not as their row, their column or their document counts."""
    lines: dict[Hashable, list[_Rate]] = {}
    in_text: list[_Rate] = []
    for claim in claims:
        rate = _rate(claim)
        cell = claim.stated.cell
        if rate is not None and cell is not None:
            for line in (("column", cell.column), ("row", cell.row)):
                lines.setdefault((id(claim.stated.block), line, claim.field), []).append(rate)
        elif rate is not None and not _says_which(around[id(claim)]):
            in_text.append(rate)
    for rates in lines.values():
        for ways in (1, 2):
            odd = [rate for rate in rates if rate.ways == ways]
            others = {rate.spec.entity for rate in rates if rate.ways != ways}
            if len(odd) == 1 and len(others) >= _FEWEST:
                _report(odd[0], 3 - ways, "the others of its line count")
    odd = [rate for rate in in_text if rate.ways == 1]
    others = {rate.spec.entity for rate in in_text if rate.ways != 1} - {rate.spec.entity for rate in odd}
    if len(odd) == 1 and others and _adds_both(slide.document):
        _report(odd[0], 2, "the document counts")


def _adds_both(document: Document) -> bool:
    """Whether a sentence without a rate says that links are given with both directions added, and none the contrary."""
    for block in document.blocks:
        for sentence in BREAK.split(block.text.text[:_LONGEST]):
            if not _LINKS.search(sentence) or not _BOTH.search(sentence) or ONE_WAY.search(sentence):
                continue
            if not any(unit.dimension == BANDWIDTH for reading in readings(sentence) for unit in reading.units):
                return True
    return False


def _says_which(around: Surroundings) -> bool:
    words = f"{around.before} | {around.after}"
    return ONE_WAY.search(words) is not None or BOTH_WAYS.search(words) is not None


def _rate(claim: Claim) -> _Rate | None:
    spec = claim.entity.get(claim.field) if claim.entity is not None and claim.field.endswith(".total") else None
    if spec is None or claim.unit is None or claim.verdict != "match" or spec.direction is None:
        return None
    if not claim.field.startswith("links."):
        return None
    counted = [ways for ways in (1, 2) if agrees(claim.reading, claim.unit.factor, ways * spec.per_direction)]
    return _Rate(claim, spec, counted[0]) if len(counted) == 1 else None


def _report(rate: _Rate, ways: int, who: str) -> None:
    claim, spec = rate.claim, rate.spec
    assert claim.unit is not None
    right = printed(ways * spec.per_direction, claim.reading, claim.unit)
    said = ("", "one direction", "both directions")
    name = claim.entity.name if claim.entity is not None else ""
    told = f"{name}: {who} {said[ways]}, in which it has {right}; this is {said[rate.ways]}"
    claim.decide("mismatch", told, rule="direction", hint=f"write {right}")
