"""Figures that a document prints for a device and that the registry does not stand by."""

from __future__ import annotations

from typing import Any

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import parse_quantity
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.declared import is_in_its_name
from mlsysim_validators.sources.judges.values.parts import of_another_scope
from mlsysim_validators.sources.judges.values.tables import unnamed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import owner_of_dispute
from mlsysim_validators.sources.values.rightness import SIXTEEN, agreeing, sparse_values

_SOLD = regex(r"\bsold with\b")
_FINE = 0.01  # of a value: one unit of its last printed digit


def settled_as_disputed(case: Case) -> bool:
    """Tell what another document prints; not where another variant's name owns it, nor what is a part's by its row."""
    claim, entry, spec = case.claim, case.entry, case.spec
    for record in _disputed(claim, entry):
        sparse = any(agreeing(claim, value) for value in sparse_values(entry, claim.field))
        owner = owner_of_dispute(record, entry, case.registry, claim.field)
        if _states_record(claim, record) and not sparse and (owner is None or is_in_its_name(claim)):
            if of_another_scope(claim, spec, case.table) and not _is_sold_so(record):
                return False
            told = f"the registry stands by {spec.printed}; {record.get('cite')} prints it, but {record.get('why')}"
            return case.tell_ambiguous(told, "disputed")
    return False


def _disputed(claim: Claim, entry: Entry) -> list[dict[str, Any]]:
    """What other documents print for a claim's field; for both 16-bit formats where it names none."""
    fields = [claim.field]
    if unnamed(claim) and claim.field.rpartition(".")[2] in SIXTEEN:
        fields += [f"compute.matrix.{form}" for form in SIXTEEN if not claim.field.endswith(form)]
    return [record for field in fields for record in entry.attributes.get("disputed", {}).get(field, ())]


def _states_record(claim: Claim, record: dict[str, Any]) -> bool:
    """Whether a claim states what another document prints, if only as far as that is printed."""
    value = float(record["value"])
    if claim.unit is None or agreeing(claim, value) is not None:
        return claim.unit is not None
    step = parse_quantity(str(record["printed"])).resolution  # 1228 GB/s beside 1.23 TB/s
    return step <= _FINE * value and abs(claim.value - value) <= 0.5 * step


def _is_sold_so(record: dict[str, Any]) -> bool:
    """Whether another figure is that of a device that is sold in several sizes, and no part's."""
    return _SOLD.search(str(record.get("why"))) is not None
