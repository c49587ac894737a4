"""Visible text of LaTeX: formatting, math, symbols, siunitx, user macros; each with exact positions."""

from __future__ import annotations

import pytest
from reading import read_frame, shown, source_at

FORMATTING = [
    (r"\textbf{700} W", "700 W"),
    (r"\textcolor{red!50}{3.35 TB/s}", "3.35 TB/s"),
    (r"{\color{blue}\small 80 GB}", "80 GB"),
    (r"\only<2>{8 GB}\only<3->{16 GB}", "8 GB 16 GB"),
    (r"\alert<2>{5} \uncover<1-2>{6}", "5 6"),
    (r"\href{http://x.org/99}{the 80 GB card}", "the 80 GB card"),
    (r"a\vspace{1em} \hspace{2cm}b\label{x99}\ref{y12}\cite[p.~5]{z}", "a | b"),
    (r"\includegraphics[width=0.5\textwidth]{h100.pdf} x \rule{1pt}{2pt}", "x"),
    (r"\begin{columns}[T]\column{0.5\textwidth} left\column{0.4\textwidth} right\end{columns}", "left | right"),
    (r"\setlength\itemsep{0pt}\fontsize{8}{10}\selectfont x", "x"),
    (r"\vskip 3pt x \itemsep0.5em y", "x y"),
    (r"\unknown{12 GB}{34 GB}", "12 GB 34 GB"),
    (r"\unknown[opts=1]{12 GB}", "12 GB"),
    (r"50\% of \$480K \& more \# \_ \{5\}", "50% of $480K & more # _ {5}"),
    (r"10--20 --- ``quoted''", "10–20 — “quoted”"),
    (r"3.35\,TB/s 1\;2 3\!4 a\ b", "3.35 TB/s 1 2 34 a b"),
    (r"about~5", "about 5"),
    (r"\textasciitilde 5 GB \ldots \checkmark Done", "~ 5 GB … ✓ Done"),
    (r"Schr\"odinger G\'{e}nie", "Schrödinger Génie"),
    (r"a \quad b", "a   b"),
    (r"700 W\footnote{at 2:4} x", "700 W (at 2:4) x"),
    (r"10\textsuperscript{12} Instinct\textsuperscript{TM}", "10^12 InstinctTM"),
    (r"\verb|a_b{$| \lstinline[language=C]!x[5]!", "a_b{$ x[5]"),
    (r"shown \iffalse 5 GB \fi again", "shown again"),
    (r"one\\[2pt] two \par three", "one | two | three"),
    ("one % 5 GB\ntwo\n\nthree", "one two | three"),
    (r"\IfFileExists{a9.pdf}{yes}{no}", "yes"),
]

MATH = [
    (r"$\sim$40\%", "~40%"),
    (r"$\sim 10^{7}\times$", "~ 10^7×"),
    (r"$10^{12}$ $10^6$ $10^{-3}$ $x^{n+1}$", "10^12 10^6 10^-3 x^(n+1)"),
    (r"CO$_2$ $D_{\text{vol}}$", "CO2 Dvol"),
    (r"1{,}000 $1{,}000$", "1,000 1,000"),
    (r"$5\,\mu s$ $85^\circ$C", "5 µs 85°C"),
    (r"\(a \le b \geq c \pm d\)", "a ≤ b ≥ c ± d"),
    (r"$\frac{16}{3.35}$ $\dfrac{a}{b}$ $\frac12$", "(16)/(3.35) (a)/(b) (1)/(2)"),
    (r"$2 \cdot 8 \approx 16 \rightarrow x \to y \Rightarrow z$", "2 · 8 ≈ 16 → x → y → z"),
    (r"$<$100\,ms", "<100 ms"),
    (r"$\mathrm{3.35\,TB/s}$ $\operatorname{max} \log x$", "3.35 TB/s max log x"),
    (r"$\left( 5 \right)$ $1\!-\!p$ $\ldots$", "( 5 ) 1-p …"),
    (r"$\underbrace{\text{CapEx}}_{\text{hw}}$", "CapEx hw"),
    (r"\[ T = 4.79\,\text{ms} \]", "T = 4.79 ms"),
    ("a $$b = 5$$ c", "a | b = 5 | c"),
    (r"\begin{align} a &= 5 \\ b &= 6 \end{align}", "a = 5 | b = 6"),
    (r"\begin{equation*} x = 295 \end{equation*}", "x = 295"),
    (r"costs \$3 or $4 + 5$ and \$6", "costs $3 or 4 + 5 and $6"),
]

