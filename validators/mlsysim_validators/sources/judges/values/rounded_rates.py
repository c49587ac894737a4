"""Bandwidths that one maker prints rounded and others work out: 400 GB/s and 409.6 GB/s of 6400 MT/s on 512 pins.

Such makers sell a smaller chip under the same name, too: M3 Max is the one with 40 GPU cores and the one with 30.
"""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.rate_paths import vector_of
from mlsysim_validators.sources.judges.values.case import Candidate, Case
from mlsysim_validators.sources.values.rightness import agreeing

_RATIO, _SAME = 1.024, 1e-4
_ROUND = 1e11  # B/s
_SAME_RATE = 0.01
_CORES = "-core"
_SEVERAL_SIZES = "up to"  # "Apple M2 Max (38-core GPU, up to 96GB)"


def settled_as_worked_out(case: Case) -> bool:
    """Leave the exact bandwidth open of a chip whose maker prints it in hundreds: 819.2 for 800. Of a card, 4096 for
    4000 takes TB for TiB."""
    spec = case.spec
    worked_out = (
        _SEVERAL_SIZES in case.entry.name
        and spec.path == "memory.bandwidth"
        and spec.value % _ROUND == 0
        and _is_ratio(case.claim.value, spec.value)
    )
    told = f"near {spec.printed}: worked out from clock and width, where its maker rounds"
    return case.leave_open(told if worked_out else "")


def settled_as_of_the_smaller_chip(case: Case) -> bool:
    """Settle the figure of the chip with fewer cores that is sold under an entry's name, or of an entry that is one."""
    smaller = _smaller_chip(case)
    if smaller is None:
        return False
    if smaller is case.entry:
        return case.match("as its maker rounds it")
    return case.tell_ambiguous(f"{smaller.name}'s figure; `{case.fit.found.name}` does not say which", "variant")


def settled_as_fast_in_vectors(candidate: Candidate) -> bool:
    """Settle the rate of the vector units of a device whose matrix instructions are no faster: 122.8 and 123."""
    entry, path = candidate.entry, candidate.path
    matrix, vector = entry.get(path), entry.get(vector_of(path))
    if matrix is None or vector is None or matrix is vector or abs(vector.value / matrix.value - 1) > _SAME_RATE:
        return False
    if agreeing(candidate.claim, vector.value) is None:
        return False
    candidate.claim.entity = entry
    return candidate.case.match("its matrix and vector rates are the same, and rounded in different ways", path)


def _smaller_chip(case: Case) -> Entry | None:
    """The chip with fewer cores whose figure a value is."""
    claim, entry = case.claim, case.entry
    family = case.families.of(entry)
    smaller = [other for other in family if other.id.startswith(f"{entry.id}-") and other.id.endswith(_CORES)]
    for other in [*smaller, *([entry] if entry.id.endswith(_CORES) else [])]:
        spec = other.get(claim.field)
        if spec is None:
            continue
        rounded = spec.path == "memory.bandwidth" and claim.value % _ROUND == 0 and _is_ratio(spec.value, claim.value)
        if rounded or agreeing(claim, spec.value):
            return other
    return None


def _is_ratio(exact: float, rounded: float) -> bool:
    return rounded > 0 and abs(exact / rounded / _RATIO - 1) <= _SAME
