"""Collective operations between devices, in the alpha-beta model (latency per step + bytes / bandwidth).

Every bandwidth here is per direction and per device. A vendor's link total is mostly both directions summed: halve it.
Shapes other than a ring or a tree (mesh, torus, switch, several nodes) are in `topologies`.

The message M is what nccl-tests calls size: the whole buffer that each device holds before or after the operation
(AllReduce, Broadcast), the gathered buffer (AllGather), the buffer to be scattered (ReduceScatter), all that one device
sends, its own part included (AllToAll).

Every argument is a float or an array in base units (B, B/s, s); arrays broadcast, and the result has their shape.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.errors import GivenError, did_you_mean
from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import Number, ceiling, logarithm, not_negative, positive, whole

_MESSAGE = "The message is in bytes: 16e9 for 16 GB, the whole buffer that every device holds."
_TIME = "The time of the whole operation in seconds."
# Operation -> phases of (n-1)/n of the message; 0 where the whole message passes every link once.
_PHASES = {"all_reduce": 2.0, "reduce_scatter": 1.0, "all_gather": 1.0, "all_to_all": 1.0, "broadcast": 0.0}
OPERATIONS = tuple(_PHASES)


def operation_name(operation: str) -> str:
    """The operation in this module's spelling: "AllReduce", "all-reduce" and "allreduce" are all_reduce.

    Raises GivenError, with the names, for others.
    """
    folded = "".join(char for char in operation.casefold() if char.isalpha())
    for name in OPERATIONS:
        if folded == name.replace("_", ""):
            return name
    known = ", ".join(OPERATIONS)
    raise GivenError(f"unknown collective `{operation}`.{did_you_mean(operation, OPERATIONS)} Collectives: {known}.")


def wire_factor(operation: str, devices: Number) -> Number:
    """How often each byte of the message crosses a device's link: 2 (n-1)/n, (n-1)/n or 1.

    AllReduce 2 (n-1)/n; ReduceScatter, AllGather and AllToAll (n-1)/n; Broadcast 1. Exact, for any n; it is also what
    nccl-tests multiplies algbw with. Source: nccl-tests, doc/PERFORMANCE.md; Thakur et al. 2005 for the lower bounds.
    """
    n = whole("devices", devices, meant.DEVICES)
    phases = _PHASES[operation_name(operation)]
    return phases * (n - 1.0) / n if phases else 0.0 * n + 1.0


def allreduce_factor(devices: Number) -> Number:
    """How often each byte of the message crosses a device's link in an AllReduce: 2 (n-1)/n.

    A reduce-scatter and an all-gather of (n-1)/n each. Source: Patarasuk & Yuan 2009 (the least possible).
    """
    return wire_factor("all_reduce", devices)


def ring_steps(operation: str, devices: Number) -> Number:
    """Steps of a ring: 2 (n-1) for an AllReduce, n-1 for the others."""
    n = whole("devices", devices, meant.DEVICES)
    return (2.0 if operation_name(operation) == "all_reduce" else 1.0) * (n - 1.0)


def ring_time(
    operation: str,
    message_bytes: Number,
    devices: Number,
    bandwidth_per_direction: Number,
    latency: Number = 0.0,
    *,
    both_directions: bool = False,
) -> Number:
    """Seconds of a collective on a ring: wire factor x M/B + steps x alpha.

    `message_bytes` M in B, `bandwidth_per_direction` B in B/s of one device, `latency` alpha in s a step. With
    `both_directions` half of the message goes round each way, so that a direct link (torus axis) is used in both
    directions: half the transfer time, and half the steps of gathering and scattering. On a switch (NVLink) one
    direction already fills a device's port both ways; leave it off there.
    An AllToAll on a ring of direct links takes longer, as messages pass through: see `topologies.torus_time`.
    Source: Thakur et al. 2005; Patarasuk & Yuan 2009.
    """
    name = operation_name(operation)
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    bandwidth = positive("bandwidth_per_direction", bandwidth_per_direction, meant.PER_DIRECTION)
    alpha = not_negative("latency", latency, meant.LATENCY)
    steps = ring_steps(name, devices)
    if both_directions:
        bandwidth = 2.0 * bandwidth
        steps = ceiling(steps / 2.0)
    factor = wire_factor(name, devices) if _PHASES[name] else (steps > 0) * 1.0
    return factor * message / bandwidth + steps * alpha


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
    return ring_time("all_reduce", message_bytes, devices, bandwidth_per_direction, latency)


def tree_allreduce(
    message_bytes: Number, devices: Number, bandwidth_per_direction: Number, latency: Number = 0.0
) -> Number:
    """Seconds of an AllReduce on a double binary tree: 2 M/B + 2 ceil(log2 n) x alpha.

    Each device is a leaf of one tree and an inner node of the other, each of which carries half of the message, up and
    down again. Nearly the ring's bandwidth with logarithmic latency: better for small messages and many devices.
    Arguments as of `ring_allreduce`; one device: 0.
    Source: P. Sanders, J. Speck, J. L. Träff, "Two-tree algorithms for full bandwidth broadcast, reduction and scan",
    Parallel Computing 35(12), 2009.
    """
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    bandwidth = positive("bandwidth_per_direction", bandwidth_per_direction, meant.PER_DIRECTION)
    n = whole("devices", devices, meant.DEVICES)
    depth = ceiling(logarithm(n))
    alpha = not_negative("latency", latency, meant.LATENCY)
    return (n > 1.0) * (2.0 * message / bandwidth) + 2.0 * depth * alpha


def halving_doubling_allreduce(
    message_bytes: Number, devices: Number, bandwidth_per_direction: Number, latency: Number = 0.0
) -> Number:
    """Seconds of a recursive halving and doubling AllReduce: 2 (n-1)/n x M/B + 2 ceil(log2 n) x alpha.

    The ring's bandwidth with a tree's latency, where every pair of devices reaches the full rate; exact for powers of
    two. Arguments as of `ring_allreduce`.
    Source: Thakur, Rabenseifner, Gropp 2005, section 4.5 ("Rabenseifner's algorithm").
    """
    depth = ceiling(logarithm(whole("devices", devices, meant.DEVICES)))
    alpha = not_negative("latency", latency, meant.LATENCY)
    return ring_allreduce(message_bytes, devices, bandwidth_per_direction) + 2.0 * depth * alpha


def ramped_bandwidth(message_bytes: Number, bandwidth: Number, half_size: Number) -> Number:
    """The rate that a message of this size reaches: B x M / (M + M_half).

    `half_size` M_half in B is the message at which half of the full rate is reached; 0 for no ramp.
    Source: R. W. Hockney, "The communication challenge for MPP: Intel Paragon and Meiko CS-2", Parallel Computing
    20(3), 1994: r = r_inf / (1 + n_half / n).
    """
    message = positive("message_bytes", message_bytes, _MESSAGE)
    half = not_negative("half_size", half_size, "The message at which half of the rate is reached, in bytes.")
    return positive("bandwidth", bandwidth, meant.PER_DIRECTION) * message / (message + half)


def algorithm_bandwidth(message_bytes: Number, time: Number) -> Number:
    """Message size over time, in B/s: the "algbw" of nccl-tests. B and s.

    Source: nccl-tests, doc/PERFORMANCE.md, "Algorithm bandwidth".
    """
    return not_negative("message_bytes", message_bytes, _MESSAGE) / positive("time", time, _TIME)


def bus_bandwidth(message_bytes: Number, devices: Number, time: Number, operation: str = "all_reduce") -> Number:
    """What each link must have carried in one direction, in B/s: the "busbw" of nccl-tests, algbw x wire factor.

    Without latency it equals the bandwidth per direction of a ring. B, devices, s.
    Source: nccl-tests, doc/PERFORMANCE.md, "Bus bandwidth".
    """
    return algorithm_bandwidth(message_bytes, time) * wire_factor(operation, devices)


def collective_time(operation: str, message_bytes: Number, devices: Number, bus_bandwidth: Number) -> Number:
    """Seconds of a collective of which the bus bandwidth is known: M x wire factor / busbw. The inverse of busbw.

    B, devices, B/s. Source: nccl-tests, doc/PERFORMANCE.md, solved for the time.
    """
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    rate = positive("bus_bandwidth", bus_bandwidth, "The bus bandwidth that was measured, in bytes per second.")
    return wire_factor(operation, devices) * message / rate


def allreduce_time(message_bytes: Number, devices: Number, bus_bandwidth: Number) -> Number:
    """Seconds of an AllReduce of which the bus bandwidth was measured: M x 2 (n-1)/n / busbw. The inverse of busbw.

    B, devices, B/s. Source: nccl-tests, doc/PERFORMANCE.md, solved for the time.
    """
    return collective_time("all_reduce", message_bytes, devices, bus_bandwidth)
