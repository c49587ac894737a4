"""What a figure is of: of each device of a system or of all, a share of a peak, the heads of a model in brackets."""

from __future__ import annotations

import pytest
from snippets import verdict

MATCH = ("match", "")
SPARSE = ("mismatch", "sparse-for-dense")


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("A DGX H100 node gives 989 TFLOP/s per GPU in BF16.", "989 TFLOP/s per GPU", MATCH),
        ("A DGX H100 node gives 1979 TFLOP/s per GPU in BF16.", "1979 TFLOP/s per GPU", SPARSE),
        ("A DGX H100 has 3.35 TB/s per GPU.", "3.35 TB/s per GPU", MATCH),
        ("A DGX H100 has 4.8 TB/s per GPU.", "4.8 TB/s per GPU", ("mismatch", "variant")),
        ("16 DGX H100 nodes have a BF16 peak of 127 PFLOP/s.", "127 PFLOP/s", MATCH),
        ("16 DGX H100 nodes have a BF16 peak of 253 PFLOP/s.", "253 PFLOP/s", SPARSE),
        ("At 40% MFU an A100 delivers 125 TFLOP/s.", "125 TFLOP/s", MATCH),
        ("At 40% MFU an A100 delivers 250 TFLOP/s.", "250 TFLOP/s", SPARSE),
        ("0.4 of the 312 TFLOP/s of an A100 are 125 TFLOP/s.", "125 TFLOP/s", MATCH),
        ("Llama 3.1 8B: 8 KV heads (32 query heads), 32 layers", "32", MATCH),
        ("Llama 3.1 8B: 8 KV heads (40 query heads), 32 layers", "40", ("mismatch", "variant")),
    ],
)
def test_what_a_figure_is_of(sentence: str, quantity: str, expected: tuple[str, str]) -> None:
    assert verdict(sentence, quantity) == expected
