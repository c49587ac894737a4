"""Whatever a source holds, checking it neither raises nor takes more than its share of time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from snippets import EXAMPLES, checked

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


DECK = (EXAMPLES / "tutorial" / "slides.tex").read_text(encoding="utf-8")
NOTES = (EXAMPLES / "tutorial" / "notes.md").read_text(encoding="utf-8").split("---\n", 2)[2]
FLAT = "\n".join(line for line in NOTES.split("\n") if not line.startswith("#"))
SENTENCE = "The H100 has 3.35 TB/s and 80 GB of memory, 1.58x the MI300X; AllReduce takes 62 ms for 16 GB over 8 GPUs. "


def grown(text: str, size: int) -> str:
    return text * (size // len(text) + 1)


def deck(size: int) -> str:
    start, rest = DECK.split("\\begin{document}")
    return start + "\\begin{document}" + grown(rest.split("\\end{document}")[0], size) + "\\end{document}"


def seconds(text: str, path: str) -> float:
    started = time.process_time()
    checked(text, path)
    return time.process_time() - started


SHAPES = {
    "deck": ("deck.tex", deck),
    "flat notes": ("notes.md", lambda size: grown(FLAT, size)),
    "one paragraph": ("notes.md", lambda size: grown(SENTENCE, size)),
    "one sentence": ("notes.md", lambda size: grown("The H100 has 3.35 TB/s and 80 GB, ", size)),
    "one slide": ("deck.tex", lambda size: "\\begin{frame}{X}" + grown(SENTENCE.replace("$", "") + "\n\n", size)),
    "long table": ("notes.md", lambda size: "| D | GB |\n|---|---|\n" + grown("| H100 | 81 GB |\n", size)),
    "wide table": (
        "notes.md",
        lambda size: f"|{'H100|' * (size // 11)}\n|{'---|' * (size // 11)}\n|{'8 GB|' * (size // 11)}",
    ),
    "listing": (
        "notes.md",
        lambda size: "```\n" + grown("x = 1  # H100: 3.35 TB/s, AllReduce 62 ms\n", size) + "```\n",
    ),
    "list": ("notes.md", lambda size: grown("- 3.35 TB/s of bandwidth, 20x the T4\n", size)),
    "arithmetic": ("notes.md", lambda size: grown("2 × 3 GB = 6 GB + 4 GB = ", size)),
    "gradients": ("notes.md", lambda size: grown("16 GB of gradients, then 12 GB of gradients. ", size)),
    "waivers": ("notes.md", lambda size: grown("80 GB <!-- registry: ignore because x -->\n\n", size)),
    "code": ("a.py", lambda size: grown("H100_PEAK = 1979e12 / 2  # FLOPS, BF16 of an H100\n", size)),
    "table in code": ("a.py", lambda size: "P = {" + grown("'H100': {'bf16': 989e12, 'fp8': 1979e12}, ", size) + "}\n"),
    "chain in code": (
        "a.py",
        lambda size: "def f(n):\n" + grown("    if 'H100' in n:\n        return 989e12\n", size),
    ),
    "yaml": ("a.yaml", lambda size: grown("- {gpu: H100, mem_gb: 80}  # GB\n", size)),
    "json": ("a.json", lambda size: "[" + grown('{"gpu": "H100", "bf16_tflops": 989}, ', size) + "1]"),
    "csv": ("a.csv", lambda size: "Device,Memory (GB)\n" + grown("H100,80\n", size)),
    "rst": ("a.rst", lambda size: grown("The H100 has 80 GB.\n\n", size)),
    "notebook": (
        "a.ipynb",
        lambda size: '{"cells": [' + grown('{"cell_type": "markdown", "source": ["H100: 80 GB"]}, ', size) + "1]}",
    ),
    "digits": ("notes.md", lambda size: "1" * size),
    "commas": ("notes.md", lambda size: "AllReduce 4 ms " + "1,1" * (size // 3)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_no_faster_than_the_source(shape: str) -> None:
    path, grow = SHAPES[shape]
    seconds(grow(2_000), path)
    small = min(seconds(grow(10_000), path) for _ in range(2))
    large = seconds(grow(60_000), path)
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
