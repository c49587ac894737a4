"""Numbers that a later slide recalls wrongly: two digits changed, or another row of a table."""

from __future__ import annotations

import pytest
from snippets import findings

DECK = r"""\begin{document}
\begin{frame}{Saving}
\begin{tabular}{rrr}
GPUs & Failure every (h) & Save every (min) \\
\midrule
1,000 & 48.2 & 31 \\
4,000 & 12.1 & 15.5 \\
9,000 & 5.4 & 10.3 \\
\end{tabular}
\begin{itemize}
\item A save of 840 GB at 7 GB/s takes 120 s; over 36 days that is 2,730 saves, 6.47 M GPU-hours.
\end{itemize}
\end{frame}
\begin{frame}{%s}
\begin{itemize}
\item %s
\end{itemize}
\end{frame}
\end{document}
"""


def changed(title: str, text: str) -> list[str]:
    return [words for words, rule in findings(DECK % (title, text), "deck.tex") if rule == "changed"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("9,000 GPUs fail every 5.4 hours; save every 10.3 minutes.", None),
        ("9,000 GPUs fail every 5.4 hours; save every 31 minutes.", "31 minutes"),
        ("With 4,000 GPUs a failure comes every 5.4 hours, and a save every 15.5 minutes.", "5.4 hours"),
        # another case, or no row named
        ("If 9,000 GPUs had our disks they would save every 31 minutes.", None),
        ("A restart takes 31 minutes, a walk 5.4 hours.", None),
        ("In 36 days: 2,730 saves.", None),
        ("In 36 days: 2,370 saves.", "2,370"),
        ("A cluster of 24 nodes: 4.67 M GPU-hours.", None),  # shares no number
    ],
)
def test_numbers_that_are_recalled(text: str, wrong: str | None) -> None:
    assert changed("Summary", text) == ([wrong] if wrong else [])


def test_only_what_sums_up_recalls_digits() -> None:
    assert changed("Another cluster", "In 36 days: 2,370 saves.") == []
