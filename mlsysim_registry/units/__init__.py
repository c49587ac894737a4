"""Units: one closed vocabulary, exact where values are written, forgiving where texts are read."""

from mlsysim_registry.units.quantity import Quantity, Unit, parse_quantity, parse_unit

__all__ = ["Quantity", "Unit", "parse_quantity", "parse_unit"]
