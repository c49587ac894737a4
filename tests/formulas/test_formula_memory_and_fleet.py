"""Memory and fleet: sizes, counts and sums."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry import formulas as f
from mlsysim_registry.errors import GivenError

small = st.integers(1, 512)
sizes = st.floats(1, 1e15)
reserves = st.floats(0, 0.9)


def test_the_tutorial_numbers() -> None:
    assert f.kv_cache_bytes(32, 8, 128, 4096) == 2**29
    assert f.kv_cache_bytes(32, 32, 128, 4096) == 2**31
    assert f.yearly_cost(1, 3.0) == 26_280
    assert f.implied_price_per_device_hour(120e3, 1) == pytest.approx(13.70, abs=0.005)
    assert f.devices_needed(141.1e9, 80e9) == 2
    assert f.devices_needed(141.1e9, 80e9, reserve=0.2, power_of_two=True) == 4


@given(small, small, small, st.integers(0, 100_000), small, st.sampled_from([0.5, 1.0, 2.0, 4.0]))
def test_kv_cache_is_linear_in_tokens_and_batch(
    layers: int, heads: int, size: int, tokens: int, batch: int, each: float
) -> None:
    once = f.kv_cache_bytes(layers, heads, size, tokens, batch, each)
    assert f.kv_cache_bytes(layers, heads, size, 3 * tokens, batch, each) == 3 * once
    assert f.kv_cache_bytes(layers, heads, size, tokens, 3 * batch, each) == 3 * once
    assert f.kv_cache_bytes(layers, heads, size, 1, 1, each) * tokens * batch == once


@given(sizes, sizes, reserves)
def test_devices_hold_what_is_needed_and_one_less_does_not(needed: float, capacity: float, reserve: float) -> None:
    devices = f.devices_needed(needed, capacity, reserve)
    usable = capacity * (1 - reserve)
    assert devices >= 1
    assert devices == math.floor(devices)
    assert devices * usable >= needed * (1 - 1e-9)
    assert devices == 1 or (devices - 1) * usable < needed


@given(sizes, sizes, reserves, st.floats(1, 10))
def test_devices_are_monotone(needed: float, capacity: float, reserve: float, more: float) -> None:
    devices = f.devices_needed(needed, capacity, reserve)
    assert f.devices_needed(needed * more, capacity, reserve) >= devices
    assert f.devices_needed(needed, capacity * more, reserve) <= devices


@given(st.integers(1, 2**40))
def test_powers_of_two(count: int) -> None:
    rounded = f.devices_needed(float(count), 1.0, power_of_two=True)
    assert math.log2(rounded) == int(math.log2(rounded))
    assert rounded / 2 < count <= rounded or count == rounded


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 1023, 1024, 1025])
def test_exact_multiples_need_no_extra_device(count: int) -> None:
    for capacity in (80e9, 192e9, 0.1, 1 / 3):
        assert f.devices_needed(count * capacity, capacity) == count


@given(st.lists(st.tuples(st.floats(1, 1e13), st.floats(1e9, 1e12), reserves), min_size=1, max_size=20), st.booleans())
def test_arrays_give_what_scalars_give(rows: list[tuple[float, float, float]], power_of_two: bool) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    expected = [f.devices_needed(*row, power_of_two=power_of_two) for row in rows]
    assert f.devices_needed(*columns, power_of_two=power_of_two).tolist() == expected


@given(st.integers(1, 10**6), st.floats(0.01, 1000), st.floats(1, 8784))
def test_price_there_and_back(devices: int, price: float, hours: float) -> None:
    cost = f.yearly_cost(devices, price, hours)
    assert f.implied_price_per_device_hour(cost, devices, hours) == pytest.approx(price)
    assert cost == pytest.approx(f.device_hours(devices, hours) * price)


def test_fleet_arrays() -> None:
    assert f.fleet_devices(np.array([1, 4]), 100).tolist() == [100, 400]
    assert f.yearly_cost(np.array([1, 4]), 3.0).tolist() == [26_280, 105_120]


@pytest.mark.parametrize(
    ("name", "size"), [("fp16", 2), ("FP8", 1), (" int4 ", 0.5), ("tf32", 4), ("fp16_acc_fp32", 2)]
)
def test_bytes_of_formats(name: str, size: float) -> None:
    assert f.bytes_per_element(name) == size


def test_unknown_formats_suggest_known_ones() -> None:
    with pytest.raises(GivenError, match=r"unknown number format `fp17`.*Did you mean fp1"):
        f.bytes_per_element("fp17")


@pytest.mark.parametrize("wrong", [1.0, 1.5, 20, -0.1, math.nan, np.array([0.1, 1.0])])
def test_reserve_is_a_fraction(wrong: Any) -> None:
    with pytest.raises(GivenError, match="reserve is"):
        f.devices_needed(1e9, 1e9, wrong)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: f.kv_cache_bytes(0, 8, 128, 4096), "layers is 0"),
        (lambda: f.kv_cache_bytes(32, 8, 128, -1), "tokens is -1"),
        (lambda: f.kv_cache_bytes(32, 8, 128, 1, bytes_per_element=0), "bytes_per_element is 0"),
        (lambda: f.devices_needed(1e9, 0), "capacity is 0"),
        (lambda: f.yearly_cost(0, 3), "devices is 0"),
        (lambda: f.yearly_cost(1, -3), "price_per_device_hour is -3"),
        (lambda: f.implied_price_per_device_hour(1e5, 1, 0), "hours is 0"),
        (lambda: f.weight_bytes(-1, 2), "parameters is -1"),
    ],
)
def test_senseless_numbers_name_the_argument(call: Any, word: str) -> None:
    with pytest.raises(GivenError, match=word):
        call()
