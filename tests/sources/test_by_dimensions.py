"""Numbers that only one pair of a slide's amounts can give."""

from __future__ import annotations

import pytest
from snippets import findings, frame

RIDGE = (
    r"\begin{itemize}\item Tensor peak: 420 TFLOP/s \item Memory: 1.4 TB/s\end{itemize} The roof bends at \[ I^\star = "
    r"\frac{\pi}{\beta} \approx {}~\text{FLOP/byte} \]"
)
GEMM = (
    r"\begin{align*} W &= 2n^3 \approx 137~\text{GFLOP}\\ Q &\approx 101~\text{MB}\\ "
    r"I &\approx {}~\text{FLOP/B} \end{align*}"
)
PREFILL = "## Work\n\nThe prompt takes 1.04e14 FLOP.\n\n## Time\n\nWe sustain 130 TFLOP/s, so it is digested in {} s.\n"
STREAM = "## Stream\n\n- the disk reads 6.5 GB/s\n- the file has 26 GB\n\nSo users wait for {} s.\n"
ATTAINED = (
    "## Softmax\n\nIt streams 1.6 TB/s from memory. The kernel has 60 FLOP/byte.\n\nThe roof there is {} TFLOP/s.\n"
)


@pytest.mark.parametrize(
    ("text", "path", "right", "wrong"),
    [
        (frame(RIDGE), "deck.tex", "300", "600"),
        (frame(GEMM), "deck.tex", "1356", "678"),
        (PREFILL, "notes.md", "0.8", "1.6"),
        (STREAM, "notes.md", "4", "0.5"),
        (ATTAINED, "notes.md", "96", "9.6"),
    ],
)
def test_one_pair_gives_it(text: str, path: str, right: str, wrong: str) -> None:
    assert findings(text.replace("{}", right), path) == []
    told = findings(text.replace("{}", wrong), path)
    assert [words.split()[0] for words, _ in told] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        STREAM.replace("So users", "With both links users").replace("{}", "2"),  # said to be another
        STREAM.replace("So users", "In FP8 users").replace("{}", "2"),
        STREAM.replace("- the file", "- the cache holds 13 GB\n- the file").replace("{}", "2"),  # of two
        STREAM.replace("{}", "7"),  # by no factor that anybody slips by
        STREAM.replace("So users wait for {} s.", "A coffee break takes 8 s."),
    ],
)
def test_left_alone(text: str) -> None:
    assert findings(text, "notes.md") == []
