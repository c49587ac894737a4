"""The model layer on the registry: roofline, AllReduce, KV cache, fleet; every result explains itself.

>>> from mlsysim_registry.analysis import roofline
>>> print(roofline("llama-3-8b", ["h100-sxm", "mi300x"]).explain())  # doctest: +SKIP
"""

from mlsysim_registry.analysis.caches import KVCache, kv_cache, kv_cache_of
from mlsysim_registry.analysis.collectives import AllReduce, allreduce
from mlsysim_registry.analysis.explanations import Explanation, Input, Result, Section
from mlsysim_registry.analysis.fleets import Fleet, fleet, fleet_of
from mlsysim_registry.analysis.predictions import Prediction, predict
from mlsysim_registry.analysis.prices import ImpliedPrice, implied_price
from mlsysim_registry.analysis.rooflines import RooflineRow, RooflineTable, roofline, roofline_of

__all__ = [
    "AllReduce",
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
    "fleet",
    "fleet_of",
    "implied_price",
    "kv_cache",
    "kv_cache_of",
    "predict",
    "roofline",
    "roofline_of",
]
