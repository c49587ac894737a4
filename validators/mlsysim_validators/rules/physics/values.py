"""What the physics rules share: the specs of a file as numbers."""

from __future__ import annotations

from math import inf

from mlsysim_registry.units import Quantity
from mlsysim_validators.rules.evidence.quantities import quantity_of
from mlsysim_validators.workspace import File


def quantity_at(file: File, spec_path: str) -> Quantity | None:
    """The quantity at a spec path, or None where the entry has none that can be read."""
    found = file.specs.get(spec_path)
    return quantity_of(found[1]) if found is not None else None


def value_at(file: File, spec_path: str) -> float | None:
    """The value at a spec path in base units, or None; what is not more than zero (PHY153) is compared with nothing."""
    quantity = quantity_at(file, spec_path)
    return quantity.base if quantity is not None and 0 < quantity.base < inf else None


def close(left: float, right: float, tolerance: float) -> bool:
    """Equal within a relative tolerance: data sheets round."""
    return abs(left - right) <= tolerance * max(abs(left), abs(right))
