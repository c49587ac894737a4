"""Rates of no named format: that of the device in some other format than the 16 bits that are meant otherwise."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Candidate, Case
from mlsysim_validators.sources.judges.values.reasons import halved
from mlsysim_validators.sources.judges.values.tables import unnamed
from mlsysim_validators.sources.values.rightness import SIXTEEN, agreeing

_EIGHT = frozenset({"fp8", "int8"})
_SAYS_EIGHT = AnyCase(r"fp8|int8|float8")


def settled_in_an_unsaid_format(candidate: Candidate) -> bool:
    """Settle a rate that is its device's in another format, where the table's other rates are not all of 16 bits."""
    claim = candidate.claim
    others = candidate.case.table.sixteen - {candidate.entry.id}
    if not unnamed(claim) or len(others) > 1 or halved(claim, candidate.values):
        return False
    path = _dense_in_another_format(claim, candidate.entry)
    if path is None:
        return False
    of_sparse_too = any(agreeing(claim, value) for value in candidate.sparse)
    if of_sparse_too and (others or not _format_is_said(claim)):
        return False
    return candidate.case.match(f"no format is named; this is `{path}`", path)


def settled_on_a_branch(case: Case) -> bool:
    """Settle a rate on a branch that the 16-bit formats do not take."""
    said = case.claim.stated.meaning
    if not unnamed(case.claim) or said is None or said.left_out.isdisjoint(SIXTEEN):
        return False
    path = _dense_in_another_format(case.claim, case.entry)
    if path is None:
        return case.leave_open("on a branch for another format than those of 16 bits, which is not said")
    return case.match(f"on a branch for another format than those of 16 bits; this is `{path}`", path)


def _format_is_said(claim: Claim) -> bool:
    value = claim.stated.value
    return value is not None and any(_SAYS_EIGHT.search(label.words) for label in value.labels)


def _dense_in_another_format(claim: Claim, entry: Entry) -> str | None:
    """The path of the rate that a value is, in a format that its words do not leave out; its unit is that one's."""
    said = claim.stated.meaning.left_out if claim.stated.meaning is not None else frozenset[str]()
    left_out = said | _EIGHT if said & _EIGHT else said  # as fast as one another
    for path, spec in entry.specs.items():
        if path.rpartition(".")[2] in left_out:
            continue
        if path.startswith(("compute.matrix.", "compute.vector.")) and path.count(".") == 2:
            unit = agreeing(claim, spec.value)
            if unit is not None:
                claim.unit = unit
                return path
    return None
