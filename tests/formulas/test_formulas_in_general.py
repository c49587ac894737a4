"""What holds for every formula: arrays give what floats give, and numbers that make no sense are refused by name."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from mlsysim_registry import formulas as f
from mlsysim_registry.errors import GivenError

# A sensible value of every numeric argument of all formulas, by its name.
VALUES: dict[str, float] = {
    "acceptance": 0.8, "activation_bytes": 1e5, "active": 2, "active_experts": 2, "active_power": 0.01,
    "active_time": 0.1, "annual_rate": 0.09, "average_power": 1e-3, "bandwidth": 3.35e12,
    "bandwidth_per_direction": 450e9, "batch": 4, "bus_bandwidth": 370e9, "bytes_each": 2, "bytes_moved": 1e9,
    "bytes_needed": 141e9, "bytes_per_element": 2, "bytes_per_parameter": 2, "bytes_per_sequence": 1e9,
    "capacity": 800e9, "capital": 30e3, "chunks": 2, "clock": 120e6, "compute_efficiency": 0.6, "confidence": 0.9,
    "context": 4096, "cores": 1, "device_bandwidth": 450e9, "device_latency": 1e-6, "device_mtbf": 50e3, "devices": 8,
    "devices_per_replica": 4, "drafted": 4, "duration": 1296, "efficiency": 0.5, "electricity": 0.08, "embodied": 150,
    "elements_per_token": 65536,
    "energy": 1e3, "experts": 8, "exponent": 0.9, "failures": 419, "first_token": 0.2, "flash": 1e6, "flops": 1e15,
    "flops_each": 1e11, "global_layers": 8, "gradients": 2, "half_size": 1e6, "head_size": 128, "heads": 32,
    "hidden_size": 4096, "host_power": 100, "hours": 100, "intensity": 0.4, "interval": 1.0, "kernels": 10,
    "kv_bytes": 1e9, "kv_heads": 8, "latency": 2e-6, "latent_rank": 512, "layers": 32, "lifetime_hours": 35e3,
    "lifetime_years": 4, "link_bandwidth": 64e9, "load": 0.8, "macs": 7e6, "macs_per_cycle": 2,
    "memory_efficiency": 0.8,
    "message_bytes": 1e9, "mfu": 0.4, "microbatches": 32, "model_bytes": 2e5, "mtbf": 3.0, "multiplier": 1.2,
    "network": 1e-5, "network_latency": 5e-6, "nic_bandwidth": 50e9, "nodes": 4, "optimizer": 12, "output_tokens": 128,
    "overhead": 5e-6, "parameters": 8e9, "peak_flops": 989e12, "per_node": 8, "period": 1.0, "pipeline": 4,
    "power": 700, "price": 0.08, "price_per_device_hour": 3.0, "pue": 1.1, "query_heads": 32, "rails": 8, "rate": 1e3,
    "repair": 24, "replicas": 3, "reserve": 0.1, "restart": 0.1, "ridge": 295, "rope_head_size": 64, "save": 0.05,
    "sequence": 2048, "shards": 8, "sleep_power": 1e-5, "sram": 256e3, "stages": 4, "step": 0.02, "tensor": 4,
    "time": 0.1, "tokens": 1024, "tokens_per_parameter": 20, "total": 46.7e9, "usable": 0.9, "utilization": 0.7,
    "vocabulary": 51200, "wake_energy": 1e-6, "weight_bandwidth": 1e8, "weight_bytes": 16e9, "weights": 2,
    "window": 512,
    "work": 720, "yearly_cost": 1e6, "year": 8760,
}  # fmt: skip
# Plain whole numbers by design: they choose or check a layout, and are no axis of a sweep.
LAYOUTS = {"check_degrees", "data_parallel", "degrees_within", "microbatches"}
OTHER = {"operation": "all_reduce", "traffic": {"hbm": 1e9}, "bandwidths": {"hbm": 3e12}, "shape": (4, 4)}
NO_NUMBER = {"stage", "causal", "recompute", "sequence_parallel", "power_of_two", "both_directions", "wraparound"}
NO_NUMBER |= {"overlapped"}


def _formulas() -> Iterator[tuple[str, Any, dict[str, Any], list[str]]]:
    for name in f.__all__:
        formula = getattr(f, name)
        if not inspect.isfunction(formula) or name in LAYOUTS:
            continue
        parameters = [p for p in inspect.signature(formula).parameters if p not in NO_NUMBER]
        if parameters in (["precision"], ["recipe"], ["operation"]):
            continue
        given = {p: OTHER[p] if p in OTHER else VALUES[p] for p in parameters}
        yield name, formula, given, [p for p in parameters if p not in OTHER]


CASES = list(_formulas())


@pytest.mark.parametrize(("formula", "given"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_arrays_give_what_floats_give(formula: Any, given: dict[str, Any]) -> None:
    once = formula(**given)
    arrays = {k: np.full(3, float(v)) if isinstance(v, (int, float)) else v for k, v in given.items()}
    many = formula(**arrays)
    assert np.shape(many) == (3,) or isinstance(many, dict)
    if isinstance(once, dict):
        assert {key: float(np.ravel(value)[0]) for key, value in many.items()} == once
    elif isinstance(once, str):
        assert list(many) == [once] * 3
    else:
        np.testing.assert_allclose(many, once, rtol=1e-12)
    assert isinstance(once, (float, str, dict))


ARGUMENTS = [(name, formula, given, argument) for name, formula, given, names in CASES for argument in names]


@pytest.mark.parametrize(
    ("formula", "given", "argument"),
    [case[1:] for case in ARGUMENTS],
    ids=[f"{case[0]}-{case[3]}" for case in ARGUMENTS],
)
def test_numbers_that_make_no_sense_are_refused(formula: Any, given: dict[str, Any], argument: str) -> None:
    for wrong in (math.nan, math.inf, -math.inf, -1.0, "16 GB", True, np.array([1.0, math.nan])):
        with pytest.raises(GivenError):
            formula(**{**given, argument: wrong})


@pytest.mark.parametrize("name", f.__all__)
def test_every_formula_says_what_it_computes(name: str) -> None:
    formula = getattr(f, name)
    if inspect.isfunction(formula):
        assert formula.__doc__
        assert len(formula.__doc__) > 20
