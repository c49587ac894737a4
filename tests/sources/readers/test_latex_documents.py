"""The structure of LaTeX documents: frames, notes, lists, tables, listings, drawings, directives, broken input."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers import read
from reading import blocks_of, cells_of, read_frame, shown, shown_anywhere, source_at, table_of

DECK = r"""
\documentclass{beamer}
\title{Deck \textbf{99}}
\hiddenstuff{5 GB}
\begin{document}
\section{First \& only}
\begin{frame}[fragile]{One 80 GB}{Sub}
text
\note{speak 5
% not this

and 6}
\end{frame}
\begin{frame}
before
\frametitle{Two}
after
\end{frame}
\note{between}
\end{document}
after the end 7
"""


def test_frames_sections_titles() -> None:
    document = read("a.tex", DECK)
    assert [(block.kind, block.text.text, block.slide, block.title, block.section) for block in document.blocks] == [
        ("title", "Deck 99", 0, "", ""),
        ("heading", "First & only", 0, "", "First & only"),
        ("heading", "One 80 GB", 1, "One 80 GB", "First & only"),
        ("heading", "Sub", 1, "One 80 GB", "First & only"),
        ("paragraph", "text", 1, "One 80 GB", "First & only"),
        ("note", "speak 5", 1, "One 80 GB", "First & only"),
        ("note", "and 6", 1, "One 80 GB", "First & only"),
        ("paragraph", "before", 2, "Two", "First & only"),
        ("heading", "Two", 2, "Two", "First & only"),
        ("paragraph", "after", 2, "Two", "First & only"),
        ("note", "between", 2, "Two", "First & only"),
    ]
    assert document.troubles == []
    assert source_at(document, "80") == "80"


def test_a_fragment_without_preamble_is_all_visible() -> None:
    assert blocks_of(read("a.tex", "text 5 GB\n\nmore"), "paragraph") == ["text 5 GB", "more"]


def test_frame_command() -> None:
    document = read("a.tex", r"\frame{\frametitle{T} x}\frame{y}")
    assert [(block.text.text, block.slide) for block in document.blocks] == [("T", 1), ("x", 1), ("y", 2)]


def test_lists() -> None:
    document = read_frame(
        r"\begin{itemize}[<+->]\item<2-> a \begin{enumerate}\item b\end{enumerate}\item[L] c\end{itemize} d"
    )
    assert blocks_of(document, "item") == ["a", "b", "[L] c"]
    assert blocks_of(document, "paragraph") == ["d"]


def test_blocks_have_headings() -> None:
    document = read_frame(r"\begin{alertblock}{The 41$\times$ Gap} text \end{alertblock}")
    assert blocks_of(document, "heading") == ["Slide", "The 41× Gap"]


def test_items_in_notes_are_notes() -> None:
    document = read_frame(r"\note[item]<2>{a} \note{\begin{itemize}\item b 5 $$c$$\end{itemize}}")
    assert blocks_of(document, "note") == ["a", "b 5", "c"]


TABLE = r"""
\begin{table}\caption{Peak \textbf{rates}}
\begin{tabular}{@{}l>{\bfseries}r@{}}
\toprule
\textbf{GPU} & \textbf{Rates} \\ \cmidrule(lr){2-3}
 & \multicolumn{2}{c}{dense, sparse} \\
