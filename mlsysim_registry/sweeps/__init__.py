"""Whole design spaces at once: every model on every device, batch, format, context and tensor-parallel degree.

>>> from mlsysim_registry.sweeps import sweep, cheapest
>>> frame = sweep(["llama-3-8b"], ["h100", "mi300x"], batch=[1, 32], context=[4096])   # doctest: +SKIP

The formulas are those of `mlsysim_registry.formulas`; here they get arrays, or columns of the user's own engine.
"""

from mlsysim_registry.sweeps.choosing import cheapest, meets, pareto
from mlsysim_registry.sweeps.engines import device_table, evaluate, model_table, precision_table
from mlsysim_registry.sweeps.frames import sweep, sweep_chunks

__all__ = [
    "cheapest",
    "device_table",
    "evaluate",
    "meets",
    "model_table",
    "pareto",
    "precision_table",
    "sweep",
    "sweep_chunks",
]
