"""Collectives on what really connects the devices: direct links, tori, switches that add, nodes with rails.

Rates are per direction: of one link (mesh, torus), of one device (switch), of one network port (rails).
Every argument is a float or an array in base units (B, B/s, s); arrays broadcast, and the result has their shape.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.collectives import operation_name, ring_steps, wire_factor
from mlsysim_registry.formulas.numbers import Number, maximum, minimum, not_negative, positive, whole

_MESSAGE = "The message is in bytes: 16e9 for 16 GB, the whole buffer that every device holds."
_LINK = "The bandwidth of one link in one direction, in bytes per second: 64e9 for one Infinity Fabric link."
_NIC = "The bandwidth of one network port in one direction, in bytes per second: 50e9 for 400 Gbit/s."
_ALPHA = meant.LATENCY


def mesh_time(
    operation: str, message_bytes: Number, devices: Number, link_bandwidth: Number, latency: Number = 0.0
) -> Number:
    """Seconds of a collective on a full mesh: each of the n-1 direct links carries M/n a phase.

    AllReduce 2 M/(n b) + 2 alpha, the others M/(n b) + alpha (Broadcast: scatter and gather, 2 M/(n b) + 2 alpha).
    `link_bandwidth` b in B/s of one link in one direction. busbw of an AllReduce is (n-1) b: all links work at once.
    Source: the direct algorithm (every device owns 1/n of the message), e.g. Thakur et al. 2005, section 3.
    """
    name = operation_name(operation)
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    n = whole("devices", devices, meant.DEVICES)
    link = positive("link_bandwidth", link_bandwidth, _LINK)
    phases = (n > 1.0) * (2.0 if name in ("all_reduce", "broadcast") else 1.0)
    return phases * (message / (n * link) + not_negative("latency", latency, _ALPHA))


def torus_time(
    operation: str,
    message_bytes: Number,
    shape: Sequence[int],
    link_bandwidth: Number,
    latency: Number = 0.0,
    *,
    wraparound: bool = True,
) -> Number:
    """Seconds of a collective on a torus (or, without wraparound, a grid) of the given shape, such as (4, 4, 8).

    `link_bandwidth` b in B/s of one link in one direction, `latency` alpha in s a hop. With k axes longer than 1, a
    device receives over 2k links at once (k at a corner of a grid):
    AllGather, ReduceScatter (n-1)/n M / (2k b), AllReduce twice that; latency: the hops to the farthest device.
    AllToAll: along an axis of d devices a byte travels floor(d^2/4)/d hops on average, over two directed links:
    M floor(d^2/4) / (2 d b), twice that on a grid; the longest axis decides.
    Source: counting of link loads; the ring phases per axis as in Jouppi et al. 2023, "TPU v4" (arXiv:2304.01433).
    """
    name = operation_name(operation)
    if name == "broadcast":
        raise GivenError("a Broadcast on a torus is not modelled: take ring_time over one axis, or an all_gather")
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    link = positive("link_bandwidth", link_bandwidth, _LINK)
    alpha = not_negative("latency", latency, _ALPHA)
    axes = [float(whole("an axis of the shape", axis, "The devices along one axis, 1 or more.")) for axis in shape]
    axes = [axis for axis in axes if axis > 1]
    if not axes:
        return 0.0 * message / link
    n = 1.0
    for axis in axes:
        n *= axis
    hops = sum(axis // 2 if wraparound else axis - 1.0 for axis in axes)
    ways = (2.0 if wraparound else 1.0) * len(axes)
    if name == "all_to_all":
        worst = max((axis * axis // 4) / axis for axis in axes)
        return message * worst / ((2.0 if wraparound else 1.0) * link) + hops * alpha
    phases = 2.0 if name == "all_reduce" else 1.0
    return phases * ((n - 1.0) / n * message / (ways * link) + hops * alpha)


def sharp_allreduce(message_bytes: Number, bandwidth_per_direction: Number, latency: Number = 0.0) -> Number:
    """Seconds of an AllReduce that a tree of switches sums on the way: M/B + alpha.

    Each device sends its message up once while the sum comes down: half of a ring's traffic for many devices.
    B, B/s of one device in one direction, s. The switches must sum at line rate.
    Source: R. Graham et al., "Scalable hierarchical aggregation protocol (SHArP)", COMHPC 2016.
    """
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    bandwidth = positive("bandwidth_per_direction", bandwidth_per_direction, meant.PER_DIRECTION)
    return message / bandwidth + not_negative("latency", latency, _ALPHA)


def nvls_allreduce(
    message_bytes: Number, devices: Number, bandwidth_per_direction: Number, latency: Number = 0.0
) -> Number:
    """Seconds of an AllReduce in an NVLink switch (NVLS): (n+1)/n x M/B + 2 alpha.

    Each device owns 1/n of the message: it reads the sum of its part through the switch (the others send M once in
    all, it receives M/n) and multicasts it (it sends M/n and receives M). So M (1 + 1/n) passes each port in each
    direction, against 2 (n-1)/n M of a ring; busbw is 2 (n-1)/(n+1) x B, above the port's rate from n = 4 on.
    Source: counting of the loads and stores; B. Klenk et al., "An in-network architecture for accelerating
    shared-memory multiprocessor collectives", ISCA 2020, for the mechanism.
    """
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    n = whole("devices", devices, meant.DEVICES)
    bandwidth = positive("bandwidth_per_direction", bandwidth_per_direction, meant.PER_DIRECTION)
    alpha = not_negative("latency", latency, _ALPHA)
    return (n > 1.0) * ((n + 1.0) / n * message / bandwidth + 2.0 * alpha)


def hierarchical_time(
    operation: str,
    message_bytes: Number,
    per_node: Number,
    nodes: Number,
    device_bandwidth: Number,
    nic_bandwidth: Number,
    rails: Number | None = None,
    *,
    device_latency: Number = 0.0,
    network_latency: Number = 0.0,
    overlapped: bool = False,
) -> Number:
    """Seconds of a collective in two levels: inside the nodes, and between them over several rails.

    AllReduce: ReduceScatter inside, AllReduce of each device's part between nodes, AllGather inside. `per_node` g
    devices a node at `device_bandwidth` B (B/s, one direction), `nodes` N, `rails` network ports a node (default: one
    a device) of `nic_bandwidth` b each: factor(g) M/B + factor(N) M/(rails b), factor of the operation.
    `overlapped`: the two levels work on different parts of the message at once, so the longer one counts.
    Latencies in s a step. An AllToAll sends (N-1)/N of everything over the network.
    Source: two-level decomposition as in Cho et al. 2019, "BlueConnect", MLSys; each phase as in Thakur et al. 2005.
    """
    name = operation_name(operation)
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    g = whole("per_node", per_node, "The devices of one node: 8.")
    count = whole("nodes", nodes, "The number of nodes, 1 or more.")
    inner = positive("device_bandwidth", device_bandwidth, meant.PER_DIRECTION)
    outer = positive("nic_bandwidth", nic_bandwidth, _NIC) * (
        g if rails is None else positive("rails", rails, "The network ports of one node: 8.")
    )
    inside = wire_factor(name, g) * (g > 1.0) * message / inner
    between = wire_factor(name, count) * (count > 1.0) * (g if name == "all_to_all" else 1.0) * message / outer
    latency = ring_steps(name, g) * not_negative("device_latency", device_latency, _ALPHA) + ring_steps(
        name, count
    ) * not_negative("network_latency", network_latency, _ALPHA)
    return (maximum(inside, between) if overlapped else inside + between) + latency


def rail_ring_time(
    operation: str,
    message_bytes: Number,
    per_node: Number,
    nodes: Number,
    device_bandwidth: Number,
    nic_bandwidth: Number,
    rails: Number | None = None,
    latency: Number = 0.0,
) -> Number:
    """Seconds of a collective on flat rings through all devices, one ring a rail, all rings at once.

    Each ring carries 1/rails of the message, enters and leaves each node over one network port, and passes all devices
    inside: factor(n) M / min(B, rails x b) + alpha x steps, n = per_node x nodes. busbw is at most rails x b.
    Arguments as of `hierarchical_time`; on one node it is the plain ring at B.
    Source: how NCCL builds rings over several NICs; factors as in nccl-tests, doc/PERFORMANCE.md.
    """
    name = operation_name(operation)
    message = not_negative("message_bytes", message_bytes, _MESSAGE)
    g = whole("per_node", per_node, "The devices of one node: 8.")
    count = whole("nodes", nodes, "The number of nodes, 1 or more.")
    inner = positive("device_bandwidth", device_bandwidth, meant.PER_DIRECTION)
    ports = g if rails is None else positive("rails", rails, "The network ports of one node: 8.")
    network = positive("nic_bandwidth", nic_bandwidth, _NIC) * ports
    slowest = minimum(inner, network + (count <= 1.0) * inner)
    alpha = not_negative("latency", latency, _ALPHA)
    return wire_factor(name, g * count) * message / slowest + ring_steps(name, g * count) * alpha
