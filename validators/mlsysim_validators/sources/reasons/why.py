"""Why a wrong number is probably wrong: the first reason in an order that holds."""

from __future__ import annotations

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.reasons.binary_rates import of_a_variant_under_a_binary_unit, under_a_binary_unit
from mlsysim_validators.sources.reasons.factors import factor
from mlsysim_validators.sources.reasons.links import direction, of_all_ports, other_link
from mlsysim_validators.sources.reasons.neighbours import is_of_a_sibling, swapped
from mlsysim_validators.sources.reasons.rates import other_rate
from mlsysim_validators.sources.reasons.reason import Reason
from mlsysim_validators.sources.reasons.records import set_aside
from mlsysim_validators.sources.reasons.systems import of_a_system, of_one_die, system_in_row
from mlsysim_validators.sources.reasons.variants import other_variant, product_of_its_name


def why(claim: Claim, spec: Spec, registry: Registry, table: list[Claim]) -> Reason:
    """The likeliest reason why a claim differs from the spec that it states.

    `table` holds the other claims of the same table, in which rows or columns may have been swapped.
    """
    aside = set_aside(claim, spec, registry)
    if aside is not None and aside.rule == "disputed" and not is_of_a_sibling(claim, registry, table):
        return aside  # what documents print is copied from no neighbour
    reasons = (
        swapped(claim, spec, table)
        or aside
        or other_rate(claim, spec)
        or direction(claim, spec, registry)
        or product_of_its_name(claim)
        or under_a_binary_unit(claim, spec)
        or other_variant(claim, spec, registry, same_family=True)
        or of_a_variant_under_a_binary_unit(claim, registry)
        or other_link(claim, registry)
        or of_one_die(claim, spec)
        or system_in_row(claim, spec, table)
        or factor(claim, spec)
        or of_all_ports(claim, registry)
        or of_a_system(claim, spec)
        or other_variant(claim, spec, registry, same_family=False)
    )
    return reasons or Reason("different", "")
