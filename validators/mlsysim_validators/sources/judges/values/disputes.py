"""Figures that a document prints for a device and that the registry does not stand by."""

from __future__ import annotations

from typing import Any

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import parse_quantity
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import unnamed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.rightness import SIXTEEN, agreeing

_SOLD = regex(r"\bsold with\b")
_FINE = 0.01  # of a value: one unit of its last printed digit


def disputed(claim: Claim, entry: Entry) -> list[dict[str, Any]]:
    """What other documents print for a claim's field; for both 16-bit formats where it names none."""
    fields = [claim.field]
    if unnamed(claim) and claim.field.rpartition(".")[2] in SIXTEEN:
        fields += [f"compute.matrix.{form}" for form in SIXTEEN if not claim.field.endswith(form)]
    return [record for field in fields for record in entry.attributes.get("disputed", {}).get(field, ())]


def states_record(claim: Claim, record: dict[str, Any]) -> bool:
    """Whether a claim states what another document prints, if only as far as that is printed."""
    value = float(record["value"])
    if claim.unit is None or agreeing(claim, value) is not None:
        return claim.unit is not None
    step = parse_quantity(str(record["printed"])).resolution  # 1228 GB/s beside 1.23 TB/s
    return step <= _FINE * value and abs(claim.value - value) <= 0.5 * step


def is_sold_so(record: dict[str, Any]) -> bool:
    """Whether another figure is that of a device that is sold in several sizes, and no part's."""
    return _SOLD.search(str(record.get("why"))) is not None
