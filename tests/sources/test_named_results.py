"""Results that are called what a formula above is of, worth what its symbols were set to."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame

CACHE = (
    "$$\\text{KV cache size} = 2 \\times 80 \\times 8 \\times 128 \\times S \\times 2 = 327{,}680 \\times S$$\n\n"
    "After a prefill ($S = 4{,}608$):\n\n$$\\text{KV cache} \\approx SHORT \\text{ GB}$$\n\n"
    "For a longer one, such as $S = 100{,}000$, the KV cache would be ~LONG GB."
)


@pytest.mark.parametrize(("short", "long", "told"), [
    ("1.51", "33", []), ("0.76", "33", ["0.76 GB"]), ("1.51", "3.3", ["3.3 GB"]), ("1.51", "16.4", ["16.4 GB"]),
    ("15.1", "33", ["15.1 GB"]), ("1.4", "30", []),
])  # fmt: skip
def test_a_cache_of_so_many_tokens(short: str, long: str, told: list[str]) -> None:
    text = CACHE.replace("SHORT", short).replace("LONG", long)
    assert [words for words, _ in findings(text)] == told


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "Training takes $C = 6 N D$ operations.\n\nTake N = 70B and D = 1.4T. Then $C = {}$ FLOPs.",
            "5.88 \\times 10^{23}",
            "5.88 \\times 10^{22}",
        ),
        (
            "`activations = batch * seq * hidden * 2`. For batch = 8, seq = 2048, hidden=4096 the activations are {}.",
            "134 MB",
            "67 MB",
        ),
        ("A matrix product takes $F = 2n^3$ FLOPs. With $n = 4096$ we have $F = {}$ GFLOP.", "137", "68.7"),
        ("- Ring: `traffic = 2 * M`\n- M = 14 GB\n- The traffic is {} for each GPU.", "28 GB", "14 GB"),
        ("$$M = p N$$\n\nHere $p = 2$ and $N = 40$B, so\n\n$$M = {}$$", "80 GB", "40 GB"),
        (
            "It reads `bytes_read = W + B * K`. W = 140 GB, K = 1.5 GB, B = 32: bytes_read = {}.",
            "188 GB",
            "18.8 GB",
        ),
    ],
)
def test_formulas_of_set_symbols(text: str, right: str, wrong: str) -> None:
    assert findings(text.replace("{}", right)) == []
    assert len(findings(text.replace("{}", wrong))) == 1


def test_lines_of_a_display() -> None:
    text = frame(
        "\\begin{align*} F &= 2n^3, & Q &= 3n^2\\cdot 2 \\end{align*}\nTake $n=4096$.\n"
        "\\begin{align*} F &= {}\\text{ GFLOP}\\\\ Q &= 100.7\\text{ MB} \\end{align*}"
    )
    assert claim(text.replace("{}", "137.4"), "137.4 GFLOP", "deck.tex").verdict == "match"
    assert [words for words, _ in findings(text.replace("{}", "68.7"), "deck.tex")] == ["68.7 GFLOP"]


@pytest.mark.parametrize(
    "text",
    [
        "We train in ($ p=4 $/ $ p=2 $) mixed precision. Without it the model ($ p=4 $ bytes) is twice as large.",
        "`total = a * b`. a = 3. The total is 70 GB.",
        "`cache = tokens * 2`. With tokens = 50 MB the cache is twice that. The cache per GPU is 25 MB.",
        "$C = 6 N D$ with N = 1B, D = 20B. Later N = 2B.\n\nMuch later on.\n\nAnd more.\n\nThen C = 2.4e20 FLOPs.",
    ],
)
def test_what_is_let_be(text: str) -> None:
    assert findings(text) == []


def test_widths_that_one_display_sets() -> None:
    text = "Mostly $d_{model} = n_{heads} \\cdot d_{head}$.\n\n"
    text += "$$d_{model} = 768, \\quad n_{heads} = 12, \\quad d_{head} = {}$$"
    assert findings(text.replace("{}", "64")) == []
    assert [words for words, _ in findings(text.replace("{}", "128"))] == ["768"]
