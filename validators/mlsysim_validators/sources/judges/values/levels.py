"""Figures of another level of a device's memory than the one that their key is taken for."""

from __future__ import annotations

from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.reasons import other_level
from mlsysim_validators.sources.values.words import spoken


def settled_as_of_its_level(case: Case) -> bool:
    """Settle the figure of the level that a comment at it names: `l2_mb: 256, // Infinity Cache`."""
    level = other_level(case.claim, case.entry, case.spec)
    labels = case.claim.stated.value.labels if case.claim.stated.value is not None else ()
    said = level and any(label.role == "comment" and level in spoken(label.words).lower() for label in labels)
    return case.match(f"that of its {level}, as the comment says" if said else "")
