"""Figures near a name that are of fewer lanes, a change, or what something else is compared with."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    "text",
    [
        table("Slot | x16 (GB/s) | x8 (GB/s)", "PCIe 4.0 | 31.5 | 15.75", "PCIe 5.0 | 63 | 31.5"),
        "PCIe 3.0 has a bandwidth of 985 MB/s per lane.",
        "- EDR: an InfiniBand EDR link has 25 Gb/s (100Gb/s for 4x)",
        table("Card | NVLink (GB/s)", "H100 SXM | 900", "H100 PCIe | 0"),
        "H100\n\n- HBM3: 80 GB at 3.35 TB/s (1.6× vs A100)",
        table("Parameter | Value vs A100", "Bandwidth | 3.35 TB/s (+64%)", "SMs | 132 (+22%)"),
        table("Link | per direction", "NVLink 4 (H100) | 450 GB/s (bidirectional 900)"),
        table("Feature | V100 | A100", "New | 1st Gen Tensor Cores | 3rd Gen Tensor Cores"),
        "The states of the training fit on 4× A100s (28 GB per GPU for optimizer states).",
        "Split over four A100 SXM4 80GB it takes 26 GB for the weights.",
        "The B300 has 15 PFLOPS of FP4 → 50% more than the B200.",
    ],
)
def test_these_are_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (table("Slot | x16 (GB/s)", "PCIe 4.0 | 31.5", "PCIe 5.0 | 31.5"), "31.5"),
        ("The A100 SXM4 80GB moves 3.35 TB/s, less than an H100.", "3.35 TB/s"),
        ("The A100 SXM4 80GB has 28 GB of HBM2e.", "28 GB"),
        (table("Card | Tensor cores", "V100 | 430"), "430"),
        (table("Parameter | A100 SXM4 80GB", "Memory bandwidth | 3.35 TB/s"), "3.35 TB/s"),
        (table("Link | per direction", "NVLink 4 (H100) | 900 GB/s"), "900 GB/s"),
    ],
)
def test_the_whole_figure_is_told(text: str, found: str) -> None:
    assert [words for words, _ in findings(text)] == [found]
