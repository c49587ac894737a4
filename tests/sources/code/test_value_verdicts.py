"""Verdicts on numbers of code and data: what is right in its context is left alone, what is wrong has its reason."""

from __future__ import annotations

import pytest
from coding import coded, findings

SPARSE = "sparse-for-dense"
QUIET = {
    "a half of the sparse figure": "H100_BF16 = 1979e12 / 2\n",
    "the sparse figure in a remark": "H100_BF16 = 989e12  # (1,979 with sparsity)\n",
    "twice a rounded figure": "H200 = {'fp8_tflops': 1978}\n",
    "a table that says sparse": "# all with sparsity\nTFLOPS = {'H100': {'bf16': 1979}, 'A100': {'bf16': 624}}\n",
    "a choice between dense and sparse": "PEAKS = {'H100': 1979e12 if sparse else 989e12, 'A100': 312e12}\n",
    "capacity in GiB": "H100 = {'memory_gb': 80 * 1024**3 / 1e9, 'hbm_bytes': 85899345920}\n",
    "as a driver counts": "H100 = {'vram_gb': 79.15}\n",
    "one direction": "H100 = {'nvlink_bw_gbps_unidirectional': 450, 'nvlink_bw_gbps_bidirectional': 900}\n",
    "FP64 of either pipe": "H100_TFLOPS = {'fp64': 34, 'fp64_tensor': 67}\n",
    "rounded": "PEAKS = {'MI300X': 1300e12, 'H100': 989e12}\n",
    "per die, said": "MI250X_PEAK = 191.5e12  # per GCD\n",
    "eight of them": "FLOPS = {'8x_h100': 7915e12, 'A100': 312e12}\n",
    "measured": "H100 = {'bf16_tflops': 620}  # measured\n",
    "a figure that was reached": "H100 = {'achieved_tflops': 620, 'mem_bw_efficiency': 0.8}\n",
    "another variant in every number": "A100 = {'mem_gb': 40, 'bw_gbps': 1555, 'bf16_tflops': 312}\n",
    "an unknown device": "PEAKS = {'X9000': 123e12, 'X9100': 456e12}\n",
    "an unknown variant": "PEAKS = {'H100 NVX Super': 835e12}\n",
    "a host's memory": "NODE = {'gpu': 'H100', 'vcpus': 208, 'memory': 1800, 'bandwidth': 3200}\n",
    "settings": "def test_h100_memory_capacity(tp=1, batch=2048):\n    isl, osl = 1024, 256\n",
    "a parameter": "NVTE_H100_BWD_V3 = 1\nH100_BWD_BLOCK = 128\n",
    "an unknown default": "def f(n):\n    if 'H100' in n:\n        return 989e12\n    return 1e12\n",
    "a guessed default": "def f(n):\n    if 'H100' in n:\n        return 989\n    return 100\n",
    "the default of a setting": "peak_tflops = config.get('peak_tflops', 312)\n",
    "a product of names": "H200_TDP = 700.0\nSHARE = 0.2\nH200_MEM_POWER = H200_TDP * SHARE\n",
    "a data base's vector rates": (
        "T = {'L40S': {'tflops': 91.61}, 'L4': {'tflops': 30.29}, 'RTX 4090': {'tflops': 82.58},\n"
        "     'RTX 3090': {'tflops': 35.58}, 'H100': {'tflops': 267.6}}\n"
    ),
    "what GeForce cards are sold with": "FP16_TFLOPS = {'4090': 330, '3090': 142, 'A100': 312}\n",
    "TF32 for torch.float32": "H100_PEAK = {torch.float32: 989e12 / 2, torch.bfloat16: 989e12}\n",
    "the card that has both": "A100_80GB = {'memory_gb': 80, 'memory_bandwidth_gbps': 1935}\n",
    "what ECC leaves": "Card(name='L40', vram='45 GiB')\n",
    "bounds of a power": "H100 = {'tdp_watts': 700, 'min_power_watts': 200, 'max_power_watts': 750}\n",
    "a card's form in its name": "PEAK_BANDWIDTH = {'H100 SXM': 3.35e12, 'H100 PCIe': 2.0e12}\n",
    "another size of a card": "CARDS = [Card(name='RTX3060', memory=8), Card(name='RTX4060Ti', memory=8)]\n",
    "the other branch of a test of one device": "def f():\n    return 989e12 if is_h800() else 312e12\n",
    "links between cards": "G2G_BANDWIDTH = {'v100-sxm2-32gb': 120, 'a100-sxm4-40gb': 240, 'l4': 6}\n",
    "the bus of a form": "bandwidth_map = {'A100_PCIE': 64.0}  # GB/s, A100 PCIe Gen4 x16\n",
    "a vector rate at another clock": "FP32_TFLOPS = {'NVIDIA A10G': 31.2, 'V100': 14.1}\n",
    "a price list's host memory": "V = [{'gpu': 'A100 80GB', 'vram_gb': 80, 'ram_gb': 512, 'price': 3}]\n",
    "FP32 rates under a name": "PEAK_FP32 = {'RTX 4090': 82.6, 'L40S': 91.6, 'T4': 8.1}\n",
    "scores": "GPU_POWER_RANKINGS = {'H100': 2000, 'A100': 624, 'V100': 125}\n",
    "a remark on the first line of a row": "S = {\n 'gfx950': Spec(  # as MI355X\n  bf16_tflops=2500.0,\n ),\n}\n",
    "vector rates beside those of tensor cores": "A100 = {'fp16_tflops': 78, 'fp16_tensor_tflops': 312}\n",
    "tensor cores told by the key": (
        "G = {'A100-PCIE': {'fp32': 19.5, 'fp32_tensor': 156, 'fp16': 78, 'fp16_tensor': 312},\n"
        "     'A40': {'fp32': 37.4, 'fp32_tensor': 74.8, 'fp16': 37.4, 'fp16_tensor': 149.7},\n"
        "     'H100': {'fp32': 67, 'fp32_tensor': 494.7, 'fp16': 133.8, 'fp16_tensor': 989.4}}\n"
    ),
    "a sparse rate told in a row's name": (
        "# (name, peak ops/s, bandwidth B/s, power W)\nD = [('H100 SXM (INT8, sparse)', 3958e12, 3.35e12, 700)]\n"
    ),
    "the memory of another variant": "S = {'V100': {'fp16_tflops': 125, 'memory_gb': 16}, 'T4': {'memory_gb': 16}}\n",
    "ray tracing": "A40 = {'rt_tflops': 73.1, 'single_tflops': 37.4, 'bf16_tflops': 149.7}\n",
    "a core of a chip, said": "TFLOPS_BF16 = {'tpu v3': 61.5}  # per TensorCore (a v3 chip has 2)\n",
    "whole words": "def f(n):\n    if n == 'H20':\n        return 148e12\n    if n == 'H200':\n        return 989e12\n",
    "a driver's name for a device": "PEAK_TFLOPS = {'NVIDIA H100 80GB HBM3': 989.4}\n",
    "ridge points": "H100_RIDGE_BF16 = 295.3  # 989.4e12 / 3.35e12\n",
    "a size without its unit": "A = {'a100-pcie-40': {'mem_gb': 40, 'bandwidth_gbps': 1555, 'tdp_w': 250}}\n",
    "a chip's links": "# name, BF16 TFLOPS, ICI links per chip\nT = [('TPU v4', 275, 6), ('TPU v5e', 197, 4)]\n",
    "the rest of a name": "TPU_BF16_TFLOPS = {'v4': 275, 'v5e': 197, 'v5p': 459}\n",
    "counts of links": "GPUS = {'H100': {'nvlink_links': 18, 'nvlink_gen': 4, 'nvlink_bidir_gbps': 900}}\n",
    "a node's total": (
        "N = {'H100': {'memory_gb': 80}, 'H200': {'memory_gb': 141}, 'dgx': {'gpu': 'H100', 'memory_total_gb': 640}}\n"
    ),
    "the accumulator in a remark": "def f(n):\n if '4090' in n:\n  # FP32 accumulation\n  return 165e12\n",
    "offers of a cloud": "O = [{'gpu': 'A10', 'gpu_count': 4, 'total_vram_gb': 96}]\n",
    "words kept apart": (
        "def f(n):\n    if 'A10' in n and 'A100' not in n:\n        return 125e12\n"
        "    elif 'A100' in n:\n        return 312e12\n"
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_what_is_right_is_left_alone(name: str) -> None:
    assert findings(QUIET[name]) == []


def test_what_is_left_alone_was_checked_where_that_is_possible() -> None:
    for name in ("a half of the sparse figure", "one direction", "rounded", "another variant in every number"):
        assert {claim.verdict for claim in coded(QUIET[name]).values()} == {"match"}, name


@pytest.mark.parametrize(
    ("code", "text", "rule"),
    [
        ("H100 = {'bf16_tflops': 1979}\n", "1979", "sparse-for-dense"),
        ("PEAK = {'A100': 312e12 / 2, 'H100': 989e12, 'H200': 989e12}\n", "312e12 / 2", "halved-dense"),
        ("H100 = {'mem_bw_gbps': 2039, 'bf16_tflops': 989}\n", "2039", "variant"),
        ("A100_40GB = {'mem_bw_tbps': 2.039}\n", "2.039", "variant"),
        ("H100_SXM = {'nvlink_bw_per_direction_gbps': 900}\n", "900", "direction"),
        ("MI300X = {'hbm_gb': 128}\n", "128", "variant"),
        ("A100 = {'fp16_tflops': 78}\n", "78", "vector-for-matrix"),
        ("H100 = {'hbm_bw_gbps': 335}\n", "335", "power-of-ten"),
        ("H200 = {'mem_bw': 4800 * 1024**3}\n", "4800 * 1024**3", "binary-prefix"),
        ("A100 = {'fp8_tflops': 624}\n", "624", "unsupported"),
        ("PEAK_FP32 = {'RTX 4090': 82.6, 'L40': 45.3, 'T4': 8.1}\n", "45.3", "half"),
        (
            "C = {'H100': {'fp16': 989}, 'A100': {'fp16': 312}, 'L40S': {'fp16': 362}, 'L4': {'fp16': 242}}\n",
            "242",
            "sparse-for-dense",
        ),
        ("G = [{'name': 'H20', 'vram': 96, 'bandwidth': 2000, 'price': 25000}]\n", "2000", "half"),
        ("A100 = {'fp32_tflops': 156, 'fp16_tflops': 312}\n", "156", "format"),
        ("H100 = {'fp16_tflops': 989}  # tensor cores with sparsity\n", "989", "dense-for-sparse"),
        (
            "class C:\n    specs: dict = field(default_factory=lambda: {'H100': {'fp8_tflops': 3958}})\n",
            "3958",
            "sparse-for-dense",
        ),
        ("G = [{'id': 'h100', 'display_name': 'H100 NVL', 'fp16_tflops': 1671}]\n", "1671", "sparse-for-dense"),
        (
            "T = {'A100': {'fp16': 78, 'fp16_tensor': 312}, 'A40': {'fp16': 37, 'fp16_tensor': 149.7},\n"
            "     'H100': {'fp16': 134, 'fp16_tensor': 1979}}\n",
            "1979",
            "sparse-for-dense",
        ),
        ("GH200_PEAK = 494.0  # bf16 dense TFLOP/s peak\n", "494.0", "format"),
        ("TPU = {'v3': {'bf16_tflops': 420}, 'v4': {'bf16_tflops': 275}}\n", "420", "different"),
        (
            "G = {'H100': {'memory_gb': 80}, 'H200': {'memory_gb': 141}, 'B200': {'memory_gb': 1440}}\n",
            "1440",
            "per-device",
        ),
        ("M = {'mi250x': {'bf16_tflops': 383, 'memory_gb': 64, 'bandwidth_tbps': 3.2}}\n", "64", "disputed"),
        ("B200 = {'nvlink_bidir_gbps': 900}\n", "900", "direction"),
        ("T = {'trainium2': {'memory_gib': 32, 'chips_per_instance': 16}}\n", "32", "variant"),
        ("# bytes/s, one direction\nLINKS = {\n    'nvlink4': {'rate': 50e9},\n}\n", "50e9", "direction"),
        (
            "# FP16 inputs with FP32 accumulation\nTFLOPS = {'RTX 4090': 330.3, 'RTX 3090': 71}\n",
            "330.3",
            "accumulator",
        ),
        ("IB_NDR_PER_DIR = 400e9  # bytes/s, one 4x port\n", "400e9", "bits-for-bytes"),
        ("LINKS = {'pcie-gen5-x16': {'per_dir_gbs': 128}}\n", "128", "direction"),
        ("NVLINK_PER_DIR = {'H100': 450e9, 'A100': 600e9}  # bytes/s\n", "600e9", "direction"),
        ("C = {'T4': {'mem_gb': 16, 'bw_gbps': 320, 'fp16': 8.1}}\n", "8.1", "vector-for-matrix"),
        ("H800 = {'nvlink_bw_gbs': 900, 'price_usd_per_hour': 3.5}\n", "900", "variant"),
    ],
)
def test_a_wrong_figure_has_its_reason(code: str, text: str, rule: str) -> None:
    assert findings(code) == [(text, rule)]


def test_a_family_name_alone_leaves_the_memory_open() -> None:
    claim = coded("GPUS = {'A100': {'memory_gb': 40}}\n")["40"]
    assert (claim.verdict, claim.rule) == ("ambiguous", "variant")


def test_the_finding_says_what_to_write_and_where_it_is_from() -> None:
    claim = coded("H100_BF16 = 1979e12\n")["1979e12"]
    assert claim.hint == "write 9.894e+14 (989.4 TFLOP/s)"
    assert claim.expected is not None
    assert claim.expected.cite
    assert "sparse BF16 rate" in claim.reason


def test_a_waiver_and_a_pin_hold_for_values_too() -> None:
    assert findings("H100_BF16 = 1979e12  # registry: ignore because a round figure\n") == []
    pinned = "MEM_BW_H100 = 5.3e12  # registry: amd/mi300x memory.bandwidth\n"
    assert findings(pinned) == []
    assert findings(pinned.replace("5.3e12", "3.35e12")) == [("3.35e12", "different")]


def test_a_longer_name_is_told_from_a_shorter_one() -> None:
    code = "def f(n):\n    if 'V100' in n:\n        return 125e12\n    elif 'A100' in n:\n        return 312e12\n"
    assert findings(code) == []


def test_words_about_a_figure_of_their_own_are_of_that() -> None:
    assert (
        findings(
            'def peak(name):\n    if "b200" in name.lower():\n        return 2.25e15  # 4.5 PFLOP/s with sparsity\n'
        )
        == []
    )
    assert findings('{"id": "h100-sxm5", "bf16_tflops": 989, "bf16_sparse_tflops": 1979}', "a.json") == []


FORMS = """
def peak(name):
    name = name.lower().strip()
    if "h100" in name:
        if "{}" in name:
            return 756e12
        return 989e12
    raise ValueError(name)
"""


def test_a_form_that_a_folded_name_never_has() -> None:
    assert findings(FORMS.format("pcie")) == []
    assert findings(FORMS.format("PCIe")) == [("756e12", "unreachable")]
