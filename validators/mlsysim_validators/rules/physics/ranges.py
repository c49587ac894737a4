"""PHY151 to PHY153: values that no device of its class has, ranges out of order, values that are nothing."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from mlsysim_validators.rules.evidence.quantities import quantity_of
from mlsysim_validators.rules.physics.values import value_at
from mlsysim_validators.rules.rule import ENTRIES, Problem, rule
from mlsysim_validators.workspace import File, Workspace

_ENDS = ("low", "typical", "high")
# Spec path, or its beginning (the longest counts) -> lowest and highest credible value in base units, by device class.
_BY_CLASS = {
    "datacenter": {
        "memory.capacity": (1e8, 2e12),  # from Groq's 230 MB of SRAM
        "memory.bandwidth": (2e10, 3e16),  # to Cerebras's 21 PB/s
        "compute.matrix.": (1e11, 2e17),
        "compute.matrix_sparse.": (1e12, 2e17),
        "compute.vector.": (1e11, 1e15),
        "compute.vector.fp64": (2e10, 1e15),  # from 1/64 of a small card's FP32
        "power.": (15.0, 5e3),
    },
    "micro": {
        "memory.capacity": (1e3, 64e6),
        "memory.bandwidth": (1e6, 2e10),
        "compute.vector.": (1e6, 1e11),
        "compute.clock": (1e6, 2e9),
        "power.": (1e-5, 5.0),
    },
}
_ANY_CLASS = {
    "compute.clock": (1e6, 6e9),
    "per_port": (1e7, 4e12),
    "intensity": (1 / 3.6e6, 2000 / 3.6e6),
    "range.": (0.0, 1.0),
    "evidence.": (0.0, 1.0),
}


@rule("PHY151", "credible", kinds=ENTRIES)
def credible(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A value lies where values of its kind lie: a microcontroller has no 80 GB, a grid no 5 kg of CO2e per kWh.

    Good:
        memory: {capacity: {value: 192 GB, cite: acme/sheet, at: p. 1, quote: 192GB HBM3}}
    Bad:
        memory: {capacity: {value: 8 kB, cite: acme/sheet, at: p. 6, quote: 8 kB}}
    """
    limits = _ANY_CLASS | _BY_CLASS.get(str(file.data.get("class")), {})
    for spec_path, (path, node) in file.specs.items():
        beginning = max((one for one in limits if spec_path.startswith(one)), key=len, default=None)
        value = value_at(file, spec_path) if beginning is not None else None
        if beginning is None or value is None:
            continue
        low, high = limits[beginning]
        if not low <= value <= high:
            message = f"{node['value']} is no credible `{spec_path}`"
            yield Problem((*path, "value"), message, "a power of ten, a unit, or the wrong `class`?")


@rule("PHY152", "ordered-range", kinds=frozenset({"efficiency"}))
def ordered_range(file: File, workspace: Workspace) -> Iterator[Problem]:
    """low <= typical <= high, in what stands and in what stood until one day.

    Good:
        range:
          low: {value: 0.1, derive: 1 / 10, because: x}
          typical: {value: 0.2, derive: 2 / 10, because: x}
          high: {value: 0.3, derive: 3 / 10, because: x}
    Bad:
        range:
          low: {value: 0.3, derive: 3 / 10, because: x}
          typical: {value: 0.2, derive: 2 / 10, because: x}
          high: {value: 0.1, derive: 1 / 10, because: x}
    """
    for group in ("range", "claimed"):
        ends = [value_at(file, f"{group}.{name}") for name in _ENDS]
        present = [end for end in ends if end is not None]
        if present != sorted(present):
            yield Problem((group,), "the range is not in order: low, typical, high", key=True)
        for former in _former_ranges(file, group):
            if [value for value, _ in former] != sorted(value for value, _ in former):
                path = ("history", former[0][1])
                yield Problem(path, "the range that was corrected is not in order: low, typical, high", key=True)


def _former_ranges(file: File, group: str) -> Iterator[list[tuple[float, str]]]:
    """The ends of a range that stood until one day, in order, each with its path, where all three are told."""
    history = file.data.get("history")
    by_day: dict[str, list[tuple[float, str]]] = {}
    for name in _ENDS:
        path = f"{group}.{name}"
        entries = history.get(path) if isinstance(history, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            value = entry.get("value") if isinstance(entry, dict) else None
            if isinstance(value, int | float):
                by_day.setdefault(str(entry.get("until")), []).append((float(value), path))
    yield from (ends for ends in by_day.values() if len(ends) == len(_ENDS))


@rule("PHY153", "more-than-nothing")
def more_than_nothing(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A value is a finite number above zero; what a device does not have is left out, or stands under `unsupported`.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    Bad:
        power: {typical: {value: 0 W, range: [0 W, 1 W], because: it sleeps}}
    """
    for path, _, node in file.proofs():
        quantity = quantity_of(node)
        if quantity is not None and not 0 < quantity.base < inf:
            yield Problem((*path, "value"), f"{node['value']} is not a finite number above zero", "leave it out")
