"""The same vocabulary as a pint registry, for users who calculate with pint.

pint's own definitions are never loaded: there GB has no dimension, Gb/s is gilbert and GT/s is tesla.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mlsysim_registry.units.vocabulary import Dimension, vocabulary

if TYPE_CHECKING:
    import pint

# pint cannot parse a hyphen or a caret inside a name.
_SPELLINGS = {
    "GPU-hour": "GPU_hour",
    "GPU-day": "GPU_day",
    "GPU-year": "GPU_year",
    "GPU-second": "GPU_second",
    "mm^2": "mm2",
    "cm^2": "cm2",
}


def pint_name(symbol: str) -> str:
    """How a symbol of the vocabulary is spelled in pint."""
    return _SPELLINGS.get(symbol, symbol)


def pint_expression(unit: str) -> str:
    """A unit of the vocabulary, such as USD/GPU-hour, as an expression that pint reads."""
    return " / ".join(pint_name(symbol) for symbol in unit.split("/")) if unit else "dimensionless"


def _product(dimension: Dimension, bases: dict[str, str]) -> str:
    return " * ".join(f"{pint_name(bases[name])} ** {power}" for name, power in dimension) or "1"


@lru_cache(maxsize=1)
def unit_registry() -> pint.UnitRegistry[Any]:
    """A pint UnitRegistry that knows the closed vocabulary and nothing else."""
    import pint

    words = vocabulary()
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None)
    bases = dict(words.bases)
    for dimension, symbol in bases.items():
        registry.define(f"{pint_name(symbol)} = [{dimension}]")
    for symbol, atom in words.atoms.items():
        if symbol not in bases.values():
            registry.define(f"{pint_name(symbol)} = {atom.factor!r} * {_product(atom.dimension, bases)}")
    return registry
