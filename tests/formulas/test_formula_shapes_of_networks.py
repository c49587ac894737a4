"""Topologies: limits, orders and identities that hold whatever the numbers."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry import formulas as f
from mlsysim_registry.errors import GivenError

messages = st.floats(1, 1e13)
counts = st.integers(2, 4096)
rates = st.floats(1e6, 1e14)
GATHERING = ("all_gather", "reduce_scatter")


@pytest.mark.parametrize("operation", f.OPERATIONS)
@given(message=messages, devices=counts, rate=rates)
def test_time_and_bus_bandwidth_are_inverse(operation: str, message: float, devices: int, rate: float) -> None:
    time = f.collective_time(operation, message, devices, rate)
    assert f.bus_bandwidth(message, devices, time, operation) == pytest.approx(rate)
    assert f.ring_time(operation, message, devices, rate) == pytest.approx(time)


@given(messages, counts, rates)
def test_an_allreduce_is_a_reduce_scatter_and_an_all_gather(message: float, devices: int, rate: float) -> None:
    halves = sum(f.ring_time(name, message, devices, rate, 1e-6) for name in GATHERING)
    assert f.ring_time("all_reduce", message, devices, rate, 1e-6) == pytest.approx(halves)
    assert f.mesh_time("all_reduce", message, devices, rate, 1e-6) == pytest.approx(
        sum(f.mesh_time(name, message, devices, rate, 1e-6) for name in GATHERING)
    )


@pytest.mark.parametrize("spelling", ["AllReduce", "all-reduce", "allreduce", "ALL_REDUCE", "all reduce"])
def test_spellings(spelling: str) -> None:
    assert f.operation_name(spelling) == "all_reduce"


def test_unknown_operations_are_named() -> None:
    with pytest.raises(GivenError, match=r"Did you mean all_gather.*Collectives: all_reduce"):
        f.wire_factor("all_gathr", 8)


@given(messages, counts, rates)
def test_the_mesh_uses_all_links(message: float, devices: int, rate: float) -> None:
    time = f.mesh_time("all_reduce", message, devices, rate)
    assert f.bus_bandwidth(message, devices, time) == pytest.approx((devices - 1) * rate)


def _link_loads(shape: tuple[int, ...], wraparound: bool, message: float) -> float:
    """The busiest link of an AllToAll with dimension-ordered shortest paths, counted message by message."""
    loads: dict[tuple[tuple[int, ...], int, int], float] = {}
    nodes = list(itertools.product(*map(range, shape)))
    each = message / len(nodes)
    for start, goal in itertools.product(nodes, nodes):
        here = list(start)
        for axis, size in enumerate(shape):
            gap = (goal[axis] - here[axis]) % size if wraparound else goal[axis] - here[axis]
            ways = [(1, gap, 1.0)] if gap >= 0 else [(-1, -gap, 1.0)]
            if wraparound and gap:
                back = size - gap
                ways = (
                    [(1, gap, 1.0)]
                    if gap < back
                    else [(-1, back, 1.0)]
                    if back < gap
                    else [(1, gap, 0.5), (-1, back, 0.5)]
                )
            for step, hops, part in ways:
                at = list(here)
                for _ in range(hops):
                    loads[(tuple(at), axis, step)] = loads.get((tuple(at), axis, step), 0.0) + part * each
                    at[axis] = (at[axis] + step) % size
            here[axis] = goal[axis]
    return max(loads.values())


@pytest.mark.parametrize("wraparound", [True, False])
@pytest.mark.parametrize("shape", [(4,), (5,), (8,), (4, 4), (3, 5), (2, 4, 4), (4, 6)])
def test_all_to_all_on_a_torus_is_the_load_of_its_busiest_link(shape: tuple[int, ...], wraparound: bool) -> None:
    if wraparound and 2 in shape:
        return  # two devices have one link, not two
    time = f.torus_time("all_to_all", 1e9, shape, 1e9, wraparound=wraparound)
    assert time == pytest.approx(_link_loads(shape, wraparound, 1e9) / 1e9)


@given(messages, st.integers(3, 64), rates)
def test_one_axis_of_a_torus_is_a_ring_in_both_directions(message: float, devices: int, rate: float) -> None:
    torus = f.torus_time("all_gather", message, (devices,), rate)
    assert torus == pytest.approx(f.ring_time("all_gather", message, devices, rate, both_directions=True))
    assert f.torus_time("all_gather", message, (devices,), rate, wraparound=False) == pytest.approx(2 * torus)


@given(messages, rates)
def test_a_torus_of_one_device_has_nothing_to_exchange(message: float, rate: float) -> None:
    assert f.torus_time("all_reduce", message, (1, 1), rate, 1e-6) == 0


def test_broadcast_on_a_torus_is_not_pretended() -> None:
    with pytest.raises(GivenError, match="not modelled"):
        f.torus_time("broadcast", 1e9, (4, 4), 1e9)


@given(messages, st.integers(4, 4096), rates)
def test_switches_that_add_halve_the_traffic(message: float, devices: int, rate: float) -> None:
    ring = f.ring_allreduce(message, devices, rate)
    assert f.nvls_allreduce(message, devices, rate) < ring
    assert f.bus_bandwidth(message, devices, f.nvls_allreduce(message, devices, rate)) == pytest.approx(
        2 * (devices - 1) / (devices + 1) * rate
    )
    assert f.sharp_allreduce(message, rate) <= f.nvls_allreduce(message, devices, rate)


@given(messages, st.integers(2, 16), st.integers(2, 512), rates, rates)
def test_two_levels(message: float, per_node: int, nodes: int, inner: float, outer: float) -> None:
    arguments = (message, per_node, nodes, inner, outer)
    added = f.hierarchical_time("all_reduce", *arguments)
    hidden = f.hierarchical_time("all_reduce", *arguments, overlapped=True)
    assert hidden <= added <= 2 * hidden * (1 + 1e-9)
    assert f.hierarchical_time("all_reduce", message, per_node, 1, inner, outer) == pytest.approx(
        f.ring_allreduce(message, per_node, inner)
    )
    assert f.hierarchical_time("all_reduce", message, 1, nodes, inner, outer) == pytest.approx(
        f.ring_allreduce(message, nodes, outer)
    )
    assert f.rail_ring_time("all_reduce", message, per_node, 1, inner, outer) == pytest.approx(
        f.ring_allreduce(message, per_node, inner)
    )
    time = f.rail_ring_time("all_reduce", *arguments)
    assert f.bus_bandwidth(message, per_node * nodes, time) == pytest.approx(min(inner, per_node * outer))


@given(messages, counts, rates, st.floats(1e-7, 1e-4))
def test_trees_have_less_latency_and_a_little_more_traffic(
    message: float, devices: int, rate: float, alpha: float
) -> None:
    assert f.tree_allreduce(1e-30, devices, 1e14, alpha) <= f.ring_allreduce(1e-30, devices, 1e14, alpha) * (1 + 1e-9)
    ratio = f.tree_allreduce(message, devices, rate) / f.ring_allreduce(message, devices, rate)
    assert ratio == pytest.approx(devices / (devices - 1))
    assert f.halving_doubling_allreduce(message, devices, rate) == f.ring_allreduce(message, devices, rate)


@given(messages, rates, st.floats(1, 1e9))
def test_the_ramp_reaches_half_at_its_half_size(message: float, rate: float, half: float) -> None:
    assert f.ramped_bandwidth(half, rate, half) == pytest.approx(rate / 2)
    assert f.ramped_bandwidth(message, rate, half) < rate
    assert f.ramped_bandwidth(message, rate, 0) == pytest.approx(rate)
