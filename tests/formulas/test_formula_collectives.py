"""Collectives: the tutorial's numbers, limits, and bus bandwidth there and back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry import formulas as f
from mlsysim_registry.errors import GivenError

messages = st.floats(1, 1e13)
counts = st.integers(2, 100_000)
rates = st.floats(1e6, 1e14)
latencies = st.floats(0, 1e-3)


def test_the_tutorial_numbers() -> None:
    assert f.ring_allreduce(16e9, 8, 450e9) == pytest.approx(62.2e-3, abs=5e-5)
    assert f.ring_allreduce(16e9, 8, 900e9) == pytest.approx(31.1e-3, abs=5e-5)
    assert f.ring_allreduce(1e9, 256, 50e9) == pytest.approx(39.8e-3, abs=5e-5)


@given(messages, rates, latencies)
def test_one_device_has_nothing_to_exchange(message: float, rate: float, latency: float) -> None:
    assert f.ring_allreduce(message, 1, rate, latency) == 0


@given(messages, counts, rates)
def test_bus_bandwidth_of_the_ring_is_its_link(message: float, devices: int, rate: float) -> None:
    time = f.ring_allreduce(message, devices, rate)
    assert f.bus_bandwidth(message, devices, time) == pytest.approx(rate)
    assert f.allreduce_time(message, devices, f.bus_bandwidth(message, devices, time)) == pytest.approx(time)
    assert f.algorithm_bandwidth(message, time) == pytest.approx(message / time)


@given(messages, counts, rates, latencies)
def test_monotone_and_bounded(message: float, devices: int, rate: float, latency: float) -> None:
    time = f.ring_allreduce(message, devices, rate, latency)
    near = pytest.approx(time, rel=1e-9)
    longer = f.ring_allreduce(message, devices + 1, rate, latency)
    assert longer > time or longer == near
    assert f.ring_allreduce(message * 2, devices, rate, latency) >= time
    assert f.ring_allreduce(message, devices, rate * 2, latency) <= time
    assert f.ring_allreduce(message, devices, rate, latency + 1e-6) > time
    assert f.ring_allreduce(message, devices, rate) < 2 * message / rate * (1 + 1e-12)


@given(st.lists(st.tuples(messages, counts, rates, latencies), min_size=1, max_size=20))
def test_arrays_give_what_scalars_give(rows: list[tuple[float, int, float, float]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert f.ring_allreduce(*columns).tolist() == [f.ring_allreduce(*row) for row in rows]


@pytest.mark.parametrize("wrong", [0, -8, 2.5, math.nan, "8", np.array([8, 0]), np.array([2.5])])
def test_senseless_device_counts(wrong: Any) -> None:
    with pytest.raises(GivenError, match=r"devices is .*devices that take part"):
        f.ring_allreduce(1e9, wrong, 450e9)


def test_senseless_rates_say_which_rate_is_meant() -> None:
    with pytest.raises(GivenError, match=r"in one direction.*not its total"):
        f.ring_allreduce(1e9, 8, -450e9)
    with pytest.raises(GivenError, match="message_bytes is -1"):
        f.ring_allreduce(-1, 8, 450e9)
    with pytest.raises(GivenError, match="latency is inf"):
        f.ring_allreduce(1e9, 8, 450e9, math.inf)
