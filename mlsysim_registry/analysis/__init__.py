"""The model layer on the registry: roofline, AllReduce, KV cache, fleet; every result explains itself.

>>> from mlsysim_registry.analysis import roofline
>>> print(roofline("llama-3-8b", ["h100-sxm", "mi300x"]).explain())  # doctest: +SKIP
"""

from mlsysim_registry.analysis.caches import KVCache, kv_cache, kv_cache_of
from mlsysim_registry.analysis.collectives import AllReduce, allreduce
from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.decodes import decode_step, prefill
from mlsysim_registry.analysis.efficiencies import Efficiency, efficiency
from mlsysim_registry.analysis.explanations import Explanation, Input, Result, Section
from mlsysim_registry.analysis.failures import failures
from mlsysim_registry.analysis.fleets import Fleet, fleet, fleet_of
from mlsysim_registry.analysis.footprints import footprint
from mlsysim_registry.analysis.networks import ALGORITHMS, collective
from mlsysim_registry.analysis.ownership import owned_price
from mlsysim_registry.analysis.predictions import Prediction, predict
from mlsysim_registry.analysis.prices import ImpliedPrice, implied_price
from mlsysim_registry.analysis.rooflines import RooflineRow, RooflineTable, roofline, roofline_of
from mlsysim_registry.analysis.serving import serve
from mlsysim_registry.analysis.tiny import tiny
from mlsysim_registry.analysis.trainings import train

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
    "roofline",
    "roofline_of",
    "serve",
    "tiny",
    "train",
]
