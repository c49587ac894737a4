"""Hardware data base of the serving planner.

Conventions
-----------
* peaks are *dense* TFLOP/s (TOP/s for int8), never the 2:4 sparse figure
* memory is decimal GB, bandwidth decimal GB/s
* `link_gb_s` is the scale-up link per device and PER DIRECTION; data sheets
  mostly print the sum of both directions
* everything is per package as sold (an MI250X counts as one, not as two GCDs)
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional


@dataclass(frozen=True)
class Accelerator:
    name: str
    vendor: str
    mem_gb: float
    mem_gb_s: float
    peak: Mapping[str, float] = field(default_factory=dict)
    link_gb_s: Optional[float] = None
    tdp_w: Optional[int] = None
    cores: Optional[int] = None      # SMs or CUs that are enabled

    def ridge(self, dtype: str = "bf16") -> float:
        """FLOP per byte at which the roofline bends."""
        return self.peak[dtype] * 1e3 / self.mem_gb_s


_ALL = [
    # ---- Volta / Turing --------------------------------------------------
    Accelerator(
        name="V100-SXM2-32GB", vendor="nvidia",
        mem_gb=32, mem_gb_s=900,
        peak={"fp16": 125, "fp32": 15.7, "fp64": 7.8},
        link_gb_s=150,          # 6 x NVLink2, 25 GB/s each way
        tdp_w=300, cores=80,
    ),
    Accelerator(
        name="T4", vendor="nvidia",
        mem_gb=16, mem_gb_s=320,
        peak={"fp16": 65, "int8": 130, "fp32": 8.1},
        tdp_w=70, cores=40,
    ),
    # ---- Ampere ----------------------------------------------------------
    Accelerator(
        name="A100-SXM4-40GB", vendor="nvidia",
        mem_gb=40, mem_gb_s=1555,
        peak={"bf16": 312, "tf32": 156, "int8": 624, "fp64": 9.7},
        link_gb_s=300,
        tdp_w=400, cores=108,
    ),
    Accelerator(
        name="A100-SXM4-80GB", vendor="nvidia",
        mem_gb=80, mem_gb_s=2039,
        peak={"bf16": 312, "tf32": 156, "int8": 624, "fp64": 9.7},
        link_gb_s=300,
        tdp_w=400, cores=108,
    ),
    # ---- Ada -------------------------------------------------------------
    Accelerator(
        name="L4", vendor="nvidia",
        mem_gb=24, mem_gb_s=300,
        peak={"bf16": 121, "fp8": 242.5},
        link_gb_s=32,           # PCIe gen4 x16
        tdp_w=72, cores=58,
    ),
    Accelerator(
        name="L40S", vendor="nvidia",
        mem_gb=48, mem_gb_s=864,
        peak={"bf16": 362, "fp8": 733},
        link_gb_s=32,
        tdp_w=350, cores=142,
    ),
    # ---- Hopper / Blackwell ----------------------------------------------
    Accelerator(
        name="H100-SXM5", vendor="nvidia",
        mem_gb=80, mem_gb_s=3350,
        peak={"bf16": 989, "fp8": 1979, "fp64": 34},
        link_gb_s=450,
        tdp_w=700, cores=132,
    ),
    Accelerator(
        name="H100-PCIe", vendor="nvidia",
        mem_gb=80, mem_gb_s=2000,
        peak={"bf16": 756, "fp8": 1513},
        tdp_w=350, cores=114,
    ),
    Accelerator(
        name="H200-SXM", vendor="nvidia",
        mem_gb=141, mem_gb_s=4800,
        peak={"bf16": 989, "fp8": 1979},
        link_gb_s=450,
        tdp_w=700, cores=132,
    ),
    Accelerator(
        name="B200", vendor="nvidia",
        mem_gb=180, mem_gb_s=8000,      # as in DGX B200
        peak={"bf16": 2250, "fp8": 4500, "fp4": 9000},
        link_gb_s=900,
        tdp_w=1000,
    ),
    # ---- AMD -------------------------------------------------------------
    Accelerator(
        name="MI300X", vendor="amd",
        mem_gb=192, mem_gb_s=5300,
        peak={"bf16": 1307, "fp8": 2615},
        link_gb_s=448,          # 7 x 64 GB/s to the other seven
        tdp_w=750, cores=304,
    ),
    # ---- Google ----------------------------------------------------------
    Accelerator(
        name="TPU-v5e", vendor="google",
        mem_gb=16, mem_gb_s=819,
        peak={"bf16": 197, "int8": 394},
    ),
    Accelerator(
        name="TPU-v5p", vendor="google",
        mem_gb=95, mem_gb_s=2765,
        peak={"bf16": 459, "int8": 918},
    ),
]

ACCELERATORS = {a.name: a for a in _ALL}

# Ridge points we check against in tests/test_ridge.py (FLOP/B, rounded):
#   A100-SXM4-80GB  bf16   153
#   L4              bf16   403
#   H100-SXM5       bf16   295
#   H200-SXM        bf16   206
#   MI300X          bf16   247
#   TPU-v5e         bf16   241
#   TPU-v5p         bf16   166

# 8-GPU boxes, for the capacity planner.  Keep in step with the table above.
NODES = {
    "dgx-a100-640": {"device": "A100-SXM4-80GB", "count": 8, "hbm_gb": 640},
    "dgx-h100": {"device": "H100-SXM5", "count": 8, "hbm_gb": 640},
    "dgx-h200": {"device": "H200-SXM", "count": 8, "hbm_gb": 1128},
}


def get(name: str) -> Accelerator:
    try:
        return ACCELERATORS[name]
    except KeyError:
        raise KeyError(f"unknown accelerator {name!r}, known: {sorted(ACCELERATORS)}")
