"""Figures that are right by the words of their own cell, row or header: megabytes, slices, sparse ones, products."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

_SLOPPY = table(
    "Card | Memory (Mb) | TDP (W)",
    "NVIDIA L40 | 46068 | 300",
    "Tesla T4 | 15360 | 70",
    "NVIDIA A30 | 24576 | 165",
    "RTX A6000 | 49140 | 300",
)
_SLICES = table(
    "GRES | What it is | Limits | Cores per GPU",
    "`a30_2g.12gb` | NVIDIA A30 GPU with 12 GB of VRAM made possible by Multi-Instance GPU (MIG) | Max/user: 4 | 8",
    "`h100_1g.10gb` | A MIG slice of an H100 SXM with 10 GB of memory | Max/user: 7 | 16",
    "`a30` | NVIDIA A30 GPU with 24 GB of VRAM | Max/user: 2 | 32",
)
_PAIRS = table(
    "GPU | TF32 Tensor Core TFLOPS | FP8 Tensor Core TFLOPS | INT8 Tensor Core TOPS",
    "L4 | 60 / 121* | 242 / 485* | 242 / 485*",
    "L40S | 183 / 366* | 733 / 1466* | 733 / 1466*",
    "RTX 4070 Ti | 40 / 80* | 160 / 320* | 320 / 641*",
)
_PRODUCTS = table("GPU | Bandwidth GB/s", "B200 | 4000 x 2", "MI250X | 1638 x 2", "H100 SXM | 3350", "A100 80GB | 2039")


@pytest.mark.parametrize(
    "text",
    [
        _SLOPPY,
        table("GPU | VRAM, Gb", "Tesla T4 | 16", "NVIDIA A30 | 24", "NVIDIA L40 | 48"),
        table("GPU | VRAM, Mb", "RTX 4060 Ti | 8188 / 16380", "RTX 4070 | 12282", "RTX 3090 | 24576"),
        _SLICES,
        "The A100 80GB is cut by MIG: a 3g.40gb instance has 40 GB.",
        table("Partition | Card | VRAM", "debug | A30 (MIG) | 12 GB", "main | A30 | 24 GB"),
        table("Row | A100 SXM4 80GB | A100 1g.10gb", "Memory | 80 GB | 10 GB", "SMs | 108 | 14"),
        "Small jobs get an H200 MIG slice with 18 GB.",
        _PAIRS,
        _PRODUCTS,
        table("GPU | TF32 Tensor Core TFLOPS", "RTX A5000 | 55.6", "RTX A6000 | 77.4"),
    ],
)
def test_what_is_right_by_its_own_cell_is_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        (_SLOPPY.replace("24576", "49152"), "49152"),
        (_SLOPPY.replace("15360", "8192"), "8192"),
        (table("GPU | Memory | TDP", "Tesla T4 | 16 Gb | 70 W", "NVIDIA A30 | 24 GB | 165 W"), "16 Gb"),
        (_SLICES.replace("with 24 GB", "with 42 GB"), "42 GB"),
        (_SLICES.replace("`a30` | NVIDIA A30 GPU with 24 GB", "`a30` | NVIDIA A30 GPU with 16 GB"), "16 GB"),
        (table("GPU | Memory | Features", "H100 SXM | 60 GB | 7 MIG instances", "L40 | 48 GB | none"), "60 GB"),
        (
            table(
                "GPU | Bandwidth | Features",
                "A100 SXM4 80GB | 1555 GB/s | Multi-Instance GPU (MIG), NVLink",
                "L40S | 864 GB/s | none",
            ),
            "1555 GB/s",
        ),
        (table("Partition | Card | VRAM", "debug | A30 | 12 GB", "main | L40 | 48 GB"), "12 GB"),
        (_PAIRS.replace("733 / 1466*", "733 / 1866*", 1), "1866"),
        (_PAIRS.replace("183 / 366*", "138 / 276*"), "138"),
        (_PRODUCTS.replace("4000 x 2", "1400 x 2"), "1400"),
        (_PRODUCTS.replace("| 3350", "| 3530"), "3530"),
        (table("GPU | TF32 Tensor Core TFLOPS", "RTX A5000 | 55.9", "RTX A6000 | 77.4"), "55.9"),
    ],
)
def test_a_slip_beside_it_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"
