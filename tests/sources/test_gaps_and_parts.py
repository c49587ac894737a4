"""Factors between what was told before, returns, parts, duty cycles; sizes in four bits."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked, findings, frame

DUTY = "A cell lasts 40 days. With a 20% duty cycle: {}."
SPLIT = "The effective batch size is 512. It is split into 16 micro-batches of {} each."
GAP = "Rules: 50 comparisons. Trees: 4,000 lookups. The network: 60,000 products. That is a {} compute explosion."
RETURN = "The loss over 30 days = $900K. Retraining costs $3,000. ROI of retraining: {}:1."
INTENSITY = "It takes 6.3 GFLOP and loads 70 MB of weights. That gives an arithmetic intensity of ~{} FLOP/byte."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (DUTY.format("200 days"), []),
        (DUTY.format("8 days"), ["8 days"]),
        (SPLIT.format("32"), []),
        (SPLIT.format("64"), ["64"]),
        (GAP.format("1,200×"), []),
        (GAP.format("80×"), []),
        (GAP.format("120×"), ["120×"]),
        (RETURN.format("300"), []),
        (RETURN.format("299"), []),
        (RETURN.format("30"), ["30"]),
        (INTENSITY.format("90"), []),
    ],
)
def test_steps(text: str, wrong: list[str]) -> None:
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == wrong


@pytest.mark.parametrize(
    ("title", "size", "wrong"),
    [
        ("INT4 quantization", "30 GB", []),
        ("INT4 quantization", "60 GB", ["60 GB"]),
        ("INT4 quantization", "33 GB", []),
        ("INT8 and INT4", "60 GB", []),
        ("Quantization", "60 GB", []),
    ],
)
def test_sizes_in_four_bits(title: str, size: str, wrong: list[str]) -> None:
    text = frame(f"\\begin{{itemize}}\n\\item Memory: 120 GB $\\to$ {size}\n\\end{{itemize}}", title)
    assert [found for found, _ in findings(text, "a.tex")] == wrong
