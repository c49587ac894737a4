"""Which variant of a family a row of figures is of, where its name leaves that open."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import Fit, Table, is_right
from mlsysim_validators.sources.names.variants import SIZE_OF_ID, same_but_for_size
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.rightness import agreeing, sparse_values
from mlsysim_validators.sources.values.settle import field_of

_SIZE = re.compile(r"\d ?GB", re.IGNORECASE)
_NEARLY = 0.01  # of a figure that documents round in different ways


def choose_variant(row: list[Fit], families: Families) -> None:
    """A family's name means the variant that most numbers of its row are right for; the default where it is one."""
    entry = row[0].found.entries[0]
    if not all(fit.found.assumed and fit.found.entries[0].id == entry.id for fit in row):
        return
    mine = [_is_published(fit.claim, entry) for fit in row]
    best = sum(mine)
    for other in row[0].found.variants or families.of(entry):
        theirs = [_is_published(fit.claim, other) for fit in row]
        fitting = sum(theirs)
        only_there = sum(there and not here for there, here in zip(theirs, mine, strict=True))
        known = sum(_has_spec(fit.claim, other) for fit in row)
        everything = fitting == known > 1
        by_size = only_there == fitting - best and same_but_for_size(entry, other) and len(row) > 1
        if fitting > best and (only_there >= 2 or everything or by_size):
            best = fitting
            for fit, here, there in zip(row, mine, theirs, strict=True):
                if here and not there:
                    continue  # the default's own: the row mixes the two
                fit.found = fit.found._replace(entries=(other,))
                fit.claim.entity = other
                fit.claim.notes[:] = [f"{fit.found.name} is taken as {other.name}, which the row's other numbers fit"]


def _is_published(claim: Claim, entry: Entry) -> bool:
    """Whether a figure is one of a variant's, if only with sparsity: who takes 3958 for dense still means the SXM5."""
    said = claim.stated.meaning
    path = field_of(said, entry) if said is not None else None
    return path is not None and (
        is_right(claim, entry) or any(agreeing(claim, value) for value in sparse_values(entry, path))
    )


def _has_spec(claim: Claim, entry: Entry) -> bool:
    said = claim.stated.meaning
    path = field_of(said, entry) if said is not None else None
    return path is not None and path in entry


def settled_as_of_another_size(case: Case) -> bool:
    """Leave a figure open that may be of another size of its device than the registry has, or than its row is of."""
    entry = case.entry
    if case.claim.field == "memory.capacity" and case.fit.found.assumed and _one_size_of_several(entry):
        return case.leave_open(f"the registry has {entry.name} only; it is sold in other sizes")
    if _of_another_size(case.fit, case.table):
        return case.leave_open(f"its row has another memory than {entry.name}: of another variant, perhaps")
    return False


def settled_as_sold_with_less(case: Case) -> bool:
    """Leave a memory open that is less than the most that a device is sold with."""
    claim, entry = case.claim, case.entry
    less = claim.field == "memory.capacity" and "up to" in entry.name and claim.value < case.spec.value
    return case.leave_open(f"{entry.name}: sold with less as well" if less else "")


def settled_as_of_a_variant(case: Case) -> bool:
    """Tell the variant whose figure a value is, where the name leaves it open and the row does not speak against it."""
    fit, table = case.fit, case.table
    fitting = _fitting_variants(fit, case.families)
    variant = next((other for other in fitting if not _row_contradicts(fit, table, other)), None)
    if variant is None:
        return False
    return case.tell_ambiguous(f"{variant.name}'s figure; `{fit.found.name}` does not say which", "variant")


def in_the_family(case: Case) -> bool:
    """Whether a value is right of some variant of its family."""
    return any(is_right(case.claim, other) for other in case.families.of(case.fit.found.entries[0]))


def _one_size_of_several(entry: Entry) -> bool:
    """Whether a card's name tells its memory: it is sold with another one, too."""
    return "geforce" in entry.id and SIZE_OF_ID.search(entry.id) is not None


def _fitting_variants(fit: Fit, families: Families) -> list[Entry]:
    """The other variants of a family that was only named as such, whose memory or rate a figure is."""
    if not fit.found.assumed or not fit.claim.field.startswith(("memory.", "compute.", "power.")):
        return []
    mine = fit.found.entries[0]
    others = [other for other in fit.found.variants or families.of(mine) if other is not mine]
    return [other for other in others if is_right(fit.claim, other) or _is_near(fit.claim, other)]


def _is_near(claim: Claim, other: Entry) -> bool:
    spec = other.get(claim.field) if claim.field.startswith("compute.") else None
    return spec is not None and abs(claim.value / spec.value - 1) <= _NEARLY


def _of_another_size(fit: Fit, table: Table) -> bool:
    """Whether another memory stands beside a figure than the only variant has that is known of a card in several."""
    entry = fit.found.entries[0]
    if not _one_size_of_several(entry) or _SIZE.search(fit.found.name):
        return False
    return any(
        other.claim.field == "memory.capacity" and other.found.entries[0] is entry and not is_right(other.claim, entry)
        for other in table.row(fit.claim)
        if other is not fit
    )


def _row_contradicts(fit: Fit, table: Table, variant: Entry) -> bool:
    """Whether another number of the row is right for the default and not for the variant.

    `{"V100": 16, "V100-32GB": 32}` gives the memories of two.
    """
    default = fit.found.entries[0]
    named = default.id.partition("-")[0]  # not another device of a list that has the same figure
    of_memory = fit.claim.field == "memory.capacity"
    power = fit.claim.field.startswith("power.")  # boards of one form are given the memory of the other
    return any(
        other is not fit
        and other.found.entries[0].id.partition("-")[0] == named
        and not (of_memory and other.found.name != fit.found.name)
        and not (power and other.claim.field.startswith("memory."))
        and is_right(other.claim, default)
        and _is_another(other.claim, variant)
        for other in table.row(fit.claim)
    )


def _is_another(claim: Claim, variant: Entry) -> bool:
    """Whether a figure is clearly not a variant's own."""
    spec = variant.get(claim.field)
    return spec is not None and not is_right(claim, variant) and abs(claim.value / spec.value - 1) > 2 * _NEARLY
