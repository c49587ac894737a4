"""Rates of vector pipes under the bare name of a format, and rows of numbers by numbers."""

from __future__ import annotations

import json

from coding import coded, findings

APART = {
    "NVIDIA A100 PCIe 80GB": (78, 312),
    "NVIDIA A30": (10.3, 165),
    "NVIDIA A40": (37.4, 149.7),
    "NVIDIA T4": (None, 65),
}


def test_a_key_that_has_another_one_for_tensor_cores() -> None:
    rows = [
        {"name": name, "fp16": vector, "fp16_tensor_core": matrix} for name, (vector, matrix) in APART.items() if vector
    ]
    rows.append({"name": "Quadro RTX 5000", "fp16": 22.3, "fp16_tensor_core": None})
    assert findings(json.dumps(rows), "a.json") == []
    cards = {"NVIDIA T4": 65, "NVIDIA A30": 165, "NVIDIA A40": 149.7, "Quadro RTX 5000": 22.3}
    alone = [{"name": name, "fp16_tflops": rate} for name, rate in cards.items()]
    assert [words for words, _ in findings(json.dumps(alone), "a.json")] == ["22.3"]


def test_a_device_whose_rates_the_registry_has_in_bf16_only() -> None:
    cards = {"GeForce RTX 4090": 82.6, "GeForce RTX 4080": 48.7, "GeForce RTX 3090": 35.6, "GeForce RTX 3080 Ti": 34.1,
             "GeForce RTX 3070": 20.3, "Arc Pro B60": 24.6}  # fmt: skip
    rows = [{"name": name, "fp16_tflops": rate} for name, rate in cards.items()]
    assert findings(json.dumps(rows), "a.json") == []
    assert [words for words, _ in findings(json.dumps(rows).replace("24.6", "61.3"), "a.json")] == ["61.3"]


def test_a_curve_is_no_sum() -> None:
    """What batches of 1, 8, 32 give is measured: that 1 and 32 make 33 says nothing of it."""
    text = (
        "const speed = {{\n  alpha: {{ 1: 15, 4: 20, 16: 35, 64: {} }},\n  beta: {{ 1: 30, 4: 50, 16: 80, 64: 110 }},\n"
    )
    text += "  gamma: {{ 1: 20, 4: 30, 16: 50, 64: 70 }},\n  delta: {{ 1: 10, 4: 15, 16: 25, 64: 35 }},\n}};\n"
    assert findings(text.format(60), "a.ts") == []


def test_what_a_data_base_reckons() -> None:
    row = '[{"name": "H100 SXM5 80GB", "memory_bandwidth_tb_s": %s}]'
    assert coded(row % 3.36, "a.json")["3.36"].verdict == "ambiguous"
    assert coded(row % 3.46, "a.json")["3.46"].verdict == "mismatch"
