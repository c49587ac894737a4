"""The dimensions of what sources state."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_registry.units.vocabulary import Dimension

BYTES: Dimension = (("data", 1),)
BANDWIDTH: Dimension = (("data", 1), ("time", -1))
FLOP_RATE: Dimension = (("operations", 1), ("time", -1))
OP_RATE: Dimension = (("integer_operations", 1), ("time", -1))
POWER: Dimension = (("energy", 1), ("time", -1))
AREA: Dimension = (("area", 1),)
CLOCK: Dimension = (("time", -1),)
TIME: Dimension = (("time", 1),)
INTENSITY: Dimension = (("data", -1), ("operations", 1))
CARBON: Dimension = (("carbon", 1), ("energy", -1))
COUNT: Dimension = ()
MONEY: Dimension = (("currency", 1),)
MONEY_RATE: Dimension = (("currency", 1), ("time", -1))
DEVICE_PRICE: Dimension = (("currency", 1), ("devices", -1), ("time", -1))
DEVICES: Dimension = (("devices", 1),)
DEVICE_TIME: Dimension = (("devices", 1), ("time", 1))
OPERATIONS: Dimension = (("operations", 1),)
TOKENS: Dimension = (("tokens", 1),)
OPERATIONS_PER_TOKEN: Dimension = (("operations", 1), ("tokens", -1))
BYTES_PER_TOKEN: Dimension = (("data", 1), ("tokens", -1))
TOKEN_RATE: Dimension = (("time", -1), ("tokens", 1))
ENERGY: Dimension = (("energy", 1),)
ENERGY_PRICE: Dimension = (("currency", 1), ("energy", -1))
CARBON_MASS: Dimension = (("carbon", 1),)

# Counts of things take no part in a balance of dimensions: those of devices and tokens nowhere, all others where plain
# numbers stand beside amounts.
_COUNTED = frozenset({"devices", "tokens"})
_ALL_COUNTED = _COUNTED | {"requests", "parameters", "nodes", "images", "samples", "steps", "elements"}


@lru_cache(maxsize=1024)
def uncounted(dimension: Dimension) -> Dimension:
    """A dimension without what merely counts devices or tokens."""
    return tuple((name, power) for name, power in dimension if name not in _COUNTED)


def without_counts(dimension: Dimension) -> Dimension:
    """A dimension without anything that merely counts."""
    return tuple((name, power) for name, power in dimension if name not in _ALL_COUNTED)


def is_money(dimension: Dimension) -> bool:
    """Whether something is money, or money per something."""
    return "currency" in dict(dimension)
