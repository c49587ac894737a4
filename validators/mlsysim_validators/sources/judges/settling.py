"""The verdict on a number by one step to it: right within a room, wrong by a slip, or where the step is certain."""

from __future__ import annotations

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.judging import RULE, decide
from mlsysim_validators.sources.judges.spoken_steps.step import Step


def is_open(claim: Claim) -> bool:
    """Whether nothing is known of a number; one that was taken for a specification in vain may be something else."""
    return claim.verdict == "unresolved"


def settle(claim: Claim, step: Step, room: float, *, certain: bool = False) -> bool:
    """Decide a number by a step, in base units; `certain`: whatever is not right is wrong."""
    unit: Unit = claim.unit or claim.reading.units[0]
    stated = claim.reading.value * unit.factor
    right, working = step.right[0]
    before = claim.kind, claim.field
    claim.field = "" if claim.kind == "spec" else claim.field
    claim.kind = "derived"
    if abs(stated - right) <= room:
        step = step._replace(right=[(stated, working)])
    amount = Amount(claim.reading, unit, "", 0, claim)
    if decide(claim, amount, step):
        return True
    if not certain:
        claim.kind, claim.field = before
        return False
    claim.unit, claim.field = unit, claim.field or step.name
    shown = printed(right, claim.reading, unit)
    claim.expected = Expected(right, shown)
    claim.decide("mismatch", f"{working} is {shown}", rule=RULE, hint=f"write {shown}", working=working)
    return True
