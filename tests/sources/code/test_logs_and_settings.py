"""Numbers beside names of devices that nobody published: logs, settings, shares, what runs take, what hosts have."""

from __future__ import annotations

import json

import pytest
from coding import coded, findings


def test_records_that_change_for_one_device_are_a_log() -> None:
    steady = json.dumps([{"gpu": "H100 SXM", "power_w": 700} for _ in range(4)])
    log = json.dumps([{"gpu": "H100 SXM", "power_w": watts} for watts in (412, 587, 655, 690)])
    assert findings(steady, "a.json") == findings(log, "a.json") == []


def test_variants_in_a_table_are_no_log() -> None:
    names = ("A100 SXM4 40GB", "A100 PCIe 40GB", "A100 SXM4 80GB")
    rows = [{"name": name, "tdp_watts": watts} for name, watts in zip(names, (400, 250, 450), strict=True)]
    assert [text for text, _ in findings(json.dumps(rows), "a.json")] == ["450"]


def test_more_digits_than_a_published_figure_has() -> None:
    assert findings('{"name": "H100 SXM", "peak_bandwidth_gbps": 2893.2346612266}', "a.json") == []
    assert findings('{"name": "H100 SXM", "peak_bandwidth_gbps": 2893}', "a.json") != []


def test_what_a_program_gave() -> None:
    assert findings('{"results": [{"name": "RTX 4090", "power_w": 338}]}', "a.json") == []
    assert findings('{"cards": [{"name": "RTX 4090", "power_w": 338}]}', "a.json") != []


def test_the_ends_of_a_range_that_a_user_is_asked_for() -> None:
    asked = 'peak = number_input("TFLOPS of the A100 80GB", min_value=1, value=200)\n'
    assert findings(asked) == []


def test_shares_under_names_of_rates() -> None:
    assert findings('EFF = {"a100_80gb": {"compute": 0.6, "memory": 0.7}}\n') == []


def test_what_is_expected_to_be_used() -> None:
    assert findings("def test_tpu_v5p():\n    expected_usage = [(3000, 95 * 2**30), (2000, 95 * 2**30)]\n") == []


@pytest.mark.parametrize("key", ["interconnectLatUs", "nvlink_lat_us", "interconnect_lat"])
def test_a_latency_is_no_rate(key: str) -> None:
    assert findings(f'const D = {{"h100": {{ name: "H100 SXM", {key}: 5, interconnectBW: 450 }}}};', "a.ts") == []


def test_the_name_of_a_class_does_not_make_a_rate_a_power() -> None:
    text = 'class DevicePower:\n    """Peak rates in TFLOPS."""\n    A100_FP32 = 19.5\n    A100_FP16 = 312\n'
    assert findings(text) == []
    assert [text for text, _ in findings(text.replace("312", "624"))] == ["624"]


def test_a_rate_of_a_port_is_not_that_of_the_card_with_it() -> None:
    assert findings("#define H100_PCIE_BW 51.2  // 64*0.8\n", "a.h") == []
    for right in ('BW = {"H100_PCIE": 2039e9}', "H100_PCIE_BW = 2039e9", "H100_PCIE_BW = 64  # GB/s"):
        assert findings(right + "\n") == []


def test_a_column_of_machines() -> None:
    assert findings("Name,Instance Memory,GPUs\nStandard A10 v5,440.0 GiB,1x A10\n", "a.csv") == []


def test_a_size_that_is_left_for_models_is_no_slip() -> None:
    rows = [("M4 Max", 128, 110), ("M2 Ultra", 192, 170)]
    usable = json.dumps([{"name": f"Apple {name} ({size}GB)", "vram_gb": left} for name, size, left in rows])
    assert findings(usable, "a.json") == []
    assert [rule for _, rule in findings('[{"name": "Quadro M6000 24GB", "vram_gb": 12}]', "a.json")] == ["name"]


def test_a_remark_that_declares_what_a_figure_is() -> None:
    row = '%sA100 = {"fp32_tflops": 156, "bf16_tflops": 312}\n'
    assert findings(row % "# TF32 stands for FP32 here\n") == []
    assert [text for text, _ in findings(row % "")] == ["156"]


def test_a_quotient_in_a_remark() -> None:
    claims = findings("# 8 GPUs x (1979/2 TFLOPS) for H100 bfloat16\nX = 1\n")
    assert claims == []
    assert coded('H100 = {"bf16_tflops": 1979 / 2}\n')["1979 / 2"].verdict == "match"


def test_operations_of_a_clock_in_tera() -> None:
    assert findings("# H100: 16896 cores * 1830 MHz * 2 / 1e12 = 61.8 TFLOPS\nX = 1\n") == []
    assert findings("# H100: 16896 cores * 1830 MHz * 2 / 1e12 = 66.8 TFLOPS\nX = 1\n") != []
