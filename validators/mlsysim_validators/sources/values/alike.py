"""Tables of which no word says what they hold: `{"A100": 312, "H100": 989, "L4": 242}`. Most of the numbers do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.sources.documents import Value
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.kinds import Kind, of_something_else
from mlsysim_validators.sources.values.meaning import Meaning

_LEAST = 3  # devices whose figures the numbers are; fewer may be chance
_SHARE = 0.5
_SLACK = 0.003
_MOST = 200
_PATHS: tuple[tuple[Kind, str, tuple[str, ...]], ...] = (
    ("rate", "TFLOP/s", ("compute.matrix.bf16", "compute.matrix.fp16", "compute.matrix.fp16_acc_fp16")),
    ("bandwidth", "GB/s", ("memory.bandwidth",)),
)


def shared_meaning(values: Iterable[Value], devices: Devices) -> Meaning | None:
    """What the numbers of one table are, by those that are their own device's figures to the digit."""
    rows = list(values)
    if not _LEAST <= len(rows) <= _MOST or any(value.number < 10 for value in rows):
        return None
    known = _figures(devices.registry)
    if sum(round(value.number) in known for value in rows) < _LEAST:
        return None
    if any(of_something_else(label.words) for value in rows for label in value.labels if label.role in ("key", "name")):
        return None
    owners = [entries[0] if (entries := devices.of(value).entries) else None for value in rows]
    for kind, written, paths in _PATHS:
        unit = parse_unit(written)
        fitting = {
            (owner.id, value.number)
            for value, owner in zip(rows, owners, strict=True)
            if owner is not None and _fits(value, owner, unit, paths)
        }
        numbers = {number for _, number in fitting}
        if len(numbers) >= _LEAST and len(fitting) >= _SHARE * sum(owner is not None for owner in owners):
            return Meaning(kind, (unit,), f"{kind} in {written}", None)
    return None


@lru_cache(maxsize=4)
def _figures(registry: Registry) -> frozenset[int]:
    """The figures that are looked for, in whole units: most tables have none of them and are passed by at once."""
    return frozenset(
        round(spec.value / parse_unit(written).factor)
        for entry in registry.table("accelerators").values()
        for _, written, paths in _PATHS
        for path in paths
        if (spec := entry.get(path)) is not None
    )


def _fits(value: Value, owner: Entry, unit: Unit, paths: tuple[str, ...]) -> bool:
    specs = [spec for path in paths if (spec := owner.get(path)) is not None]
    return any(abs(value.number * unit.factor - spec.value) <= _SLACK * spec.value for spec in specs)
