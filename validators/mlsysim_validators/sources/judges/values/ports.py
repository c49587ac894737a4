"""Rates of links that may be those of other ports, or of some of the ports only."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.values.rightness import agreeing, directed, directions_said

_LINK = AnyCase(r"nvlink|xgmi|infinity fabric|\bici\b")
_MOST = 32


def settled_as_of_the_host_port(case: Case) -> bool:
    """Settle the rate of a PCI Express port where no link is named."""
    claim = case.claim
    pcie = case.entry.get("links.pcie.total") if claim.field.startswith("links.") else None
    if pcie is None or _names_a_link(claim) or not any(agreeing(claim, rate) for rate in directed(claim, pcie)):
        return False
    return case.match("no link is named; this is its PCI Express port's rate", pcie.path)


def settled_as_some_ports(case: Case) -> bool:
    """Leave a rate open that some of the ports make: a ring's, or the rate to one neighbour."""
    if not case.claim.field.startswith("links.") or not _is_of_some_ports(case):
        return False
    return case.leave_open(f"a part of the ports of {case.entry.name}")


def _names_a_link(claim: Claim) -> bool:
    return claim.stated.meaning is not None and _LINK.search(claim.stated.meaning.words) is not None


def _is_of_some_ports(case: Case) -> bool:
    claim, spec = case.claim, case.spec
    ports = case.entry.get(spec.path.replace(".total", ".ports"))
    if ports is None or spec.direction is None:
        return False
    one_way, both_ways = directions_said(claim)
    if agreeing(claim, spec.per_direction if both_ways else 2 * spec.per_direction if one_way else 0):
        return False  # all of them, in the other way of counting
    one = spec.per_direction / ports.value
    return any(agreeing(claim, count * one) for count in range(1, 2 * int(min(ports.value, _MOST))))
