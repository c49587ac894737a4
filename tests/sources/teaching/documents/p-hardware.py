"""Accelerator database for the step-time simulator.

One row per *package* as it is sold (both GCDs, both dies). Peaks are dense.
Anything derived is a property, do not put it into the rows.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

GB = 1e9
TFLOP = 1e12


@dataclass(frozen=True)
class Accelerator:
    name: str
    bf16_tflops: float  # dense, matrix units (FP16 on Volta)
    fp8_tflops: Optional[float]  # dense; None if the part has no FP8
    fp32_tflops: Optional[float]  # vector units, not TF32
    mem_gb: float
    mem_bw: float  # GB/s
    link_bw: float  # scale-up link, GB/s per device, ONE direction
    tdp_w: float

    @property
    def ridge(self) -> float:
        """FLOP per byte at which BF16 matmuls stop being memory bound."""
        return self.bf16_tflops * TFLOP / (self.mem_bw * GB)

    @property
    def sweep_ms(self) -> float:
        """Time to read all of device memory once."""
        return 1e3 * self.mem_gb / self.mem_bw


V100 = Accelerator(
    name="V100-SXM2-32GB",
    bf16_tflops=125.0,  # FP16, 80 SM x 1024 FLOP/clk x 1.53 GHz
    fp8_tflops=None,
    fp32_tflops=15.7,
    mem_gb=32,
    mem_bw=900,
    link_bw=150,  # NVLink2, 6 x 25
    tdp_w=300,
)

A100_40 = Accelerator(
    name="A100-SXM4-40GB",
    bf16_tflops=312.0,  # 108 SM x 2048 x 1.41 GHz
    fp8_tflops=None,
    fp32_tflops=19.5,
    mem_gb=40,
    mem_bw=1555,
    link_bw=300,  # NVLink3, 12 x 25
    tdp_w=400,
)

A100_80 = Accelerator(
    name="A100-SXM4-80GB",
    bf16_tflops=312.0,
    fp8_tflops=None,
    fp32_tflops=19.5,
    mem_gb=80,
    mem_bw=2039,
    link_bw=300,
    tdp_w=400,
)

L40S = Accelerator(
    name="L40S",
    bf16_tflops=362.0,
    fp8_tflops=733.0,
    fp32_tflops=91.6,
    mem_gb=48,
    mem_bw=864,
    link_bw=32,  # PCIe Gen4 x16, no NVLink
    tdp_w=350,
)

H100_SXM = Accelerator(
    name="H100-SXM5-80GB",
    bf16_tflops=989.4,  # 132 SM x 4096 x 1.83 GHz
    fp8_tflops=1978.9,
    fp32_tflops=66.9,
    mem_gb=80,
    mem_bw=3350,
    link_bw=450,  # NVLink4, 18 x 25
    tdp_w=700,
)

H100_PCIE = Accelerator(
    name="H100-PCIe-80GB",
    bf16_tflops=756.0,
    fp8_tflops=1513.0,
    fp32_tflops=51.0,
    mem_gb=80,
    mem_bw=2000,
    link_bw=64,  # Gen5 x16, bridge not fitted in our boxes
    tdp_w=350,
)

H200 = Accelerator(
    name="H200-SXM-141GB",
    bf16_tflops=989.4,
    fp8_tflops=1978.9,
    fp32_tflops=66.9,
    mem_gb=141,
    mem_bw=4800,
    link_bw=450,
    tdp_w=700,
)

B200 = Accelerator(
    name="HGX-B200-180GB",
    bf16_tflops=2250.0,
    fp8_tflops=4500.0,
    fp32_tflops=None,  # TODO, sources disagree
    mem_gb=180,
    mem_bw=8000,
    link_bw=900,  # NVLink5, 18 x 50
    tdp_w=1000,
)

MI250X = Accelerator(
    name="MI250X",
    bf16_tflops=383.0,  # 220 CU x 1024 x 1.7 GHz
    fp8_tflops=None,
    fp32_tflops=47.9,
    mem_gb=128,
    mem_bw=3277,
    link_bw=400,  # 8 Infinity Fabric links x 50
    tdp_w=560,  # peak board power, 500 W typical
)

MI300X = Accelerator(
    name="MI300X",
    bf16_tflops=1307.4,  # 304 CU x 2048 x 2.1 GHz
    fp8_tflops=2614.9,
    fp32_tflops=163.4,
    mem_gb=192,
    mem_bw=5300,
    link_bw=448,  # 7 links x 64
    tdp_w=750,
)

FLEET = (V100, A100_40, A100_80, L40S, H100_SXM, H100_PCIE, H200, B200, MI250X, MI300X)

# Reference output of `python hardware.py`, rounded (checked in CI with 2 % slack)
#   V100 ridge  139 FLOP/B
#   A100 40 GB  201 FLOP/B, full sweep 25.7 ms
#   A100 80 GB  153 FLOP/B, full sweep 39.2 ms
#   H100 SXM    295 FLOP/B, full sweep 23.9 ms
#   H200        206 FLOP/B, full sweep 29.4 ms
#   MI300X      247 FLOP/B, full sweep 36.2 ms
if __name__ == "__main__":
    for a in FLEET:
        print(f"{a.name:16s} {a.ridge:6.0f} FLOP/B  sweep {a.sweep_ms:5.1f} ms  "
              f"{a.bf16_tflops / a.tdp_w:5.2f} TFLOP/s/W")
