"""A specification in the sentences, lists and tables that people put it in: right it is found, wrong it is told."""

from __future__ import annotations

import pytest
from snippets import findings, verdict


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("The @ of an H100 hold the weights of a 34B model.", "80 GB", ["64 GB", "96 GB"]),
        ("The H100's @ of HBM3 hold the weights of a 34B model.", "80 GB", ["64 GB", "96 GB"]),
        ("An H100 SXM is 989 dense BF16 TFLOPS and @.", "3.35 TB/s", ["2.04 TB/s", "1.20 TB/s"]),
        ("For the H100, $\\beta = $ @ and $\\pi = 989$ TFLOP/s.", "3.35 TB/s", ["2.5 TB/s", "4.35 TB/s"]),
        (
            "V100 (2017): 125 TFLOPS, A100 (2020): @, H100 (2022): 989 TFLOPS.",
            "312 TFLOPS",
            ["250 TFLOPS", "280 TFLOPS"],
        ),
        ("V100 with 900 GB/s, A100 with @, H100 with 3,350 GB/s.", "2,039 GB/s", ["1,200 GB/s", "2,400 GB/s"]),
        ("NVLink 4 gives each H100 @ in both directions together.", "900 GB/s", ["600 GB/s", "1,200 GB/s"]),
        ("TPU v4 reaches @ in bf16, at peak.", "275 TFLOPS", ["197 TFLOPS"]),
        ("DeepSeek-V3 activates @ of its 671B parameters.", "37B", ["32B", "21B", "47B"]),
        ("The vocabulary of Llama 3 8B has @ tokens.", "128,256", ["32,000", "150,000"]),
    ],
)
def test_a_specification(text: str, right: str, slips: list[str]) -> None:
    number = right if right[-1].isalpha() or "vocab" not in text else f"{right} tokens"
    assert verdict(text.replace("@", right), number)[0] == "match"
    for slip in slips:
        told = findings(text.replace("@", slip))
        assert [words for words, _ in told] == [slip if number == right else f"{slip} tokens"], slip


@pytest.mark.parametrize(
    "text",
    [
        "Reading 16 GB at 3.35 TB/s (H100) takes 4.8 ms.",
        "At 3.35 TB/s (H100), reading 16 GB takes 4.8 ms.",
        "On the H100 we move 40 GB over 3.35 TB/s of HBM: 11.9 ms.",
        "Streaming all 24 GB through an H100 at 3.35 TB/s takes 7.2 ms.",
        "It takes 40 GB of the H100's 80 GB.",
        "The run uses 16 GB of an H100.",
    ],
)
def test_what_is_moved_or_used_is_no_size_of_a_memory(text: str) -> None:
    assert findings(text) == []


def test_a_rate_beside_weights() -> None:
    assert verdict("Reading 16 GB of weights at 3.35 TB/s (H100) takes 4.8 ms.", "3.35 TB/s")[0] == "match"
