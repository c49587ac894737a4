"""KV cache and throughput estimates for serving.

Back of the envelope, on purpose: decode is bound by reading weights + cache,
prefill by dense matmuls at ``PREFILL_EFF`` of peak. Within ~20 % of what vLLM
shows us on the nightly benchmark, which is all we need for capacity planning.
"""
from __future__ import annotations

from dataclasses import dataclass

PREFILL_EFF = 0.5  # fraction of dense peak we see on long prompts
MEM_UTIL = 0.90  # same default as vLLM --gpu-memory-utilization


@dataclass(frozen=True)
class Gpu:
    name: str
    mem: float  # bytes
    bw: float  # bytes/s
    flops: float  # dense bf16 FLOP/s
    usd_h: float


GPUS = {
    g.name: g
    for g in (
        Gpu("l4", 24e9, 300e9, 121e12, 0.80),
        Gpu("l40s", 48e9, 864e9, 362e12, 1.86),
        Gpu("a100-80g", 80e9, 2039e9, 312e12, 2.20),
        Gpu("h100", 80e9, 3.35e12, 989e12, 2.50),
        Gpu("h200", 141e9, 4.8e12, 989e12, 3.20),
        Gpu("mi300x", 192e9, 5.3e12, 1307e12, 2.40),
    )
}


@dataclass(frozen=True)
class Model:
    name: str
    params: float
    layers: int
    q_heads: int
    kv_heads: int
    head_dim: int


MODELS = {
    m.name: m
    for m in (
        Model("llama-2-7b", 6.74e9, 32, 32, 32, 128),
        Model("llama-2-13b", 13.0e9, 40, 40, 40, 128),
        Model("llama-3-8b", 8.03e9, 32, 32, 8, 128),
        Model("llama-3-70b", 70.55e9, 80, 64, 8, 128),
        Model("mistral-7b", 7.24e9, 32, 32, 8, 128),
        Model("qwen2.5-7b", 7.62e9, 28, 28, 4, 128),
        Model("qwen2.5-32b", 32.8e9, 64, 40, 8, 128),
        Model("gemma-2-9b", 9.24e9, 42, 16, 8, 256),
    )
}


def kv_bytes_per_token(m: Model, kv_dtype_bytes: int = 2) -> int:
    """K and V, all layers.

    llama-2-7b  -> 512 KiB
    llama-3-8b  -> 128 KiB
    llama-3-70b -> 320 KiB
    qwen2.5-7b  -> 56 KiB
    """
    return 2 * m.layers * m.kv_heads * m.head_dim * kv_dtype_bytes


def free_kv_bytes(m: Model, g: Gpu, tp: int = 1, w_bytes: float = 2) -> float:
    """What is left for the cache once the weights are in."""
    return tp * g.mem * MEM_UTIL - m.params * w_bytes


def max_sequences(m: Model, g: Gpu, ctx: int, tp: int = 1, w_bytes: float = 2) -> int:
    return int(free_kv_bytes(m, g, tp, w_bytes) // (kv_bytes_per_token(m) * ctx))


# max_sequences(MODELS["llama-3-8b"], GPUS["h100"], 8192)        # -> 52
# max_sequences(MODELS["llama-3-70b"], GPUS["h100"], 4096, tp=4) # -> 109


def decode_step_s(m: Model, g: Gpu, batch: int, ctx: int, tp: int = 1, w_bytes: float = 2) -> float:
    """One token for every sequence in the batch, communication ignored."""
    cache = batch * ctx * kv_bytes_per_token(m)
    return (m.params * w_bytes + cache) / (tp * g.bw)


def prefill_s(m: Model, g: Gpu, prompt: int, tp: int = 1) -> float:
    """2 FLOP per parameter and token; attention scores neglected."""
    return 2 * m.params * prompt / (tp * g.flops * PREFILL_EFF)


def usd_per_mtok(g: Gpu, tp: int, tok_s: float) -> float:
    return tp * g.usd_h / 3600 / tok_s * 1e6


def report() -> None:
    m, g = MODELS["llama-3-8b"], GPUS["h100"]
    # weights only, batch 1: 16.06 GB / 3.35 TB/s -> 4.8 ms
    print(f"{decode_step_s(m, g, 1, 0) * 1e3:.1f} ms")
    # the same on an L4 -> ~54 ms
    print(f"{decode_step_s(m, GPUS['l4'], 1, 0) * 1e3:.0f} ms")
    # batch 64 at 2k: 17.2 GB of cache on top -> 9.9 ms
    print(f"{decode_step_s(m, g, 64, 2048) * 1e3:.1f} ms")
    # 8k prompt -> ~266 ms
    print(f"{prefill_s(m, g, 8192) * 1e3:.0f} ms")

    m, tp, batch = MODELS["llama-3-70b"], 4, 32
    # 141 GB of weights over 4 GPUs -> 10.5 ms; with 32 x 4k of cache (43 GB) 13.7 ms
    step = decode_step_s(m, g, batch, 4096, tp)
    # -> ~2,330 tok/s, 73 per user
    print(f"{batch / step:.0f} tok/s, {1 / step:.0f} per user")
    # 4 x $2.50/h -> ~$1.19 per million output tokens
    print(f"${usd_per_mtok(g, tp, batch / step):.2f} / Mtok")


if __name__ == "__main__":
    report()
