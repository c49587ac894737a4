"""Numbers that two quantities around them give, told by the dimensions; a known factor off is a mistake."""

from __future__ import annotations

import pytest
from snippets import claim, findings

# What is stated, the number that follows, what people write instead.
PAIRS = [
    ("# On an H100 SXM\n\nLayerNorm moves 268 MB, {} at full bandwidth.\n", "80 µs", "40 µs"),
    ("# Products on the A100 SXM 80 GB\n\nThe product has 1.10 TFLOP, which takes {} in BF16.\n", "3.53 ms", "1.76 ms"),
    ("# A GEMM on the H100 SXM\n\nThe product has 1.10 TFLOP: 1.11 ms in BF16 and {} in FP8.\n", "0.56 ms", "0.28 ms"),
    ("# KV cache\n\nEach token takes 131,072 B. A prompt of 8,192 tokens keeps {} of it.\n", "1.07 GB", "0.54 GB"),
    ("# Prefill\n\nThe prompt of 2,048 tokens takes 66.5 ms, which makes {} of prefill.\n", "30,800 tokens/s",
     "3,080 tokens/s"),
    ("# Roofline of the H100 SXM\n\nAt 62.1 FLOP/B and 3.35 TB/s it attains {}.\n", "208 TFLOP/s", "416 TFLOP/s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_pairs_explain_a_number_or_show_its_mistake(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(right), right).verdict == "match"
    assert findings(text.format(right)) == []
    assert [found for found, _ in findings(text.format(wrong))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "# On an H100 SXM\n\nLayerNorm moves 268 MB, 130 µs at full bandwidth.\n",  # by no known factor
        "# On an H100 SXM\n\nLayerNorm moves 268 MB; we measured 160 µs.\n",
        "# On an H100 SXM\n\nLayerNorm moves 268 MB at 50% of the bandwidth: 160 µs.\n",
        "# Ridges\n\nRidge points of the H100 lie between about 140 and 600 FLOP/B.\n",
        "# Loading\n\nWeights of 141 GB from a disk of 12 GB/s:\n\n- BF16: 11.8 s\n- FP8 checkpoint: 5.9 s\n",
        "# Optimizer\n\n8 H100 GPUs hold 16.06 GB of gradients.\n\n- Cut the gradients into 8 chunks of 2.01 GB.\n",
    ],
)
def test_other_readings_of_a_number_are_left_open(text: str) -> None:
    assert findings(text) == []


def test_a_row_of_the_cache_has_the_format_of_the_cache() -> None:
    text = (
        "# Llama 3 8B, users of 4,096 tokens\n\n| Weights | Cache | KV cache of one (GB) |\n|---|---|---|\n"
        "| FP16 | FP16 | 0.537 |\n| INT4 | INT8 | {} |\n"
    )
    assert findings(text.format("0.268")) == []
    assert findings(text.format("0.537")) != []


def test_what_a_cache_would_be_without_groups_has_all_heads() -> None:
    rows = "| 4,096 tokens | 0.537 GB |\n| 4,096 tokens, had it no GQA | {} |\n"
    text = f"# Llama 3 8B\n\n| KV cache | size |\n|---|---|\n{rows}"
    assert findings(text.format("2.15 GB")) == []


def test_devices_and_an_efficiency_that_its_paragraph_states_explain_a_time() -> None:
    text = "# H100 SXM\n\n- A prompt costs 141 TFLOP.\n- On one at η = 0.5: 285 ms. On two: 143 ms. On four: 71 ms.\n"
    assert findings(text) == []


def test_of_three_numbers_the_last_is_the_wrong_one() -> None:
    text = "One inference of the microcontroller: 83 ms at 15 mW, {}.\n"
    assert findings(text.format("1.25 mJ")) == []
    assert [found for found, _ in findings(text.format("1.25 µJ"))] == ["1.25 µJ"]


def test_an_efficiency_that_introduces_a_list_counts() -> None:
    text = "# Prefill on an H100 SXM\n\nPrompt of 2,048 tokens, FP16, η = 0.5:\n\n- The 8B does 32.9 TFLOP, {}.\n"
    assert findings(text.format("done in 66.5 ms")) == []
    assert [found for found, _ in findings(text.format("done in 33.3 ms"))] == ["33.3 ms"]
    assert findings(text.format("at best in 33.3 ms")) == []


def test_a_time_that_repeats_the_row_above_is_held_against_its_own_amount() -> None:
    text = "# One token\n\n| Weights | Size | MI300X | H100 SXM |\n|---|---|---|---|\n"
    text += "| BF16 | 140 GB | 26.4 ms | 41.8 ms |\n| FP8 | 70 GB | {} ms | 20.9 ms |\n"
    text += "| INT4 | 35 GB | 6.6 ms | 10.4 ms |\n"
    assert findings(text.format("13.2")) == []
    assert [found for found, _ in findings(text.format("26.4"))] == ["26.4 ms"]


def test_a_cache_of_the_format_that_its_sentence_names() -> None:
    text = "# Cache\n\n- FP16 cache: 320 KiB per token; FP8 cache: 160 KiB per token.\n- {}\n"
    assert findings(text.format("A 4096-token conversation in FP8 holds 0.671 GB.")) == []
    found = findings(text.format("A 4096-token conversation in FP8 holds 1.34 GB."))
    assert [words for words, _ in found] == ["1.34 GB"]
