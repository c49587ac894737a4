"""Throughput / MFU accounting for the training loop.

Peaks are dense (no 2:4 sparsity) BF16 matmul rates per *torch device*; where a
part has no BF16 we use FP16 with FP32 accumulation. Override with
``--peak-flops`` if your part is missing or power-capped.
"""
from __future__ import annotations

import logging
import os
import re
import time
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

# NVIDIA workstation / consumer parts, FP32 accumulate. Exact (suffix) match on
# the marketing name, laptops and "D" parts deliberately fall through.
CONSUMER_PEAK_FLOPS = {
    "geforce rtx 3090": 71e12,
    "geforce rtx 3090 ti": 80e12,
    "geforce rtx 4090": 165.2e12,
    "geforce rtx 5090": 209.5e12,
    "rtx a6000": 154.8e12,
    "rtx 6000 ada generation": 364.2e12,
}

# jax `device_kind` -> BF16 peak. v3 exposes one device per core, the later
# ones one per chip.
TPU_PEAK_FLOPS = {
    "TPU v3": 61.5e12,  # 123 per chip / 2 cores
    "TPU v4": 275e12,
    "TPU v5 lite": 197e12,
    "TPU v5": 459e12,
    "TPU v5p": 459e12,
    "TPU v6 lite": 918e12,
}


def get_peak_flops(device_name: str) -> float:
    """Peak dense BF16 FLOP/s for ``torch.cuda.get_device_name()``."""
    name = device_name.lower().strip()

    for key, flops in CONSUMER_PEAK_FLOPS.items():
        if name.endswith(key):
            return flops

    # --- Blackwell -------------------------------------------------------
    if "gb200" in name:
        return 2.5e15  # 5 PFLOP/s with sparsity
    if "b200" in name:
        return 2.25e15  # HGX B200, 4.5 PFLOP/s with sparsity

    # --- Hopper ----------------------------------------------------------
    if "h200" in name:  # H200 SXM, also GH200 (same rate)
        return 835e12 if "nvl" in name else 989e12
    if "h100" in name:
        # https://www.nvidia.com/en-us/data-center/h100/
        # NOTE: the web page prints the rates *with* sparsity.
        if "nvl" in name:
            return 835e12
        if "pcie" in name:
            return 756e12
        return 1979e12 / 2  # SXM5
    if re.search(r"\bh20\b", name):
        return 148e12

    # --- Ampere ----------------------------------------------------------
    if re.search(r"\ba100\b", name):
        return 312e12  # SXM and PCIe, 40 and 80 GB alike
    if re.search(r"\ba800\b", name):
        return 312e12
    if re.search(r"\ba30\b", name):
        return 165e12
    if re.search(r"\ba40\b", name):
        return 149.7e12
    if re.search(r"\ba10\b", name):
        return 125e12

    # --- Ada -------------------------------------------------------------
    if re.search(r"\bl4\b", name):
        return 121e12  # data sheet says 242 with sparsity
    if "l40s" in name:
        return 362e12
    if re.search(r"\bl40\b", name):
        return 181e12

    # --- Turing / Volta, FP16 only -----------------------------------------
    if "v100s" in name:
        return 130e12
    if "v100" in name:
        return 112e12 if "pcie" in name else 125e12
    if re.search(r"\bt4\b", name):
        return 65e12

    # --- AMD ---------------------------------------------------------------
    if "mi355x" in name:
        return 2516.6e12
    if "mi300x" in name or "mi325x" in name:
        return 1307.4e12
    if "mi300a" in name:
        return 980.6e12
    if "mi250x" in name:
        return 191.5e12  # one torch device = one GCD, half the package
    if "mi210" in name:
        return 181e12

    logger.warning("unknown device %r, assuming A100 peak", device_name)
    return 312e12


def flops_per_token(
    n_params: float, n_layers: int, n_heads: int, head_dim: int, seq_len: int
) -> float:
    """Forward + backward FLOPs per token, PaLM appendix B convention.

    6N for the matmuls, 12*L*H*Q*T for attention (no causal discount).

    >>> f"{flops_per_token(124e6, 12, 12, 64, 1024):.3g}"   # GPT-2 small
    '8.57e+08'
    >>> f"{flops_per_token(8.03e9, 32, 32, 128, 8192):.3g}"   # Llama 3 8B
    '6.11e+10'
    """
    # Llama 3 8B at 8k: 48.2 GFLOP (weights) + 12.9 GFLOP (attention) = 61.1
    return 6 * n_params + 12 * n_layers * n_heads * head_dim * seq_len


@dataclass
class MFUMeter:
    flops_per_tok: float
    peak_flops: float  # per device
    world_size: int = 1
    window: int = 20
    _t: list[float] = field(default_factory=list)
    _n: list[int] = field(default_factory=list)

    def step(self, tokens_global: int) -> dict[str, float]:
        self._t.append(time.perf_counter())
        self._n.append(tokens_global)
        self._t, self._n = self._t[-self.window:], self._n[-self.window:]
        if len(self._t) < 2:
            return {}
        dt = self._t[-1] - self._t[0]
        tok_s = sum(self._n[1:]) / dt
        return {
            "tok/s": tok_s,
            "tok/s/gpu": tok_s / self.world_size,
            "tflops/gpu": tok_s * self.flops_per_tok / self.world_size / 1e12,
            "mfu": tok_s * self.flops_per_tok / (self.world_size * self.peak_flops),
        }


# Sanity values we keep around for smoke tests:
#   Llama 3 8B, T=8192, H100 SXM, 6500 tok/s/gpu     -> MFU 40%
#   Llama 2 7B, T=4096, A100, 50% MFU                -> ~3,300 tok/s/gpu
#   GPT-2 124M, T=1024, 8x A100, 491,520 tok / 250 ms -> MFU 68%
#   PaLM 540B, 6144x TPU v4, 238.3k tok/s            -> MFU 46.2%
if __name__ == "__main__":
    import torch

    logging.basicConfig(level=os.environ.get("LOGLEVEL", "INFO"))
    dev = torch.cuda.get_device_name()
    logger.info("%s: %.0f TFLOP/s dense", dev, get_peak_flops(dev) / 1e12)
