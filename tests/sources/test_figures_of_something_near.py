"""Figures of something near a device's name: samples, the memory's clock, both GPUs of a superchip, another size."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

_SMI = """# Clocks of the A30

```
    Max Clocks
        SM                                : 1440 MHz
    SM Clock Samples
        Max                               : 1260 MHz
        Min                               : 210 MHz
    Memory Clock Samples
        Max                               : 1215 MHz
        Min                               : 405 MHz
```
"""
_SUPERCHIP = """### GB300 Grace Blackwell Ultra Superchip

- GPUs: 2x B300
- FP8 dense: 10 PFLOPS
- Memory bandwidth: 8 TB/s per GPU
"""
_PRECISIONS = table(
    "Row | Tesla V100 PCIe",
    "Half Precision | 28 TFLOPS",
    "Single Precision | 14 TFLOPS",
    "Tensor Performance | 112 TFLOPS",
)
_TWO_COLUMNS = table(
    "Item | NVIDIA L4 | Acme Q70",
    "Power | L4 board TDP 72 W | typical 15 W",
    "Memory | 24 GB GDDR6 | 48 GB LPDDR5",
)
_NODES = """# Partitions

The newer nodes have 8x NVIDIA A100-SXM4-80GB.

# Retired

- 4x NVIDIA A100-SXM4 (40 GB memory)
- fabric: InfiniBand HDR-100 (~12.5 GB/s)
"""


@pytest.mark.parametrize(
    "text",
    [
        _SMI,
        _SUPERCHIP,
        _PRECISIONS,
        _TWO_COLUMNS,
        _NODES,
        "The A100 PCIe 80GB moves 1935 GB/s, so its clock is `1935 (GB/s) * 8 / 5120 / 2 (DDR) = 1512 MHz`.",
        table("Part | Typical | Peak", "LiDAR (RPLIDAR A2) | 1.5 W | 2 W", "Jetson AGX Orin 64GB | 30 W | 60 W"),
    ],
)
def test_what_is_of_something_near_is_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        (table("GPU | Boost clock | Memory", "A30 | 1215 MHz | 24 GB", "T4 | 1590 MHz | 16 GB"), "1215 MHz"),
        (_PRECISIONS.replace("14 TFLOPS", "41 TFLOPS").replace("28", "82"), "82 TFLOPS"),
        (_PRECISIONS.replace("112 TFLOPS", "121 TFLOPS"), "121 TFLOPS"),
        (_TWO_COLUMNS.replace("72 W", "27 W"), "27 W"),
        (_NODES.replace("(40 GB memory)", "(48 GB memory)"), "48 GB"),
        ("InfiniBand HDR: 12.5 GB/s per port.", "12.5 GB/s"),
        (_SUPERCHIP.replace("8 TB/s per GPU", "16 TB/s per GPU"), "16 TB/s per GPU"),
        (table("Part | TDP | Memory", "NVIDIA A2 | 6 W | 16 GB", "NVIDIA L4 | 72 W | 24 GB"), "6 W"),
    ],
)
def test_a_slip_of_the_device_itself_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"
