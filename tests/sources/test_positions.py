"""A claim stands where its number begins in the source, whatever stands around it."""

from __future__ import annotations

import pytest
from snippets import checked, frame, table


@pytest.mark.parametrize(
    ("path", "source", "number"),
    [
        ("notes.md", "The MI300X has 5.3 TB/s of memory bandwidth.\n", "5.3"),
        ("notes.md", "The MI300X has **5.3 TB/s** of memory bandwidth.\n", "5.3"),
        ("notes.md", "Text.\n\n- first\n- The MI300X has `5.3 TB/s` of memory bandwidth\n", "5.3"),
        ("notes.md", "# One\n\n" + table("Device | Memory", "MI300X | 192 GB", "H200 | **141 GB**"), "141"),
        ("notes.md", "Ä ö — ×: the MI300X has 5.3 TB/s of memory bandwidth.\n", "5.3"),
        ("notes.md", "```python\nbandwidth = 1  # MI300X: 5.3 TB/s\n```\n", "5.3"),
        ("notes.md", "It costs $3.99 per GPU-hour.\n", "$3.99"),
        ("notes.md", "A\r\nB\r\n\r\nThe MI300X has 5.3 TB/s of memory bandwidth.\r\n", "5.3"),
        ("deck.tex", frame("The MI300X has 5.3\\,TB/s of memory bandwidth."), "5.3"),
        ("deck.tex", frame("The MI300X has \\textbf{\\emph{5.3}\\,TB/s} of memory bandwidth."), "5.3"),
        ("deck.tex", frame("The MI300X has \\SI{5.3}{\\tera\\byte\\per\\second} of bandwidth."), "5.3"),
        ("deck.tex", frame("\\note{The MI300X has 5.3\\,TB/s of bandwidth.}"), "5.3"),
        ("deck.tex", frame("% 5.4 TB/s\n\\begin{itemize}\n \\item MI300X: $5.3$\\,TB/s\n\\end{itemize}"), "5.3"),
        ("deck.tex", frame("\\begin{lstlisting}\nx = 1  # MI300X: 5.3 TB/s\n\\end{lstlisting}"), "5.3"),
        (
            "deck.tex",
            frame(
                "\\begin{tabular}{lr}\nDevice & BW (TB/s) \\\\\n\\hline\nMI300X & \\textbf{5.3} \\\\\n\\end{tabular}"
            ),
            "5.3",
        ),
        ("deck.tex", "\\newcommand{\\hl}[1]{\\textbf{#1}}\n" + frame("The MI300X has \\hl{5.3} TB/s."), "5.3"),
        ("deck.tex", frame("\\[ T = \\frac{16\\,\\text{GB}}{5.3\\,\\text{TB/s}} = 3.02\\,\\text{ms} \\]"), "3.02"),
    ],
)
def test_line_and_column_are_those_of_the_number(path: str, source: str, number: str) -> None:
    report = checked(source, path)
    found = [c for c in report.claims if c.text.startswith(number)]
    assert found, [c.text for c in report.claims]
    line, column = found[-1].document.position(found[-1].stated.offset)
    assert source.split("\n")[line - 1][column - 1 :].startswith(number)


def test_a_number_in_a_macro_stands_where_the_macro_is_used_or_defined() -> None:
    source = "\\newcommand{\\bw}{5.3\\,TB/s}\n" + frame("The MI300X has \\bw{} of memory bandwidth.")
    (found,) = checked(source, "deck.tex").claims
    line, column = found.document.position(found.stated.offset)
    assert source.split("\n")[line - 1][column - 1 :].startswith(("5.3", "\\bw"))
    assert found.verdict == "match"
