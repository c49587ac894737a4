"""Collective operations between devices, in the alpha-beta model (latency per step + bytes / bandwidth).

Every bandwidth here is per direction and per device. A vendor's link total is mostly both directions summed: halve it.

Every argument is a float or an array in base units (B, B/s, s); arrays broadcast, and the result has their shape.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas.numbers import Number, not_negative, positive, whole

_MESSAGE = "The message is in bytes: 16e9 for 16 GB, the whole buffer that every device holds."
_DEVICES = "The number of devices that take part, a whole number of at least 1."
_BANDWIDTH = (
    "The bandwidth of one device in one direction, in bytes per second: 450e9 for NVLink 4, not its total 900e9."
)
_LATENCY = "The latency of one step in seconds: 2e-6 for 2 us."
_TIME = "The time of the whole operation in seconds."


def allreduce_factor(devices: Number) -> Number:
    """How often each byte of the message crosses a device's link in an AllReduce: 2 (n-1)/n.

    A reduce-scatter and an all-gather of (n-1)/n each. Source: Patarasuk & Yuan 2009 (the least possible).
    """
    devices = whole("devices", devices, _DEVICES)
    return 2.0 * (devices - 1.0) / devices


def ring_allreduce(
    message_bytes: Number, devices: Number, bandwidth_per_direction: Number, latency: Number = 0.0
) -> Number:
    """Seconds of a ring AllReduce: 2 (n-1)/n x M/B + 2 (n-1) x alpha.

    `message_bytes` M in B, `devices` n, `bandwidth_per_direction` B in B/s of one device, `latency` alpha in s a step.
    One device has nothing to exchange: 0.
    Source: P. Patarasuk, X. Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", JPDC 69(2),
    2009; latency term as in R. Thakur, R. Rabenseifner, W. Gropp, "Optimization of collective communication operations
    in MPICH", IJHPCA 19(1), 2005. The time of the additions themselves is left out.
    """
    message_bytes = not_negative("message_bytes", message_bytes, _MESSAGE)
    bandwidth = positive("bandwidth_per_direction", bandwidth_per_direction, _BANDWIDTH)
    latency = not_negative("latency", latency, _LATENCY)
    factor = allreduce_factor(devices)
    return factor * message_bytes / bandwidth + 2.0 * (devices - 1.0) * latency


def algorithm_bandwidth(message_bytes: Number, time: Number) -> Number:
    """Message size over time, in B/s: the "algbw" of nccl-tests. B and s.

    Source: nccl-tests, doc/PERFORMANCE.md, "Algorithm bandwidth".
    """
    return not_negative("message_bytes", message_bytes, _MESSAGE) / positive("time", time, _TIME)


def bus_bandwidth(message_bytes: Number, devices: Number, time: Number) -> Number:
    """What each link must have carried in one direction, in B/s: the "busbw" of nccl-tests, algbw x 2 (n-1)/n.

    For an AllReduce; without latency it equals the bandwidth per direction of a ring. B, devices, s.
    Source: nccl-tests, doc/PERFORMANCE.md, "Bus bandwidth", AllReduce.
    """
    return algorithm_bandwidth(message_bytes, time) * allreduce_factor(devices)


def allreduce_time(message_bytes: Number, devices: Number, bus_bandwidth: Number) -> Number:
    """Seconds of an AllReduce of which the bus bandwidth was measured: M x 2 (n-1)/n / busbw. The inverse of busbw.

    B, devices, B/s. Source: nccl-tests, doc/PERFORMANCE.md, solved for the time.
    """
    message_bytes = not_negative("message_bytes", message_bytes, _MESSAGE)
    bus_bandwidth = positive(
        "bus_bandwidth", bus_bandwidth, "The bus bandwidth that was measured, in bytes per second."
    )
    return allreduce_factor(devices) * message_bytes / bus_bandwidth
