"""Whatever a source holds, checking it neither raises nor takes more than its share of time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import SHAPES, deck
from snippets import checked

SPOKEN = """H100 MI300X|Gaudi 3|Llama-3 8B|Llama-3 70B|Poland|France|InfiniBand NDR|NVLink|TB/s|GB|GiB|TFLOPS|W|ms|
FLOP/B|gCO2e/kWh|per GPU-hour|per year|tokens|GPUs|×|x|*|/|+|-|=|≈|->|~|$|\\$|%|10^12|1e300|2^|,|.|(|)|[|]|3.35|989|80|
0|0.0|1,979|1{,}979|8|memory bandwidth|weights|KV cache|gradients|ridge point|AllReduce|takes|per direction|
dense|sparse|range|more than|in FP16|vs|batch 8|registry: ignore because x|# |- |---|```|    |\n\n"""
IN_TEX = r"""\begin{frame}{T}|\end{frame}|\begin{tabular}{lr}|\end{tabular}|&|\\|\hline|\textbf{|}|{|$|\[|\]|\frac{|}{|
\,|\SI{3}{\giga\byte}|\note{|\item|\begin{lstlisting}|\end{lstlisting}|% registry: |\multicolumn{2}{c}{"""
IN_MARKDOWN = "| a | b |\n|---|---|\n;| |;\n;**;`;<!-- registry: ;-->;<br>;[;](x);# T\n;---\n"
WORDS = st.sampled_from(SPOKEN.split("|"))
TEX = st.sampled_from(IN_TEX.split("|"))
MARKDOWN = st.sampled_from(IN_MARKDOWN.split(";"))
SOUP = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOUP
@given(st.lists(st.one_of(WORDS, MARKDOWN, st.text(max_size=4)), max_size=60))
def test_any_markdown_is_checked(parts: list[str]) -> None:
    report = checked(" ".join(parts))
    assert report.checked <= report.seen
    for claim in report.claims:
        assert claim.document.position(claim.stated.offset)[0] >= 1


@SOUP
@given(st.lists(st.one_of(WORDS, TEX, st.text(max_size=4)), max_size=60))
def test_any_tex_is_checked(parts: list[str]) -> None:
    report = checked(" ".join(parts), "deck.tex")
    assert report.checked <= report.seen


def seconds(text: str, path: str) -> float:
    started = time.process_time()
    checked(text, path)
    return time.process_time() - started


# What these take is mostly spent inside regular expressions, where no calls can be counted (see test_bounds).
PATTERNS = (
    "deck", "one paragraph", "another language", "one sentence", "one word", "words", "digits", "commas", "lines",
    "stars", "links", "brackets", "ticks", "dollars", "comments", "tables without an end", "rules", "scripts",
    "open braces", "open math", "if false", "rst rules",
)  # fmt: skip


@pytest.mark.parametrize("shape", PATTERNS)
def test_time_grows_no_faster_than_the_source(shape: str) -> None:
    path, grow = SHAPES[shape]
    seconds(grow(2_000), path)
    small = min(seconds(grow(10_000), path) for _ in range(2))
    large = min(seconds(grow(60_000), path) for _ in range(2))  # a machine that stumbles once is no growth
    assert large < 6 * small * 2.5 + 0.25, f"{large / small:.1f} times the time for 6 times the source"


def counting() -> float:
    """The processor seconds of counting to ten million: a yardstick of this machine, 0.1 s when this was written."""
    begin = time.process_time()
    for _ in range(10_000_000):
        pass
    return time.process_time() - begin


def test_a_deck_of_100_kb_takes_about_a_second() -> None:
    """Ten to twelve times the yardstick when this was written; a ratio, so that a slower machine changes nothing."""
    text = deck(100_000)
    ratio = min(seconds(text, "deck.tex") / counting() for _ in range(3))
    assert ratio < 18, f"{ratio:.1f} times the yardstick"
