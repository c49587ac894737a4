"""Shapes of public tables in code that nobody tuned on: sizes by name, two engines, several cards, remarks of tools."""

from __future__ import annotations

import pytest
from snippets import checked, findings

_SIZES = """VRAM_GB = {{"T4": 16.0, "V100": 16.0, "V100-32GB": 32.0, "A100": {a100}, "A100-80GB": 80.0, "H100": 80.0}}
"""
_ENGINES = """PEAKS = {{"IntelGaudi2": {{"BF16": {{"MME": 432e12, "Vec": {vec}}}}}}}
"""
_SEVERAL = """export const MACHINES = [
  {{ id: "rtx-4090", name: "RTX 4090", vram: 24, bandwidth: 1008 }},
  {{ id: "dual-4090-48", name: "Dual RTX 4090 (48 GB)", vram: {vram}, bandwidth: 2016 }},
  {{ id: "rtx-3090", name: "RTX 3090", vram: 24, bandwidth: 936 }},
];
"""
_REMARKED = '''class DeviceInfo:
    """Theoretical numbers from data sheets. Sparsity is not considered."""


# Indexing is based on the device's name.
# TODO investigate profiler support for tf32
_device_mapping = {{
    "NVIDIA H100": DeviceInfo(
        tops={{torch.float32: 67.0, torch.bfloat16: {bf16}, torch.int8: 1979.0}},
        dram_bw_gbs=3350,
    ),
}}
'''


@pytest.mark.parametrize(
    ("source", "path", "right", "wrong"),
    [
        (_SIZES, "catalog.py", {"a100": "40.0"}, {"a100": "48.0"}),
        (_ENGINES, "peaks.py", {"vec": "11e12"}, {"vec": "110e12"}),
        (_REMARKED, "device_info.py", {"bf16": "989.0"}, {"bf16": "1979.0"}),
    ],
)
def test_the_right_table_is_quiet_and_the_wrong_figure_told(
    source: str, path: str, right: dict[str, str], wrong: dict[str, str]
) -> None:
    assert findings(source.format(**right), path) == []
    assert [words for words, _ in findings(source.format(**wrong), path)] == list(wrong.values())


def test_two_cards_have_the_memory_and_the_bandwidth_of_two() -> None:
    assert findings(_SEVERAL.format(vram="48"), "machines.ts") == []


def test_ai_tops_are_sparse_rates_of_the_narrowest_format() -> None:
    table = """GPUS = {"RTX 5090": {"ai_tops": %s, "vram_gb": 32}, "RTX 4090": {"ai_tops": 1321, "vram_gb": 24}}\n"""
    assert findings(table % 3352, "gpus.py") == []
    claims = {claim.text: claim.verdict for claim in checked(table % 2352, "gpus.py").claims}
    assert claims["2352"] == "unresolved"


@pytest.mark.parametrize(
    "source",
    [
        """H100 = Accelerator(name="H100", sparse_fp16_processing_power=1979, fp32_processing_power=67)\n""",
        """PEAK_BW_GB_S = {"A100-SXM4-80GB": 2039, "A100-PCIE-40GB": 1555, "A100-PCIE-80GB": 1935}\n""",
        """NODES = {"tpu_v5e_8": {"tflops": 197 * 8, "chips": 8}, "tpu_v5e": {"tflops": 197, "chips": 1}}\n""",
        """PEAKS = {"nvidia_V100": {"bandwidth": 900e9, "FP16": 112e12, "INT8": 62e12}}\n""",
    ],
)
def test_keys_that_say_what_a_figure_is(source: str) -> None:
    assert findings(source, "devices.py") == []