SIUNITX = [
    (r"\SI{3.35}{\tera\byte\per\second}", "3.35 TB/s"),
    (r"\qty{80}{\gibi\byte} \qty[per-mode=symbol]{80}{GB}", "80 GiB 80 GB"),
    (r"\num{1.3e12} \num{1,5} \num{1 000}", "1.3 × 10^12 1.5 1000"),
    (r"\si{\kilo\watt\hour} \unit{TB/s} \unit{\mega\hertz}", "kWh TB/s MHz"),
    (r"\SIrange{10}{20}{GB} \numrange{1}{2}", "10–20 GB 1–2"),
    (r"\SI{9.8}{\metre\per\second\squared} \SI{5}{\percent}", "9.8 m/s^2 5%"),
    (r"\qty{989}{\tera\flops} \qty{5}{\micro\joule}", "989 TFLOPS 5 µJ"),
    (r"\qtylist{1;2;3}{GB}", "1, 2, 3 GB"),
]


@pytest.mark.parametrize(("source", "visible"), FORMATTING + MATH + SIUNITX)
def test_shows(source: str, visible: str) -> None:
    assert shown(source) == visible


@pytest.mark.parametrize(
    ("source", "digits"),
    [
        (r"\textbf{700} W", "700"),
        (r"$\sim$40\%", "40"),
        (r"a ``b'' --- c \SI{3.35}{\tera\byte\per\second}", "3.35"),
        (r"\SIrange{10}{20}{GB}", "20"),
        (r"$10^{12}$", "12"),
        (r"$\frac{16}{3.35}$", "3.35"),
        ("one % 5\n   two 295 FLOP/B", "295"),
        (r"\verb|x 42|", "42"),
        (r"\[ T = 4.79 \]", "4.79"),
        (r"\num{1.3e12}", "1.3"),
    ],
)
def test_digits_point_at_themselves(source: str, digits: str) -> None:
    assert source_at(read_frame(source), digits) == digits


def test_a_made_character_points_at_its_macro() -> None:
    assert source_at(read_frame(r"41$\times$"), "×") == "\\"


def test_user_macro() -> None:
    document = read_frame(r"The \hbm{} card", r"\newcommand{\hbm}{3.35\,TB/s}")
    assert "The 3.35 TB/s card" in [block.text.text for block in document.blocks]
    assert set(source_at(document, "3.35")) == {"\\"}
    text = next(block.text for block in document.blocks if "3.35" in block.text.text)
    assert text.source_offset(4) == document.source.index(r"\hbm{} card")


def test_the_later_definition_holds_from_there_on() -> None:
    assert shown(r"\x \renewcommand{\x}{6} \x \def\x{7}\x", r"\newcommand\x{5}") == "5 6 7"


@pytest.mark.parametrize(
    ("preamble", "body", "visible"),
    [
        (r"\newcommand{\hl}[1]{\textbf{#1}!}", r"\hl{700 W}", "700 W!"),
        (r"\newcommand{\q}[2][GB]{#2 #1}", r"\q{5} \q[TB]{6}", "5 GB 6 TB"),
        (r"\def\pair#1#2{#1 and #2}", r"\pair{8}{9}", "8 and 9"),
        (r"\NewDocumentCommand{\two}{m m}{#2 #1}", r"\two{a}{b}", "b a"),
        (r"\let\gb\undefined \newcommand*{\gb}{GB}", r"80 \gb", "80 GB"),
        (r"\DeclareMathOperator{\softmax}{softmax}", r"$\softmax(x)$", "softmax(x)"),
        (r"\DeclareSIUnit{\flop}{FLOP}", r"\SI{2}{\tera\flop\per\second}", "2 TFLOP/s"),
        (r"\newcommand{\bw}{3.35}", r"\SI{\bw}{TB/s}", "3.35 TB/s"),
        (r"\newcommand{\bi}{\begin{itemize}}\newcommand{\ei}{\end{itemize}}", r"\bi \item 5 \item 6 \ei", "5 | 6"),
        (r"\newenvironment{tip}[1]{\begin{block}{#1}}{\end{block}}", r"\begin{tip}{T} x \end{tip}", "T | x"),
    ],
)
def test_user_macros_show(preamble: str, body: str, visible: str) -> None:
    assert shown(body, preamble) == visible


def test_arguments_of_user_macros_point_at_themselves() -> None:
    document = read_frame(r"\hl{700 W}", r"\newcommand{\hl}[1]{\textbf{about #1}}")
    assert source_at(document, "700") == "700"


@pytest.mark.parametrize("body", [r"\def\x{\x}\x after", r"\def\x{\x\x}\x after", r"\def\x#1{\x{#1#1}}\x{ab} after"])
def test_endless_expansion_ends(body: str) -> None:
    document = read_frame(body)
    assert any("expands too far" in trouble.message for trouble in document.troubles)
    assert any("after" in block.text.text for block in document.blocks)
