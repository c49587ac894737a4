"""Rates that the names of rows give, and units that stand in a field of their own."""

from __future__ import annotations

import pytest
from coding import findings

ROW = "export const options = [{{ value: 'x', name: '{}', memory: 80, type: 'gpu' }}];\n"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("H100 FP16/BF16 Tensor (989 TFLOPS)", None),
        ("H100 FP16/BF16 Tensor (1.979 PFLOPS)", "sparse-for-dense"),
        ("H100 FP8 Tensor, with sparsity (3.958 PFLOPS)", None),
        ("H100 FP8 Tensor (3.958 PFLOPS)", "sparse-for-dense"),
        ("H100 FP32 Tensor Core (494.7 TFLOPS)", None),
        ("A100 80GB FP32 (156 TFLOPS)", "format"),
        ("A100 80GB SXM (312 TFLOPS dense, 624 TFLOPS sparse)", None),  # of several, which
    ],
)
def test_a_rate_in_the_name_of_a_row(name: str, told: str | None) -> None:
    assert [rule for _, rule in findings(ROW.format(name), "a.ts")] == ([told] if told else [])


def test_a_link_in_a_string_is_no_memory() -> None:
    assert findings('[{"name": "A30", "GPU P2P": "PCIe-G4 64GB/s"}]', "a.json") == []


UNIT = """
- gpu: A100 40GB PCIe
  memory_bandwidth: {{value: {}, unit: GB/s}}
  fp16_tensor:
    value: {}
    unit: TFLOPS
"""


@pytest.mark.parametrize(("figures", "told"), [((1555, 312), []), ((2039, 312), ["2039"]), ((1555, 624), ["624"])])
def test_a_unit_in_a_field_of_its_own(figures: tuple[int, int], told: list[str]) -> None:
    assert [text for text, _ in findings(UNIT.format(*figures), "a.yaml")] == told


@pytest.mark.parametrize(("memory", "told"), [(320, []), (640, ["640"])])
def test_a_size_in_the_name_and_a_count_beside_it(memory: int, told: list[str]) -> None:
    text = f'[{{"GPU Type": "A100 (40 GB)", "GPUs": "8", "GPU RAM": "{memory}"}}]'
    assert [text for text, _ in findings(text, "a.json")] == told
