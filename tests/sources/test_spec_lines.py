"""Items that hold nothing but figures, under a line that names their device."""

from __future__ import annotations

import pytest
from snippets import findings, frame

SLIDE = r"""\textbf{{H100 SXM}}
\begin{{itemize}}
\item {first}
\item FP8 dense: 1,979 TFLOP/s
\end{{itemize}}
\textbf{{H100 PCIe}}
\begin{{itemize}}
\item {second}
\end{{itemize}}"""


def slide(first: str = "3.35 TB/s, 700 W", second: str = "2.0 TB/s, 350 W") -> list[str]:
    return [words for words, _ in findings(frame(SLIDE.format(first=first, second=second)), "deck.tex")]


@pytest.mark.parametrize("right", ["3.35 TB/s, 700 W", "80 GB HBM3 at 3.35 TB/s", "TDP 700 W, NVLink 900 GB/s"])
def test_right_figures_pass(right: str) -> None:
    assert slide(first=right) == []


def test_a_figure_of_another_variant_is_told() -> None:
    assert slide(first="4.8 TB/s, 700 W") == ["4.8 TB/s"]
    assert slide(second="2.0 TB/s, 700 W") == ["700 W"]
    assert slide(first="80 GB HBM3, 2.0 TB/s") == ["2.0 TB/s"]


@pytest.mark.parametrize("other", ["2.9 TB/s in our runs, 540 W", "we saw 2.9 TB/s and 540 W", "2.9 TB/s"])
def test_what_says_more_than_figures_is_left_open(other: str) -> None:
    assert slide(first=other) == []


@pytest.mark.parametrize("network", ["800 GB/s network", "100 GB/s of network"])
def test_the_words_of_the_last_rate_of_a_line_are_its_own(network: str) -> None:
    line = f"- **MI300X**: 192GB, 1307 TFLOPS, {{}} GB/s, {network}\n"
    assert findings(line.format("5300")) == []
    assert [text for text, _ in findings(line.format("6300"))] == ["6300 GB/s"]
