"""Collectives as nccl-tests and rccl-tests measure them: ring, in-network reduction, mesh, several nodes."""

from __future__ import annotations

from mlsysim_registry.analysis.predictions.estimate import Estimate, Factors
from mlsysim_registry.analysis.predictions.given import Given
from mlsysim_registry.display import si
from mlsysim_registry.formulas import (
    bus_bandwidth,
    hierarchical_time,
    mesh_time,
    nvls_allreduce,
    operation_name,
    rail_ring_time,
    ring_steps,
    ring_time,
    wire_factor,
)
from mlsysim_registry.formulas.numbers import logarithm

# A message of this size is dominated by bandwidth whatever the link.
_LARGE = 8 * 2.0**30
# Bandwidth of the low-latency protocols, as part of the rate that the plain protocol reaches in the end.
_LOW_LATENCY_RATE = 0.7


def _operation(given: Given) -> str:
    return operation_name(given.text("op") or "all_reduce")


def _message(given: Given) -> float:
    return given.number("bytes", "size", default=_LARGE)


def _estimate(operation: str, message: float, devices: float, time: float, formula: str, *working: str) -> Estimate:
    busbw = float(bus_bandwidth(message, devices, time, operation))
    lines = (*working, f"time {si(time, 's')}: algbw {si(message / time, 'B/s')}, busbw {si(busbw, 'B/s')}")
    return Estimate({"s": time, "bytes/s busbw": busbw, "bytes/s algbw": message / time}, formula, lines)


def _ring_seconds(operation: str, message: float, devices: float, bandwidth: float, factors: Factors) -> float:
    """The faster of two protocols: low latency at a lower rate, or the full rate after a longer start."""
    rate = bandwidth * factors.eta
    steps = float(ring_steps(operation, devices))
    plain = float(ring_time(operation, message, devices, rate)) + steps * factors.overhead("step")
    if "low_latency_step" not in factors.overheads:
        return plain
    quick = float(ring_time(operation, message, devices, rate * _LOW_LATENCY_RATE))
    return min(plain, quick + steps * factors.overhead("low_latency_step"))


def ring(given: Given, factors: Factors) -> Estimate:
    """Ring over a switch (NVLink): link rate x eta, and a start per step; short messages take a quicker protocol."""
    operation, message, n = _operation(given), _message(given), given.number("n", default=8.0)
    bandwidth = given.number("link_bw", "W")
    time = _ring_seconds(operation, message, n, bandwidth, factors)
    return _estimate(
        operation,
        message,
        n,
        time,
        "t = min(factor M/(eta B) + steps x alpha, factor M/(0.7 eta B) + steps x alpha_low)",
        f"factor {float(wire_factor(operation, n)):.4g}, {ring_steps(operation, n):.0f} steps, "
        f"B {si(bandwidth, 'B/s')} per direction, eta {factors.eta:.3g}",
    )


def in_network(given: Given, factors: Factors) -> Estimate:
    """In-network reduction (NVLS), or the ring where that is faster (few devices)."""
    operation, message, n = _operation(given), _message(given), given.number("n", default=8.0)
    bandwidth = given.number("link_bw", "W")
    start = factors.overhead("start")
    if operation != "all_reduce":
        return ring(given, factors)
    switch = float(nvls_allreduce(message, n, bandwidth * factors.eta)) + start
    over_ring = float(ring_time(operation, message, n, bandwidth * factors.other("ring"))) + start
    chosen = "NVLS" if switch <= over_ring else "ring, which is faster for so few devices"
    return _estimate(
        operation,
        message,
        n,
        min(switch, over_ring),
        "t = (n+1)/n M/(eta B) + start; the ring where it is faster",
        f"NVLS {si(switch, 's')}, ring {si(over_ring, 's')}: {chosen}",
    )


def mesh(given: Given, factors: Factors) -> Estimate:
    """Direct links between all devices."""
    operation, message = _operation(given), _message(given)
    n = given.number("n", default=given.number("links", default=7.0) + 1.0)
    link = given.number("link_bw")
    time = float(mesh_time(operation, message, n, link * factors.eta)) + factors.overhead("start")
    return _estimate(
        operation, message, n, time, "t = 2 M/(n eta b), b of one link", f"{n - 1:.0f} links of {link:g} B/s"
    )


def rails(given: Given, factors: Factors) -> Estimate:
    """Several nodes: flat rings over all network ports; on two nodes a tree, whose inside runs at the same time."""
    operation, message = _operation(given), _message(given)
    per_node, nodes = given.number("gpus_per_node", default=8.0), given.number("nodes", default=1.0)
    inner, nic = given.number("intra_bw", "link_bw", default=450e9), given.number("nic_bw_per_gpu", "nic_bw")
    n = per_node * nodes
    # the start grows with the depth of a tree over all devices: log2 of 32 is 5
    start = factors.overhead("start") * float(logarithm(max(2.0, n))) / 5.0
    start += factors.overhead("ramp") * (message / 2.0**20) ** 0.5  # chunks are still few: pipelines fill slowly
    if nodes <= 2 and operation == "all_reduce":
        arguments = (operation, message, per_node, nodes, inner * factors.other("inner"))
        time = float(hierarchical_time(*arguments, nic * factors.eta, overlapped=True)) + start
        formula = "two nodes: t = max(inside, M/(eta rails b)) + start"
    else:
        inside = inner * factors.other("inner")
        time = float(rail_ring_time(operation, message, per_node, nodes, inside, nic * factors.eta)) + start
        formula = "t = factor(n) M/(eta rails b) + start x log2(n)/5 + ramp x sqrt(M/MiB)"
    return _estimate(operation, message, n, time, formula, f"{n:.0f} devices, {per_node:.0f} rails of {si(nic, 'B/s')}")
