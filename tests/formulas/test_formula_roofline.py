"""The roofline formulas: known numbers, bounds, and refusals that teach."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry import formulas as f
from mlsysim_registry.errors import GivenError

rates = st.floats(1e3, 1e18)
works = st.floats(0, 1e18)


def test_the_tutorial_numbers() -> None:
    assert f.ridge_point(989.4e12, 3.35e12) == pytest.approx(295, abs=0.5)
    assert f.ridge_point(1307.4e12, 5.3e12) == pytest.approx(247, abs=0.5)
    weights = f.weight_bytes(8_030_261_248, 2)
    assert weights == pytest.approx(16.06e9, rel=1e-3)
    assert f.weight_load_time(weights, 3.35e12) == pytest.approx(4.79e-3, abs=5e-6)
    assert f.weight_load_time(weights, 5.3e12) == pytest.approx(3.03e-3, abs=5e-6)
    assert f.bottleneck(f.decode_flops(8_030_261_248), weights, 989.4e12, 3.35e12) == "memory"


@given(works, works, rates, rates)
def test_time_is_at_least_both_parts_and_one_of_them(flops: float, moved: float, peak: float, bandwidth: float) -> None:
    time = f.roofline_time(flops, moved, peak, bandwidth)
    parts = (f.compute_time(flops, peak), f.memory_time(moved, bandwidth))
    assert time >= parts[0]
    assert time >= parts[1]
    assert time in parts
    assert f.bottleneck(flops, moved, peak, bandwidth) == ("memory" if time > parts[0] else "compute")


@given(rates, rates, st.floats(1e-3, 1e6))
def test_attainable_meets_the_roof_at_the_ridge(peak: float, bandwidth: float, intensity: float) -> None:
    reached = f.attainable(peak, bandwidth, intensity)
    assert reached <= peak
    assert reached <= bandwidth * intensity
    assert f.attainable(peak, bandwidth, f.ridge_point(peak, bandwidth) * 1.001) == peak


@given(st.floats(1, 1e15), st.floats(1, 1e15), rates, rates)
def test_time_is_work_over_the_attainable_rate(flops: float, moved: float, peak: float, bandwidth: float) -> None:
    rate = f.attainable(peak, bandwidth, f.arithmetic_intensity(flops, moved))
    assert f.roofline_time(flops, moved, peak, bandwidth) == pytest.approx(flops / rate)


@given(works, works, rates, rates, st.floats(1, 100))
def test_more_hardware_is_never_slower(flops: float, moved: float, peak: float, bandwidth: float, more: float) -> None:
    time = f.roofline_time(flops, moved, peak, bandwidth)
    assert f.roofline_time(flops, moved, peak * more, bandwidth) <= time
    assert f.roofline_time(flops, moved, peak, bandwidth * more) <= time
    assert f.roofline_time(flops * more, moved, peak, bandwidth) >= time


@given(rates, rates, st.sampled_from([0.5, 1.0, 2.0, 4.0]), st.integers(1, 10_000))
def test_bottleneck_turns_at_the_crossover(peak: float, bandwidth: float, each: float, batch: int) -> None:
    crossover = f.batch_crossover(peak, bandwidth, each)
    bound = f.bottleneck(f.decode_flops(7e9, batch), f.weight_bytes(7e9, each), peak, bandwidth)
    if batch < crossover * (1 - 1e-9):
        assert bound == "memory"
    elif batch > crossover * (1 + 1e-9):
        assert bound == "compute"


def test_crossover_in_two_byte_formats_is_the_ridge_point() -> None:
    assert f.batch_crossover(989.4e12, 3.35e12, 2) == f.ridge_point(989.4e12, 3.35e12)


@given(st.lists(st.tuples(works, works, rates, rates), min_size=1, max_size=20))
def test_arrays_give_what_scalars_give(rows: list[tuple[float, float, float, float]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert f.roofline_time(*columns).tolist() == [f.roofline_time(*row) for row in rows]
    assert f.bottleneck(*columns).tolist() == [f.bottleneck(*row) for row in rows]
    assert f.ridge_point(*columns[2:]).tolist() == [f.ridge_point(*row[2:]) for row in rows]


def test_arrays_broadcast_and_integers_do_not_overflow() -> None:
    batches = np.array([[1], [1024]], dtype=np.int32)
    flops = f.decode_flops(np.array([8_030_261_248, 405_853_388_800]), batches)
    assert flops.shape == (2, 2)
    assert flops[1, 1] == 2.0 * 405_853_388_800 * 1024
    assert f.ridge_point(np.array([10**15], dtype=np.int64), 10**12).tolist() == [1000.0]


def test_data_frame_columns_go_in_and_come_out() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"peak": [1e15, 2e15], "bandwidth": [1e12, 4e12]}, index=["a", "b"])
    ridge = f.ridge_point(frame.peak, frame.bandwidth)
    assert ridge.to_dict() == {"a": 1000.0, "b": 500.0}
    assert f.attainable(frame.peak, frame.bandwidth, 100.0).to_dict() == {"a": 1e14, "b": 4e14}


@pytest.mark.parametrize("wrong", [0, -1.0, math.nan, math.inf, 10**400, True, "3.35 TB/s", None, 1j])
def test_senseless_bandwidths_are_refused_with_what_was_meant(wrong: Any) -> None:
    with pytest.raises(GivenError, match=r"bandwidth is .*3\.35e12 for 3\.35 TB/s"):
        f.ridge_point(1e15, wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        np.array([1.0, 0.0]),
        np.array([1.0, np.nan]),
        np.array([np.inf]),
        np.array([-1]),
        np.array(["1"]),
        np.array([True]),
    ],
)
def test_senseless_arrays_are_refused(wrong: Any) -> None:
    with pytest.raises(GivenError, match="bandwidth is"):
        f.memory_time(1.0, wrong)


def test_empty_arrays_are_empty_results() -> None:
    assert f.ridge_point(np.array([]), np.array([])).size == 0


def test_no_work_takes_no_time_but_no_traffic_has_no_intensity() -> None:
    assert f.roofline_time(0, 0, 1e12, 1e12) == 0
    with pytest.raises(GivenError, match="bytes_moved"):
        f.arithmetic_intensity(1e9, 0)
    with pytest.raises(GivenError, match="whole number"):
        f.decode_flops(7e9, 1.5)
