"""Whether a claim prints the registry's value, or the same one printed otherwise."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, digits_of, rounds_to
from mlsysim_validators.sources.judges.link_rates.links import acceptable
from mlsysim_validators.sources.judges.other_figures.attained import is_peak_for_attained
from mlsysim_validators.sources.judges.several.counted_names import is_of_one_for_all
from mlsysim_validators.sources.judges.specs.case import Case
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.surroundings import Surroundings

_COARSE = 0.25
_LAST_DIGIT = 0.0003  # relative


def settled_as_wide_bound(case: Case) -> bool:
    """ "More than 1 TB/s" is true of 3.35 TB/s, and says little of it."""
    holds = case.reading.bound and agrees(case.reading, case.unit.factor, case.spec.value)
    return holds and not case.is_tight(case.spec.value) and case.stays_open("a bound that is too wide to check")


def settled_as_of_some(case: Case) -> bool:
    """A figure that is stated of several devices is right for each of them, or for none."""
    claim = case.claim
    if not claim.together:
        return False
    specs = [entry.get(claim.field) for entry in (case.entity, *claim.together)]
    right = [spec is not None and agrees(claim.reading, case.unit.factor, spec.value) for spec in specs]
    mixed = any(right) and not all(right)
    return mixed and case.stays_open("its label names several devices, of which it is not the figure of each")


def settled_as_right(case: Case) -> bool:
    """The claim states one of the values that are right, unless its words are of something else by just that figure."""
    if not any(map(case.states, case.values)) or _is_too_coarse(case):
        return False
    claim, spec, around = case.claim, case.spec, case.around
    if is_of_one_for_all(claim, spec, case.values[0], around) or is_peak_for_attained(claim, spec, around):
        return True  # which has told what is wrong
    return case.matches()


def _is_too_coarse(case: Case) -> bool:
    """Whether a number of one digit is far from the spec that it may be rounded from: 1 GHz for 1.41."""
    reading, spec = case.reading, case.spec
    exact = not (reading.rough or reading.bound or case.claim.reading.hedge) and spec.direction is None
    return exact and digits_of(reading) == 1 and abs(case.claim.value / spec.value - 1) > _COARSE


def settled_as_another_variant(case: Case) -> bool:
    """A family's name may stand for a variant that the text names in full elsewhere."""
    variant = variant_named_elsewhere(case.claim, case.around)
    return variant is not None and case.matches(f"as {variant.name}, which the text names in full elsewhere")


def variant_named_elsewhere(claim: Claim, around: Surroundings) -> Entry | None:
    """The variant whose value this is, where a family's name stands for one that the text names in full elsewhere."""
    if claim.unit is None:
        return None
    specs = ((entry, spec) for entry in claim.siblings if (spec := entry.get(claim.field)) is not None)
    values = ((entry, value) for entry, spec in specs for value in acceptable(spec, around))
    factor = claim.unit.factor
    return next((entry for entry, value in values if _is_printed_as(claim, factor, value)), None)


def _is_printed_as(claim: Claim, factor: float, value: float) -> bool:
    """Whether a claim states a value, or its print in another sheet of the chip: 989.5 of 989.4."""
    return agrees(claim.reading, factor, value) or abs(claim.value - value) <= _LAST_DIGIT * abs(value)


def settled_as_finer(case: Case) -> bool:
    """More digits than the source prints: 19.49 of 19.5."""
    finer = case.values[0] == case.spec.value and rounds_to(case.reading, case.unit.factor, case.spec)
    return finer and case.matches(f"{case.spec.printed}, with more digits than its source prints")


def settled_as_of_a_twin(case: Case) -> bool:
    """The sheet of a sibling of the same chip prints the same figure with another last digit: 989.4 and 989.5."""
    if not 0 < abs(case.claim.value - case.spec.value) <= _LAST_DIGIT * abs(case.spec.value):
        return False
    for other in relatives(case.entity, case.registry, same_family=False):
        theirs = other.get(case.claim.field)
        if theirs is not None and agrees(case.claim.reading, case.unit.factor, theirs.value):
            return case.matches(f"{case.spec.printed}, rounded as {other.name}'s is printed")
    return False
