"""Keys that say "performance", "throughput" or "compute" and no unit: `fp16Performance: 989`, `computeBandwidth: 312`.

A benchmark writes its results under such keys, too. They are rates where most of the numbers that a table has under
them are published rates of their own devices, in whatever number format.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.meaning import Meaning
from mlsysim_validators.sources.values.words import number_format, spoken

_FORMAT = r"(?:tf32|b?fp?\d{1,2}|nvfp4|mxfp4|int\d)"
_SPEED = r"(?:performance|perf|throughput|compute|speed|rate|capability)"
_WITH_FORMAT = regex(
    r"(?:(?:peak|max|dense|sparse|tensor|matrix|gpu|theoretical) )*"
    rf"(?:{_FORMAT} (?:(?:tensor|matrix|peak|dense|sparse) )*{_SPEED}|{_SPEED} {_FORMAT})(?: (?:dense|sparse|peak))?\Z",
)
_OF_COMPUTE = regex(
    r"(?:(?:peak|max|gpu|theoretical) )*(?:comput(?:e|ing) (?:bandwidth|throughput|performance|perf|power|rate|speed|"
    r"capability)|(?:peak|theoretical) (?:performance|perf|compute))\Z",
)
_UNITS = ("TFLOP/s", "GFLOP/s", "PFLOP/s", "FLOP/s")
_LONGEST_KEY = 40
_LEAST = 2  # numbers that are rates of their devices
_SHARE = 0.5
_SLACK = 0.003


def rates_by_performance(values: Iterable[tuple[Value, Meaning | None]], devices: Devices) -> dict[int, Meaning]:
    """What the values of such keys mean, by the place of each in the source."""
    tables: dict[int, list[Value]] = {}
    for value, said in values:
        if said is None and _names_a_speed(value):
            tables.setdefault(value.table, []).append(value)
    found: dict[int, Meaning] = {}
    for open_ones in tables.values():
        owners = [entries[0] if (entries := devices.of(value).entries) else None for value in open_ones]
        unit = next((unit for unit in _UNITS if _mostly_rates(open_ones, owners, unit)), None)
        if unit is None:
            continue
        for value in open_ones:
            form = number_format(spoken(value.said("key")))
            written = unit.replace("FLOP", "OP") if form is not None and form.startswith("int") else unit
            meant = Meaning("rate", (parse_unit(written),), f"rate in {written}", form)
            found[value.text.source_offset(0)] = meant
    return found


def _names_a_speed(value: Value) -> bool:
    key = spoken(value.said("key")).lower()
    if len(key) > _LONGEST_KEY:
        return False
    return _WITH_FORMAT.match(key) is not None or _OF_COMPUTE.match(key) is not None


def _mostly_rates(values: list[Value], owners: list[Entry | None], written: str) -> bool:
    factor = parse_unit(written).factor
    known = [(value, owner) for value, owner in zip(values, owners, strict=True) if owner is not None]
    right = {(owner.id, value.number) for value, owner in known if _is_a_rate(value.number * factor, owner)}
    every = {(owner.id, value.number) for value, owner in known}
    return len(right) >= _LEAST and len(right) >= _SHARE * len(every)


def _is_a_rate(number: float, owner: Entry) -> bool:
    return any(
        path.startswith("compute.") and abs(number - spec.value) <= _SLACK * spec.value
        for path, spec in owner.specs.items()
    )
