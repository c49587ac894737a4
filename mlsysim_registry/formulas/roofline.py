"""The roofline: how fast a device can work when arithmetic and memory traffic overlap perfectly.

S. Williams, A. Waterman, D. Patterson, "Roofline: an insightful visual performance model for multicore architectures",
Communications of the ACM 52(4), 2009.

Every argument is a float or an array in base units (FLOP, FLOP/s, B, B/s, s); arrays broadcast, and the result has
their shape. Integer work (OP, OP/s) goes in the same way. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from collections.abc import Mapping

from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import (
    Number,
    maximum,
    minimum,
    not_negative,
    positive,
    refuse,
    share,
    where,
)


def ridge_point(peak_flops: Number, bandwidth: Number) -> Number:
    """The intensity, in FLOP/B, from which on the peak can be reached: peak / bandwidth.

    `peak_flops` in FLOP/s, `bandwidth` in B/s, both above zero. Source: Williams et al. 2009, "ridge point".
    """
    return positive("peak_flops", peak_flops, meant.PEAK) / positive("bandwidth", bandwidth, meant.BANDWIDTH)


def arithmetic_intensity(flops: Number, bytes_moved: Number) -> Number:
    """Work per byte of memory traffic, in FLOP/B: flops / bytes.

    `flops` in FLOP, `bytes_moved` in B, above zero. Source: Williams et al. 2009, "operational intensity".
    """
    return not_negative("flops", flops, meant.WORK) / positive("bytes_moved", bytes_moved, meant.TRAFFIC)


def attainable(peak_flops: Number, bandwidth: Number, intensity: Number) -> Number:
    """The rate, in FLOP/s, that work of this intensity can reach: min(peak, bandwidth x intensity).

    `peak_flops` in FLOP/s, `bandwidth` in B/s, `intensity` in FLOP/B. Source: Williams et al. 2009.
    """
    peak_flops = positive("peak_flops", peak_flops, meant.PEAK)
    bandwidth = positive("bandwidth", bandwidth, meant.BANDWIDTH)
    return minimum(peak_flops, bandwidth * not_negative("intensity", intensity, "The intensity is in FLOP per byte."))


def utilization_ceiling(intensity: Number, ridge: Number) -> Number:
    """The highest part of the peak (the ceiling of an MFU) that work of this intensity can reach: min(1, I / ridge).

    Both in FLOP/B. An efficiency above it, at that intensity, is no efficiency but a contradiction of the roofline.
    Source: Williams et al. 2009, attainable rate over peak.
    """
    ridge = positive("ridge", ridge, "The ridge point is in FLOP per byte: peak / bandwidth.")
    return minimum(1.0, not_negative("intensity", intensity, "The intensity is in FLOP per byte.") / ridge)


def compute_time(flops: Number, peak_flops: Number) -> Number:
    """Seconds that the arithmetic takes at the peak: flops / peak. FLOP and FLOP/s."""
    return not_negative("flops", flops, meant.WORK) / positive("peak_flops", peak_flops, meant.PEAK)


def memory_time(bytes_moved: Number, bandwidth: Number) -> Number:
    """Seconds that the memory traffic takes at the full bandwidth: bytes / bandwidth. B and B/s."""
    return not_negative("bytes_moved", bytes_moved, meant.TRAFFIC) / positive("bandwidth", bandwidth, meant.BANDWIDTH)


def roofline_time(flops: Number, bytes_moved: Number, peak_flops: Number, bandwidth: Number) -> Number:
    """Seconds for work whose arithmetic and traffic overlap perfectly: max(flops / peak, bytes / bandwidth).

    FLOP, B, FLOP/s, B/s. Source: Williams et al. 2009; this is flops / attainable(...) wherever there is any work.
    """
    return maximum(compute_time(flops, peak_flops), memory_time(bytes_moved, bandwidth))


def kernel_time(
    flops: Number,
    bytes_moved: Number,
    peak_flops: Number,
    bandwidth: Number,
    *,
    compute_efficiency: Number = 1.0,
    memory_efficiency: Number = 1.0,
    overhead: Number = 0.0,
    kernels: Number = 1.0,
) -> Number:
    """Seconds of real work: max(flops / (eta_c peak), bytes / (eta_m bandwidth)) + kernels x overhead.

    FLOP, B, FLOP/s, B/s; `compute_efficiency`, `memory_efficiency` are parts of the two peaks, above 0 and at most 1;
    `overhead` in s is paid once for each of `kernels` launches. Compute and memory have efficiencies of their own: one
    eta for both makes a memory-bound kernel as slow as a compute-bound one.
    Source: Williams et al. 2009 with ceilings below the roofs; the fixed cost as in the latency term of any LogP model.
    """
    compute = compute_time(flops, peak_flops) / share("compute_efficiency", compute_efficiency, meant.EFFICIENCY)
    memory = memory_time(bytes_moved, bandwidth) / share("memory_efficiency", memory_efficiency, meant.EFFICIENCY)
    launches = not_negative("kernels", kernels, "How many kernels are launched.")
    return maximum(compute, memory) + launches * not_negative("overhead", overhead, meant.OVERHEAD)


def bottleneck(flops: Number, bytes_moved: Number, peak_flops: Number, bandwidth: Number) -> Number:
    """ "memory" where the traffic takes longer than the arithmetic, else "compute" (a tie, at the ridge, included).

    FLOP, B, FLOP/s, B/s; arrays give an array of words. Source: Williams et al. 2009.
    """
    return where(memory_time(bytes_moved, bandwidth) > compute_time(flops, peak_flops), "memory", "compute")


def tiered_times(
    flops: Number, traffic: Mapping[str, Number], peak_flops: Number, bandwidths: Mapping[str, Number]
) -> dict[str, Number]:
    """Seconds of the arithmetic ("compute") and of the traffic of each memory tier, each at its full rate.

    `traffic` in B and `bandwidths` in B/s by the tier's name: `{"l2": ..., "hbm": ...}`, or `{"flash": weights,
    "sram": activations}` on a micro device. Every tier with traffic needs a bandwidth.
    Source: the hierarchical roofline, C. Yang et al., "Hierarchical Roofline analysis for GPUs", 2020
    (arXiv:2009.02449); one roof a tier.
    """
    times = {"compute": compute_time(flops, peak_flops)}
    for tier, moved in traffic.items():
        if tier not in bandwidths:
            known = ", ".join(bandwidths) or "none"
            refuse(f"traffic of {tier}", moved, f"no bandwidth of that tier is given (given: {known})", meant.BANDWIDTH)
        times[tier] = memory_time(moved, bandwidths[tier])
    return times


def tiered_roofline_time(
    flops: Number, traffic: Mapping[str, Number], peak_flops: Number, bandwidths: Mapping[str, Number]
) -> Number:
    """Seconds of work over several memory tiers that all overlap: the largest of `tiered_times`.

    Arguments as there. With one tier it is `roofline_time`.
    """
    longest: Number = 0.0
    for time in tiered_times(flops, traffic, peak_flops, bandwidths).values():
        longest = maximum(longest, time)
    return longest


def tiered_bottleneck(
    flops: Number, traffic: Mapping[str, Number], peak_flops: Number, bandwidths: Mapping[str, Number]
) -> Number:
    """The name of what takes longest: "compute" or a tier. Arguments as of `tiered_times`; a tie goes to the first."""
    worst: Number = "compute"
    longest: Number | None = None
    for name, time in tiered_times(flops, traffic, peak_flops, bandwidths).items():
        worst = name if longest is None else where(time > longest, name, worst)
        longest = time if longest is None else maximum(longest, time)
    return worst


def required_bandwidth(bytes_moved: Number, time: Number, efficiency: Number = 1.0) -> Number:
    """The bandwidth, in B/s, that a device needs to move so much in that time: bytes / (time x efficiency).

    The roofline turned around: what to buy to meet a latency. B, s, part of the peak.
    """
    time = positive("time", time, "The time that is allowed, in seconds.")
    return not_negative("bytes_moved", bytes_moved, meant.TRAFFIC) / (
        time * share("efficiency", efficiency, meant.EFFICIENCY)
    )


def required_peak(flops: Number, time: Number, efficiency: Number = 1.0) -> Number:
    """The peak, in FLOP/s, that a device needs to do so much in that time: flops / (time x efficiency).

    FLOP, s, part of the peak. With `required_bandwidth` it is the corner in which all devices that meet the time lie.
    """
    time = positive("time", time, "The time that is allowed, in seconds.")
    return not_negative("flops", flops, meant.WORK) / (time * share("efficiency", efficiency, meant.EFFICIENCY))


def weight_load_time(weight_bytes: Number, bandwidth: Number) -> Number:
    """Seconds to read all weights once, the least time of a decode step: bytes / bandwidth. B and B/s.

    Source: the memory side of the roofline; used in this way in Pope et al. 2022 (arXiv:2211.05102).
    """
    return memory_time(positive("weight_bytes", weight_bytes, meant.WEIGHTS), bandwidth)


def batch_crossover(peak_flops: Number, bandwidth: Number, bytes_per_parameter: Number) -> Number:
    """The batch at which decoding turns from memory-bound to compute-bound: bytes_per_parameter x peak / (2 bandwidth).

    It solves 2 N batch / peak = N bytes_per_parameter / bandwidth for the batch: weights are read once for the whole
    batch, KV cache and activations are left out. With 2 bytes per parameter it equals the ridge point.
    FLOP/s, B/s, B. Source: follows from Williams et al. 2009 and 2 FLOP per parameter and token.
    """
    each = positive("bytes_per_parameter", bytes_per_parameter, meant.BYTES_EACH)
    return each * ridge_point(peak_flops, bandwidth) / 2.0
