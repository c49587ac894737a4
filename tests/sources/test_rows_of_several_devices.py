"""What a row of several devices should say is told of all of them: "8 × H100 | 190 tokens/s" is 380, not 47.5."""

from __future__ import annotations

from snippets import claim, table

_RATES = "Llama 3.1 70B, FP8 weights: every token reads 70.6 GB.\n\n" + table(
    "| max tokens/s, batch 1", "1 × H200 | 68", "1 × MI300X | 75", "8 × H100 | {}"
)


def test_a_rate_of_eight_is_told_of_eight() -> None:
    assert claim(_RATES.format("380"), "380").verdict == "match"
    wrong = claim(_RATES.format("190"), "190")
    assert wrong.verdict == "mismatch"
    assert wrong.expected is not None
    assert wrong.expected.printed.startswith("380")
