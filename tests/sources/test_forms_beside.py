"""The form over a figure says which variant is meant; round figures, bounds and rates per GPU are no slips."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    "text",
    [
        "#### H100\n\n" + table("Feature | SXM5 Variant | PCIe Variant", "CUDA Cores | 16,896 | 14,592"),
        table("What | Varies", "TDP | Variants (H100 SXM5 700 W vs PCIe 350 W from the same silicon)"),
        "- MI300X: 1300 TFLOPS of dense FP16",
        "On 280 DGX A100 servers the peak throughput was 126 TFLOPS/GPU.",
        "The overhead of provisioning costs less than $1 per GPU per year.",
    ],
)
def test_these_are_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#### H100\n\n" + table("Feature | SXM5 Variant", "CUDA Cores | 14,592"), "14,592"),
        ("- MI300X: 1340 TFLOPS of dense FP16", "1340 TFLOPS"),
    ],
)
def test_the_others_are_told(text: str, found: str) -> None:
    assert [words for words, _ in findings(text)] == [found]
