"""The rates of links under one key: all count one direction, or all count both."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.reasons import tell_mismatch
from mlsysim_validators.sources.judges.values.tables import Fit
from mlsysim_validators.sources.reasons import Reason
from mlsysim_validators.sources.values.rightness import agreeing, directions_said

_LEAST_OF_A_WAY = 2  # devices whose links are counted alike


def judge_directions(fits: Iterable[Fit]) -> None:
    """Tell the rate of a link that counts both directions, or one, where all others under its key count the other."""
    keys: dict[str, list[tuple[Claim, Spec, bool]]] = {}
    for fit in fits:
        spec = fit.found.entries[0].get(fit.claim.field)
        if fit.claim.verdict == "match" and spec is not None and spec.direction is not None:
            ways = [agreeing(fit.claim, rate) is not None for rate in (spec.per_direction, 2 * spec.per_direction)]
            if sum(ways) == 1:
                keys.setdefault(_own_key(fit.claim), []).append((fit.claim, spec, ways[1]))
    for rates in keys.values():
        both = [rate for rate in rates if rate[2]]
        one = [rate for rate in rates if not rate[2]]
        few, many = sorted((both, one), key=len)
        if len(few) != 1 or len({claim.entity.id for claim, *_ in many if claim.entity is not None}) < _LEAST_OF_A_WAY:
            continue
        claim, spec, counts_both = few[0]
        if claim.entity is not None and not any(directions_said(claim)):
            told = "both directions, where the others under its key count one"
            if not counts_both:
                told = "one direction, where the others under its key count both"
            tell_mismatch(claim, claim.entity, spec, Reason("direction", f"this counts {told}"), not counts_both)


def _own_key(claim: Claim) -> str:
    return claim.stated.value.said("key") if claim.stated.value is not None else ""
