"""Any collective on any shape of network: ring, tree, mesh, torus, a switch that adds, nodes with rails."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.analysis.collectives import allreduce
from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.efficiencies import efficiency
from mlsysim_registry.analysis.explanations import Input
from mlsysim_registry.analysis.inputs import Amount, amount, whole_number
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import number, si
from mlsysim_registry.errors import GivenError, did_you_mean
from mlsysim_registry.formulas import (
    bus_bandwidth,
    halving_doubling_allreduce,
    hierarchical_time,
    mesh_time,
    nvls_allreduce,
    operation_name,
    rail_ring_time,
    ring_time,
    sharp_allreduce,
    torus_time,
    tree_allreduce,
    wire_factor,
)

_FORMULAS = {
    "ring": "t = factor M / (eta B) + steps x alpha      [Patarasuk & Yuan 2009; Thakur et al. 2005]",
    "bidirectional-ring": "t = factor M / (2 eta B) + steps/2 x alpha: half of the message each way round",
    "tree": "t = 2 M / (eta B) + 2 ceil(log2 n) alpha      [double binary tree: Sanders et al. 2009]",
    "halving-doubling": "t = 2 (n-1)/n M / (eta B) + 2 ceil(log2 n) alpha      [Rabenseifner; Thakur et al. 2005]",
    "mesh": "t = 2 M / (n eta b) + 2 alpha, b of each of n-1 direct links",
    "torus": "t = phases x ((n-1)/n M / (2k eta b) + hops x alpha), b of one link, k axes",
    "nvls": "t = (n+1)/n M / (eta B) + 2 alpha: the switch adds and multicasts",
    "sharp": "t = M / (eta B) + alpha: a tree of switches adds",
    "hierarchical": "t = factor(g) M / (eta B) + factor(N) M / (rails eta b) + steps x alpha",
    "rail-ring": "t = factor(gN) M / min(eta B, rails eta b) + steps x alpha",
}
ALGORITHMS = tuple(_FORMULAS)
_ONLY_ALLREDUCE = ("tree", "halving-doubling", "nvls", "sharp")
_LEFT_OUT = (
    "contention, slower links between some of the devices, the time of the additions",
    "protocols for short messages: below some MB a measured time is mostly start",
    "overlap with computation",
)


def collective(
    operation: str,
    message: Amount,
    devices: int,
    link: Spec | Entry | str | None = None,
    *,
    algorithm: str = "ring",
    bandwidth_per_direction: Amount | None = None,
    ports: int | None = None,
    latency: Amount = 0.0,
    eta: float | str | Entry | None = None,
    shape: Sequence[int] | None = None,
    wraparound: bool = True,
    nodes: int = 1,
    rails: int | None = None,
    network: Amount | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Time of a collective (`all_reduce`, `all_gather`, `reduce_scatter`, `all_to_all`, `broadcast`).

    `message` as nccl-tests counts it; `devices` in all; the rate as in `allreduce`: a link of the registry or
    `bandwidth_per_direction`, of a device in one direction (for mesh and torus: of one link). `algorithm` is one of
    ring, bidirectional-ring, tree, halving-doubling, mesh, torus (with `shape`), nvls, sharp, hierarchical and
    rail-ring (with `nodes`, `network` per port and direction, `rails` ports a node). `eta` is a part of the rate, or
    an entry of registry/efficiency. Raises GivenError where an argument is missing or makes no sense.
    """
    name, way = operation_name(operation), _algorithm(algorithm)
    rate = allreduce(
        message, devices, link, bandwidth_per_direction=bandwidth_per_direction, ports=ports, registry=registry
    )
    count, sent = rate.devices, rate.message
    delay = amount("alpha", "latency of a step", latency, "s")
    part = efficiency("eta", "part of the rate", eta, registry)
    inputs: list[Input] = [sent, count, rate.bandwidth, part.put_in, delay]
    if way in _ONLY_ALLREDUCE and name != "all_reduce":
        raise GivenError(f"`{way}` does an all_reduce only; for {name} take ring, mesh, torus or hierarchical")
    port: Input | None = None
    if way in ("hierarchical", "rail-ring"):
        if network is None:
            raise GivenError(f"`{way}` needs `network`: the rate of one network port in one direction, '50 GB/s'")
        port = amount("b", "network port, per direction", network, "B/s")
        inputs += [port, whole_number("N", "nodes", nodes)]
        if count.value % nodes:
            raise GivenError(f"{count.text} devices do not divide into {nodes} nodes")
    if way == "torus":
        _check_shape(shape, count)

    def seconds(fraction: float) -> float:
        bandwidth, alpha, m, n = rate.bandwidth.value * fraction, delay.value, sent.value, count.value
        if way == "torus":
            assert shape is not None
            return float(torus_time(name, m, shape, bandwidth, alpha, wraparound=wraparound))
        if port is not None:
            two = (name, m, n / nodes, nodes, bandwidth, port.value * fraction, rails)
            if way == "rail-ring":
                return float(rail_ring_time(*two, alpha))
            return float(hierarchical_time(*two, device_latency=alpha, network_latency=alpha))
        if way == "sharp":
            return float(sharp_allreduce(m, bandwidth, alpha))
        if way == "mesh":
            return float(mesh_time(name, m, n, bandwidth, alpha))
        if way in ("ring", "bidirectional-ring"):
            return float(ring_time(name, m, n, bandwidth, alpha, both_directions=way != "ring"))
        which = {"tree": tree_allreduce, "halving-doubling": halving_doubling_allreduce, "nvls": nvls_allreduce}[way]
        return float(which(m, n, bandwidth, alpha))

    time, low, high = seconds(part.value), seconds(part.high), seconds(part.low)
    busbw = float(bus_bandwidth(sent.value, count.value, time, name)) if time else 0.0
    factor = float(wire_factor(name, count.value))
    bracket = f" ({si(low, 's')} to {si(high, 's')})" if high > low else ""
    return Computed(
        value=time,
        unit="s",
        title=f"{name} of {sent.text} over {count.text} devices, {way}: {si(time, 's')}{bracket}, "
        f"busbw {si(busbw, 'B/s')}",
        formula=(_FORMULAS[way],),
        inputs=tuple(inputs),
        working=(
            f"factor of {name} over {count.text} devices: {number(factor, 5)}",
            f"t = {si(time, 's')}: algbw {si(sent.value / time if time else 0.0, 'B/s')}, busbw {si(busbw, 'B/s')}",
        ),
        assumption="All devices reach their rate at once, in every direction that the algorithm uses.",
        left_out=_LEFT_OUT,
        notes=(*rate.notes, *part.notes),
        numbers={"algorithm": way, "operation": name, "bus_bandwidth": busbw, "factor": factor},
        low=low,
        high=high,
    )


def _algorithm(text: str) -> str:
    name = text.strip().casefold().replace("_", "-").replace(" ", "-")
    if name not in _FORMULAS:
        raise GivenError(
            f"unknown algorithm `{text}`.{did_you_mean(name, ALGORITHMS)} It is one of {', '.join(ALGORITHMS)}."
        )
    return name


def _check_shape(shape: Sequence[int] | None, count: Input) -> None:
    if not shape:
        raise GivenError("a torus needs its `shape`, such as 4x4x8")
    product = 1
    for axis in shape:
        product *= axis
    if product != count.value:
        told = " x ".join(map(str, shape))
        raise GivenError(f"the shape {told} has {product} devices, but {count.text} are given: they must be the same")
