"""Query heads per KV head, and the widths of heads and experts, in rows of models."""

from __future__ import annotations

import pytest
from snippets import findings, verdict

PALM = 'a = Model(name="PaLM 540B", num_query_heads=48, group_size=48)\n'
GROUPS = (
    ("m.py", PALM + 'b = M(name="Llama 3.1 405B", num_query_heads=128, group_size={})', "16", ("8", "128")),
    ("m.py", PALM + 'b = Model(name="Falcon 180B", num_query_heads=232, group_size={})', "29", ("8", "232")),
    ("m.json", '{{"Mixtral 8x22B": {{"num_attention_heads": 48, "num_key_value_groups": {}}}}}', "6", ("8", "48")),
    ("m.ts", 'const M = [{{ name: "Llama 3 8B", nHeads: 32, gqaRatio: {} }}];', "4", ("8", "32")),
    ("m.yaml", "Mistral 7B:\n  n_heads: 32\n  queries_per_kv_head: {}\n", "4", ("8", "32")),
    ("m.go", 'var ms = []M{{{{Name: "Qwen2.5-72B", NumHeads: 64, HeadsPerKvHead: {}}}}}', "8", ("64",)),
)  # fmt: skip


@pytest.mark.parametrize(("path", "text", "right", "wrong"), GROUPS)
def test_that_groups_are_of_query_heads(path: str, text: str, right: str, wrong: tuple[str, ...]) -> None:
    text = text.replace("{{", "{").replace("}}", "}")
    assert findings(text.replace("{}", right), path) == []
    for number in wrong:
        assert [found for found, _ in findings(text.replace("{}", number), path)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        'b = Model(name="Llama 3.1 405B", num_query_heads=128, group_size=8)',  # of what, no other row says
        PALM + 'b = Model(name="Llama 3.1 405B", num_query_heads=128, group_size=128, quant_bits=4)',
        PALM + 'b = Model(name="Llama 3.1 405B", num_query_heads=128, num_kv_heads=8, group_size=128)',
        PALM + 'b = Model(name="LLaMa 3 8B MQA", num_query_heads=32, group_size=32)',
        PALM + 'b = Model(name="Llama 3 8B", num_query_heads=16, group_size=8)',
        PALM + 'b = Model(name="Llama 3 8B", num_query_heads=32, group_size=2)',
    ],
)
def test_that_other_groups_are_let_be(text: str) -> None:
    assert findings(text, "m.py") == []


SHAPE = '"n_layers": 48, "hidden_size": 2048, "num_attention_heads": 32, "num_key_value_heads": 4, "num_experts": 128'
WIDTHS = (
    ('{"Qwen3-30B-A3B": {' + SHAPE + ', "head_dim": {}}}', "128", "64"),
    ('{"Qwen3-30B-A3B": {' + SHAPE + ', "moe_intermediate_size": {}}}', "768", "1024"),
    ('{"Qwen3-30B-A3B": {' + SHAPE + ', "expert_ffn_dim": {}}}', "768", "6144"),
    ('{"Qwen3-4B": {"n_layers": 36, "d_model": 2560, "n_heads": 32, "n_kv_heads": 8, "head_dim": {}}}', "128", "80"),
    ('{"Mistral Nemo 12B": {"layers": 40, "hidden": 5120, "heads": 32, "kv_heads": 8, "head_size": {}}}', "128", "160"),
    ('{"GPT-OSS 20B": {"layers": 24, "hidden_size": 2880, "num_heads": 64, "head_dim": {}}}', "64", "45"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), WIDTHS)
def test_that_widths_are_those_of_the_model(text: str, right: str, wrong: str) -> None:
    assert verdict(text.replace("{}", right), right, "m.json")[0] == "match"
    assert findings(text.replace("{}", right), "m.json") == []
    assert [found for found, _ in findings(text.replace("{}", wrong), "m.json")] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        '{"Qwen3-30B-A3B": {"num_hidden_layers": 2, "hidden_size": 256, "num_attention_heads": 4, "head_dim": 64}}',
        '{"Qwen3-30B-A3B": {"num_experts": 128, "moe_intermediate_size": 1024}}',
        '{"Qwen3-4B": {"n_layers": 36, "d_model": 2560, "head_dim": 64}}',
    ],
)
def test_that_copies_of_one_s_own_are_let_be(text: str) -> None:
    assert findings(text, "m.json") == []
