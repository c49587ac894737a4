"""Equations of symbols that contradict each other, and those that do not."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.judges.algebra.reading import read
from mlsysim_validators.sources.readers import read as document_of
from snippets import findings, frame


def _told(text: str, path: str = "notes.md") -> list[str]:
    return [words for words, _ in findings(text, path)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("12 BDLS ( S + ( 2+E )D )", {"B", "D", "L", "S", "E"}),
        ("(6N params N tokens )/( λ FLOP/s )", {"N params", "N tokens", "λ FLOP/s"}),
        ("4 · dmodel · nheads · dhead", {"dmodel", "nheads", "dhead"}),
        ("2pBDLS", {"p", "B", "D", "L", "S"}),
        ("√((2C)/(Q · V))", {"C", "Q", "V"}),
    ],
)
def test_formulas_as_they_are_written(text: str, names: set[str]) -> None:
    found = read(text, 0)
    assert found is not None
    assert found[0].names() == names
    assert found[1] == len(text)


@pytest.mark.parametrize("text", ["Var(2X)", "max(a, b)", "2 apples of mine", "(" * 50 + "N", "f(x)"])
def test_what_is_read_as_no_formula(text: str) -> None:
    assert read(text, 0) is None


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("$$P = 4 d^2 + 8 d^2 = 12 d^2$$", "10 d^2$$"),
        ("The block has $P = 4 \\cdot d \\cdot d + 2 \\cdot 4 d^2 = 12 d^2$ parameters.", "8 d^2$ parameters."),
        ("$$C = 2ND + 4ND = 6ND$$", "4ND$$"),
        ("$$M = 2N + 2N + 12N = 16N$$", "14N$$"),
        ("$$T = 2(p-1)\\frac{M}{pB} + 2(p-1)\\frac{M}{pB} = 4(p-1)\\frac{M}{pB}$$", "2(p-1)\\frac{M}{pB}$$"),
        ("Each step moves 2·B·S·H + B·S·H = 3·B·S·H elements.\n\nWe have W = 2·B·S·H + B·S·H = 3·B·S·H.", "2·B·S·H."),
    ],
)
def test_steps_of_a_derivation(right: str, wrong: str) -> None:
    assert _told(right) == []
    assert len(_told(right[: right.rindex("= ") + 2] + wrong)) == 1


ARRAY = (
    "For one layer:\n\\begin{equation*}\n\\begin{array}{c}\n"
    "P = 3 \\cdot d_{model} \\cdot n_{h} \\cdot d_{h} + d_{model} \\cdot n_{h} \\cdot d_{h} + 2 \\cdot 4 \\cdot "
    "{d_{model}}^2 \\\\ [8pt]\n = 4 \\cdot d_{model} \\cdot n_{h} \\cdot d_{h} + 8 \\cdot {d_{model}}^2 \\\\\n"
    " = %s \\cdot {d_{model}}^2\n\\end{array}\n\\end{equation*}\nwhere $d_{model} = n_{h} \\cdot d_{h}$."
)
ALIGNED = (
    "\\begin{equation*}\n\\begin{array}{rcl}\nF &=& 8 B S D^2 + 4 B S^2 D + 16 B S D^2 \\\\\n"
    "  &=& %s B S D^2 + 4 B S^2 D\n\\end{array}\n\\end{equation*}"
)


@pytest.mark.parametrize(("text", "right", "wrong"), [(ARRAY, "12", "10"), (ARRAY, "12", "16"), (ALIGNED, "24", "24")])
def test_lines_of_an_array(text: str, right: str, wrong: str) -> None:
    assert _told(frame(text % right), "deck.tex") == []
    assert (right == wrong) or len(_told(frame(text % wrong), "deck.tex")) == 1


def test_an_array_of_cells_stays_a_table() -> None:
    text = frame("$$\\begin{array}{lrr} model & layers & width \\\\ A = small & 12 & 768 \\end{array}$$")
    assert "table" in [block.kind for block in document_of("deck.tex", text).blocks]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("$C = 6 P D$. It is $C = F + B$ with $F = 2 P D$ and $B = {} P D$.", "4", "2"),
        ("Tokens: $D = 20 N$.\n\nTraining takes $C = 6 N D$, so that\n\n$$C = {} N^2$$", "120", "60"),
        (
            "$M_{{total}} = M_w + M_g + M_o$\n\n$M_w = 2N$\n\n$M_g = 2N$\n\n$M_o = 12N$\n\n$M_{{total}} = {}N$",
            "16",
            "14",
        ),
        ("- $t = c / r$\n- $c = 2 P B$\n- $t = {} P B / r$", "2", "4"),
        ("$d = h k$\n\nThe projections hold $W = 4 d h k$ weights.\n\n$$W = {} d^2$$", "4", "3"),
    ],
)
def test_two_formulas_of_one_thing(text: str, right: str, wrong: str) -> None:
    assert _told(text.format(right)) == []
    assert len(_told(text.format(wrong))) == 1


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "$$T = \\sqrt{{\\frac{{2C}}{{Q V A \\lambda}}}}$$\n\nSo $T = \\sqrt{{\\frac{{{}C}}{{Q V A \\lambda}}}}$",
            "2",
            "",
        ),
        ("$$M = 2 L H d S b$$\n\nRemember $M = {} L H d S b$ for a request.", "2", "4"),
        ("Cache: `M = 2 * L * H * d * S`\n\nIn short, $M = {} L H d S$.", "2", "1"),
    ],
)
def test_one_formula_said_twice(text: str, right: str, wrong: str) -> None:
    assert _told(text.format(right)) == []
    assert len(_told(text.format(wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "$M = 4N$ in full precision.\n\n$M = 2N$ in half precision.",
        "Forward: $C = 2ND$. Training: $C = 6ND$.",
        "$O(2N) = O(N)$",
        "$$Var(2X) = 4 Var(X)$$",
        "$$8 N \\text{ bits} = N \\text{ bytes}$$",
        "$$\\frac{d}{dx} x^2 = 2x$$",
        "$$W = W - \\eta g$$",
        "$$x = 2 x + 1$$",
        "$E = m c^2 = p c$",
        "$2 N \\approx 2.1 N$",
    ],
)
def test_equations_that_are_let_be(text: str) -> None:
    assert _told(text) == []


def test_a_row_of_a_table_does_not_go_on_from_the_row_above() -> None:
    rows = "| What | Exactly | Many devices |\n|---|---|---|\n| Both | 2K(N-1)/N | ≈ 2K |\n| One | K(N-1)/N | ≈ K |\n"
    assert _told(rows) == []
    assert len(_told("| What | Sum |\n|---|---|\n| Both | 2K + K = 3K |\n| One | $K + K = 3K$ |\n")) == 1
