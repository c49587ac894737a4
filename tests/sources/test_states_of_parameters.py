"""What parameters take by bytes of each: in tables and lists whose other numbers follow."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table

STATES = (
    "# A model of 5 billion parameters\n\n| State | Bytes | Size |\n|---|---|---|\n"
    "| Weights | 2 | 10 GB |\n| Gradients | 2 | {} |\n| Master copy | 4 | 20 GB |\n| Moments | 8 | 40 GB |\n"
)
STAGES = (
    "# Sharding 20 billion parameters\n\nPer GPU, in GB:\n\n| | n = 4 | n = 32 |\n|---|---|---|\n"
    "| DDP | 320 | 320 |\n| ZeRO-1 | 140 | {} |\n| ZeRO-2 | 110 | 48.8 |\n| ZeRO-3 | 80 | 10 |\n"
)
FORMATS = (
    "| Model | Parameters | BF16 | INT8 | INT4 |\n|---|---|---|---|---|\n"
    "| Ours, small | 3.1 B | 6.2 GB | 3.1 GB | 1.55 GB |\n| Ours, large | 21 B | 42 GB | {} | 10.5 GB |\n"
)
ALL_EXPERTS = (
    "| Model | Total / active | Weights in BF16 (GB) | Weights in FP8 (GB) |\n|---|---|---|---|\n"
    "| Ours | 50 B / 9 B | {} | 50 |\n| Theirs | 120 B / 20 B | 240 | 120 |\n"
)
LINE = (
    "A checkpoint has 14 bytes per parameter.\n\n| Model | Size |\n|---|---|\n"
    "| 2B | 28 GB |\n| 9B | {} |\n| 30B | 420 GB |\n"
)
ITEMS = (
    "The 6 billion parameters of our model:\n\n- weights in BF16: 12 GB\n- gradients in BF16: 12 GB\n"
    "- master weights in FP32: 24 GB\n- first and second moment in FP32: {}\n"
)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (STATES, "10 GB", "20 GB"),
        (STAGES, "87.5", "110"),
        (STAGES, "87.5", "320"),
        (FORMATS, "21 GB", "42 GB"),
        (ALL_EXPERTS, "100", "18"),
        (LINE, "126 GB", "18 GB"),
        (LINE, "126 GB", "144 GB"),
        (ITEMS, "48 GB", "24 GB"),
    ],
)
def test_the_amount_that_does_not_follow_is_found(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert wrong in [found for found, _ in findings(text.format(wrong))]


def test_active_parameters_are_not_those_that_are_stored() -> None:
    assert "active parameters" in claim(ALL_EXPERTS.format("18 GB"), "18 GB").reason


@pytest.mark.parametrize(
    "text",
    [
        STATES.format("10 GB") + "\nWith activations it is 112 GB.\n",
        "| Model | Parameters | Weights | KV cache |\n|---|---|---|---|\n"
        "| Ours | 3 B | 6 GB | 12 GB |\n| Theirs | 9 B | 18 GB | 6 GB |\n",
        "A 7B model:\n\n| Precision | Weights | Optimizer | Total |\n|---|---|---|---|\n"
        "| FP32 | 28 GB | 56 GB | 112 GB |\n| BF16 with FP32 master | 14 GB | 56 GB | 84 GB |\n",
    ],
)
def test_what_is_more_than_parameters_is_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("A checkpoint has 14 bytes per parameter: {} for the 5 billion parameters of our model.", "70 GB", "10 GB"),
        ("Our 21B model at 8 bits is {}, which fits.", "21 GB", "42 GB"),
        ("# 16 bytes per parameter\n\n- 2B: 32 GB\n- 30B: {}\n", "480 GB", "120 GB"),
        ("Parameters per GPU: 40e9 / (8 x 2) = 2.5e9; in BF16 {}.", "5.0 GB", "2.5 GB"),
        ("It keeps 12 bytes of state for each parameter: {} for the 3 billion parameters of ours.", "36 GB", "24 GB"),
    ],
)
def test_an_amount_in_a_sentence_is_its_parameters_times_bytes(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert wrong in [found for found, _ in findings(text.format(wrong))]


@pytest.mark.parametrize(
    "text",
    [
        "For 5 billion parameters in FP32 (4 bytes each):\n\n- Weights: 20 GB\n- Total optimizer state: 80 GB\n",
        "The 21B model at 8 bits reads 42 GB of cache.",
        "Our 21B model in BF16 needs two cards with 80 GB each.",
    ],
)
def test_another_amount_in_a_sentence_is_left_alone(text: str) -> None:
    assert findings(text) == []


STAGES = table("stage | sharded | GB per device", "0 | nothing | 480", "1 | optimizer | 131", "2 | + gradients | 73.1",
               "3 | + weights | {}")  # fmt: skip


@pytest.mark.parametrize(("cell", "wrong"), [("15.0", []), ("3.8", ["3.8"])])
def test_a_stage_whose_siblings_are_right(cell: str, wrong: list[str]) -> None:
    text = f"# ZeRO\n\n30B parameters, 32 devices in data parallel, per device:\n\n{STAGES.format(cell)}"
    assert [words for words, _ in findings(text)] == wrong
