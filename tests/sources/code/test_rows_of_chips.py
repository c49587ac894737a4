"""Rows of chips that are sold with several memories and several counts of cores, and of names in the plural."""

from __future__ import annotations

import pytest
from coding import coded, findings


def row(name: str, **figures: float) -> str:
    told = ", ".join(f'"{key}": {value}' for key, value in figures.items())
    return f'[{{"name": "{name}", {told}}}]'


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("Apple M1 Ultra (64-core)", {"vram_gb": 128.0, "memory_bandwidth_gbps": 800.0}),
        ("Apple M4 Max (40-core)", {"vram_gb": 64.0, "memory_bandwidth_gbps": 546.0}),
        ("Apple M3 Pro (14-core)", {"vram_gb": 18.0, "memory_bandwidth_gbps": 150.0}),
        ("Apple M2 Max 32GB", {"memory_bandwidth_gbps": 400.0}),
        ("V100s", {"memory_bandwidth_gbps": 1134, "fp16_tflops": 130}),
        ("V100S", {"memory_bandwidth_gbps": 1134, "fp16_tflops": 130}),
    ],
)
def test_a_count_of_cores_is_no_memory_and_names_no_other_chip(name: str, figures: dict[str, float]) -> None:
    assert findings(row(name, **figures), "a.json") == []


def test_a_count_of_cores_that_the_registry_knows_of() -> None:
    text = row("M4 Max (32-core)", vram_gb=36, memory_bandwidth_gbps=410)
    assert findings(text, "a.json") == []
    assert coded(text, "a.json")["410"].entity.id == "apple/m4-max-32-core"
    assert [rule for _, rule in findings(text.replace("410", "546"), "a.json")] == ["variant"]


def test_a_chip_that_is_sold_with_less_memory_has_the_same_bandwidth() -> None:
    assert [text for text, _ in findings(row("M3 Ultra 192GB", memory_bandwidth_gbps=546), "a.json")] == ["546"]


def test_a_count_for_each_instruction_is_no_rate() -> None:
    assert findings(row("AMD Instinct MI300X", mfma_flops_per_inst=8192, peak_mfma_f16_tflops=1307.4), "a.json") == []


@pytest.mark.parametrize(
    ("name", "memory", "bandwidth"),
    [
        ("M3 Max", 36, 300), ("M3 Max (30-core)", 96, 300), ("M4 Max", 36, 410), ("M2 Max", 96, 409.6),
        ("M3 Max", 96, 410), ("M2 Ultra", 192, 819.2), ("V100 FHHL", 16, 829),
    ],
)  # fmt: skip
def test_a_bandwidth_that_is_rounded_or_of_the_smaller_chip(name: str, memory: int, bandwidth: float) -> None:
    assert findings(row(name, vram_gb=memory, memory_bandwidth_gbps=bandwidth), "a.json") == []


@pytest.mark.parametrize(("name", "bandwidth"), [("M3 Max", 420), ("M3 Ultra", 800), ("M2 Max", 419.2)])
def test_a_bandwidth_that_is_neither(name: str, bandwidth: float) -> None:
    told = [text for text, _ in findings(row(name, memory_bandwidth_gbps=bandwidth), "a.json")]
    assert told == [str(bandwidth)]


def test_what_is_left_to_the_gpu_of_a_shared_memory() -> None:
    assert findings(row("Apple M4 Pro (24GB)", vram_gb=16), "a.json") == []
    assert findings(row("RTX 4090 24GB", vram_gb=16), "a.json") != []
