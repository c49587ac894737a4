"""Pure formulas on plain numbers or arrays in base units (B, B/s, FLOP, FLOP/s, s), in the field's own names.

Nothing here knows the registry; `mlsysim_registry.analysis` puts its numbers in and explains the results.
"""

from mlsysim_registry.formulas.collectives import (
    algorithm_bandwidth,
    allreduce_factor,
    allreduce_time,
    bus_bandwidth,
    ring_allreduce,
)
from mlsysim_registry.formulas.fleet import (
    HOURS_PER_YEAR,
    device_hours,
    fleet_devices,
    implied_price_per_device_hour,
    yearly_cost,
)
from mlsysim_registry.formulas.memory import (
    BYTES_PER_ELEMENT,
    bytes_per_element,
    devices_needed,
    kv_cache_bytes,
    weight_bytes,
)
from mlsysim_registry.formulas.roofline import (
    arithmetic_intensity,
    attainable,
    batch_crossover,
    bottleneck,
    compute_time,
    decode_flops,
    memory_time,
    ridge_point,
    roofline_time,
    weight_load_time,
)

__all__ = [
    "BYTES_PER_ELEMENT",
    "HOURS_PER_YEAR",
    "algorithm_bandwidth",
    "allreduce_factor",
    "allreduce_time",
    "arithmetic_intensity",
    "attainable",
    "batch_crossover",
    "bottleneck",
    "bus_bandwidth",
    "bytes_per_element",
    "compute_time",
    "decode_flops",
    "device_hours",
    "devices_needed",
    "fleet_devices",
    "implied_price_per_device_hour",
    "kv_cache_bytes",
    "memory_time",
    "ridge_point",
    "ring_allreduce",
    "roofline_time",
    "weight_bytes",
    "weight_load_time",
    "yearly_cost",
]
