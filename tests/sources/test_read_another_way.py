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


STANDS_ELSEWHERE = [
    # factors make a product
    table(
        "Cause | Part", "Less overhead | 1.4×", "More parallel | 1.2×", "Coalescing | 1.1×", "**Combined** | **1.90×**"
    ),
    # hours that stand behind their label
    "```\nBefore: 12 GPU-hours\nAfter: 6.4 GPU-hours\n\nSaved:\n  GPU-hours: 5.6\n  Cost (at $3/GPU-hour): $16.80\n```",
    # the size of a batch is a setting
    "A search found a 23× larger batch size (4 → 93) that brings 1.90× real throughput.",
    "- Base: 1.04× faster (32 → 93 batch size)",
    # each phase against its own base
    "```\nPhase 1\n  Time: 3.85 hours (1.04× faster)\nPhase 2\n  Time: 0.96 hours (1.04× faster)\n```",
    # another device instead
    "- GPU: NVIDIA A100 80GB (or V100, RTX 4090)",
    # a memory is read in one direction
    "```\nMemory bandwidth (L=1024):\n  CPU: 3 MB / 10 GB/s = 300 μs\n  GPU: 3 MB / 900 GB/s = 3.3 μs\n```",
    # a count in millions is rounded
    "Weights: 124M × 4 bytes = 497 MB",
    # the size of a head
    "# GPT-2 Small\n\n- Layers: 12\n- Heads: 12\n- d_k = d_v = d / heads = 64\n",
    # a variant with fewer cores
    "- M3 Pro (MacBook Pro)\n  - GPU cores = 14\n  - peak FP32 ≈ 14 * 128 * 2 * 1.4e9 ≈ 5.0 TFLOP/s\n",
    # whose number it is
    "The 819 GB/s of the M3 Ultra are about 190 GB/s less than the RTX 4090's 1008 GB/s, yet respectable.",
    # a month of days
    "Without a cache: 100K requests/day × $0.01 = $1000/day = $30K/month.",
    # a bound names no row
    table("Batch | Speedup", "1 | 0.97×", "8 | 1.07×", "16 | 2.10×")
    + "\nUse the cache for batches ≥8 and skip it for one user (0.97×, a slight overhead).",
]


@pytest.mark.parametrize("text", STANDS_ELSEWHERE)
def test_what_its_words_say_otherwise_is_not_reported(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("- Base: 1.04× faster (32 ms → 8 ms)", "1.04×"),
        ("The V100 has 80 GB of memory.", "80 GB"),
        ("Weights: 124M × 4 bytes = 597 MB", "597 MB"),
        ("# GPT-2 Small\n\n- Layers: 12\n- Heads: 16\n", "16"),
        ("The peak FP32 rate of the M3 Pro with its 18-core GPU is 5.0 TFLOP/s.", "5.0 TFLOP/s"),
        ("The memory of the M3 Ultra is slower than the RTX 4090's 1108 GB/s of bandwidth.", "1108 GB/s"),
    ],
)
def test_where_its_words_do_not_it_is(text: str, wrong: str) -> None:
    assert [words for words, _ in findings(text)] == [wrong]


OF_A_PART = [
    # fewer launches are not a speed
    "1. **Fusion**: 12 kernels → 3 fused kernels per layer (~1.3× speedup)",
    # a variant that is sold as well
    table(" | RTX 3080", "Memory | 10GB GDDR6X (12GB variant available)"),
    # what the driver leaves
    "- Blackwell B200 architecture (178 GB, 148 SMs)",
    # a part of a budget
    "For a 70B model on 8× H100 (640 GB total):\n\n"
    + table("Component | Memory", "Weights (FP16) | 140 GB", "CUDA kernels etc. | ~20 GB", "**Left** | **~480 GB**"),
    # formats that a device has
    "- Hopper (H100) 2022: 989 TFLOPS, FP8, FP16, BF16, TF32, INT8",
    # several models in one list
    "Presets (roughly Llama-1.5B / Llama-7B / Llama-13B: `dim 2048/4096/5120`, `n_heads 32/32/40`, `n_kv_heads 8`).",
    # twice as many devices
    "# Setup\n\n4× A100-80GB at $14/hour.\n\n# ZeRO\n\n**Cost:** 8× A100-80GB = ~$28/hour",
    # a bar of progress
    "```\n━━━━━━━━━━━━ 32.4/32.4 MB 13.9 MB/s eta 0:00:02\n```",
    # four bytes each
    "The largest tile is 128 × 8 FP32 → 4 KB per panel.",
]


@pytest.mark.parametrize("text", OF_A_PART)
def test_a_part_or_another_form_of_it_is_not_reported(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (table(" | RTX 3080", "Memory | 14GB GDDR6X"), "14GB"),
        ("The NVIDIA B200 has 158 GB of HBM3e memory.", "158 GB"),
        ("# H100\n\n" + table("Property | Value", "Memory | 20 GB"), "20 GB"),
        ("- Hopper (H100) 2022: 989 TFLOPS in FP8", "989 TFLOPS"),
        ("The largest tile is 128 × 8 × 4 bytes → 5 KB per panel.", "5 KB"),
    ],
)
def test_the_whole_is(text: str, wrong: str) -> None:
    assert [words for words, _ in findings(text)] == [wrong]


BEHIND_IT = [
    "The A6000 offers more memory bandwidth (768 GB/s) than the A4000 (448 GB/s), which helps.",
    "* The RTX A6000 draws more power (300 watts) compared to the RTX A4000 (140 watts).",
    "* **V100-SXM2-16GB:** Approximately 15.7 TFLOPS (FP32), 125 TFLOPS (Tensor)",
    "- **MI300X (CDNA3)**: 4 MB per XCD of memory",
    "Tested on 8 A100 GPUs with NVLink at 600GB/s bi-directional bandwidth (300GB/s TX & 300GB/s RX):",
    "- fp32: 2048 x 14336 x 4 = 117MB / layer = 8.2GB total",
    "Reading a layer (2.466b params = 4.93GB) takes long.",
]


@pytest.mark.parametrize("text", BEHIND_IT)
def test_what_stands_behind_a_number_says_what_it_is_of(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The A6000 offers more memory bandwidth (768 GB/s) than the A4000 (548 GB/s), which helps.", "548 GB/s"),
        ("* **V100-SXM2-16GB:** Approximately 125 TFLOPS (FP32)", "125 TFLOPS"),
    ],
)
def test_where_nothing_does_it_is_reported(text: str, wrong: str) -> None:
    assert [words for words, _ in findings(text)] == [wrong]
