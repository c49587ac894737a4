"""The roofline: how fast a device can work when arithmetic and memory traffic overlap perfectly.

S. Williams, A. Waterman, D. Patterson, "Roofline: an insightful visual performance model for multicore architectures",
Communications of the ACM 52(4), 2009.

Every argument is a float or an array in base units (FLOP, FLOP/s, B, B/s); arrays broadcast, and the result has their
shape. Integer work (OP, OP/s) goes in the same way. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas.numbers import Number, maximum, minimum, not_negative, positive, where, whole

_PEAK = "The peak is in FLOP/s: 989.4e12 for 989.4 TFLOP/s."
_BANDWIDTH = "The bandwidth is in bytes per second: 3.35e12 for 3.35 TB/s."
_WORK = "The work is in FLOP: 2 for each multiply-add."
_TRAFFIC = "The traffic is in bytes."


def ridge_point(peak_flops: Number, bandwidth: Number) -> Number:
    """The intensity, in FLOP/B, from which on the peak can be reached: peak / bandwidth.

    `peak_flops` in FLOP/s, `bandwidth` in B/s, both above zero. Source: Williams et al. 2009, "ridge point".
    """
    return positive("peak_flops", peak_flops, _PEAK) / positive("bandwidth", bandwidth, _BANDWIDTH)


def arithmetic_intensity(flops: Number, bytes_moved: Number) -> Number:
    """Work per byte of memory traffic, in FLOP/B: flops / bytes.

    `flops` in FLOP, `bytes_moved` in B, above zero. Source: Williams et al. 2009, "operational intensity".
    """
    return not_negative("flops", flops, _WORK) / positive("bytes_moved", bytes_moved, _TRAFFIC)


def attainable(peak_flops: Number, bandwidth: Number, intensity: Number) -> Number:
    """The rate, in FLOP/s, that work of this intensity can reach: min(peak, bandwidth x intensity).

    `peak_flops` in FLOP/s, `bandwidth` in B/s, `intensity` in FLOP/B. Source: Williams et al. 2009.
    """
    peak_flops = positive("peak_flops", peak_flops, _PEAK)
    bandwidth = positive("bandwidth", bandwidth, _BANDWIDTH)
    return minimum(peak_flops, bandwidth * not_negative("intensity", intensity, "The intensity is in FLOP per byte."))


def compute_time(flops: Number, peak_flops: Number) -> Number:
    """Seconds that the arithmetic takes at the peak: flops / peak. FLOP and FLOP/s."""
    return not_negative("flops", flops, _WORK) / positive("peak_flops", peak_flops, _PEAK)


def memory_time(bytes_moved: Number, bandwidth: Number) -> Number:
    """Seconds that the memory traffic takes at the full bandwidth: bytes / bandwidth. B and B/s."""
    return not_negative("bytes_moved", bytes_moved, _TRAFFIC) / positive("bandwidth", bandwidth, _BANDWIDTH)


def roofline_time(flops: Number, bytes_moved: Number, peak_flops: Number, bandwidth: Number) -> Number:
    """Seconds for work whose arithmetic and traffic overlap perfectly: max(flops / peak, bytes / bandwidth).

    FLOP, B, FLOP/s, B/s. Source: Williams et al. 2009; this is flops / attainable(...) wherever there is any work.
    """
    return maximum(compute_time(flops, peak_flops), memory_time(bytes_moved, bandwidth))


def bottleneck(flops: Number, bytes_moved: Number, peak_flops: Number, bandwidth: Number) -> Number:
    """ "memory" where the traffic takes longer than the arithmetic, else "compute" (a tie, at the ridge, included).

    FLOP, B, FLOP/s, B/s; arrays give an array of words. Source: Williams et al. 2009.
    """
    return where(memory_time(bytes_moved, bandwidth) > compute_time(flops, peak_flops), "memory", "compute")


def decode_flops(parameters: Number, batch: Number = 1) -> Number:
    """FLOP to decode one token for each of `batch` sequences: 2 x parameters x batch (a multiply and an add each).

    Attention over the context is not in it. For a mixture of experts: the active parameters.
    Source: Kaplan et al. 2020 (arXiv:2001.08361), section 2.1: a forward pass takes about 2N FLOP per token.
    """
    parameters = positive("parameters", parameters, "The number of parameters: 8.03e9 for Llama-3 8B.")
    return 2.0 * parameters * whole("batch", batch, "The number of sequences decoded together, 1 or more.")


def weight_load_time(weight_bytes: Number, bandwidth: Number) -> Number:
    """Seconds to read all weights once, the least time of a decode step: bytes / bandwidth. B and B/s.

    Source: the memory side of the roofline; used in this way in Pope et al. 2022 (arXiv:2211.05102).
    """
    weight_bytes = positive("weight_bytes", weight_bytes, "The size of the weights in bytes.")
    return memory_time(weight_bytes, bandwidth)


def batch_crossover(peak_flops: Number, bandwidth: Number, bytes_per_parameter: Number) -> Number:
    """The batch at which decoding turns from memory-bound to compute-bound: bytes_per_parameter x peak / (2 bandwidth).

    It solves 2 N batch / peak = N bytes_per_parameter / bandwidth for the batch: weights are read once for the whole
    batch, KV cache and activations are left out. With 2 bytes per parameter it equals the ridge point.
    FLOP/s, B/s, B. Source: follows from Williams et al. 2009 and 2 FLOP per parameter and token.
    """
    bytes_per_parameter = positive("bytes_per_parameter", bytes_per_parameter, "Bytes each: 2 for FP16, 0.5 for INT4.")
    return bytes_per_parameter * ridge_point(peak_flops, bandwidth) / 2.0
