"""Keys that say "performance", "throughput" or "compute" where others give a unit."""

from __future__ import annotations

import pytest
from coding import coded, findings

TYPESCRIPT = """
export const gpus = [
  {{ name: 'H100 SXM', memory: 80, tdp: 700, fp32Performance: 67, fp16Performance: {0}, int8Performance: 1979 }},
  {{ name: 'A100 SXM 80GB', memory: 80, tdp: 400, fp32Performance: 19.5, fp16Performance: 312, int8Performance: {1} }},
];
"""
PYTHON = """
CARDS = {{
    "L40S": {{"fp16_perf": {0}, "fp8_perf": {1}, "mem_gb": 48}},
    "L4": {{"fp16_perf": 121, "fp8_perf": 242, "mem_gb": 24}},
}}
"""
YAML = """
- name: NVIDIA A10
  bf16_throughput: {0}
  memory_gb: 24
- name: NVIDIA H200
  bf16_throughput: {1}
  memory_gb: 141
"""
JSON = """[
  {{"name": "V100 SXM2 32GB", "computeThroughput": 125, "memorySize": 32}},
  {{"name": "H100 SXM5", "computeThroughput": {0}, "memorySize": 80}},
  {{"name": "A100 SXM4 80GB", "computeThroughput": {1}, "memorySize": 80}}
]"""
RUST = """
const GPUS: &[Gpu] = &[
    Gpu {{ name: "MI300X", memory_gb: 192, fp16_compute: {0}, tdp_watts: 750 }},
    Gpu {{ name: "MI325X", memory_gb: 256, fp16_compute: {1}, tdp_watts: 1000 }},
];
"""
GO = """
var cards = []Card{{
	{{Name: "RTX A6000", MemoryGB: 48, FP16Perf: {0}, PowerW: 300}},
	{{Name: "L40", MemoryGB: 48, FP16Perf: {1}, PowerW: 300}},
}}
"""


@pytest.mark.parametrize(
    ("path", "shape", "right", "wrong"),
    [
        ("a.ts", TYPESCRIPT, ("989", "624"), ("1979", "1248")),
        ("a.py", PYTHON, ("362", "733"), ("733", "1466")),
        ("a.yaml", YAML, ("125", "989"), ("250", "1979")),
        ("a.json", JSON, ("989", "312"), ("1979", "624")),
        ("a.rs", RUST, ("1307.4", "1307.4"), ("2614.9", "2614.9")),
        ("a.go", GO, ("154.8", "181"), ("309.7", "362")),
    ],
)
def test_such_keys_are_rates(path: str, shape: str, right: tuple[str, str], wrong: tuple[str, str]) -> None:
    assert findings(shape.format(*right), path) == []
    for place in (0, 1):
        slip = [*right]
        slip[place] = wrong[place]
        assert [text for text, _ in findings(shape.format(*slip), path)] == [wrong[place]]


@pytest.mark.parametrize(
    "text",
    [
        '{"A100": {"fp16_throughput": 1520, "batch": 32}, "H100": {"fp16_throughput": 2900, "batch": 32}}',
        '[{"name": "A100", "fp16_performance": 1.0, "memory_gb": 80}, {"name": "H100", "fp16_performance": 3.2}]',
        '[{"name": "A100", "compute_rate": 2.1, "memory_gb": 80}, {"name": "H100", "compute_rate": 3.9}]',
        '{"A100": {"throughput": 312, "memory_gb": 80}, "H100": {"throughput": 700, "memory_gb": 80}}',
        '[{"gpu": "L4", "int8_speed": 3.4}, {"gpu": "T4", "int8_speed": 1.0}, {"gpu": "A10", "int8_speed": 2.2}]',
    ],
)
def test_results_of_a_benchmark_are_none(text: str) -> None:
    assert findings(text, "a.json") == []


def test_computing_power_is_no_board_power() -> None:
    rows = '[{"name":"A100","computePower":312,"memory":80},{"name":"H100","computePower":%s,"memory":80}]'
    assert findings(rows % "989", "a.json") == []
    assert coded(rows % "989", "a.json")["312"].field == "compute.matrix.bf16"
    assert findings(rows % "1979", "a.json") == [("1979", "sparse-for-dense")]
