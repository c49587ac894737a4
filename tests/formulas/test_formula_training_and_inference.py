"""Training, inference, parallelism, energy, failures, micro devices: identities, limits, refusals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry import formulas as f
from mlsysim_registry.errors import GivenError

sizes = st.floats(1e6, 1e13)
rates = st.floats(1e9, 1e16)


@given(sizes, st.floats(0, 1e12), st.floats(0, 1e15), rates, rates)
def test_a_decode_step_adds_the_cache_to_the_roofline(
    weights: float, cache: float, flops: float, peak: float, bandwidth: float
) -> None:
    step = f.decode_step_time(weights, cache, flops, peak, bandwidth)
    assert step == pytest.approx(cache / bandwidth + f.roofline_time(flops, weights, peak, bandwidth))
    assert step >= f.roofline_time(flops, weights + cache, peak, bandwidth) * (1 - 1e-12)
    assert f.prefill_time(flops, weights, peak, bandwidth) == f.decode_step_time(weights, 0.0, flops, peak, bandwidth)
    slow = f.decode_step_time(weights, cache, flops, peak, bandwidth, memory_efficiency=0.5, compute_efficiency=0.5)
    assert slow == pytest.approx(2 * step)


def test_what_a_decode_step_waits_for() -> None:
    assert f.decode_bottleneck(16e9, 1e9, 16e9, 989e12, 3.35e12) == "weights"
    assert f.decode_bottleneck(16e9, 64e9, 16e9, 989e12, 3.35e12) == "kv cache"
    assert f.decode_bottleneck(16e9, 1e9, 16e15, 989e12, 3.35e12) == "compute"


@given(st.integers(2, 512), st.data())
def test_experts_touched_run_from_one_tokens_to_all(experts: int, data: st.DataObject) -> None:
    active = data.draw(st.integers(1, experts))
    assert f.experts_touched(experts, active, 1) == pytest.approx(active)
    assert f.experts_touched(experts, active, 1e6) == pytest.approx(experts)
    touched = [f.experts_touched(experts, active, tokens) for tokens in (1, 2, 8, 64)]
    assert touched == sorted(touched)
    assert f.experts_touched(experts, active, 8) <= min(experts, 8 * active) * (1 + 1e-9)


def test_parameters_touched_of_mixtral() -> None:
    arguments = (46.7e9, 12.9e9, 8, 2)
    assert f.parameters_touched(*arguments, 1) == pytest.approx(12.9e9)
    assert f.parameters_touched(*arguments, 1e6) == pytest.approx(46.7e9)
    with pytest.raises(GivenError, match="more experts than there are"):
        f.experts_touched(2, 8, 1)


@given(rates, rates, st.floats(1e-6, 10), sizes, sizes)
def test_the_inverse_roofline_meets_the_time(
    peak: float, bandwidth: float, time: float, flops: float, moved: float
) -> None:
    needed = (f.required_peak(flops, time), f.required_bandwidth(moved, time))
    assert f.roofline_time(flops, moved, *needed) == pytest.approx(time)
    assert f.kernel_time(flops, moved, peak, bandwidth) == f.roofline_time(flops, moved, peak, bandwidth)


def test_tiers() -> None:
    traffic, bandwidths = {"l2": 4e9, "hbm": 1e9}, {"l2": 10e12, "hbm": 3e12}
    assert f.tiered_bottleneck(1e9, traffic, 1e15, bandwidths) == "l2"
    assert f.tiered_roofline_time(1e9, traffic, 1e15, bandwidths) == pytest.approx(0.4e-3)
    assert f.tiered_bottleneck(1e15, traffic, 1e15, bandwidths) == "compute"
    with pytest.raises(GivenError, match=r"traffic of sram.*no bandwidth of that tier is given \(given: l2, hbm\)"):
        f.tiered_times(1e9, {"sram": 1.0}, 1e15, bandwidths)


@given(st.floats(1e6, 1e13), st.floats(1, 1e14))
def test_recomputation_costs_a_third(parameters: float, tokens: float) -> None:
    assert f.training_flops(parameters, tokens, recompute=True) == pytest.approx(
        4 / 3 * f.training_flops(parameters, tokens)
    )
    hours = f.training_device_hours(f.training_flops(parameters, tokens), 989e12, 0.4)
    assert f.training_cost(f.training_flops(parameters, tokens), 989e12, 0.4, 2.0) == pytest.approx(2 * hours)


def test_attention_is_half_with_a_mask_and_needs_its_shape() -> None:
    whole = f.attention_training_flops(32, 4096, 8192, 10)
    assert f.attention_training_flops(32, 4096, 8192, 10, causal=True) == whole / 2
    assert f.flops_per_token(8e9, 32, 4096, 8192) == pytest.approx(6 * 8e9 + whole / 10)
    with pytest.raises(GivenError, match="all three"):
        f.flops_per_token(8e9, layers=32)


@given(st.integers(1, 64), st.integers(128, 8192), st.integers(1, 128), st.sampled_from([1024, 4096, 12288]))
def test_the_two_ways_to_count_a_gpt_agree(batch: int, sequence: int, layers: int, hidden: int) -> None:
    stack = 12 * layers * hidden**2
    plain = f.gpt_training_flops(batch, sequence, layers, hidden, 0, recompute=False)
    counted = batch * sequence * f.flops_per_token(stack, layers, hidden, sequence)
    assert plain == pytest.approx(counted)
    assert f.gpt_training_flops(batch, sequence, layers, hidden, 0) == pytest.approx(4 / 3 * plain)


def test_bytes_of_the_training_state() -> None:
    assert {sum(f.training_bytes_per_parameter(name)) for name in f.TRAINING_BYTES} >= {10, 16, 18}
    with pytest.raises(GivenError, match=r"Did you mean adam-mixed.*Recipes: .*16 B"):
        f.training_bytes_per_parameter("adam-mixd")
    each = [f.training_state_bytes(1e9, 64, stage) for stage in (0, 1, 2, 3)]
    assert each == sorted(each, reverse=True)
    assert each[0] == 16e9
    assert each[3] == pytest.approx(16e9 / 64)
    with pytest.raises(GivenError, match="ZeRO stage 4"):
        f.training_state_bytes(1e9, 64, 4)


@given(st.sampled_from([1, 2, 4, 8]), st.sampled_from([1, 2, 4]))
def test_activations_shrink_with_every_technique(tensor: int, batch: int) -> None:
    shape = (2048, batch, 12288, 96, tensor)
    plain = f.activation_bytes_per_layer(*shape)
    sequence = f.activation_bytes_per_layer(*shape, sequence_parallel=True)
    selective = f.activation_bytes_per_layer(*shape, sequence_parallel=True, recompute="selective")
    full = f.activation_bytes_per_layer(*shape, sequence_parallel=True, recompute="full")
    assert full < selective < sequence <= plain
    assert selective == 34 * 2048 * batch * 12288 / tensor
    with pytest.raises(GivenError, match="none, selective, full"):
        f.activation_bytes_per_layer(*shape, recompute="some")


def test_interleaving_keeps_more_activations() -> None:
    plain = f.activation_bytes(2048, 1, 12288, 96, 96, 8, 8)
    assert f.activation_bytes(2048, 1, 12288, 96, 96, 8, 8, 3) == pytest.approx(plain * (1 + 7 / 24))


def test_degrees_must_multiply() -> None:
    assert f.data_parallel(1024, 8, 16) == 8
    with pytest.raises(GivenError, match=r"96, which does not divide 1000.* 960 or 1056 devices"):
        f.data_parallel(1000, 8, 12)
    with pytest.raises(GivenError, match="tensor 8 x pipeline 12 x data 11 = 1056, but there are 1000"):
        f.check_degrees(1000, tensor=8, pipeline=12, data=11)
    f.check_degrees(1056, tensor=8, pipeline=12, data=11)
    with pytest.raises(GivenError, match="devices is 0"):
        f.data_parallel(0)
    assert f.microbatches(1536, 16) == 96
    with pytest.raises(GivenError, match="1536 or 1552"):
        f.microbatches(1540, 16)


@given(st.integers(1, 4096), st.integers(1, 16))
def test_layouts_multiply_and_stay_in_the_node(devices: int, per_node: int) -> None:
    found = f.degrees_within(devices, per_node)
    assert found
    for tensor, pipeline, data in found:
        assert tensor * pipeline * data == devices
        assert per_node % tensor == 0


@given(st.integers(1, 64), st.integers(1, 1024), st.integers(1, 8))
def test_the_bubble_as_ratio_and_as_share(stages: int, micro: int, chunks: int) -> None:
    bubble = f.pipeline_bubble(stages, micro, chunks)
    assert f.bubble_share(stages, micro, chunks) == pytest.approx(bubble / (1 + bubble))
    assert f.pipeline_bubble(stages, micro) == pytest.approx(chunks * bubble)
    assert f.pipeline_bubble(1, micro, chunks) == 0


@given(st.floats(0.001, 0.5), st.floats(5, 1000))
def test_the_best_interval_is_the_best(save: float, mtbf: float) -> None:
    best = f.daly_interval(save, mtbf)
    ratio = f.effective_training_ratio(best, save, mtbf)
    for factor in (0.5, 0.8, 1.25, 2.0):
        assert f.effective_training_ratio(best * factor, save, mtbf) <= ratio * (1 + 1e-6)
    assert f.young_interval(save, mtbf) == pytest.approx(math.sqrt(2 * save * mtbf))
    assert f.expected_runtime(100, best, save, mtbf) == pytest.approx(100 / ratio)
    assert f.simple_training_ratio(best, save, mtbf) == pytest.approx(ratio, abs=0.6 * (best + save) / mtbf)


def test_mean_times() -> None:
    assert f.cluster_mtbf(50_000, 16_384) == pytest.approx(50_000 / 16_384)
    assert f.cluster_mtbf(50_000, 16_384, 0.9) > f.cluster_mtbf(50_000, 16_384)
    assert f.cluster_mtbf(f.device_mtbf(54 * 24, 16_384, 419), 16_384) == pytest.approx(54 * 24 / 419)
    assert f.mtbf_from_annual_rate(0.09) == pytest.approx(97_333, abs=1)


@given(st.integers(1, 100_000), st.floats(100, 1e6), st.floats(0.1, 200), st.floats(0.5, 0.999))
def test_spares_cover_the_mean(devices: int, mtbf: float, repair: float, confidence: float) -> None:
    spares = f.spares_needed(devices, mtbf, repair, confidence)
    mean = f.devices_down(devices, mtbf, repair)
    assert spares >= math.floor(mean) - 1
    assert f.spares_needed(devices, mtbf, repair, 0.0) <= spares


def test_tiny_devices() -> None:
    assert f.tiny_inference_time(7.5e6, 120e6, 2, efficiency=0.5) == pytest.approx(62.5e-3)
    assert f.tiny_inference_time(1, 120e6, weight_bytes=1e6, weight_bandwidth=1e7) == pytest.approx(0.1)
    assert [f.memory_tier(w, 50e3, 256e3, 1e6) for w in (100e3, 500e3, 2e6)] == ["sram", "flash", "does not fit"]
    assert f.duty_cycled_energy(10e-3, 0.1, 10e-6, 1.0) == pytest.approx(1e-3 + 9e-6)
    with pytest.raises(GivenError, match="longer than the period"):
        f.duty_cycled_energy(10e-3, 2.0, 10e-6, 1.0)
    assert f.battery_life(3.6, 1e-3) == pytest.approx(3600)


def test_energy_carbon_and_cost() -> None:
    energy = f.fleet_energy(8, 700, 1000, pue=1.1)
    assert energy == pytest.approx(8 * 0.7 * 1000 * 1.1)
    assert f.operational_carbon(energy, 0.4) == pytest.approx(energy * 0.4)
    assert f.embodied_carbon(150, 8, 8760, 4 * 8760) == pytest.approx(300)
    with pytest.raises(GivenError, match=r"pue is 0.9: it must be at least 1"):
        f.fleet_energy(8, 700, 1000, pue=0.9)
    owned = f.owned_price_per_device_hour(35_040, 4, 1000, 0.10, pue=1.2)
    assert owned == pytest.approx(1.0 + 0.12)
    assert f.owned_price_per_device_hour(35_040, 4, 1000, 0.10, 1.2, utilization=0.5) == pytest.approx(2 * owned)
    assert f.cost_per_token(3.6, 8, 1000) == pytest.approx(8e-6)


def test_percentages_are_not_efficiencies() -> None:
    with pytest.raises(GivenError, match=r"mfu is 40: it is a fraction of the peak, at most 1"):
        f.training_time(1e21, 8, 989e12, 40)


@given(st.floats(0, 0.99), st.integers(1, 16))
def test_speculation_yields_between_one_and_all(acceptance: float, drafted: int) -> None:
    assert 1 <= f.speculative_tokens(acceptance, drafted) <= drafted + 1 + 1e-9
    assert f.replicas_for_load(100, 30, 0.8) == 5


def test_latent_and_windowed_caches() -> None:
    assert f.latent_cache_bytes(60, 512, 64, 1) == 60 * 576 * 2
    assert f.windowed_tokens(8192, 32, 8, 1024) == (8 * 8192 + 24 * 1024) / 32
    assert f.windowed_tokens(512, 32, 8, 1024) == 512
    assert f.most_sequences(80e9, 16e9, 1e9, 0.1) == 56
    assert f.most_sequences(10e9, 16e9, 1e9) == 0
