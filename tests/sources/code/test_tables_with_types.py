"""Tables that a type stands before, or whose name says what they are for: both are read."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

TYPED = (
    ("gpus.ts", 'const HBM_BANDWIDTH_GBPS: Array<[string, number]> = [["rtx 5090", 1792], ["a100 40gb", {}]];', "1555"),
    ("gpus.ts", 'let gpuMemoryBandwidth_GBs: [string, number][] = [\n  ["l40s", {}],\n  ["t4", 320]\n];', "864"),
    ("gpus.ts", 'export const APPLE_BANDWIDTH_GBPS: Readonly<[string, number][]> = [["m2 max", {}]];', "400"),
    ("lib.rs", 'const MEM_BANDWIDTH_GBPS: &[(&str, f64)] = &[("h200", {}), ("rtx 4090", 1008.0)];', "4800.0"),
    ("lib.rs", 'static MEM_BANDWIDTH_GBPS: [(&str, f64); 2] = [("h200", {}), ("rtx 4090", 1008.0)];', "4800.0"),
    ("lib.kt", 'val x: Map<String, Double> = mapOf("x" to 1.0)\nval h200BandwidthGBps: Double = {}', "4800.0"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text", "right"), TYPED)
def test_that_a_type_hides_no_table(path: str, text: str, right: str) -> None:
    said = text.replace("{}", right)
    assert verdict(said, right, path)[0] == "match"
    assert findings(said, path) == []
    wrong = right.replace(right[0], "7", 1)
    assert [found for found, _ in findings(text.replace("{}", wrong), path)] == [wrong]


def test_that_the_body_of_a_class_is_no_type() -> None:
    text = "class A100 : Device {\n  val memoryBandwidthGBps = 2039.0\n}\nval b = 3\n"
    assert findings(text, "lib.kt") == []
    assert findings("const pick = (name: string) => ({ name });\nconst h100Tflops: number = 989;", "a.ts") == []


NAMED = (
    ("gpus.ts", "export const SEED_GPUS: Gpu[] = [{{ name: 'H100 SXM', bw_tbs: {} }}];", "3.35", "2.35"),
    ("gpus.py", "seed_devices = {{'H200': {{'memory_gb': 141, 'bandwidth_tb_s': {}}}}}", "4.8", "5.8"),
    ("gpus.json", '{{"gpu_cost_table": {{"L4": {{"memory_bandwidth_gb_s": {}, "price": 2500}}}}}}', "300", "864"),
    ("gpus.go", 'var priceSeeds = map[string]Gpu{{"MI300X": {{MemoryBandwidthTBs: {}, Price: 15000}}}}', "5.3", "6.3"),
    ("gpus.py", "GPU_MSRP = {{'RTX 4090': {{'msrp': 1599, 'tdp_w': {}}}}}", "450", "350"),
)


@pytest.mark.parametrize(("path", "text", "right", "wrong"), NAMED)
def test_that_what_a_table_is_for_hides_no_figure(path: str, text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right), path) == []
    assert verdict(text.format(right), right, path)[0] == "match"
    assert [found for found, _ in findings(text.format(wrong), path)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "H100 = {'tflops_price': 4.0, 'price': {'bandwidth': 2}, 'seed': 989}",
        "PRICE = {'H100': 3.35, 'A100': 2.0}",
        "A100_SEED_BANDWIDTH = 7",
    ],
)
def test_that_prices_and_seeds_are_no_figures(text: str) -> None:
    assert findings(text, "gpus.py") == []


BOUGHT = (
    ('{{"name": "Mac Studio M3 Ultra", "bandwidth": {}, "configs": {{"96": {{"priceCAD": 5499}}}}}}', "819", "800"),
    ('{{"name": "RTX 4090", "bandwidth": {}, "priceUSD": 1599}}', "1008", "936"),
    ('{{"name": "RTX 5090", "bandwidth": {}, "price_eur": 2329}}', "1792", "1008"),
    ('[{{"device": "L40S", "bandwidth": {}, "price": 8500}}, {{"device": "T4", "price": 900}}]', "864", "300"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), BOUGHT)
def test_that_what_is_bought_has_a_bandwidth_of_its_own(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right), "cards.json") == []
    assert verdict(text.format(right), right, "cards.json")[0] == "match"
    assert [found for found, _ in findings(text.format(wrong), "cards.json")] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        '{"gpu": "A100 40GB", "bandwidth": 100, "price": 1.1}',
        '{"gpu": "A100 40GB", "bandwidth": 100, "price_per_month": 1800}',
        '{"gpu": "RTX 4090", "memory": 64, "price": 3500}',
        '{"gpu": "RTX 4090", "bandwidth": 100, "price": 3500, "vcpus": 16}',
    ],
)
def test_that_machines_to_rent_are_let_be(text: str) -> None:
    assert findings(text, "cards.json") == []
