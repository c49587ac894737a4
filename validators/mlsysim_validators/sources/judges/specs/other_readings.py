"""Readings in which a figure is right: another pipe or format, powers of 1024, bits, a variant in brackets."""

from __future__ import annotations

from mlsysim_validators.sources.judges.specs.bits import is_in_bits
from mlsysim_validators.sources.judges.specs.capacities import (
    agrees_in_powers_of_1024,
    counts_in_1024,
    is_as_reported,
    variant_as_driver_counts,
    variant_of_its_bracket,
)
from mlsysim_validators.sources.judges.specs.case import Case
from mlsysim_validators.sources.judges.specs.meanings import other_meaning
from mlsysim_validators.sources.judges.specs.pipes import (
    of_a_format_of_its_header,
    of_an_unsaid_format,
    of_the_other_pipe,
)


def settled_as_of_the_other_pipe(case: Case) -> bool:
    """A rate of the vector units where none of the matrix units is named, or the contrary."""
    return of_the_other_pipe(case.claim, case.entity, case.around) and case.matches()


def settled_as_of_another_format(case: Case) -> bool:
    """A rate in a number format that no word says, or that its header says."""
    claim, entity, around = case.claim, case.entity, case.around
    found = of_an_unsaid_format(claim, entity, around) or of_a_format_of_its_header(claim, entity, around)
    return found and case.matches()


def settled_as_driver_counts(case: Case) -> bool:
    """The memory of a variant as its driver counts it."""
    variant = variant_as_driver_counts(case.claim, case.reading, case.registry)
    return variant is not None and case.matches(f"as a driver counts that of {variant.name}")


def settled_in_powers_of_1024(case: Case) -> bool:
    """A capacity in GiB, or a context in steps of 1024."""
    claim, reading, spec = case.claim, case.reading, case.spec
    in_1024 = claim.field.endswith("capacity") and agrees_in_powers_of_1024(claim, reading, spec.value)
    if in_1024 or is_as_reported(claim, reading):
        return case.matches("in powers of 1024, or as a driver counts it")
    counted = claim.field in ("context", "vocabulary") and counts_in_1024(reading, claim, spec)
    return counted and case.matches("in steps of 1024")


def settled_as_bits(case: Case) -> bool:
    """Bits stand for bytes: the one slip that a right number shows."""
    claim, spec = case.claim, case.spec
    if not case.is_of("memory.bandwidth") or not is_in_bits(claim, spec):
        return False
    right = f"{claim.reading.value:g} {case.unit.symbol.replace('bit', 'B')}"
    told = f"{case.entity.name}: `{claim.field}` is {spec.printed}: bytes, not bits"
    claim.decide("mismatch", told, rule="bits-for-bytes", hint=f"write {right}")
    return True


def settled_as_its_bracket_says(case: Case) -> bool:
    """The variant that stands in brackets behind a size has it."""
    sized = variant_of_its_bracket(case.claim, case.around, case.registry)
    return sized is not None and case.matches(f"{sized.name}'s, which stands behind it")


def settled_as_another_figure(case: Case) -> bool:
    """Another figure of the same device, which the words may mean just as well."""
    other = other_meaning(case.claim, case.reading, case.around, case.slide, case.registry)
    return other != "" and case.matches(other)
