"""The model layer on the registry: roofline, decoding, training, collectives, fleets; every result explains itself.

>>> from mlsysim_registry.analysis import roofline
>>> print(roofline("llama-3-8b", ["h100-sxm", "mi300x"]).explain())  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlsysim_registry.analysis.caches import KVCache, kv_cache, kv_cache_of
    from mlsysim_registry.analysis.collectives import AllReduce, allreduce
    from mlsysim_registry.analysis.computed import Computed
    from mlsysim_registry.analysis.decodes import decode_step, prefill
    from mlsysim_registry.analysis.efficiencies import Efficiency, efficiency
    from mlsysim_registry.analysis.explanations import Explanation, Input, Result, Section
    from mlsysim_registry.analysis.fleets import Fleet, fleet, fleet_of
    from mlsysim_registry.analysis.footprints import footprint
    from mlsysim_registry.analysis.micro import tiny
    from mlsysim_registry.analysis.networks import ALGORITHMS, collective
    from mlsysim_registry.analysis.ownership import owned_price
    from mlsysim_registry.analysis.predictions import Prediction, predict
    from mlsysim_registry.analysis.prices import ImpliedPrice, implied_price
    from mlsysim_registry.analysis.reliability import failures
    from mlsysim_registry.analysis.requirements import require
    from mlsysim_registry.analysis.rooflines import RooflineRow, RooflineTable, roofline, roofline_of
    from mlsysim_registry.analysis.serving import serve
    from mlsysim_registry.analysis.trainings import train

# Room -> what is answered there; a room is opened when it is asked for.
_ROOMS = {
    "caches": ("KVCache", "kv_cache", "kv_cache_of"),
    "collectives": ("AllReduce", "allreduce"),
    "computed": ("Computed",),
    "decodes": ("decode_step", "prefill"),
    "efficiencies": ("Efficiency", "efficiency"),
    "explanations": ("Explanation", "Input", "Result", "Section"),
    "reliability": ("failures",),
    "fleets": ("Fleet", "fleet", "fleet_of"),
    "footprints": ("footprint",),
    "networks": ("ALGORITHMS", "collective"),
    "ownership": ("owned_price",),
    "predictions": ("Prediction", "predict"),
    "prices": ("ImpliedPrice", "implied_price"),
    "requirements": ("require",),
    "rooflines": ("RooflineRow", "RooflineTable", "roofline", "roofline_of"),
    "serving": ("serve",),
    "micro": ("tiny",),
    "trainings": ("train",),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "ALGORITHMS",
    "AllReduce",
    "Computed",
    "Efficiency",
    "Explanation",
    "Fleet",
    "ImpliedPrice",
    "Input",
    "KVCache",
    "Prediction",
    "Result",
    "RooflineRow",
    "RooflineTable",
    "Section",
    "allreduce",
    "collective",
    "decode_step",
    "efficiency",
    "failures",
    "fleet",
    "fleet_of",
    "footprint",
    "implied_price",
    "kv_cache",
    "kv_cache_of",
    "owned_price",
    "predict",
    "prefill",
    "require",
    "roofline",
    "roofline_of",
    "serve",
    "tiny",
    "train",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
