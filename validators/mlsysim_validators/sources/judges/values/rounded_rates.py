"""Bandwidths that one maker prints rounded and others work out: 400 GB/s and 409.6 GB/s of 6400 MT/s on 512 pins.

Such makers sell a smaller chip under the same name, too: M3 Max is the one with 40 GPU cores and the one with 30.
"""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.rate_paths import vector_of
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.rightness import agreeing

_RATIO, _SAME = 1.024, 1e-4
_ROUND = 1e11  # B/s
_SAME_RATE = 0.01
_CORES = "-core"
_SEVERAL_SIZES = "up to"  # "Apple M2 Max (38-core GPU, up to 96GB)"


def works_out_a_rounded_one(claim: Claim, entry: Entry, spec: Spec) -> bool:
    """Whether a bandwidth is the exact one of a chip whose maker prints it in hundreds: 819.2 for 800. Of a card, 4096
    for 4000 takes TB for TiB."""
    return (
        _SEVERAL_SIZES in entry.name
        and spec.path == "memory.bandwidth"
        and spec.value % _ROUND == 0
        and _is_ratio(claim.value, spec.value)
    )


def of_the_smaller_chip(claim: Claim, entry: Entry, devices: Devices) -> Entry | None:
    """The chip with fewer cores that is sold under an entry's name, or the entry that is one, whose figure this is."""
    family = devices.family(entry)
    smaller = [other for other in family if other.id.startswith(f"{entry.id}-") and other.id.endswith(_CORES)]
    for other in [*smaller, *([entry] if entry.id.endswith(_CORES) else [])]:
        spec = other.get(claim.field)
        if spec is None:
            continue
        rounded = spec.path == "memory.bandwidth" and claim.value % _ROUND == 0 and _is_ratio(spec.value, claim.value)
        if rounded or agreeing(claim, spec.value):
            return other
    return None


def is_as_fast_in_vectors(claim: Claim, entry: Entry, path: str) -> bool:
    """Whether a rate is that of the vector units of a device whose matrix instructions are no faster: 122.8 and 123."""
    matrix, vector = entry.get(path), entry.get(vector_of(path))
    if matrix is None or vector is None or matrix is vector or abs(vector.value / matrix.value - 1) > _SAME_RATE:
        return False
    return agreeing(claim, vector.value) is not None


def _is_ratio(exact: float, rounded: float) -> bool:
    return rounded > 0 and abs(exact / rounded / _RATIO - 1) <= _SAME
