"""The quantity in a comment behind a value, against the value: `mem_bw: 3350000000000  # 3350 GB/s`."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.texts.documents import Document

_ROUND = 0.01
_ELSEWHERE = AnyCase(r"spars|direction|dense|2x|half|instead|was|variant|per |each|total|increase|from|vs\b|than")
_FARTHEST = 30.0


def judge(document: Document, coded: Iterable[Claim], spoken: Iterable[Claim]) -> None:
    """Settle the quantities of comments that restate, or contradict, the one value of their line."""
    by_line: dict[int, list[Claim]] = {}
    for claim in coded:
        if claim.unit is not None and claim.verdict in ("match", "mismatch", "ambiguous"):
            by_line.setdefault(document.position(claim.stated.offset)[0], []).append(claim)
    for remark in spoken if by_line else ():
        if remark.verdict != "unresolved" or not _may_be_its_lines(remark):
            continue
        line, _ = document.position(remark.stated.offset)
        for claim in by_line.get(line, ()):
            unit = _same_dimension(remark, claim)
            if unit is not None and _settled(remark, claim, unit, alone=len(by_line[line]) == 1):
                break


def _may_be_its_lines(remark: Claim) -> bool:
    """Whether no device is known for a quantity, or a link that another comment names."""
    if remark.entity is None or remark.entity.kind != "interconnects":
        return remark.entity is None
    return remark.name not in remark.stated.text.text


def _same_dimension(remark: Claim, claim: Claim) -> Unit | None:
    if claim.unit is None or remark.stated.offset < claim.stated.offset:
        return None
    names = {name for name, _ in claim.unit.dimension} - {"integer_operations"} | {"operations"}
    for unit in remark.reading.units:
        alike = {name for name, _ in unit.dimension} - {"integer_operations"} | {"operations"}
        if unit.dimension and (
            unit.dimension == claim.unit.dimension or (alike == names and "operations" in str(unit))
        ):
            return unit
    return None


def _settled(remark: Claim, claim: Claim, unit: Unit, alone: bool) -> bool:
    stated = claim.reading.value * (claim.unit.factor if claim.unit else 1.0)
    said = remark.reading.value * unit.factor
    if agrees(remark.reading, unit.factor, stated) or abs(said - stated) <= _ROUND * stated:
        remark.entity, remark.field, remark.unit, remark.kind = claim.entity, claim.field, unit, "spec"
        if claim.verdict == "match":
            remark.decide("match", "the value of its line in other words")
        else:
            remark.reason = "the value of its line in other words, which is reported there"
        return True
    right = claim.expected if claim.rule == "binary-prefix" else None  # 3350 * 1024**3,  # 3.35 TB/s
    if right is not None and agrees(remark.reading, unit.factor, right.value):
        remark.entity, remark.field, remark.unit, remark.kind = claim.entity, claim.field, unit, "spec"
        remark.decide("match", "the figure that the value of its line should be")
        return True
    begins = remark.reading.start <= 1
    ratio = said / stated if stated else 0.0
    if alone and begins and not _ELSEWHERE.search(remark.stated.text.text) and 1 / _FARTHEST < ratio < _FARTHEST:
        told = f"the comment says {remark.text}, the value is {stated / unit.factor:.6g} {unit.symbol}"
        remark.entity, remark.field, remark.unit = claim.entity, claim.field, unit
        remark.decide("inconsistent", told, rule="comment", hint="let the comment and the value say the same")
        return True
    return False
