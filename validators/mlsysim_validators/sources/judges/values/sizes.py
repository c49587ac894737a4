"""Names with a memory size that no published variant of their family has: `"b100-80gb": {"vram_gb": 80, ...}`."""

from __future__ import annotations

from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import Fit, Table, is_right
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.rightness import agreeing

_LEAST_WRONG = 2  # rates of its row that are nobody's: one alone may be another slip
_FORM = regex(r"(?i)(?<![a-z0-9])(?:pcie|sxm|oam|nvl)\d?(?![a-z0-9])")
_LEAST_RIGHT = 2  # figures of its row that are those of a board of another size: it is that one


def settled_as_of_an_odd_size(case: Case) -> bool:
    """Leave a value of such a name open, unless it cannot depend on the size: a figure that one variant has, whose it
    is then, or a rate that none has.

    A name with a form as well ("H100 PCIe 96 GB") may be that of a board of its own, unless others of its row's figures
    are those of the one that is known.
    """
    claim, fit = case.claim, case.fit
    if not fit.found.odd_size:
        return False
    unknown = f"the registry has no {fit.found.name} with {fit.found.odd_size}"
    if _FORM.search(fit.found.name) and _right_in_row(fit, case.table) < _LEAST_RIGHT:
        return case.leave_open(unknown)
    variant = next((other for other in case.families.of(fit.found.entries[0]) if is_right(claim, other)), None)
    if variant is not None:
        claim.entity, fit.found = variant, fit.found._replace(entries=(variant,))
        return False
    return case.leave_open(unknown if not claim.field.startswith("compute.") else "")


def _right_in_row(fit: Fit, table: Table) -> int:
    """How many figures of a row are those of the device that its name means without the size."""
    others = (one for one in table.row(fit.claim) if one.claim.field != "memory.capacity")
    return sum(is_right(one.claim, fit.found.entries[0]) for one in others)


def tell_odd_size(row: list[Fit], families: Families) -> None:
    """Tell a size that no variant is published with, where the rates of its row are no variant's either: a device that
    was made for one customer has the rates of its family."""
    odd = [fit for fit in row if fit.found.odd_size]
    wrong = sum(fit.claim.verdict == "mismatch" and fit.claim.field.startswith("compute.") for fit in odd)
    if wrong < _LEAST_WRONG:
        return
    for fit in odd:
        claim, size = fit.claim, float(fit.found.odd_size.partition(" ")[0])
        if claim.field == "memory.capacity" and claim.verdict == "unresolved" and agreeing(claim, size * 1e9):
            family = families.of(fit.found.entries[0])
            known = {spec.printed: other.name for other in family if (spec := other.get("memory.capacity"))}
            sizes = ", ".join(f"{name} has {printed}" for printed, name in known.items())
            told = f"no {fit.found.name} with {fit.found.odd_size} is published: {sizes}"
            claim.decide("mismatch", told, rule="no-such-size", hint="write the size of the variant that is meant")
