"""Numbers that are reached, measured, denied or of another variant, and factors of what was measured.

Beside each sort stands the like number that is wrong, and found.
"""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

LATENCIES = (
    "Metric | Before | After | Ratio",
    "Throughput | 260 tok/s | 1,852 tok/s | 7.12x",
    "Requests | 2.1 req/s | 13.0 req/s | 6.19x",
    "Total | 165 | 1,178 | 7.14x",
    "Average latency | 1.447 s | 1.585 s | 0.91x",
)

QUIET = [
    # a variant with another memory, which the registry lacks; the same chip in a superchip
    "The RTX 4060 Ti comes with 8 GB of GDDR6 memory and a TDP of 160 W.",
    "The B200 has a peak of 10 PFLOPS in NVFP4.",
    # what a kernel reaches, and what a benchmark shows
    "Performance of the kernel on B200: ~1.2 PFLOPS for large matrices.",
    "# Mac benchmark results\n\n" + table(" | M5 | M4 Pro", "Bandwidth | 118.9 GB/s | 230.3 GB/s"),
    "The value of Llama 3.2 3B, measured as 260 KB/token of KV cache, includes the framework's own.",
    # of the processor beside the card
    "One node: AMD EPYC 9454P (Genoa @ 2.75 GHz) and 2x NVIDIA H100 NVL.",
    # what is denied
    "Mixtral-8x7B doesn't have 56B parameters.",
    # a factor of what was measured, beside two bandwidths
    "MI300X is 2.66x faster than A100-40GB.\n\nMemory of the MI300X: 5.3 TB/s; of the A100-40GB: 1.5 TB/s.",
    # sizes of a family in a sentence
    "Llama-3.1 includes models with 8 billion, 70 billion, and 405 billion parameters.",
    # a share that is given, with what it makes of the whole
    "Images: 4M a day, 400K at once, 960K in all.\n\n- 30% of images get upscaled = 1.2M upscales/day",
    # less is better of times
    table(*LATENCIES),
    # a plain number beside its like in the line above
    "```text\nLlama-2-7B, 32 layers, 32 heads, 1000 tokens:\n= 1000 × 0.5 MB\n= 500 MB\n```",
]

WRONG = [
    ("The RTX 4090 comes with 16 GB of GDDR6X memory.", "16 GB"),
    ("The B200 has a peak of 4500 TFLOPS in dense BF16.", "4500 TFLOPS"),
    ("The H100 has 2.9 TB/s of memory bandwidth and 80 GB of memory.", "2.9 TB/s"),
    ("Mixtral-8x7B has 56B parameters.", "56B"),
    ("The cache went from 10 GB to 2 GB, 4x smaller.", "4x"),
]


@pytest.mark.parametrize("text", QUIET)
def test_nothing_is_said_of_what_nobody_means(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("text", "stated"), WRONG)
def test_what_is_meant_and_wrong_is_found(text: str, stated: str) -> None:
    assert claim(text, stated).verdict == "mismatch"


def test_the_factors_of_a_table_of_times_and_rates_are_checked() -> None:
    assert verdict(table(*LATENCIES[:2], *LATENCIES[3:]), "7.12x")[0] == "match"


DENIED = [
    '**"Mixtral 8x7B has 56 billion parameters, doesn\'t it?"**\n\nNo. Its experts share all that is not feed-forward.',
    "Does Mixtral 8x7B store 56 billion parameters? No, its experts share the attention.",
    "### Is an H100 SXM good for 1500 TFLOP/s of dense BF16?\n\nNot quite: 989 TFLOP/s.",
    "Llama-3 8B in FP16 has 16 GB of weights. On the H100 (3.35 TB/s), it is 16 GB ÷ 3.35 TB/s = 4.8 ms.",
]
STATED = [
    ('**"Does Mixtral 8x7B fit?"**\n\nNo. Mixtral 8x7B has 56 billion parameters.', "56 billion"),
    ("How large is Mixtral 8x7B? Mixtral 8x7B has 56 billion parameters.", "56 billion"),
    ("One pass over the memory of the H100 SXM takes 96 GB / 3.35 TB/s = 28.7 ms.", "96 GB"),
]


@pytest.mark.parametrize("text", DENIED)
def test_what_a_question_supposes_and_its_answer_denies_is_no_claim(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_what_an_answer_states_is_one(text: str, stated: str) -> None:
    assert claim(text, stated).verdict == "mismatch"


@pytest.mark.parametrize(
    ("text", "stated", "field"),
    [
        ("Llama 3.1 70B: grouped-query attention with $n_{kv}=8$ heads of dimension 128.", "8", "heads.kv"),
        ("Llama 3.1 70B has $n_q = 64$ heads, of which groups of eight share keys.", "64", "heads.query"),
    ],
)
def test_the_symbol_that_a_number_is_set_to_names_it(text: str, stated: str, field: str) -> None:
    found = claim(text, stated)
    assert (found.field, found.verdict) == (field, "match")


def test_a_wrong_number_that_a_symbol_is_set_to_is_found() -> None:
    assert claim("Llama 3.1 70B: grouped-query attention with $n_{kv}=64$ heads.", "64").verdict == "mismatch"
