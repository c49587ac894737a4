"""Keys above that say of what a figure is, quotients that are no rates, prices beside a card's figures."""

from __future__ import annotations

import pytest
from coding import coded, findings

NESTED = [
    ("a.yaml", "- name: A100 SXM 80GB\n  memoryGB: 80\n  nvlink:\n    perGPU_GBs: {0}\n", "600", "900"),
    ("a.json", '{{"MI300X": {{"infinity_fabric": {{"per_gpu_gbs": {0}}}, "memory": {{"gbs": 5300}}}}}}', "896", "1200"),
    ("a.py", 'B = {{"B200": {{"nvlink": {{"GB_s": {0}}}, "memory": {{"TB_s": 8}}}}}}\n', "1800", "3600"),
    (
        "a.ts",
        "const G = {{ h200: {{ name: 'H200', interconnect: {{ kind: 'nvlink', bandwidthGBs: {0} }}, tdp: 700 }} }};\n",
        "900",
        "1800",
    ),
    ("a.json", '{{"V100 SXM2": {{"nvlink": {{"GBps": {0}}}, "hbm2": {{"GBps": 900}}}}}}', "300", "600"),
    ("a.yaml", "gpus:\n  H100 SXM:\n    hbm3:\n      GBps: {0}\n    nvlink4:\n      GBps: 900\n", "3350", "2039"),
]


@pytest.mark.parametrize(("path", "shape", "right", "wrong"), NESTED)
def test_the_key_above_says_of_what_a_bandwidth_is(path: str, shape: str, right: str, wrong: str) -> None:
    assert findings(shape.format(right), path) == []
    assert coded(shape.format(right), path)[right].verdict == "match"
    assert [text for text, _ in findings(shape.format(wrong), path)] == [wrong]


@pytest.mark.parametrize(
    ("row", "right", "wrong"),
    [
        ('"H100 SXM": {{"nvlink4_GBps": {0}, "memory_gbs": 3350}}', "900", "1200"),
        ('"A100 SXM 80GB": {{"memory_gb": 80, "NVLink 3": {{"GB/s": {0}}}}}', "600", "900"),
        ('"B200": {{"tdp_w": 1000, "nvlink5_bandwidth_GBs": {0}}}', "1800", "18000"),
        ('"V100 SXM2 16GB": {{"nvlink2_GBs": {0}, "tdp_w": 300}}', "300", "900"),
    ],
)
def test_the_link_of_a_row_is_that_of_its_device(row: str, right: str, wrong: str) -> None:
    assert findings("{" + row.format(right) + "}", "a.json") == []
    assert [text for text, _ in findings("{" + row.format(wrong) + "}", "a.json")] == [wrong]


def test_a_port_of_a_link_is_not_all_of_them() -> None:
    assert findings('{"H100 SXM": {"nvlink4_per_link_GBs": 25, "memory_gbs": 3350}}', "a.json") == []


@pytest.mark.parametrize("level", ["sram", "l1", "shared_memory", "registers", "l2_cache"])
def test_the_bandwidth_of_a_level_is_not_the_memorys(level: str) -> None:
    assert findings(f'{{"H100 SXM": {{"{level}": {{"bandwidth_tbs": 33}}, "hbm": {{"tbs": 3.35}}}}}}', "a.json") == []


def test_the_form_of_a_card_above_its_figures_is_no_port() -> None:
    text = '{"A100 80GB": {"pcie": {"bandwidth_gbs": %s, "tdp_w": 300}, "sxm": {"bandwidth_gbs": 2039, "tdp_w": 400}}}'
    assert findings(text % 1935, "a.json") == []
    assert [found for found, _ in findings(text % 1555, "a.json")] == ["1555"]


@pytest.mark.parametrize(
    "key",
    ["tflops_per_dollar", "bf16_tflops_per_watt", "flops_per_usd", "tflopsPerW", "gflops_per_joule"],
)
def test_a_quotient_of_a_rate_is_no_rate(key: str) -> None:
    assert findings(f'{{"name": "B200", "bf16_tflops": 2250, "{key}": 350}}', "a.json") == []


PRICED = [
    ("a.json", '{{"name": "B300", "bf16_tflops": 2250, "bandwidth_gbs": {0}, "price_from": 9.1}}', "8000", "12000"),
    ("a.yaml", "- name: L40S\n  tdp_w: 350\n  memory_gb: {0}\n  price: 7500\n", "48", "24"),
    ("a.py", 'C = [{{"gpu": "T4", "fp32_tflops": 8.1, "memory": {0}, "list_price": 2200}}]\n', "16", "24"),
    ("a.toml", '[h100]\nname = "H100 SXM"\nbf16_tflops = 989\nmemory_gb = {0}\nprice_from = 2.1\n', "80", "94"),
    ("a.ts", "const c = [{{ name: 'MI300X', tdp: 750, bandwidthGBs: {0}, priceUsd: 15000 }}];\n", "5300", "3900"),
]


@pytest.mark.parametrize(("path", "shape", "right", "wrong"), PRICED)
def test_a_price_beside_a_rate_or_a_power_is_a_cards(path: str, shape: str, right: str, wrong: str) -> None:
    assert findings(shape.format(right), path) == []
    assert [text for text, _ in findings(shape.format(wrong), path)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        '[{"gpu": "A100", "memory_gb": 1360, "price_per_hour": 5.1}]',
        '[{"gpu": "H100", "bf16_tflops": 989, "memory_gb": 1800, "vcpus": 208, "price": 88}]',
        '[{"gpu": "L4", "tdp_w": 72, "memory_gb": 32, "region": 3, "price": 0.7}]',
    ],
)
def test_the_memory_of_a_machine_to_rent_is_left_alone(text: str) -> None:
    assert findings(text, "a.json") == []


def test_a_link_that_a_card_has_not_is_not_whose_rate_is_given() -> None:
    row = "CARD = Card(\n    name='L40S',\n    link_bw=%s,  # PCIe Gen4 x16, no NVLink\n    tdp_w=350,\n)\n"
    assert coded(row % 32)["32"].field == "links.pcie.total"
    assert coded(row % 32)["32"].verdict == "match"
