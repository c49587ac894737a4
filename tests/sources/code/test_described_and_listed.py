"""Records that a description names, figures in lists of strings, doubled rates of a GPU, columns of vector rates."""

from __future__ import annotations

import pytest
from coding import coded, findings

DESCRIBED = [
    ('{{"gcp": {{"description": "Generic runs (maps to L4 defaults)", "bf16_tflops": {0}}}}}', "a.json", "121", "242"),
    ("local:\n  description: Desk machine with an RTX 4090\n  memory_gb: {0}\n", "a.yaml", "24", "16"),
    ('{{"fast": {{"desc": "NVIDIA H200 SXM", "peak": {{"bandwidth_gbs": {0}}}}}}}', "a.json", "4800", "3350"),
    ("export const g = {{ big: {{ description: 'AMD MI300X', tdp: {0}, memoryGB: 192 }} }};\n", "a.ts", "750", "1000"),
    ('[old]\ndescription = "Tesla T4 in the cupboard"\nfp16_tflops = {0}\n', "a.toml", "65", "130"),
]


@pytest.mark.parametrize(("shape", "path", "right", "wrong"), DESCRIBED)
def test_a_description_names_the_device_of_its_record(shape: str, path: str, right: str, wrong: str) -> None:
    assert coded(shape.format(right), path)[right].verdict == "match"
    assert [text for text, _ in findings(shape.format(wrong), path)] == [wrong]


@pytest.mark.parametrize(
    "words",
    [
        "twice as fast as an A100",
        "an A100 or an H100",
        "Simulated A100 with more memory",
        "2x the bandwidth of the A100",
        "A100-like chip",
        "node of A100",
    ],
)
def test_a_description_that_compares_names_nothing(words: str) -> None:
    assert findings(f'{{"mine": {{"description": "{words}", "bf16_tflops": 500}}}}', "a.json") == []


LISTED = [
    ('{{"B300": {{"pros": ["{0} TFLOPS FP16", "NVLink 5.0", "Blackwell Ultra"]}}}}', "a.json", "2250", "3000"),
    (
        'G = {{"H100": {{"pros": ["{0} TFLOPS BF16", "80GB HBM3", "3.35 TB/s"], "cons": ["700 W"]}}}}\n',
        "a.py",
        "989",
        "1979",
    ),
    ('{{"H200": {{"specs": ["{0}GB HBM3e", "4.8 TB/s"]}}}}', "a.json", "141", "180"),
    ("- name: L4\n  facts: [ '24GB GDDR6', '{0} GB/s', '72 W' ]\n", "a.yaml", "300", "600"),
    ("const c = {{ 'MI300X': {{ highlights: ['192GB HBM3', '{0} TB/s'] }} }};\n", "a.ts", "5.3", "3.9"),
]


@pytest.mark.parametrize(("shape", "path", "right", "wrong"), LISTED)
def test_strings_of_a_list_that_say_what_they_are(shape: str, path: str, right: str, wrong: str) -> None:
    assert findings(shape.format(right), path) == []
    assert [text.split()[0].removesuffix("GB") for text, _ in findings(shape.format(wrong), path)] == [
        wrong.removesuffix("GB")
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"H100": {"sizes": ["40 GB", "80 GB", "94 GB"]}}',
        '{"A100": {"host": ["512GB DDR4", "2 TB"]}}',
        '{"L4": {"limits": ["100 W", "72 W"]}}',
    ],
)
def test_other_strings_of_a_list_are_left_alone(text: str) -> None:
    assert findings(text, "a.json") == []


@pytest.mark.parametrize(
    ("name", "single", "half"),
    [("Apple M1", 2.6, 5.2), ("M2 Pro", 6.8, 13.6), ("M2 Ultra", 27.2, 54.4), ("M3 Max", 14.1, 28.2)],
)
def test_twice_the_rate_of_a_gpu_that_has_one_for_both_formats(name: str, single: float, half: float) -> None:
    row = f'{{"name": "{name}", "fp32_tflops": {single}, "fp16_tflops": %s}}'
    assert findings(row % single, "a.json") == []
    assert findings(row % half, "a.json") == [(str(half), "twice")]
    assert findings(f'{{"name": "{name}", "fp16_tflops": {half}}}', "a.json") == []  # nothing says that it was doubled


COLUMN = """P = {
    "T4": {torch.float16: 65.13e12},
    "L4": {torch.float16: 30.29e12, torch.bfloat16: 30.29e12},
    "A10G": {torch.float16: 31.52e12, torch.bfloat16: 31.52e12},
    "RTX 3080": {torch.float16: 29.77e12, torch.bfloat16: 29.77e12},
    "RTX 3090": {torch.float16: 35.58e12, torch.bfloat16: 35.58e12},
    "H100 SXM": {torch.float16: %s},
}
"""


def test_a_column_of_vector_rates_that_the_registry_has_in_fp32() -> None:
    assert findings(COLUMN % "133.8e12") == []
    assert [text for text, _ in findings(COLUMN % "204.9e12")] == ["204.9e12"]
