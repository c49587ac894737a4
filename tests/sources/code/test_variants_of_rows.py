"""Rows under a family's name: the variant whose figures they are, or nobody's to tell."""

from __future__ import annotations

import json

import pytest
from coding import checked, coded, findings


def row(name: str, **figures: float) -> str:
    return json.dumps([{"name": name, **figures}])


def test_the_figures_of_a_row_say_which_variant_is_meant() -> None:
    text = row("NVIDIA H800 80GB", fp16_tflops=756, fp8_tflops=1512, vram_gb=80, memory_bandwidth_gbs=2040)
    assert findings(text, "a.json") == []
    assert {c.entity.id for c in checked(text, "a.json").claims if c.entity is not None} == {"nvidia/h800-pcie"}
    assert findings(row("NVIDIA H800 SXM5 80GB", fp16_tflops=756, fp8_tflops=1512, vram_gb=80), "a.json") != []


@pytest.mark.parametrize("watts", [250, 400])
def test_the_power_of_either_form(watts: int) -> None:
    assert findings(row("A100 40GB", vram_gb=40, bandwidth_gbs=1555, tdp_watts=watts), "a.json") == []


def test_a_power_that_other_figures_of_the_row_contradict() -> None:
    text = row("V100 16GB", fp16_tflops=125, vram_gb=16, tdp_watts=250)
    assert findings(text, "a.json") == [("250", "variant")]
    assert findings(row("A100 40GB", vram_gb=40, tdp_watts=271), "a.json") == [("271", "different")]


def test_a_card_that_is_sold_with_another_memory() -> None:
    assert findings(row("RTX 4060 Ti", vram_gb=16, bf16_tflops=44.2, tdp_watts=165), "a.json") == []
    assert findings(row("RTX 4060 Ti", vram_gb=8, bf16_tflops=44.1, tdp_watts=185), "a.json") == [("185", "different")]


def test_a_key_that_says_more_than_the_one_beside_it() -> None:
    text = row("H800 SXM5", link_gb_s=400, link_decode_gb_s=22.6)
    assert findings(text.replace("link", "nvlink_bandwidth"), "a.json") == []
    for key in ("fp8_training_tflops", "fp8_prefill_tflops"):
        assert findings(json.dumps([{"name": "H100 SXM", "fp8_tflops": 1979, key: 900}]), "a.json") == []
    assert findings(row("H100 SXM", fp8_tflops=1979, fp8_tensor_tflops=900), "a.json") == [("900", "different")]


def test_a_derived_figure_is_as_fine_as_what_it_comes_of() -> None:
    claims = coded(row("H800 PCIe 80GB", bf16_tflops=756), "a.json")
    assert claims["756"].verdict == "match"
    assert coded(row("H800 PCIe 80GB", bf16_tflops=770), "a.json")["770"].verdict == "mismatch"


@pytest.mark.parametrize(
    ("name", "bandwidth", "told"),
    [
        ("M4 Max 36GB", 410, False),
        ("M4 Max 36GB", 546, True),
        ("Apple M4 Max (36 GB)", 546, True),
        ("apple-m4-max-36gb", 273, True),
        ("M4 Max 64GB", 546, False),
        ("M4 Max", 546, False),
        ("M4 Max", 410, False),
        ("M4 Max 40-core GPU", 546, False),
        ("M4 Pro 36GB", 273, False),
    ],
)
def test_a_memory_that_one_variant_only_is_sold_with(name: str, bandwidth: int, told: bool) -> None:
    text = f'[{{"name": "{name}", "bandwidth_gbs": {bandwidth}}}, {{"name": "M2 Max", "bandwidth_gbs": 400}}]'
    assert bool(findings(text, "chips.json")) is told


def test_another_device_with_the_power_of_the_default() -> None:
    assert findings('TDP = {"V100": 250, "K80": 300, "T4": 70}\n') == []
    assert findings('TDP = {"P100": 250, "K80": 300, "T4": 70}\n') == []
    assert [text for text, _ in findings('TDP = {"P100": 350, "K80": 300, "T4": 70}\n')] == ["350"]


def test_a_whole_number_with_a_point_is_rounded() -> None:
    assert findings('CARDS = [{"name": "GTX 980 Ti", "bandwidth_gbs": 336.0}]\n') == []
    assert [text for text, _ in findings('CARDS = [{"name": "GTX 980 Ti", "bandwidth_gbs": 366.6}]\n')] == ["366.6"]
