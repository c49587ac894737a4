"""Models that are said to fit on so many devices, and amounts that are said to need several."""

from __future__ import annotations

import pytest
from snippets import findings, table

ROWS = [
    ("Model | Precision | Minimum hardware", "Llama 3.1 405B | FP8 | {}", "6× H100", "4× H100"),
    ("Model | Precision | GPUs needed", "Llama 3.3 70B | BF16 | {}", "2× A100 80GB", "1× A100 80GB"),
    ("Model | FP16 | INT4", "a 34B model | {} | 1× L4 24GB", "1x A100 80GB", "1x L40S 48GB"),
    ("Modèle | Précision | Hardware minimal", "Falcon 180B | BF16 | {}", "5 × H100 80 GB", "4 × H100 80 GB"),
    ("LLM | Weights | Setup", "Grok-1 | 314 GB | {}", "4-8× H100", "2-3× H100"),
]
SENTENCES = [
    ("A 70B model in FP16 fits on {} H100 80GB.", "two", "one"),
    ("Llama 3.1 405B in FP8 can be served: it fits on {}× H200.", "4", "2"),
    ("The 140 GB of weights fit on {} A100 80GB.", "2", "1"),
    ("A single card is not enough, although {}x A100 80GB should be enough to serve the 168 GB model.", "3", "2"),
    ("To serve Mixtral 8x7B in BF16 you need at least {} L40S.", "2", "1"),
    (
        "$$70 \\times 2 \\text{{ GB}} \\times 1.2 = 168 \\text{{ GB}}$$\n\nFor the model {}x A100 80GB are enough.",
        "3",
        "2",
    ),
]


@pytest.mark.parametrize(("header", "row", "right", "wrong"), ROWS)
def test_rows(header: str, row: str, right: str, wrong: str) -> None:
    assert findings(table(header, row.format(right))) == []
    assert [rule for _, rule in findings(table(header, row.format(wrong)))] == ["does-not-fit"]


@pytest.mark.parametrize(("text", "right", "wrong"), SENTENCES)
def test_sentences(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert findings(text.format(wrong)) == [(wrong, "does-not-fit")]


@pytest.mark.parametrize("words", ["multiple", "several", "at least two"])
def test_several_for_what_one_holds(words: str) -> None:
    text = f"The {{}} GB of it in FP16 require {words} A100 GPUs (80 GB each)."
    assert [found for found, _ in findings(text.format(50))] == [words.split(" ", maxsplit=1)[0]]
    assert findings(text.format(150)) == []
    rows = table("Part | FP32 | FP16", "Weights | 28 GB | 14 GB", "Optimizer | 56 GB | 28 GB", "Total | 84 GB | 42 GB")
    above = f"{rows}\n\nEven in FP16 this requires {words} A100 GPUs (80GB each)."
    assert [found for found, _ in findings(above)] == [words.split(" ", maxsplit=1)[0]]
    assert findings(above.replace("FP16 this", "FP32 this")) == []


@pytest.mark.parametrize(
    "text",
    [
        table("Model | Precision | Hardware", "Llama 3.1 405B | BF16 | 8× H100 + CPU offload"),
        table("Model | Precision | Hardware", "Llama 3.1 405B | BF16 | 2 nodes of 8× H100"),
        table("Model | Precision | Hardware", "Llama 3.3 70B (AWQ) | BF16 activations | 1× H100"),
        table("Model | Precision | Throughput on 1× H100", "Llama 3.3 70B | BF16 | 20 tokens/s"),
        table("Model | Precision | Hardware", "Llama 3.3 70B or Llama 3.1 8B | BF16 | 1× H100"),
        "A 70B model in FP16 does not fit on one H100.",
        "Does a 70B model in FP16 fit on one H100?",
        "A 70B model in FP16 fits on one H100 only with offloading to the CPU.",
        "With 4-bit weights a 70B model fits on one A100 80GB, in FP16 it needs two.",
        "1 A100 (40 GB or 80 GB) should be enough memory for the model.",
        "One H100 needs 700 W, and a 70B model in FP16 needs two of them.",
        "The 56 GB of weights and their KV cache require several A100 (80 GB each).",
        "If a 70B model in FP16 fit on one H100, nobody would shard it.",
        "The 70B model in FP16 fits on one H200 with 1 GB to spare.",
    ],
)
def test_what_says_no_such_thing(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("The memory requirement for training a 70B model in FP8 is a much lower {}.", "90 GB", "21 GB"),
        ("Loading Llama 3.1 405B in BF16 takes about {}.", "810 GB", "405 GB"),
        ("In FP16 a 13B model requires {} of VRAM.", "26 GB", "13 GB"),
        ("$M_{\\text{params}}^{\\texttt{GPT-3}} \\approx {}$", "324\\,\\mathrm{GiB}", "324\\,\\mathrm{TiB}"),
        ("The optimizer states of GPT-3 take {}.", "2 TB", "2 PB"),
    ],
)
def test_what_a_model_takes(text: str, right: str, wrong: str) -> None:
    assert findings(text.replace("{}", right)) == []
    assert len(findings(text.replace("{}", wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "With LoRA a 70B model in FP16 needs 4 GB more.",
        "A 70B model in FP16 needs two GPUs of 80 GB.",
        "In FP16 a 70B model requires an 80 GB GPU at least twice.",
        "A 70B model in FP16 takes 18 GB on each of eight cards.",
        "Offloaded to the CPU, a 70B model in FP16 needs 21 GB.",
        "GPT-3 has 175B parameters and was trained on 45 TB of text.",
        "All checkpoints of GPT-3, parameters and optimizer, are 1 PB.",
        "A 70B model needs 21 GB.",  # in what format, it does not say
    ],
)
def test_what_takes_less_or_more(text: str) -> None:
    assert findings(text) == []


def test_what_is_said_of_the_memory_of_a_device_is_no_demand() -> None:
    told = findings("The 96 GB of an H100 hold the weights of a 34B model.")
    assert [words for words, _ in told] == ["96 GB"]
