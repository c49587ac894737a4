"""The head that a paragraph or item runs in with: it names the quantity of the numbers behind it, or their law."""

from __future__ import annotations

import pytest
from snippets import claim, findings

SHEET = "# Pocket sheet\n\n{}\n\n## What the numbers are for\n\n" + "Nothing on this sheet was measured. " * 40 + "\n"


def of(line: str) -> str:
    """A sheet so long that only what stands near a number counts."""
    return SHEET.format(line)


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("**Pipeline bubble.** (p-1)/(m+p-1). With 8 stages and 24 microbatches: {}.", "22.6 %", "25.8 %"),
        ("**Bubble**: (p-1)/(m+p-1). *16 stages, 32 microbatches: {}; with two chunks 19.0 %.*", "31.9 %", "34.0 %"),
        ("**Amdahl**: 1/(s + (1-s)/N). *10 % serial on 32 workers: {}.*", "7.8 x", "10.0 x"),
        ("**AllReduce.** A ring passes 2(N-1)/N of it. 24 GB over 8 GPUs at 300 GB/s: {}.", "140 ms", "70 ms"),
        ("**All-gather.** It passes (N-1)/N. 24 GB over 8 GPUs at 300 GB/s: {}.", "70 ms", "140 ms"),
    ],
)
def test_a_head_names_the_law_of_the_numbers_behind_it(line: str, right: str, wrong: str) -> None:
    assert claim(of(line.format(right)), right).verdict == "match"
    assert findings(of(line.format(right))) == []
    assert [text for text, _ in findings(of(line.format(wrong)))] == [wrong]


@pytest.mark.parametrize(
    "line",
    [
        "**What is MFU worth?** Going from 42 % to 50 % saves 16 % of the time of 178,000 GPU-hours at 415 TFLOP/s.",
        "**Gradients.** 70B parameters in BF16: the ring over 128 nodes sends 34.7 GB per GPU.",
        "**Tensor parallel.** 70B in BF16 over 4 GPUs: 35 GB each.",
        "**Young.** delta = 60 s at an MTBF of 3.1 h: every 19 min, 10.4 % of the time lost (writing plus rework).",
    ],
)
def test_a_head_makes_no_other_number_a_finding(line: str) -> None:
    assert findings(of(line)) == []


def test_a_model_that_is_named_by_its_size_has_a_cache() -> None:
    line = "Llama 3.1 70B is meant.\n\n**KV cache**: 2 x layers x heads. *70B, one sequence of 8,192 tokens: {}.*"
    assert claim(of(line.format("2.68 GB")), "2.68 GB").verdict == "match"
    assert [text for text, _ in findings(of(line.format("1.34 GB")))] == ["1.34 GB"]


def test_a_cache_may_be_kept_in_several_formats() -> None:
    line = "Llama 3.1 70B with an 8-bit cache.\n\n- 4,096 tokens hold 0.67 GB of cache; with a 16-bit cache 1.34 GB."
    assert findings(of(line)) == []


def test_a_share_that_divides_does_not_multiply() -> None:
    line = "Llama 3.1 8B in BF16 on an H100 SXM.\n\n- Prefill: 32.9 TFLOP, so {} at the 60 % that kernels reach.\n"
    assert findings(f"# Prefill\n\n{line.format('55 ms')}") == []
    assert [text for text, _ in findings(f"# Prefill\n\n{line.format('20 ms')}")] == ["20 ms"]


def test_what_is_sent_is_what_the_sentence_says() -> None:
    line = "A checkpoint has 141 GB.\n\n16 GB over 8 GPUs at 450 GB/s: 31.1 ms."
    assert findings(of(line)) == []


def test_a_model_that_is_only_compared_with_has_no_cache() -> None:
    text = (
        "Qwen 2.5 14B has 40 query heads and 8 KV heads in 48 layers. Each KV head has 128 dimensions, yielding {} KB "
        "per token in the KV cache, 1.71x more than Llama 3.2 3B."
    )
    assert findings(text.format(192)) == []
