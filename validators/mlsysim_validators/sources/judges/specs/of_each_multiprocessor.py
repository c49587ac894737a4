"""Cores of each multiprocessor: what a device has of them, over its multiprocessors."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.fields.multiprocessors import PER_SM


def judge_of_each_multiprocessor(claim: Claim, entity: Entry) -> bool:
    """Decide a number of cores of each multiprocessor, and whether it is one."""
    if not claim.field.startswith(PER_SM):
        return False
    kind = claim.field.removeprefix(PER_SM)
    cores, multiprocessors = entity[f"cores.{kind}"], entity["cores.sm"]
    each, rest = divmod(cores.value, multiprocessors.value)
    working = f"{cores.value:g} / {multiprocessors.value:g} = {each:g}"
    if rest:
        claim.decide("unresolved", "the registry's cores are no whole number for each multiprocessor")
    elif claim.value == each:
        claim.decide("match", "; ".join(claim.notes), working=working)
    elif not claim.sure:
        claim.decide("unresolved", f"no word says that it is of each multiprocessor of {entity.name}")
    else:
        told = f"{entity.name}: `cores.{kind}` over `cores.sm` is {working}"
        claim.decide(
            "mismatch", "; ".join((told, *claim.notes)), rule="different", hint=f"write {each:g}", working=working
        )
    return True
