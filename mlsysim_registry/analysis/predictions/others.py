"""The rest: kernels against their ceilings, micro devices, reliability."""

from __future__ import annotations

from mlsysim_registry.analysis.predictions.estimate import Estimate, Factors
from mlsysim_registry.analysis.predictions.given import Given
from mlsysim_registry.display import si
from mlsysim_registry.formulas import mac_rate

_ELEMENT = {"fp64": 8.0, "fp32": 4.0, "fp16": 2.0, "bf16": 2.0, "int8": 1.0}


def streaming(given: Given, factors: Factors) -> Estimate:
    """An element-wise kernel: two reads and a write of each element at eta of the memory bandwidth."""
    words = given.text("op")
    each = next((size for name, size in _ELEMENT.items() if name in words), 4.0)
    moved = 3.0 * each * given.number("N", "n")
    time = moved / (given.number("mem_bw") * factors.eta) + factors.overhead("start")
    return Estimate({"s": time}, "t = 3 N b / (eta BW)", (f"{si(moved, 'B')} moved",))


def matmul(given: Given, factors: Factors) -> Estimate:
    """The best rate of a large matrix product: eta of the dense peak."""
    rate = given.number("peak") * factors.eta
    return Estimate({"FLOP/s": rate}, "rate = eta x peak", (si(rate, "FLOP/s"),))


def micro(given: Given, factors: Factors) -> Estimate:
    """A micro device: MACs over clock x MACs a cycle x eta."""
    rate = float(mac_rate(given.number("clock"), given.number("mac_per_cycle", default=1.0))) * factors.eta
    time = given.number("macs") / rate
    return Estimate(
        {"inferences/s": 1.0 / time, "s": time}, "t = MACs / (eta x clock x MACs a cycle)", (si(time, "s"),)
    )
