"""Names with an architecture or a generation beside them, slices, boards, whole systems, formats that are lacking."""

from __future__ import annotations

import pytest
from coding import coded, findings

ROW = '[{{"name": "{0}", "bf16_tflops": {1}}}]'


@pytest.mark.parametrize(
    ("name", "right", "sparse"),
    [
        ("B200 (Blackwell)", "2250", "4500"),
        ("NVIDIA L40S Ada Lovelace", "362", "733"),
        ("L4 (Ada)", "121", "242"),
        ("B300 (Blackwell Ultra) SXM", "2250", "4500"),
        ("RTX 6000 (Ada)", "364", "728"),
        ("RTX 6000 Pro Blackwell", "503.8", "1007"),
    ],
)
def test_an_architecture_beside_a_name_is_no_variant(name: str, right: str, sparse: str) -> None:
    assert coded(ROW.format(name, right), "a.json")[right].verdict == "match"
    assert findings(ROW.format(name, sparse), "a.json") == [(sparse, "sparse-for-dense")]


@pytest.mark.parametrize(
    "name", ["RTX 6000 Blackwell", "Groq LPU Gen2", "Jetson TX2 NX", "A100_MIG_3g40gb", "H100 MIG 1g.10gb", "GH200 CPU"]
)
def test_another_one_or_a_part_of_it_is_not_judged(name: str) -> None:
    assert findings(f'[{{"name": "{name}", "fp16_tflops": 900, "bandwidth_gbs": 968, "tdp": 41}}]', "a.json") == []


def test_multi_instance_is_also_said_of_a_whole_card() -> None:
    text = '{"A100 80GB": {"fp16_tflops": %s, "slices": "7 MIG @ 10GB", "note": "MIG support"}}'
    assert findings(text % 312, "a.json") == []
    assert findings(text % 624, "a.json") == [("624", "sparse-for-dense")]


@pytest.mark.parametrize(
    ("name", "gb", "gbs"), [("RTX 4070 Ti S", 16, 672), ("RTX 2070S", 8, 448), ("GTX 1660 S", 6, 336)]
)
def test_a_letter_for_super(name: str, gb: int, gbs: int) -> None:
    assert findings(f'[{{"name": "{name}", "memory_gb": {gb}, "bandwidth_gbs": {gbs}}}]', "a.json") == []


SYSTEMS = [
    ("GB200 NVL72", "fp16_pflops", "180", "162"),
    ("GB300 NVL72", "bf16_pflops", "180", "360"),
    ("GB300 NVL72", "fp4_pflops", "1080", "1440"),
    ("DGX H100", "fp16_pflops", "8", "16"),
    ("DGX H200", "fp8_tflops", "15832", "31664"),
    ("VR200 NVL72", "bf16_pflops", "288", "576"),
    ("DGX A100 640GB", "tf32_tflops", "1248", "4992"),
]


@pytest.mark.parametrize(("name", "key", "right", "wrong"), SYSTEMS)
def test_the_rate_of_a_system_is_that_of_its_devices(name: str, key: str, right: str, wrong: str) -> None:
    row = f'[{{"name": "{name}", "{key}": %s}}]'
    assert coded(row % right, "a.json")[right].verdict == "match"
    assert [text for text, _ in findings(row % wrong, "a.json")] == [wrong]


def test_a_small_rate_beside_the_memory_of_a_system_is_the_systems() -> None:
    row = '[{"name": "GB200 NVL72", "bandwidth_tbs": 576, "fp32_tflops": %s}]'
    assert findings(row % 5760, "a.json") == []
    assert [text for text, _ in findings(row % 12960, "a.json")] == ["12960"]


@pytest.mark.parametrize(
    "row",
    [
        '{"name": "DGX H100", "peak_pflops": 32}',
        '{"name": "DGX A100", "petaflops": 5}',
        '{"name": "DGX H100", "fp8_sparse_pflops": 32}',
        '{"name": "GB200 NVL72", "fp16_tflops": 2500, "memory_gb": 186}',
        '{"name": "DGX B200", "fp32_tflops": 80}',
    ],
)
def test_headlines_of_systems_and_rates_of_one_device_are_left_alone(row: str) -> None:
    assert findings(f"[{row}]", "a.json") == []


