"""A bandwidth worked out from clock and width, where its maker prints it in hundreds of GB/s."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

RIGHT = [
    "The V100 PCIe 32GB has a memory bandwidth of 897 GB/s.",
    "- V100 SXM2 32GB: 898 GB/s of memory bandwidth, 125 TFLOP/s in FP16",
    table("GPU | V100 PCIe 32GB | A100 SXM 40GB", "Memory bandwidth (GB/s) | 897 | 1555", "TDP (W) | 250 | 400"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_exact_figures(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("slip", ["890", "987", "800", "1134"])
def test_slips_are_told_all_the_same(text: str, slip: str) -> None:
    wrong = text.replace("897", slip).replace("898", slip)
    assert [words.split()[0] for words, _ in findings(wrong)] == [slip]


def test_a_figure_that_is_no_round_one() -> None:
    assert claim("The A100 SXM 40GB has a memory bandwidth of 1,550 GB/s.", "1,550 GB/s").verdict != "unresolved"
    assert verdict("The T4 has a memory bandwidth of 310 GB/s.", "310 GB/s")[0] == "mismatch"
