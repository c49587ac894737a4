"""Tables of machines to rent: their `memory` and `bandwidth` are the host's, not the device's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_validators.sources.documents import Value
from mlsysim_validators.sources.values.meaning import Meaning
from mlsysim_validators.sources.values.words import spoken

_HOST = re.compile(r"\b(?:v?cpus?|vcores?|disk|ssd|storage|price\w*|instance|region|zone|egress)\b", re.IGNORECASE)
_RAM = re.compile(r"\bram\b", re.IGNORECASE)
_DEVICE = re.compile(
    r"gpu|vram|hbm|accelerator|device|chip|tpu|nvlink|infinity fabric|memory.*bandwidth", re.IGNORECASE
)


def tables_of_hosts(values: Iterable[Value]) -> frozenset[int]:
    """The tables in which something counts the processors, disks or prices of machines."""
    return frozenset(
        value.table
        for value in values
        if any(label.role in ("key", "unit") and _HOST.search(spoken(label.words)) for label in value.labels[:3])
    )


def of_the_host(said: Meaning) -> bool:
    """Whether a capacity or bandwidth in such a table may be the machine's."""
    if said.kind not in ("capacity", "bandwidth"):
        return False
    return _DEVICE.search(said.words) is None or _RAM.search(said.words) is not None