@pytest.mark.parametrize(
    "text",
    [
        'P = {"V100": {"bf16_tflops": 125, "memory_gb": 32}}\n',
        'P = {"T4": {torch.float16: 65.13e12, torch.bfloat16: 65.13e12}}\n',
        'P = {"V100": {"fp16": 125e12, "bf16": 125e12}, "A100": {"fp16": 312e12, "bf16": 312e12}}\n',
    ],
)
def test_bf16_of_a_card_that_has_none(text: str) -> None:
    assert [rule for _, rule in findings(text)] == ["unsupported"]


@pytest.mark.parametrize(
    "text",
    [
        'PEAK_BF16_TFLOPS = {"V100": 125, "A100": 312, "H100": 989}\n',
        'P = {"V100": {"bf16_tflops": 125, "memory_gb": 32}}  # no BF16: its FP16 rate\n',
        'P = {"A30": {"bf16_tflops": 165, "memory_gb": 24}}\n',
        "if dtype == torch.bfloat16:\n    peaks = {'V100': 125e12, 'A100': 312e12}\n",
        'P = {"V100": {"half_tflops": 125, "memory_gb": 32}}\n',
    ],
)
def test_the_column_of_sixteen_bits_has_its_fp16_rate(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('PEAK_TFLOPS = {"H100": 990, "H100 NVL": 990, "A100": 312}\n', "990"),
        ('MEM_GBS = {"M2 Ultra": 800, "M3 Ultra": 800.0}\n', "800.0"),
        ('BW_GBS = {"A100": 2039, "A100 PCIe": 2039.0}\n', "2039.0"),
    ],
)
def test_the_name_of_a_card_does_not_qualify_its_figure(text: str, wrong: str) -> None:
    assert [found for found, _ in findings(text)] == [wrong]


def test_the_memory_beside_a_name_tells_which_card_of_that_name_is_meant() -> None:
    row = "- name: rtx_5060ti\n  memory_GB: 16\n  bandwidth_GBs: 448\n  fp16_tflops: %s\n"
    assert findings(row % 47.4, "a.yaml") == []
    assert [text for text, _ in findings(row % 55, "a.yaml")] == ["55"]


@pytest.mark.parametrize(
    "row",
    [
        '{"name": "A16", "memory_gb": 64, "bandwidth_gbs": 800, "fp32_tflops": 17.9}',
        '{"name": "MI300A", "tdp_watts": 760}',
        '{"name": "RX 7900 XTX", "fp16_tflops": 122}',
        '{"name": "RTX 3070 Ti", "fp16_tflops": 43.4}',
        '{"name": "RTX A4000", "fp16_tflops": 76.0}',
        '{"name": "RX 7700 XT", "fp16_tflops": 70.2}',
        '{"name": "L4", "tf32": 60, "fp32_tflops": 30.3}',
    ],
)
def test_boards_second_ratings_and_other_roundings(row: str) -> None:
    assert findings(f"[{row}]", "a.json") == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ('{"name": "RTX 3070 Ti", "fp16_tflops": 45.3}', "45.3"),
        ('{"name": "RTX A4000", "fp16_tflops": 67.0}', "67.0"),
        ('{"name": "L40S", "fp16_tflops": 326}', "326"),
        ('{"name": "H100 SXM", "bf16_tflops": 998}', "998"),
        ('{"name": "Cerebras WSE-3", "memoryBandwidthGBs": 21000}', "21000"),
        ('{"name": "GB300", "flops_fp32": 7.5e15, "flops_fp16": 2.5e15}', "7.5e15"),
        ('{"name": "H100 NVL", "nvlink_gbs": 900}', "900"),
        ('{"name": "L4", "peak_gflops": {"fp16": 121000, "tf32": 120000}}', "120000"),
    ],
)
def test_slips_are_told_beside_them(row: str, wrong: str) -> None:
    assert [text for text, _ in findings(f"[{row}]", "a.json")] == [wrong]
