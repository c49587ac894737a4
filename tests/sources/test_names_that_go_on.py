"""Names that go on, sizes that are listed, shares and changes of a figure, files of quantized models.

Beside each stands the like number that is wrong, and found.
"""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

QUIET = [
    # a name that goes on is another's
    table("Model | Parameters", "DeepSeek-R1-Distill-Qwen-7B | 7.6B", "DeepSeek-R1-Distill-Llama-8B | 8B"),
    table("Model | Size", "microsoft/Phi-4-mini-instruct | 3.8B", "Phi-4 | 14.7B"),
    table("Backbone | FLOPs | Params", "ResNet-50 FPN | 296.7B | 46.4M", "ResNet-101 FPN | 374.3B | 65.4M"),
    "A fine-tune, Llama-3 8B Gradient Instruct, takes a context of 1048k tokens.",
    "```text\nH20-4C:  4 GB memory\nH20-12C: 12 GB memory\n```",
    # sizes of a family
    table("Model | Model size", "BLOOM | 560M/1.1B/1.7B/3B/7.1B/176B", "Mixtral | 8x7B/8x22B", "Phi-2 | 1.3B/2.7B"),
    # a count that leaves the embeddings out, or that a name rounds
    table("Model | Parameters", "tiiuae/falcon-7b-instruct | 7.2B", "Falcon-180B-chat | 180B"),
    # of each of them
    "- **Mixtral 8x22B**: 8 experts, 22B parameters each, 2 experts per token",
    # what the line above only compares with
    "Little has changed compared to GPT-3:\n\n- a decoder with 12 layers, 768 embedding dimensions, 12 attention heads",
    # what it is changed to, and as many times another
    "- Take the A100 again and change its memory bandwidth: 2039 → 4078 GB/s",
    "- Memory bandwidth: 8000 GB/s (2x MI300X for twice the tokens)",
    # where a rise begins
    "NVLink 2 与 V100 一同而来，信号速率从 20Gb/s 到了 25Gb/s。",
    # the network between nodes, beside the link within
    "对于 H800 来说，NVLink 的带宽为 400GB/s, IB 的带宽为 50GB/s。",
    # the file of a model in a few bits
    "The 8-billion-parameter Llama 3 model takes up 4.7 GB of storage.",
    # another peak is not what was reached
    "- Compared to the A100's peak FP32 (19.5 TFLOPS): **4%** of peak.",
    # what may be used of it
    "- **A100-40GB:** 38GB constraint, medium models only",
]

MATCHES = [
    ("Each slice gets one-eighth of the GPU memory capacity (12 GiB) of a full GH200 GPU.", "12 GiB"),
    ("Across all 1152 heads in Qwen3-8B most are concentrated.", "1152"),
    ("We fine-tune on 2x RTX 3090 (48GB).", "48GB"),
    ("- GPU-hours: 2.4M / (20 × 60) = 2,000 GPU-hours/day", "2,000 GPU-hours/day"),
    ("Latency fell: up to 50% latency reduction (7 seconds vs. 14 seconds).", "50%"),
]

NO_CALCULATION = [
    "1000 models running 24/7 = ~500 tons CO2/year",
    "FP16 tiles: 16×8 × 8×8 = 1024 FMAs",
    "We take 2x RTX 4090 as `tp=2` here.",
    "AI = 2 × 4096³ / (3 × 4096²) × 2 = 2 × 4096 / 3 / 2 ≈ 1365 FLOP/Byte",
]

WRONG = [
    (table("Model | Parameters", "DeepSeek-R1 | 617B", "Qwen2.5-32B-Instruct | 32.8B"), "617B"),
    (table("Model | Parameters", "Llama-3.1-70B-Instruct | 7.1B", "Llama-3.1-8B-Instruct | 8.0B"), "7.1B"),
    ("GPT-3 is built so:\n\n- a decoder with 69 layers, 12288 embedding dimensions, 96 attention heads", "69"),
    ("The A100 has a memory bandwidth of 4078 GB/s.", "4078 GB/s"),
    ("Each slice gets one-eighth of the GPU memory capacity (16 GiB) of a full GH200 GPU.", "16 GiB"),
    ("We fine-tune on 2x RTX 3090 (96GB).", "96GB"),
    ("- GPU-hours: 2.4M / (20 × 60) = 3,000 GPU-hours/day", "3,000 GPU-hours/day"),
    ("The weights of Llama 3 8B take 24 GB.", "24 GB"),
    ("FP16 tiles: 16 × 8 × 8 = 1042", "1042"),
]


@pytest.mark.parametrize("text", [*QUIET, *NO_CALCULATION])
def test_nothing_is_said_of_another(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("text", "stated"), MATCHES)
def test_a_share_or_several_together_are_right(text: str, stated: str) -> None:
    assert verdict(text, stated)[0] == "match"


@pytest.mark.parametrize(("text", "stated"), WRONG)
def test_a_wrong_number_of_the_like_is_found(text: str, stated: str) -> None:
    assert claim(text, stated).verdict == "mismatch"


def test_a_token_passes_through_the_active_parameters_of_a_mixture_alone() -> None:
    wrong = claim("- DeepSeek-V3 takes 37B FLOPs per token", "37B FLOPs per token")
    assert wrong.verdict == "mismatch"
    assert "active" in wrong.working


def test_a_plural_is_no_other_card() -> None:
    assert findings("GPT-3 was trained on V100s: 125 TFLOP/s each in FP16.") == []
    assert findings("The V100S has 125 TFLOP/s in FP16.") != []