\midrule
\rowcolor{gray!15} H100 & 989\,T & {\bfseries 1979} \\[2pt]
\multirow{2}{*}{B200} & \cellcolor{red!20}\textbf{2250} & $\sim$4500 \\
& a \& b & \begin{tabular}{c}x\\y\end{tabular} \\
\bottomrule
\end{tabular}\end{table}
"""


def test_table() -> None:
    document = read_frame(TABLE)
    table = table_of(document)
    assert cells_of(table) == [
        ["GPU", "Rates"],
        ["", "dense, sparse"],
        ["H100", "989 T", "1979"],
        ["B200", "2250", "~4500"],
        ["", "a & b", "x y"],
    ]
    assert table.header_rows == 2
    spanning = table.rows[1][1]
    assert (spanning.column, spanning.span, spanning.row) == (1, 2, 1)
    assert [cell.bold for cell in table.rows[2]] == [False, False, True]
    assert table.rows[0][0].bold
    assert blocks_of(document, "caption") == ["Peak rates"]
    for digits in ("989", "1979", "2250", "4500"):
        assert source_at(document, digits) == digits
    assert document.troubles == []


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (r"a & b \\ \hline 1 & 2 \\", 1),
        (r"\hline a & b \\ \hline 1 & 2 \\ \hline 3 & 4 \\ \hline", 1),
        (r"\textbf{2024} & \textbf{2025} \\ 1 & 2 \\", 1),
        (r"a & b \\ 1 & 2 \\", 1),
        (r"a & 1 \\ b & 2 \\", 0),
        (r"\toprule a & 1 \\ b & 2 \\ \bottomrule", 0),
        (r"a 1 & b \\ c & d \\ \midrule 1 & 2 \\", 2),
        (r"weights & 16 GB \\ cache & $\approx$ 4 GB \\ \midrule sum & 20 GB \\", 0),
    ],
)
def test_header_rows(rows: str, header: int) -> None:
    assert table_of(read_frame(rf"\begin{{tabular}}{{ll}}{rows}\end{{tabular}}")).header_rows == header


@pytest.mark.parametrize(
    "begin",
    [
        r"\begin{tabular}[t]{ll}",
        r"\begin{tabular*}{\textwidth}{ll}",
        r"\begin{tabularx}{5cm}{Xl}",
        r"\begin{array}{cc}",
    ],
)
def test_sorts_of_tables(begin: str) -> None:
    name = begin[7 : begin.index("}")]
    assert cells_of(table_of(read_frame(rf"{begin}a&1\\b&2\end{{{name}}}"))) == [["a", "1"], ["b", "2"]]


def test_longtable_heads() -> None:
    table = table_of(read_frame(r"\begin{longtable}{l}H\\ \endfirsthead H (cont.)\\ \endhead 1\\ 2\\ \end{longtable}"))
    assert (cells_of(table), table.header_rows) == ([["H"], ["1"], ["2"]], 1)


def test_listing() -> None:
    options = "[language=Python, caption={x}]"
    body = f'\\begin{{lstlisting}}{options}\n  x = 5 # {{$ % not a comment\n\ny = "6 GB"\n\\end{{lstlisting}} text'
    document = read_frame(body)
    listing = next(block for block in document.blocks if block.kind == "listing")
    assert listing.text.text == '  x = 5 # {$ % not a comment\n\ny = "6 GB"'
    assert listing.language == "python"
    start = document.source.index("  x = 5")
    assert list(listing.text.offsets) == list(range(start, start + len(listing.text.text)))
    assert document.troubles == []
    assert blocks_of(document, "paragraph") == ["text"]


@pytest.mark.parametrize(
    ("begin", "language"),
    [
        (r"\begin{minted}[linenos]{python}", "python"),
        (r"\begin{verbatim}", ""),
        (r"\begin{Verbatim}[fontsize=\small]", ""),
        (r"\begin{semiverbatim}", ""),
        (r"\begin{lstlisting}[style=x,language={[ANSI]C}]", "c"),
    ],
)
def test_sorts_of_listings(begin: str, language: str) -> None:
    name = begin[7 : begin.index("}")]
    document = read_frame(f"{begin}\na {{ 5\n\\end{{{name}}}")
    assert [(b.text.text, b.language) for b in document.blocks if b.kind == "listing"] == [("a { 5", language)]


def test_the_language_of_lstset() -> None:
    body = "\\begin{lstlisting}\nx\n\\end{lstlisting}"
    document = read_frame(body, "\\lstset{\n  language=Python,\n}\n")
    assert next(block.language for block in document.blocks if block.kind == "listing") == "python"


def test_drawings_show_their_nodes_only() -> None:
    body = r"""\begin{tikzpicture}[scale=2]
    \node[draw, label={above:5}] (a1) at (0,1.5) {HBM \textbf{80} GB};
    \draw[->] (0,0) -- node[left] {900 GB/s} (1,1) edge node {x} (2,2);
    \foreach \i in {1,2} { \node at (\i,0) {n}; }
    \end{tikzpicture} after"""
    document = read_frame(body)
    assert blocks_of(document, "paragraph") == ["HBM 80 GB", "900 GB/s", "x", "n", "after"]
    assert source_at(document, "80") == "80"
    assert source_at(document, "900") == "900"


def test_directives() -> None:
    document = read("a.tex", "a 5 % registry: ignore because x\n  %% registry:  next \n% other\n\\% registry: no\nb")
    assert [(d.text, d.own_line, document.source[d.offset]) for d in document.directives] == [
        ("ignore because x", False, "%"),
        ("next", True, "%"),
    ]
    assert blocks_of(document, "paragraph") == ["a 5 % registry: no b"]


def test_includes() -> None:
    document = read("a.tex", r"\input{parts/one} \include{two}\input three.tex x")
    assert [path for path, _offset in document.includes] == ["parts/one", "two", "three.tex"]
    for path, offset in document.includes:
        assert document.source.startswith(path, offset)
    assert blocks_of(document, "paragraph") == ["x"]


@pytest.mark.parametrize(
    ("body", "where", "word"),
    [
        (r"\textbf{5 GB", "{5", "brace"),
        (r"5} GB", "} GB", "brace"),
        ("\\begin{itemize}\\item 5 GB", r"\begin{itemize}", "not closed"),
        (r"\end{itemize} 5 GB", r"\end{itemize}", "without"),
        ("5 GB costs $3\n\nand", "$3", "blank line"),
        ("5 GB \\begin{lstlisting}\nx", r"\begin{lstlisting}", "not closed"),
        (r"5 GB \[ x", r"\[", "does not end"),
        (r"\begin{tabular}{ll} 5 GB & $3 & 4 \\ \end{tabular}", "$3", "cell"),
    ],
)
def test_broken_input(body: str, where: str, word: str) -> None:
    """A trouble with its place and a hint; the slide itself and the next one are still read."""
    source = f"\\begin{{frame}}{{A}}\n{body}\n\\end{{frame}}\n\\begin{{frame}}{{B}}\nnext 7 W\n\\end{{frame}}\n"
    document = read("a.tex", source)
    trouble = next(trouble for trouble in document.troubles if word in trouble.message)
    assert trouble.offset == source.index(where)
    assert trouble.hint
    assert any(block.text.text == "next 7 W" and block.slide == 2 for block in document.blocks)
    assert "5" in shown_anywhere(document)


def test_deep_nesting_is_told_and_read() -> None:
    document = read_frame("{" * 5000 + "5 GB" + "}" * 5000)
    assert any("deep" in trouble.message for trouble in document.troubles)
    assert blocks_of(document, "paragraph") == ["5 GB"]


def test_unknown_environment() -> None:
    assert shown(r"\begin{card}[5pt]{Title 6} text \end{card} after") == "Title 6 | text | after"


def test_lines_of_comments_in_a_note_are_spoken() -> None:
    note = (
        "\\note{%\n% -- SAY: An H100 has\n  % $3{,}350$ GB/s and {no\n%\n% IF AHEAD: ask.\n% registry: ignore\n% 5 GB\n"
        "visible % remark\n}after"
    )
    document = read_frame(note)
    assert blocks_of(document, "note") == ["– SAY: An H100 has 3,350 GB/s and no", "IF AHEAD: ask.", "visible"]
    assert blocks_of(document, "paragraph") == ["after"]
    assert [directive.text for directive in document.directives] == ["ignore"]


def test_a_single_comment_in_a_note_is_a_remark() -> None:
    assert blocks_of(read_frame("\\note{a\n% 80 GB\nb}"), "note") == ["a b"]


def test_comments_outside_of_notes_are_not_read() -> None:
    assert blocks_of(read_frame("a\n% 80 GB\n% 3 TB/s\nb"), "paragraph") == ["a b"]
