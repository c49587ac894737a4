r"""Rows whose group stands in the first of them only, as \multirow leaves it, are named by group and label."""

from __future__ import annotations

from snippets import findings

TABLE = r"""\begin{document}
\begin{tabular}{llrr}\toprule
Model & Format & Memory (GB) & Time \\ \midrule
\multirow{3}{*}{Small-3B} & BF16 & 82.4 & 3.6 h \\
 & Mixed & 74.2 & 2.2 h \\
 & Ours & 74.2 & 2.1 h \\ \midrule
\multirow{3}{*}{Large-8B} & BF16 & 80.0 & 9.1 h \\
 & Mixed & 88.0 & 7.6 h \\
 & Ours & 88.3 & 6.6 h \\ \bottomrule
\end{tabular}

"""
PLAIN = r"""\begin{document}
\begin{tabular}{lrr}\toprule
Format & Memory (GB) & Time \\ \midrule
Plain-BF16 & 80.0 & 9.1 h \\
Mixed-FP8 & 88.0 & 7.6 h \\
Wide-FP8 & 88.3 & 6.6 h \\ \bottomrule
\end{tabular}

"""


def test_a_number_of_the_group_that_is_named_is_right() -> None:
    for text in (
        r"On Small-3B and Large-8B it is faster (3B: 3.6\,h $\to$ 2.1\,h; 8B: 9.1\,h $\to$ 6.6\,h).",
        "For Large-8B our method takes 6.6 h against 7.6 h (Mixed) and 9.1 h (BF16).",
    ):
        assert findings(TABLE + text + r"\end{document}", "a.tex") == []


def test_a_number_of_another_row_is_told_still() -> None:
    text = "Mixed-FP8 uses 88.0 GB and takes 9.1 h.\\end{document}"
    assert findings(PLAIN + text, "a.tex") == [("9.1 h", "changed")]
