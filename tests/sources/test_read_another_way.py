"""Numbers that a nearby name, unit or sign makes look like another claim than they are.

Beside each sort stands the like number that is wrong, and found.
"""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict

BOLD_HEADER = (
    "<table><tbody><tr><td><p><strong>Feature</strong></p></td><td><p><strong>V100 PCIe 32 GB</strong></p></td>"
    "<td><p><strong>A100 PCIe 80 GB</strong></p></td></tr>"
    "<tr><td><p><strong>Maximum memory</strong></p></td><td><p>32 GB</p></td><td><p>80 GB</p></td></tr>"
    "<tr><td><p><strong>Memory bandwidth</strong></p></td><td><p>897.0 GB/s</p></td><td><p>{}</p></td></tr>"
    "</tbody></table>\n"
)

QUIET = [
    # a bold first row of an HTML table is its header
    BOLD_HEADER.format("1,935 GB/s"),
    # a value with more digits than the data sheet prints
    table(" | B200 | B300", "FP64 | 37 TFLOPS | 1.25 TFLOPS"),
    # a model of a known family whose size the registry does not know
    "# Runs\n\nBeside our Qwen3-1.8B we look at Qwen2.5-1.5B.\n\n"
    + table("Hyperparameter | Value", "Layers | 24", "Hidden dimension | 2048", "Attention heads | 16"),
    table("Family | Parameters", "GPT-3 | 125M", "GPT-3 | 1.3B", "GPT-3 | 175B"),
    # the rate of a pin, and of the memory, in one sentence
    "The RTX 4090 has a 384-bit bus, pushed to 21 Gb/s per pin for ~1 TB/s of bandwidth.",
    "384 bits × 21 Gb/s ÷ 8 ≈ 1,008 GB/s for the RTX 4090 → M3 Ultra: 819 GB/s.",
    table("Feature | V100 PCIe 32GB", "Memory clock speed | 3.2 GB/s"),
    # results of kernels in the column of a device
    table(
        "Kernel | RTX 4090",
        "mma, 64 | 221 TFLOPS",
        "mma, 128 | 163 TFLOPS",
        "mma, 256 | 224 TFLOPS",
        "tensor mma, 512 | 200 TFLOPS",
    ),
    # what heads the data sheet of an edge device is sparse
    table("Board | Memory | TOPS", "Jetson AGX Orin | 64GB | 275"),
    # seconds over the seconds of a day
    "Days = (2.92 × 10⁸ seconds)/(24 × 60 × 60) = 3,380 days.",
    # a mean of two is not their sum
    "Effective rate: 600 GB/s (hits) + 50 GB/s (misses) = ~500 GB/s average",
    # KiB on the way
    "X: 1024 × 768 × 1 byte = 768 KB × 6 (read 6 times) = 4.6 MB",
    # factors of a formula
    "$$\\begin{align*}F &= 2 \\times B \\times (4 \\times H) + 2 \\times B \\times (4 \\times H) \\\\\n"
    "&= 16 \\times B \\times H\\end{align*}$$",
    "$$k = \\left\\lceil \\frac{62.5}{50} \\right\\rceil = \\left\\lceil 1.25 \\right\\rceil = 2$$",
    # what is given is not compared
    "Naive: 70 GB per GPU.\n\nA ring: for any N the same. For 8 GPUs and 10 GB: 20 GB per GPU, 3.5x less.",
    # gradients go out and come back
    "70B model, gradients 140 GB in FP16. InfiniBand at 50 GB/s: communication takes ~5.6 seconds.",
    # terabytes are no trillions
    table("Component | Size | Formula", "Parameters (fp16) | 1 TB | 2 N", "Optimizer (fp32) | 6 TB | 12 N"),
    # two problems of one set
    "# A 175B model on a node\n\nConfiguration:\n\n- Optimizer states: 1.4 TB (fp32 Adam)\n\n"
    "# Exercises\n\n1. Place a 500B parameter model on a node.\n\n```\nOptimizer states: 6 TB\n```\n",
]


@pytest.mark.parametrize("text", QUIET)
def test_it_is_not_reported(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (BOLD_HEADER.format("2,039 GB/s"), "2,039 GB/s"),
        (table(" | B200 | B300", "FP64 | 37 TFLOPS | 1.35 TFLOPS"), "1.35 TFLOPS"),
        ("GPT-3 has 157B parameters.", "157B"),
        ("The memory of the RTX 4090 runs at 23 Gb/s per pin.", "23 Gb/s"),
        (table("Board | Memory | TOPS (dense INT8)", "Jetson AGX Orin | 64GB | 275"), "275"),
        ("Days = (2.92 × 10⁸ seconds)/(24 × 60 × 60) = 4,380 days.", "4,380 days"),
        ("Both together: 600 GB/s + 50 GB/s = 500 GB/s", "500 GB/s"),
        ("X: 1024 × 768 × 1 byte = 868 KB × 6 (read 6 times) = 5.2 MB", "868 KB"),
        ("Pruning (2×) and quantization (4×) = 16×", "16×"),
        ("Copying 140 GB over InfiniBand at 50 GB/s takes 5.6 seconds.", "5.6 seconds"),
    ],
)
def test_a_wrong_one_of_that_sort_is(text: str, wrong: str) -> None:
    assert [words for words, _ in findings(text)] == [wrong]


def test_a_column_under_a_bold_header_is_its_own_device() -> None:
    assert claim(BOLD_HEADER.format("2,039 GB/s"), "80 GB").entity.id == "nvidia/a100-pcie-80gb"  # type: ignore[union-attr]
    assert verdict(BOLD_HEADER.format("2,039 GB/s"), "2,039 GB/s") == ("mismatch", "variant")
