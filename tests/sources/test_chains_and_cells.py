"""Chains of arrows, products of factors, changes inside a cell, reciprocals, dashes, sheets of one device."""

from __future__ import annotations

import pytest
from snippets import findings, frame, table, verdict

DECK = "deck.tex"
SIZES = (
    "| Base | Small",
    "Parameters | 110M | 66M ({} fewer)",
    "Size (FP32) | {} | 264 MB",
    "Latency | 6.5 ms | 2.5 ms",
)
SHEET = ("Metric | Value", "Compute | 989 TFLOPS (H100 FP16)", "Memory | {} HBM3", "Power | 700 W per GPU")


def test_a_chain_goes_from_its_first_to_its_last() -> None:
    assert findings("Accuracy: 0.995 → 0.914 → 0.943 — 5% degradation.") == []
    assert [words for words, _ in findings("Accuracy: 0.995 → 0.914 → 0.943 — 15% degradation.")] == ["15%"]


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("Pruning (2×) + quantization (4×) + fusion (2×) = {} total.", "16×", "12×"),
        ("They compound: 2x times 4x times 3x = {}.", "24x", "20x"),
        ("INT4: 3.5 GB / 50 GB/s = 70 ms/token ({}).", "14 tok/s", "24 tok/s"),
        ("Mean: 12 ms. But p99: 72 ms — {} the mean!", "6x", "9x"),
    ],
)
def test_factors_and_reciprocals(words: str, right: str, wrong: str) -> None:
    assert findings(words.format(right)) == []
    assert [found for found, _ in findings(words.format(wrong))] == [wrong]


@pytest.mark.parametrize(("change", "size", "wrong"), [("40%", "440 MB", []), ("60%", "440 MB", ["60%"]),
                                                       ("40%", "880 MB", ["880 MB"])])  # fmt: skip
def test_a_table_of_metrics_by_model(change: str, size: str, wrong: list[str]) -> None:
    rows = (SIZES[0], SIZES[1].format(change), SIZES[2].format(size), SIZES[3])
    assert [words for words, _ in findings(table(*rows))] == wrong


def test_a_sheet_of_one_device() -> None:
    right, wrong = (table(*SHEET).format(size) for size in ("80 GB", "160 GB"))
    assert verdict(right, "80 GB")[0] == "match"
    assert [words for words, _ in findings(wrong)] == ["160 GB"]


def test_sizes_and_times_of_a_model_that_a_line_names() -> None:
    body = r"7B LLM on 50 GB/s device:\\ FP16: {} $\to$ 280 ms/token\\ INT4: 3.5 GB $\to$ 70 ms/token"
    assert findings(frame(body.format("14 GB")), DECK) == []
    assert [words for words, _ in findings(frame(body.format("28 GB")), DECK)] == ["28 GB"]


def test_what_a_paragraph_names_later_is_no_input() -> None:
    text = "Weights: 14 GB. Gradients: 14 GB. That is for a 7B model. GPT-2 XL in FP32: 89 GB total."
    assert findings(text) == []


def test_a_utilization_is_not_of_another_sentences_rate() -> None:
    text = "An A100 has 312 TFLOPS. BERT reaches 103 TFLOPS, 33% utilization. Another story altogether. DLRM: 40%."
    assert findings(text) == []


def test_a_result_before_its_working_in_brackets() -> None:
    assert findings("- About 0.28 seconds (14 GB / 50 GB/s)\n- About 0.56 seconds (2 * 14 GB / 50 GB/s)\n") == []
    wrong = "- About 0.009 seconds (14 GB / 50 GB/s / 64 GPUs)\n"
    assert [words for words, _ in findings(wrong)] == ["0.009 seconds"]


def test_a_calculation_that_goes_on_is_no_equation() -> None:
    assert findings("- 1000 QPS / 20 QPS per replica = 50 replicas * 2 GPUs each = 100 GPUs\n") == []
    assert findings("Total: 32 × 32 × 32 MB = 32 GB.") == []


def test_brackets_behind_a_name_are_about_it() -> None:
    text = "You go from an A100 (2.0 TB/s bandwidth, {} FP16) to an H100 (3.35 TB/s bandwidth, 989 TFLOPS FP16)."
    assert findings(text.format("312 TFLOPS")) == []
    assert findings(text.format("624 TFLOPS")) == [("624 TFLOPS", "sparse-for-dense")]


def test_a_column_beside_a_models_is_anothers() -> None:
    rows = "| GPT-2 | GPT-3", "Layers | 12 | 96", "Hidden | 768 | 12,288", "Params | 117M | 175B"
    assert findings(table(*rows)) == []
    assert [words for words, _ in findings(table(*rows).replace("96", "69"))] == ["69"]
