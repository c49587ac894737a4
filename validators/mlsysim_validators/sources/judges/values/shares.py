"""Figures of a part of a device, where its row says which: `{"gpu": "1/6 A10", "vram_gb": 4}`, `gpu_fraction: 0.25`."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import Row
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.values.words import spoken

_BEFORE_A_NAME = regex(
    r"(?<![\w./])1/(?P<parts>[2-9]|1[0-6])(?:th|rd)?(?: (?:of )?(?:an? |one |the )?)(?=[A-Za-z]+ ?\w*\d)"
)
_KEY = AnyCase(
    r"(?:(?:v?gpu|device|chip|accelerator|card)s?(?: of)?(?: count| num(?:ber)?)?(?: fraction| share| slice)?|"
    r"(?:fraction|share)(?: of)?(?: (?:an? )?(?:gpu|device|chip|card))?)\Z"
)
_GROWS = ("memory.", "compute.", "cores.")
_ROUNDED = 0.01


def shares_of_rows(document: Document) -> dict[Row, float]:
    """The share of a device that each row of code or data has, by its table and row, where a number says it."""
    return {
        (value.table, value.row): value.number
        for block in document.blocks
        for value in block.values
        if 0 < value.number < 1 and _KEY.match(spoken(value.said("key")))
    }


def settled_as_share(case: Case) -> bool:
    """Settle the figure of the share of a device that its row speaks of."""
    claim, value = case.claim, case.claim.stated.value
    if value is None or not claim.field.startswith(_GROWS):
        return False
    told = (
        match
        for label in value.labels
        if label.role in ("row", "key")
        for match in _BEFORE_A_NAME.finditer(label.words)
    )
    parts = next((int(match["parts"]) for match in told), 0)
    share = 1 / parts if parts else case.shares.get((value.table, value.row), 0.0)
    if not share or abs(claim.value / (share * case.spec.value) - 1) > _ROUNDED:
        return False
    return case.match(f"{share:.2g} of the figure of one {case.entry.name}, as its row says")
