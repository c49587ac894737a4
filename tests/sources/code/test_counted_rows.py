"""Models and devices in code and data: layers, heads, parameters, cores by the keys that frameworks give them."""

from __future__ import annotations

import pytest
from coding import coded, findings
from mlsysim_validators.sources.values.counting_keys import counted_field

LLAMA = "layers=32, heads=32, kv_heads={kv}, head_dim=128, hidden_size=4096, vocab_size={vocabulary}"
CLASS = "class M:\n    name: str\n    params: float\n    active: float\n    n_layers: int\n    kv_heads: int\n"


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("num_hidden_layers", "layers"),
        ("n_layer", "layers"),
        ("num_key_value_heads", "heads.kv"),
        ("n_query_groups", "heads.kv"),
        ("num_attention_heads", "heads.query"),
        ("d_model", "hidden_size"),
        ("n_embd", "hidden_size"),
        ("ffn_dim", "intermediate_size"),
        ("padded_vocab_size", "vocabulary"),
        ("params_b", "parameters.total"),
        ("active_params", "parameters.active"),
        ("num_experts_per_tok", "experts.active"),
        ("num_local_experts", "experts.total"),
        ("SM_COUNT", "cores.sm"),
        ("num_sms", "cores.sm"),
        ("nvlink_links", "links.nvlink.ports"),
        ("max_position_embeddings", "context"),
        ("max_seq_length", None),
        ("layers_per_stage", None),
        ("head_count_seen", None),
    ],
)
def test_keys_name_figures(key: str, path: str | None) -> None:
    found = counted_field(key)
    assert (found[1] if found else None) == path


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        (f"LLAMA3_8B = dict({LLAMA.format(kv=32, vocabulary=128_256)})\n", "32", "the number of its query heads"),
        (f"M = {{'llama-3-8b': dict({LLAMA.format(kv=8, vocabulary=32000)})}}\n", "32000", "LLaMA"),
        (f"{CLASS}X = M('mixtral-8x7b', 46.7e9, 46.7e9, 32, 8)\n", "46.7e9", "all of its parameters"),
        ("SM_COUNT = {'V100': 80, 'A100': 128, 'H100-SXM5': 132}\n", "128", "the other devices of the table"),
        ("SM_COUNT = {'V100': 80, 'A100': 108, 'H100-PCIe': 132}\n", "132", "NVIDIA H100"),
        ("LAYERS = {'llama-3-8b': 32, 'llama-3-70b': 32, 'qwen2.5-7b': 28}\n", "32", "Llama 3 8B's"),
    ],
)
def test_another_ones_figure_is_told(code: str, text: str, told: str) -> None:
    assert findings(code) == [(text, "copied")]
    (claim,) = (one for one in coded(code).values() if one.verdict == "mismatch")
    assert told in claim.reason


@pytest.mark.parametrize(
    "code",
    [
        f"LLAMA3_8B = dict({LLAMA.format(kv=8, vocabulary=128_256)})\n",
        f"LLAMA3_8B = dict({LLAMA.format(kv=8, vocabulary=128_000)})  # without the special tokens\n",
        f"TINY = dict(base='llama-3-8b', {LLAMA.format(kv=2, vocabulary=512)})\n",
        "DEBUG = {'llama-3-8b': dict(layers=2, heads=32, kv_heads=8, head_dim=128, hidden_size=4096)}\n",
        "M = {'CodeLlama-7b-Python-hf': dict(vocab_size=32000, n_layer=32, n_head=32, n_embd=4096)}\n",
        "P = dict(base='llama-3.2-3b', num_layers=28, num_attention_heads=8)\n",
        "SM_COUNT = {'A100': 128}  # of the full die\n",
        "SM_COUNT = {'V100': 80, 'A100': 108, 'H100-PCIe': 114}\n",
        "PARAMS = {'llama-3-8b': 8e9, 'llama-3-70b': 70e9, 'mixtral-8x7b': 46.7e9}\n",
    ],
)
def test_what_is_right_or_ones_own_is_left_alone(code: str) -> None:
    assert findings(code) == []


def test_right_figures_are_checked_in_json_and_yaml() -> None:
    tree = '{"Llama-3-70B": {"num_hidden_layers": 80, "num_key_value_heads": 8, "hidden_size": 8192}}'
    assert {one.verdict for one in coded(tree, "a.json").values()} == {"match"}
    assert findings("llama-3-70b:\n  layers: 80\n  kv_heads: 64\n  heads: 64\n  hidden_size: 8192\n", "a.yaml") == [
        ("64", "copied")
    ]


ROWS = """
MODELS = [
    {"name": "Llama-3-8B", "params_billion": 8, "d_model": 4096, "n_heads": 32, "n_layers": 32},
    {"name": "Llama-3-70B", "params_billion": 70, "d_model": 8192, "n_heads": 64, "n_layers": 80},
    {"name": "%s", "params_billion": %s, "d_model": %s, "n_heads": %s, "n_layers": %s},
]
"""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("Llama-3.1-405B", 405, 16384, 128, 126), []),
        (("Llama-3.1-405B", 405, 16384, 128, 120), ["120"]),
        (("DeepSeek-V2-236B", 236, 12288, 96, 120), ["12288", "96", "120"]),
        (("DeepSeek-R1-8B", 8, 4096, 32, 32), []),  # another model of that name
        (("Llama-3.1-405B", 300, 12288, 96, 120), []),
    ],
)
def test_a_shape_that_the_parameters_beside_it_contradict(row: tuple[object, ...], told: list[str]) -> None:
    assert [text for text, _ in findings(ROWS % row)] == told


def test_a_program_of_one_model_may_have_a_shape_of_its_own() -> None:
    assert findings('M = {"name": "Llama-3.1-405B", "params_billion": 405, "d_model": 8192, "n_layers": 40}\n') == []
