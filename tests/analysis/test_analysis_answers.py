"""decode, prefill, train, collective, serve, footprint, failures, own, tiny: answers that explain themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mlsysim_registry import Registry, UnknownEntity, UnsupportedFormat
from mlsysim_registry import formulas as f
from mlsysim_registry.analysis import (
    Computed,
    collective,
    decode_step,
    failures,
    footprint,
    kv_cache,
    owned_price,
    prefill,
    require,
    serve,
    tiny,
    train,
)
from mlsysim_registry.errors import GivenError

H100 = "nvidia/h100-sxm"
ANSWERS: dict[str, Callable[[], Computed]] = {
    "decode": lambda: decode_step("llama-3-8b", H100, 8, 4096, memory_efficiency="decode-gpu-fp16"),
    "prefill": lambda: prefill("llama-3-8b", H100, 2048, compute_efficiency="prefill-tensorrt-llm-fp16"),
    "require": lambda: require("llama-3-8b", "10 ms", 8, 4096),
    "train": lambda: train("llama-3-8b", H100, 64, 1e12, tensor=2, batch=512, price="$3"),
    "collective": lambda: collective("all_reduce", "16 GB", 8, f"{H100} nvlink", eta="allreduce-ring-nvlink-4"),
    "serve": lambda: serve("llama-3-8b", H100, 1e4, 4096, price=3.0),
    "footprint": lambda: footprint(H100, 8, 100, grid="france", embodied="150 kgCO2e"),
    "failures": lambda: failures(1024, "50,000 h"),
    "own": lambda: owned_price(H100, "35,000 USD", electricity=0.08),
    "tiny": lambda: tiny("mobilenet-v1-vww", "stm32l4r5", macs_per_cycle=2, eta="tflite-micro"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_explains_itself(real: Registry, name: str) -> None:
    result = ANSWERS[name]()
    text = result.explain()
    for words in ("Formula", "Numbers put in", "Working", "The assumption that matters most", "Left out"):
        assert words in text
    assert "given" in text
    assert result.value is not None
    assert result.value > 0
    told = json.loads(json.dumps(result.as_dict()))
    assert told["value"] == result.value
    assert str(result) == result.title
    if result.low is not None and result.high is not None:
        assert result.low <= result.value <= result.high


def test_sources_of_registry_numbers_are_told(real: Registry) -> None:
    text = decode_step("llama-3-8b", H100).explain()
    assert "nvidia/h100-sxm memory.bandwidth [" in text
    assert "none was given, so the time is a lower bound" in text


def test_a_decode_step_is_the_formula(real: Registry) -> None:
    result = decode_step("llama-3-8b", H100, 8, 4096)
    cache = kv_cache("llama-3-8b", 4096, 8).value
    weights, flops = 8030261248 * 2.0, 2.0 * 8030261248 * 8
    peak, bandwidth = real.find(H100)["compute.matrix.fp16"].value, real.find(H100)["memory.bandwidth"].value
    assert cache is not None
    assert result.value == pytest.approx(f.decode_step_time(weights, cache, flops, peak, bandwidth))
    assert result["mfu"] <= result["mfu_ceiling"] * (1 + 1e-9)
    assert result["fits"] is True


@pytest.mark.parametrize("batch", [1, 8, 64])
@pytest.mark.parametrize("context", [0, 8192])
def test_no_decode_step_uses_more_than_its_ceiling(real: Registry, batch: int, context: int) -> None:
    for model in ("llama-3-8b", "deepseek-v3", "mixtral-8x7b"):
        result = decode_step(model, "nvidia/h200-sxm", batch, context, "fp16,bf16", tensor=8)
        assert result["mfu"] <= result["mfu_ceiling"] * (1 + 1e-9)


def test_taught_ranges_above_the_roofline_are_told(real: Registry) -> None:
    alone = " ".join(decode_step("llama-3-8b", H100, 1, 128).notes)
    assert "decode-batch-1" in alone
    assert "no run can reach it" in alone
    many = " ".join(decode_step("llama-3-70b", H100, 64, 8192, tensor=8).notes)
    assert "decode-batch-32-plus" in many
    few = " ".join(decode_step("llama-3-8b", H100, 8, 128).notes)
    assert "taught range" not in few


def test_experts_latent_caches_and_windows(real: Registry) -> None:
    one, many = (decode_step("mixtral-8x7b", "h200-sxm", batch)["weights_read"] for batch in (1, 256))
    active = real.find("mixtral-8x7b")["parameters.active"].value
    assert one == pytest.approx(2 * active)
    assert one < many <= 2 * real.find("mixtral-8x7b")["parameters.total"].value
    latent = kv_cache("deepseek-v3", 4096)
    assert latent.value == pytest.approx(61 * 576 * 4096 * 2)
    assert "2405.04434" in latent.explain()
    assert decode_step("deepseek-v3", "h200-sxm", 1, 4096, "fp8", tensor=8)["kv_cache"] == latent.value


def test_communication_counts_when_a_link_is_named(real: Registry) -> None:
    silent = decode_step("llama-3-70b", H100, 1, 0, tensor=8)
    heard = decode_step("llama-3-70b", H100, 1, 0, tensor=8, link="nvlink")
    assert heard.value is not None
    assert silent.value is not None
    assert heard.value > silent.value
    assert "communication is not counted" in silent.explain()


def test_what_does_not_fit_is_an_answer(real: Registry) -> None:
    step = decode_step("llama-3-70b", H100)
    assert step["fits"] is False
    assert "it does not fit" in step.notes[0]
    none = serve("llama-3.1-405b", "nvidia/a100-sxm-80gb", 1000, 8192)
    assert none.value is None
    assert none["fits"] is False
    assert "does not fit" in str(none)
    crowded = train("llama-3-70b", H100, 8)
    assert crowded["fits"] is False
    assert "it does not fit" in crowded.notes[0]
    assert tiny("resnet-50", "nrf52840")["tier"] == "does not fit"


def test_training_counts_and_costs(real: Registry) -> None:
    result = train("llama-3-8b", H100, 64, 1e12, mfu=0.4, price="$3", sequence=8192)
    each = f.flops_per_token(8030261248, 32, 4096, 8192)
    assert result["flops"] == pytest.approx(each * 1e12)
    assert result["device_hours"] == pytest.approx(each * 1e12 / (989.4e12 * 0.4) / 3600)
    assert result["cost"] == pytest.approx(3 * result["device_hours"])
    bracket = train("llama-3-8b", H100, 64, 1e12)
    assert bracket.low is not None
    assert bracket.high is not None
    assert bracket.low < bracket.high


def test_the_least_model_parallelism_that_fits_is_taken(real: Registry) -> None:
    result = train("llama-3-70b", H100, 1024, 1e12, tensor=None, batch=2048)
    assert result["fits"] is True
    size = result["tensor"] * result["pipeline"]
    assert size * result["data_parallel"] == 1024
    assert result["tensor"] <= 8
    for tensor, pipeline in ((1, 1), (2, 1), (4, 1)):
        if tensor * pipeline < size:
            assert train("llama-3-70b", H100, 1024, 1e12, tensor=tensor, pipeline=pipeline)["fits"] is False
    assert train("llama-3.1-405b", H100, 8, 1e12, tensor=None)["fits"] is False


def test_serving_takes_the_cheapest_degree(real: Registry) -> None:
    result = serve("llama-3-70b", H100, 20_000, 8192)
    alone = [serve("llama-3-70b", H100, 20_000, 8192, tensor=degree).value for degree in (2, 4, 8)]
    assert result.value == min(value for value in alone if value is not None)
    slow = serve("llama-3-70b", H100, 20_000, 8192, latency="1 ms")
    assert slow.value is None
    assert "even at batch 1" in str(slow)


@pytest.mark.parametrize(
    "algorithm", ["ring", "bidirectional-ring", "tree", "halving-doubling", "mesh", "nvls", "sharp"]
)
def test_algorithms(algorithm: str) -> None:
    result = collective("allreduce", 1e9, 8, bandwidth_per_direction=1e11, algorithm=algorithm)
    assert result.value is not None
    assert 0 < result.value < 0.03
    assert result["bus_bandwidth"] > 0


def test_networks_of_several_levels() -> None:
    rate = {"bandwidth_per_direction": "300 GB/s", "network": "50 GB/s", "nodes": 8}
    result = collective("all_reduce", "2 GB", 64, algorithm="hierarchical", **rate)  # type: ignore[arg-type]
    assert result.value == pytest.approx(f.hierarchical_time("all_reduce", 2e9, 8, 8, 300e9, 50e9))
    torus = collective("all_gather", 1e9, 64, bandwidth_per_direction=50e9, algorithm="torus", shape=(4, 4, 4))
    assert torus.value == pytest.approx(63 / 64 * 1e9 / (6 * 50e9))


def test_what_is_required_is_what_meets_the_time(real: Registry) -> None:
    result = require("llama-3-8b", "10 ms", 8, 4096)
    assert "nvidia/h100-sxm" in result["devices"]
    assert "nvidia/t4" not in result["devices"]
    for name in result["devices"][:20]:
        step = decode_step("llama-3-8b", name, 8, 4096)
        assert step.value is not None
        assert step.value <= 10e-3 * (1 + 1e-9)


def test_carbon_by_location_and_market(real: Registry) -> None:
    result = footprint(H100, 8, 100, pue=1.2, grid="56 gCO2e/kWh", matched=0.25, electricity=0.1)
    assert result["kwh"] == pytest.approx(8 * 0.7 * 100 * 1.2)
    assert result["carbon_location"] == pytest.approx(result["kwh"] * 0.056)
    assert result["carbon_market"] == pytest.approx(0.75 * result["carbon_location"])
    assert result["cost"] == pytest.approx(0.1 * result["kwh"])


def test_failures_say_that_fleets_do_not_scale_so() -> None:
    result = failures(16_384, observed=(54 * 24, 16_384, 419))
    assert result.value == pytest.approx(54 * 24 / 419 * 3600)
    assert "do not follow 1/n exactly" in result.explain()
    better = failures(16_384, observed=(54 * 24, 16_384, 419), exponent=0.9).value
    assert better is not None
    assert better > result.value


def test_a_published_fleet_gives_the_rate(real: Registry) -> None:
    result = failures(16_384, "meta-llama-3-405b")
    assert result.value == pytest.approx(real.reliability["meta-llama-3-405b"]["mtbf.job_16384_gpus"].value, rel=1e-6)
    assert "mtbf.job_16384_gpus" in result.explain()
    small = failures(1024, "meta-rsc-1")
    assert small.value == pytest.approx(7.9 * 3600)
    with pytest.raises(GivenError, match="says nothing of how often a device fails"):
        failures(1024, "crusoe-h200")


def test_tiny_energy_and_tiers(real: Registry) -> None:
    awake: dict[str, Any] = {"macs_per_cycle": 2, "period": "1 s", "active_power": "30 mW", "battery": "1 Wh"}
    result = tiny("mobilenet-v1-vww", "stm32l4r5", **awake)
    assert result.value == pytest.approx(7489664 / 240e6)
    assert result["energy"] == pytest.approx(0.03 * result.value)
    assert result["battery_life"] == pytest.approx(3600 / result["average_power"])
    assert tiny(7.5e6, "stm32l4r5", parameters=1e6)["tier"] == "flash"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: decode_step("llama-3-8b", H100, 0), "sequences .* is 0"),
        (lambda: decode_step("llama-3-8b", H100, memory_efficiency=85), "at most 1: 0.4 for 40%"),
        (lambda: decode_step("llama-3-8b", H100, overhead=float("nan")), "finite number"),
        (lambda: decode_step("resnet-50", H100, 1, 128), "KV cache cannot be computed"),
        (lambda: train("llama-3-8b", H100, 100, tensor=8), "96 or 104 devices would do"),
        (lambda: train("llama-3-8b", H100, 64, batch=100), "does not divide"),
        (lambda: train("llama-3-8b", H100, 0), "devices is 0"),
        (lambda: train("llama-3-8b", H100, 64, -1), "more than zero"),
        (lambda: train("llama-3-8b", H100, 64, recipe="adam-mixd"), "Did you mean adam-mixed"),
        (lambda: collective("all_reduce", "16 GB", 0, bandwidth_per_direction=1e9), "devices is 0"),
        (lambda: collective("all_redoce", "16 GB", 8, bandwidth_per_direction=1e9), "Did you mean all_reduce"),
        (lambda: collective("all_gather", 1e9, 8, bandwidth_per_direction=1e9, algorithm="nvls"), "all_reduce only"),
        (lambda: collective("all_reduce", 1e9, 8, bandwidth_per_direction=1e9, algorithm="rng"), "Did you mean ring"),
        (lambda: collective("all_reduce", 1e9, 8, bandwidth_per_direction=1e9, algorithm="torus"), "needs its `shape`"),
        (
            lambda: collective("all_reduce", 1e9, 8, bandwidth_per_direction=1e9, algorithm="torus", shape=(4, 4)),
            "16 devices, but 8 are given",
        ),
        (lambda: collective("all_reduce", 1e9, 8, bandwidth_per_direction=1e9, algorithm="rail-ring"), "network"),
        (lambda: serve("llama-3-8b", H100, 0, 4096), "load is 0"),
        (lambda: require("llama-3-8b", "0 s"), "more than zero"),
        (lambda: footprint(H100, 8, 10, grid=56), "bare number"),
        (lambda: footprint(H100, 8, 10, pue=0.9), "at least 1"),
        (lambda: footprint(H100, 8, 10, grid="56 gCO2e/kWh", matched=1.5), "0 to 1"),
        (lambda: failures(1024), "give the mtbf"),
        (lambda: failures(1024, 50_000), "bare number: write it with its unit"),
        (lambda: tiny(0, "stm32l4r5"), "more than zero"),
        (lambda: tiny(1e6, "stm32l4r5", period="1 s"), "needs both"),
    ],
)
def test_wrong_use_teaches(real: Registry, call: Callable[[], Any], message: str) -> None:
    with pytest.raises(GivenError, match=message):
        call()


def test_formats_and_names_that_are_not_there(real: Registry) -> None:
    with pytest.raises(UnsupportedFormat, match="has no dense matrix rate for fp8"):
        decode_step("llama-3-8b", "nvidia/a100-sxm-80gb", precision="fp8")
    with pytest.raises(UnknownEntity, match="Did you mean"):
        decode_step("llama-3-8b", H100, memory_efficiency="decode-gpu-fp17")
