"""Efficiencies as the registry's entries have them: a typical value, a bracket, and what a reader should know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlsysim_registry.analysis.explanations import GIVEN, Input
from mlsysim_registry.analysis.inputs import assumed, entry_of, from_spec
from mlsysim_registry.data import Entry, Registry, load
from mlsysim_registry.display import number
from mlsysim_registry.errors import GivenError


@dataclass(frozen=True, slots=True)
class Efficiency:
    """A part of a peak, with its bracket. `value` is the typical one."""

    put_in: Input
    low: float
    high: float
    notes: tuple[str, ...] = ()
    overheads: Mapping[str, float] = field(default_factory=dict)  # fixed times that go with it: layer, step, start

    @property
    def value(self) -> float:
        """The typical value."""
        return self.put_in.value


def efficiency(symbol: str, name: str, raw: float | str | Entry | None, registry: Registry | None) -> Efficiency:
    """An efficiency from a number, from an entry of registry/efficiency (or its name), or 1 where None is given.

    Raises GivenError for what is no fraction above 0 and at most 1: 40 for 40% is one.
    """
    if raw is None:
        return Efficiency(assumed(symbol, name, 1.0, "1", "none was given, so the time is a lower bound"), 1.0, 1.0)
    if isinstance(raw, str):
        raw = _number_or_entry(raw, registry)
    if isinstance(raw, Entry):
        low, typical, high = (raw[f"range.{end}"] for end in ("low", "typical", "high"))
        facts = raw.attributes
        notes = [f"{raw.id}: {facts[key]}" for key in ("when", "guidance", "notes") if facts.get(key)]
        fixed = {
            path.removeprefix("overhead."): spec.value for path, spec in raw.specs.items() if spec.unit == "s"
            and path.startswith("overhead.")
        }  # fmt: skip
        return Efficiency(from_spec(symbol, name, typical, raw), low.value, high.value, tuple(notes), fixed)
    if isinstance(raw, bool) or not 0 < raw <= 1:
        raise GivenError(f"{name} is {raw}; it is a part of the peak, above 0 and at most 1: 0.4 for 40%")
    return Efficiency(Input(symbol, name, float(raw), "1", GIVEN), float(raw), float(raw))


def _number_or_entry(text: str, registry: Registry | None) -> float | Entry:
    try:
        return float(text)
    except ValueError:
        return entry_of(text, "efficiency", registry)


def contradicted_claims(phase: str, batch: float, ceiling: float, registry: Registry | None) -> tuple[str, ...]:
    """What texts claim of this phase at this batch, where the roofline's ceiling (part of the peak) lies below it."""
    told = []
    for entry in (registry or load()).efficiency.values():
        low, high = entry.get("claimed.low"), entry.get("claimed.high")
        if entry.attributes.get("phase") != phase or low is None or high is None or not _speaks_of(entry.id, batch):
            continue
        if ceiling < low.value:
            told.append(
                f"the taught range {low.printed} to {high.printed} ({entry.id}) lies above what the roofline permits "
                f"here, {number(ceiling)}: no run can reach it"
            )
        elif ceiling < high.value:
            told.append(
                f"the upper end of the taught range {low.printed} to {high.printed} ({entry.id}) lies above what the "
                f"roofline permits here, {number(ceiling)}"
            )
    return tuple(told)


def _speaks_of(entry_id: str, batch: float) -> bool:
    """Whether a decode entry is about such a batch: its id ends in batch-1 or batch-32-plus."""
    _, found, size = entry_id.partition("batch-")
    if not found:
        return True
    least = float(size.removesuffix("-plus")) if size.removesuffix("-plus").isdigit() else 0.0
    return batch >= least if size.endswith("-plus") else batch == least
