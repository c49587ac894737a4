"""Totals of lines, laws that a slide names, intensities without a unit, rows that a sentence tells again."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame, verdict

DECK = "deck.tex"
BUDGET = (
    r"Weights: 4 GB\\ Gradients: 4 GB\\ Adam (m+v): 16 GB\\ Activations: $\sim$8 GB\\ Total $\approx$ \textbf{{{}}}"
)
NOTE = r"\note{{Weights: 2B * 2 bytes = 4 GB. Gradients: 4 GB. Adam states: 16 GB. Total: {}. It fits.}}"
TABLE = r"""
\begin{{tabular}}{{rrrr}}
\toprule GPUs & img/s & Speedup & Efficiency \\ \midrule
1 & 1,450 & 1.0$\times$ & 100\% \\ 2 & 2,750 & 1.9$\times$ & 95\% \\
4 & 5,200 & 3.6$\times$ & 90\% \\ 8 & 9,100 & 6.3$\times$ & 79\% \\ \bottomrule
\end{{tabular}}
\note{{``4 GPUs = 5,200 ({}x, 90\%). 8 GPUs = 9,100 (6.3x, {}\%).''}}"""
MEMORY = r"""
\begin{{tabular}}{{lr}}
\toprule Component & Size \\ \midrule Weights & 6 GB \\ Activations & 34 GB \\ \midrule Total & 40 GB \\ \bottomrule
\end{{tabular}}

Activations = \textbf{{{}}} of total memory."""


@pytest.mark.parametrize(("body", "right", "wrong"), [(BUDGET, "32 GB", "42 GB"), (NOTE, "24 GB", "16 GB")])
def test_a_total_is_the_sum_of_the_lines_above(body: str, right: str, wrong: str) -> None:
    assert verdict(frame(body.format(right)), right, DECK)[0] == "match"
    assert findings(frame(body.format(right)), DECK) == []
    assert [words for words, _ in findings(frame(body.format(wrong)), DECK)] == [wrong]


def test_a_total_of_something_else_is_left_alone() -> None:
    body = r"At batch 64: activations 24 GB\\ Fits!\\ Cache: 2 GB\\ Total $\approx$ 33 GB"
    assert findings(frame(body), DECK) == []


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("A job is 95% parallel: max speedup {}.", "20×", "40×"),
        ("If loading is 10% of total time, even infinite speed yields only a {} speedup.", "10×", "5×"),
        ("With p = 0.9 and S = 100 the speedup is {}.", "9.2×", "19.2×"),
    ],
)
def test_amdahls_law(words: str, right: str, wrong: str) -> None:
    shown, broken = (f"# Amdahl's law\n\n{words.format(value)}\n" for value in (right, wrong))
    assert findings(shown) == []
    assert [found for found, _ in findings(broken)] == [wrong]


@pytest.mark.parametrize(("right", "wrong"), [("10 ms", "15 ms")])
def test_the_wait_of_a_queue(right: str, wrong: str) -> None:
    words = "# M/M/1\n\nAt 50% utilization with 10 ms service time: wait = {}.\n"
    assert findings(words.format(right)) == []
    assert [found for found, _ in findings(words.format(wrong))] == [wrong]


def test_an_intensity_needs_no_unit() -> None:
    body = r"H100: 989 TFLOPS, 3.35 TB/s, ridge = {}"
    assert verdict(frame(body.format("295")), "295", DECK)[0] == "match"
    assert [words for words, _ in findings(frame(body.format("395")), DECK)] == ["395"]
    assert claim(frame(r"A dense layer: AI $\approx$ 60"), "60", DECK).reading.units[0].symbol == "FLOP/B"


def test_a_sentence_that_tells_a_row_again() -> None:
    assert findings(frame(TABLE.format("3.6", "79")), DECK) == []
    assert [words for words, _ in findings(frame(TABLE.format("3.9", "79")), DECK)] == ["3.9x"]
    assert [words for words, _ in findings(frame(TABLE.format("3.6", "69")), DECK)] == ["69%"]


def test_a_share_of_a_total_that_the_text_names() -> None:
    assert findings(frame(MEMORY.format(r"85\%")), DECK) == []
    assert [words for words, _ in findings(frame(MEMORY.format(r"58\%")), DECK)] == ["58%"]


@pytest.mark.parametrize(
    ("body", "right", "wrong"),
    [
        (r"$2 \times 14$ GB = 28 GB per step.\\ NVLink at 300 GB/s: {}.", "93 ms", "39 ms"),
        (r"{{\note{{The peak is $989 \times 0.40 \approx {}$---the rate that counts.}}}}", "396 TFLOPS", "936 TFLOPS"),
        (r"Time: $3.6 \times 10^{{20}} / 3.0 \times 10^{{15}}$\\ $= {}$", "120,000 s", "210,000 s"),
        (r"Speedup = 1/0.125 = {}.", "8x", "6x"),
        (r"Fusion: from 48 ms to 8 ms, a {} speedup.", "6x", "4x"),
    ],
)
def test_calculations_as_slides_break_them(body: str, right: str, wrong: str) -> None:
    assert findings(frame(body.format(right)), DECK) == []
    assert [words for words, _ in findings(frame(body.format(wrong)), DECK)] == [wrong]


def test_a_factor_of_the_cost_is_not_that_of_the_latency() -> None:
    assert findings(frame(r"Halving latency (from 10 ms to 5 ms) can 4x the cost."), DECK) == []


def test_the_intensity_of_a_layer_is_no_ridge_point() -> None:
    assert findings("On an A100 (ridge 153), at batch 64: AI = 60, still below the ridge but better.") == []
