"""Which device, and which variant of it, a count in a row of code or data is of: its SMs, its cores, its links.

Under "cores" alone a row has what its maker counts by the thousand: CUDA cores, stream processors. Of a family's name
the variant is meant whose count it is, unless another figure of the row is right for another variant only:
`"H100": { bandwidth: 3350, cores: 14592 }` has the bandwidth of the SXM and the cores of the PCIe card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.kinds import is_of_a_part
from mlsysim_validators.sources.values.rightness import agreeing, directed
from mlsysim_validators.sources.values.words import spoken

ANY_CORES = "cores"
_CORES = regex(r"(?:num |gpu )?(?:cores|shaders|shader cores|shading units)(?: count)?\Z")
_LEAST_CORES = 256  # fewer may be of a CPU, or whole units of a GPU
_COUNTED_BY = ("cores.cuda", "cores.stream")
_TELLING = ("memory.bandwidth", "compute.matrix.", "power.tdp")

Rows = dict[int, list[Claim]]


def right_in_rows(claims: Iterable[Claim]) -> Rows:
    """The right figures of devices by the row of data that they stand in, where they tell variants apart."""
    rows: Rows = defaultdict(list)
    for claim in claims:
        if claim.verdict == "match" and claim.stated.value is not None and claim.field.startswith(_TELLING):
            rows[claim.stated.value.row].append(claim)
    return rows


def names_cores(value: Value) -> bool:
    """Whether a number stands under "cores" alone and is that of a GPU."""
    return value.number >= _LEAST_CORES and _CORES.match(spoken(value.said("key")).lower()) is not None


def count_of(value: Value, path: str, devices: Devices, rows: Rows) -> tuple[Entry, str] | None:
    """The device that a value is filed under and the path of its count; of a family, the variant that its row means."""
    if is_of_a_part(value):
        return None
    found = devices.of(value)
    if len(found.entries) != 1 or found.entries[0].kind != "accelerators":
        return None
    beside = rows.get(value.row, [])
    meant = [one for one in devices.families.meant(found) if not any(_contradicts(claim, one) for claim in beside)]
    meant = meant or [found.entries[0]]
    paths = _COUNTED_BY if path == ANY_CORES else (path,)
    counts = [(one, each) for one in meant for each in paths if each in one]
    return next((pair for pair in counts if pair[0][pair[1]].value == value.number), counts[0] if counts else None)


def is_more_than_all(value: Value, path: str, devices: Devices) -> bool:
    """Whether a count is more than any variant has of the device that the remark on it names, and nothing else."""
    if not devices.is_a_name(value.said("comment")):
        return False  # who counts less may leave some to another kernel
    found = devices.of(value)
    counts = [one[path].value for entry in found.entries[:1] for one in devices.families.of(entry) if path in one]
    return bool(counts) and value.number > max(counts)


def _contradicts(claim: Claim, entry: Entry) -> bool:
    """Whether a right figure of the row is another than a variant's own."""
    spec = entry.get(claim.field)
    if spec is None or claim.entity is None or claim.entity.id == entry.id:
        return False
    values = directed(claim, spec) if spec.direction is not None else (spec.value,)
    return not any(agreeing(claim, value) for value in values)
