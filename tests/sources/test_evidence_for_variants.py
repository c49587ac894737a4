"""What speaks for another variant than a family's default: its other figures, the kind of its memory, its mode."""

from __future__ import annotations

import pytest
from snippets import findings, table


@pytest.mark.parametrize(
    "text",
    [
        # the power and the bandwidth are those of one variant, the memory is that of both
        table("What | Jetson Orin Nano", "Memory | 8GB", "Memory bandwidth | 102 GB/s", "Power | 25W"),
        "# The A100\n\n- The A100 reads at 1935 GB/s.\n\n## Power\n\n- The A100 draws up to 300 W.",
        "- GH200: 4900 GB/s of memory bandwidth is right for the HBM3e variant",
        table("Board | INT8 TOPS", "Jetson Orin Nano | 67 INT8 (Super)", "Jetson AGX Orin 64GB | 275 INT8 (sparse)"),
        "The H100 PCIe has 80 GB.\n\nThe dense BF16 peak of the H100 is 989.5 TFLOPS.",
        table("Instance | GPUs | GPU Memory", "one.2xlarge | 1x V100 | 16 GB", "one.8xlarge | 4x V100 | 64 GB"),
    ],
)
def test_the_variant_is_taken(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- The A100 80GB reads at 1935 GB/s, within 400 W.", "1935 GB/s"),
        ("- GH200: 4900 GB/s of memory bandwidth", "4900 GB/s"),
        (
            table("Instance | GPUs | GPU Memory", "one.2xlarge | 1x V100 | 16 GB", "one.8xlarge | 4x V100 | 80 GB"),
            "80 GB",
        ),
    ],
)
def test_without_evidence_it_is_told(text: str, found: str) -> None:
    assert [words for words, _ in findings(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "#### A100\n\n- Bandwidth: 1,555 GB/s (5x improvement over T4)\n\n#### H100\n\n"
        "- Bandwidth: 3,350 GB/s (11x improvement over T4)",
        "- Small (FP16): 10.75 tokens/s\n- Large (FP16): 34.53 tokens/s\n\nIn other formats:\n\n"
        "- Small (INT8): 5.58 tokens/s\n- Large (INT4): 157.11 tokens/s (4.55× speedup)",
        "Two paths disagree ~20×: 0.84 tok/s against 18.6 tok/s of the same chip.",
        "The state is 2.57 MB, as GiB are told 2.57 MiB.\n\n"
        + table(
            "Length | Cache | State | Ratio vs. state",
            *("1K | 0.5 GB | 2.57 MB | 195×", "4K | 2 GB | 2.57 MB | 780×"),
            *("16K | 8 GB | 2.57 MB | 3,100×", "128K | 64 GB | 2.57 MB | 25,000×"),
        ),
    ],
)
def test_factors_of_another_base(text: str) -> None:
    assert findings(text) == []
