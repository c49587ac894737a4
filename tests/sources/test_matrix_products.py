"""The operations of a product of square matrices whose order the slide states."""

from __future__ import annotations

from snippets import findings, frame

TEXT = "# A product\n\nTake square matrices of $N = 4096$.\n\n- FLOPs: $2N^3$ = {}\n"


def test_a_multiplication_and_an_addition_are_two_operations() -> None:
    assert findings(TEXT.format("137.4 GFLOP")) == []
    assert findings(TEXT.format("68.7 GFLOP")) == [("68.7 GFLOP", "multiply-adds")]
    assert findings(TEXT.format("1.374 TFLOP")) != []
    body = "Two matrices, $N=8192$.\n\\begin{itemize}\\item Work: $2N^3 =$ %s.\\end{itemize}"
    assert findings(frame(body % "1.10 TFLOP"), "deck.tex") == []
    assert findings(frame(body % "0.55 TFLOP"), "deck.tex") == [("0.55 TFLOP", "multiply-adds")]


def test_an_order_that_is_not_clear_decides_nothing() -> None:
    assert findings(TEXT.format("68.7 GFLOP").replace("4096", "4096$ or $N = 8192")) == []
    assert findings("# A product\n\n- FLOPs: $2N^3$ = 68.7 GFLOP\n") == []
