"""What number formats hold, in tables."""

from __future__ import annotations

import pytest
from snippets import findings, frame, table


def told(*rows: str) -> list[str]:
    return [words for words, _ in findings(table(*rows))]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (("Format | Largest value", "FP16 | 65,504", "BF16 | 3.39e38", "FP32 | 3.4e38"), []),
        (("Format | Largest value", "FP16 | 3.4e38", "FP32 | 3.4e38"), ["3.4e38"]),
        (("Format | Largest value", "E4M3 | 57,344", "E5M2 | 57,344"), ["57,344"]),
        (("Property | FP16 | BF16", "Max value | 65,504 | 65,504"), ["65,504"]),
        (("Type | Exponent | Mantissa", "FP16 | 5 | 10", "BF16 | 8 | 7", "TF32 | 8 | 10", "FP32 | 8 | 24"), []),
        (("Type | Exponent bits | Mantissa bits", "FP16 | 8 | 10", "BF16 | 8 | 7"), ["8"]),
        (("Type | Exponent bits | Mantissa bits", "FP16 | 5 | 10", "BF16 | 8 | 10"), ["10"]),
        # of something else
        (("Format | Max batch", "FP16 | 448", "FP32 | 224"), []),
        (("Format | Max exponent", "FP16 | 15", "FP32 | 127"), []),
        (("Format | Max sequence length", "FP16 | 65,504", "BF16 | 65,504"), []),
        (("Format | Largest value used", "BF16 | 1,000", "FP16 | 900"), []),
    ],
)
def test_what_formats_hold(rows: tuple[str, ...], wrong: list[str]) -> None:
    assert told(*rows) == wrong


def test_powers_of_ten_of_a_deck() -> None:
    rows = r"Format & Max \\ \midrule FP16 & 65{,}504 \\ BF16 & {} \\"
    deck = r"\begin{tabular}{ll} " + rows + r" \end{tabular}"
    assert findings(frame(deck.replace("{}", r"$3.4 \times 10^{38}$")), "deck.tex") == []
    assert findings(frame(deck.replace("{}", r"$10^{38}$")), "deck.tex") == []
    assert [words for words, _ in findings(frame(deck.replace("{}", "65{,}504")), "deck.tex")] == ["65,504"]


@pytest.mark.parametrize("header", ["half_dense_tflops", "Half tensor TFLOPS", "half (TFLOPS)"])
def test_a_width_alone_before_words_of_a_rate(header: str) -> None:
    rows = "device,mem_gb,{}\nT4,16,{}\nA10,24,125\nA30,24,165\n"
    assert findings(rows.format(header, 65), "gpus.csv") == []
    assert findings(rows.format(header, 130), "gpus.csv") == [("130", "format")]
