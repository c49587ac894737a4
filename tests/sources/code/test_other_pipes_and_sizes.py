"""Rates beside those of tensor cores, sizes that make a name another model's."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

DOUBLED = (
    ("g.py", 'H100 = {"name": "H100 SXM", "fp16_tensor_tflops": 989.4, "fp16_cuda_tflops": {}}', "133.8", "267.6"),
    ("g.json", '{"H100 SXM": {"bf16_tensor_tflops": 989.4, "bf16_tflops": {}}}', "133.8", "66.9"),
    ("g.ts", 'const g = [{ name: "H100 SXM", tensorFp16Tflops: 989, fp16Tflops: {} }];', "133.8", "267.6"),
    ("g.yaml", "H100 SXM:\n  fp16_tensor_tflops: 989\n  fp16_vector_tflops: {}\n", "133.8", "267.6"),
    ("g.rs", 'match n { "H100 SXM" => G { fp16_tensor_tflops: 989.4, fp16_tflops: {} } }', "133.8", "267.6"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text", "right", "wrong"), DOUBLED)
def test_that_doubled_vector_rates_are_told(path: str, text: str, right: str, wrong: str) -> None:
    assert verdict(text.replace("{}", right), right, path)[0] == "match"
    assert findings(text.replace("{}", right), path) == []
    assert [found for found, _ in findings(text.replace("{}", wrong), path)] == [wrong]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("g.py", 'H100 = {"name": "H100 SXM", "fp16_tensor_tflops": 989.4, "fp16_tflops": 125}'),
        ("g.json", '{"L4": {"fp16_tensor_tflops": 121, "fp16_tflops": 30.3}}'),
        ("g.ts", 'const g = [{ name: "H100 SXM", tensorFp16Tflops: 989, fp16Tflops: 66.9 * 2 }];'),
    ],
)
def test_that_others_are_let_be(path: str, text: str) -> None:
    assert findings(text, path) == []


@pytest.mark.parametrize(
    "text",
    [
        '[{"name": "DeepSeek R1 7B", "parameters": "7B", "vocab_size": 152064}]',
        '{"DeepSeek-R1 (32B)": {"params": 32e9, "num_layers": 64, "hidden_size": 5120}}',
        '[{"name": "DeepSeek R1", "params": 8e9, "hf_id": "deepseek-ai/DeepSeek-R1-Distill-Llama-8B"}]',
        '{"DeepSeek R1 Distill 14B": {"params_b": 14, "layers": 48}}',
        '[{"name": "DeepSeek R1", "note_name": "distilled", "params": 7e9, "layers": 28}]',
    ],
)
def test_that_smaller_models_of_a_name_are_others(text: str) -> None:
    assert findings(text, "m.json") == []


def test_that_a_model_with_its_own_size_is_itself() -> None:
    shape = '"n_layers": 61, "hidden_size": 7168, "num_heads": 128, "vocab_size": 129280'
    text = '{"DeepSeek R1 671B": {' + shape + ', "params": {}}}'
    assert findings(text.replace("{}", "671e9"), "m.json") == []
    assert [found for found, _ in findings(text.replace("{}", "771e9"), "m.json")] == ["771e9"]
