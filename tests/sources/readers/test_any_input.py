"""Whatever the input: no exception, offsets in range, time in proportion to the size."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlsysim_validators.sources.readers import UnknownFormat, read
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Text, plain_spaces
from reading import assert_sound, texts_of


def _pieces(words: str) -> list[str]:
    return words.split()


TEX_PIECES = _pieces(
    r"""\begin{frame} \end{frame} \begin{frame}{T} \begin{tabular}{ll} \end{tabular} \begin{itemize} \end{itemize} \item
    & \\ \\[2pt] $ $$ \[ \] \( \) { } [ ] % \newcommand{\x}[1]{a#1b} \x \def\y{\x{\y}} \y \note{ \textbf{ ^{ _{ \frac
    \SI{3}{\giga\byte} \SI \num{ \verb| | \begin{lstlisting} \end{lstlisting} \begin{tikzpicture} \node node( ;
    \end{tikzpicture} \multicolumn{2}{c}{ \midrule \hline ~ -- ` '' 3.35 GB/s \input{a} \section{ \title{ \frametitle{
    \begin{document} \end{document} \caption{ \only<2>{ \iffalse \fi \begin{foo} \end{foo} \begin \end \ \" \left(
    \newenvironment{foo}{\begin{tabular}{l}}{\end{tabular}} \hspace{ \vskip3pt \let\a\b %registry:x \footnote{
    \underbrace{a}_{b} \sqrt[3]{ \begin{align} \end{align} \begin{verbatim} \end{verbatim} \multirow{2}{*}{
    \cmidrule(lr){2-3} \DeclareSIUnit\f{F} \column \endhead"""
)
MARKDOWN_PIECES = _pieces(
    """--- title:x marp:true # ## - * 1. > | |--| -- ``` ~~~ $ $$ ` ** _ * [ ](x) ![ <!-- --> registry:a note <br> <sup>
    &nbsp; &#99999999; \\ === [^1] [^1]: ::: ~ ^ <script> </script> {#a} Note: 3.35 TB/s ```{note}
    ```{list-table} +--+ +==+ |a| <table> <tr> <td> </td> </table> *"""
)
PYTHON_PIECES = r"""PEAK = |{'H100': |'bf16': |989e12|}|, |# TFLOPS|if 'A100' in n:|    |return 312e12|else:|def f(n):
class G:|(|)|[|]|name='H100'|* 1024**3|/ 2|'''|for k, v in PEAK.items():|lambda: |match n:|case 'T4':|n.lower()|elif 
x: float = 80|# registry: ignore because x|1 if 'a' in b else 2|ü""".replace("\n", "|").split("|")
DATA_PIECES = r"""{;};[;];:;,;"H100";"mem_gb": 80;- ;gpu: ;  bw: 3350  # GB/s;# x;|;>;&a ;*a;'80 GB';"3.35 TB/s";1e999
\u00e9;"\ud800";//x;/*;*/;a,b;---;...;? ;!!int """.replace("\n", ";").split(";")
RST_PIECES = r"""Title;=====;-----;+---+---+;|;H100;80 GB;::;.. note:: x;.. list-table:: T;   * - a;     - b;:header: a
.. csv-table::;*a*;``b``;`c <d>`_;- ;1. ;====  ====;.. registry: ignore;[1]_;:ref:`x`""".replace("\n", ";").split(";")
SPACES = ["", " ", "\n", "\n\n", "    ", "\t", "\r\n", "\u2028", "\x00", "é"]


def _texts(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces + SPACES) | st.text(max_size=5), max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(_texts(TEX_PIECES))
def test_any_tex(source: str) -> None:
    assert_sound(read("a.tex", source))


@settings(max_examples=400, deadline=None)
@given(_texts(MARKDOWN_PIECES), st.sampled_from(["", "---\nmarp: true\n---\n", "---\ntitle: a\n---\n"]))
def test_any_markdown(source: str, front: str) -> None:
    assert_sound(read("a.md", front + source))


@settings(max_examples=200, deadline=None)
@given(_texts(PYTHON_PIECES))
def test_any_python(source: str) -> None:
    assert_sound(read("a.py", source))


@settings(max_examples=200, deadline=None)
@given(_texts(DATA_PIECES), st.sampled_from(["a.yaml", "a.json", "a.csv", "a.tsv", "a.ipynb"]))
def test_any_data(source: str, path: str) -> None:
    assert_sound(read(path, source))


@settings(max_examples=200, deadline=None)
@given(_texts(RST_PIECES))
def test_any_rst(source: str) -> None:
    assert_sound(read("a.rst", source))


@settings(max_examples=50, deadline=None)
@given(_texts(PYTHON_PIECES), _texts(MARKDOWN_PIECES), st.integers(0, 400))
def test_any_notebook(code: str, text: str, cut: int) -> None:
    cells = [{"cell_type": "code", "source": code}, {"cell_type": "markdown", "source": text.splitlines(True)}]
    whole = json.dumps({"cells": cells, "outputs": [{"text": text}]})
    assert_sound(read("a.ipynb", whole))
    assert_sound(read("a.ipynb", whole[:cut]))


@settings(max_examples=200, deadline=None)
@given(st.text(), st.sampled_from(["a.tex", "a.md", "a.py", "a.yaml", "a.json", "a.csv", "a.rst", "a.ipynb"]))
def test_any_text(source: str, path: str) -> None:
    assert_sound(read(path, source))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"[0-9]{3,6}", fullmatch=True), min_size=1, max_size=8, unique=True))
def test_every_number_is_seen_where_it_stands(numbers: list[str]) -> None:
    """Each in its own surroundings; visible digits are the source's digits."""
    frames = [
        r"\textbf{%s} W",
        r"$\sim$%s\%%",
        r"\SI{%s}{\giga\byte}",
        r"a & %s \\",
        r"\item %s",
        r"\note{%s}",
        r"$x^{%s}$",
    ]
    source = "\\begin{tabular}{l}x\\end{tabular}" + "\n\n".join(
        frames[i % len(frames)] % n for i, n in enumerate(numbers)
    )
    document = read("a.tex", source)
    for number in numbers:
        found = False
        for text in texts_of(document):
            index = text.text.find(number)
            if index >= 0:
                start = text.source_offset(index)
                found = found or source[start : start + len(number)] == number
        assert found, number


@given(st.lists(st.tuples(st.text(max_size=6), st.integers(0, 50), st.sampled_from("csm")), max_size=12))
def test_builder_maps_every_character(parts: list[tuple[str, int, str]]) -> None:
    builder = TextBuilder()
    text = ""
    offsets: list[int] = []
    for part, source, sort in parts:
        if sort == "c" and part:
            builder.copied(part, source)
            text, offsets = text + part, offsets + list(range(source, source + len(part)))
        elif sort == "m" and part:
            builder.made(part, source)
            text, offsets = text + part, offsets + [source] * len(part)
        elif sort == "s" and text and not text[-1].isspace():
            builder.space(source)
            text, offsets = text + " ", [*offsets, source]
    taken = builder.take()
    first = len(text) - len(text.lstrip())
    assert taken.text == plain_spaces(text.strip())
    assert list(taken.offsets) == offsets[first : first + len(taken.text)]
    assert [taken.offsets[i] for i in range(len(taken.text))] == list(taken.offsets)
    assert list(taken.offsets[1:3]) == list(taken.offsets)[1:3]
    assert hash(taken) == hash(taken)
    assert builder.take() == EMPTY_TEXT == Text("", ())


HOSTILE_TEX = [
    "{", "}", "$a", "\\[", "\\begin{a}", "\\begin{frame}", "\\begin{tabular}{l}", "\\vspace{", "\\foo[", "\\item[",
    "$^{",    "\\frac{", "\\verb|", "\\begin{lstlisting}", "\\begin{lstlisting}[", "\\SI{",
    "\\note{", "\\def\\a#1{\\b{#1}}\\a{",
    "\\iffalse", "\\begin{tikzpicture}node(", "a\n\n\\frametitle{x}", "$a&", "\\newcommand{\\a}{\\a\\a}\\a",
]  # fmt: skip
HOSTILE_MARKDOWN = [
    "$", "$a", "$$", "`a``", "*a", "a* ", "[", "](", "<a", "<!--", "<!-- -->", "&", "\\", "|\n", "a|b\n-|-\n", "> ",
    "- ",    "# a\n", "```\n", "    a\n", "{#", "^a", "<script>\n", "![a](",
]  # fmt: skip
HOSTILE = [("tex", unit) for unit in HOSTILE_TEX] + [("md", unit) for unit in HOSTILE_MARKDOWN]
# where white space may follow, much of it may follow
BEFORE_SPACE = [
    ("tex", before)
    for before in (
        "\\kern", "\\\\[", "\\begin", "\\begin{", "\\def", "\\let", "\\let\\a", "\\frac", "$^", "\\textbf", "\\input",
        "\\SI{1}{",        "\\begin{lstlisting}", "\\begin{lstlisting}[language",
        "\\multicolumn{", "\\only<", "\\cmidrule", "%", "\\\"",
        "\\newcommand", "\\begin{tikzpicture}\\node", "\\hspace",
    )
] + [
    ("md", before)
    for before in (
        "#", "# a", "# a {", "-", "- [x]", ">", "```", "[a]:", "[a](", "<a", ":::", "::: a", "|",
        "|-", "---\ntitle: a", "$$",
        "Note:",        "<!--", "a\n-", "1.", "* * *", "&", "`", "{.a",
    )
]  # fmt: skip


def _seconds(suffix: str, source: str) -> float:
    start = time.process_time()
    read(f"a.{suffix}", source)
    return time.process_time() - start


@pytest.mark.parametrize(("suffix", "unit"), HOSTILE)
def test_time_is_in_proportion(suffix: str, unit: str) -> None:
    """Eight times the text takes about eight times as long, far from the 64 times of a square."""
    _seconds(suffix, unit)
    small = min(_seconds(suffix, unit * (10_000 // len(unit))) for _repeat in range(2))
    assert _seconds(suffix, unit * (80_000 // len(unit))) < 24 * small + 1.5


@pytest.mark.parametrize(("suffix", "before"), BEFORE_SPACE)
def test_white_space_is_cheap(suffix: str, before: str) -> None:
    assert _seconds(suffix, before + " \t" * 20_000 + "x y\n---\n") < 2


def test_unknown_format() -> None:
    with pytest.raises(UnknownFormat, match=r"\.docx.*\.tex, \.md"):
        read("a.docx", "")


@pytest.mark.parametrize("path", ["a.tex", "a.md", "A.TEX", "b.markdown"])
def test_empty(path: str) -> None:
    document = read(path, "")
    assert (document.path, document.blocks, document.troubles) == (path, [], [])
