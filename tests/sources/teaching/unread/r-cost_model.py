"""Back-of-the-envelope cost of serving and training dense transformers.

All units SI: bytes, seconds, FLOP/s, dollars.  Peaks are dense bf16.
The `# ->` comments are what the call above prints, rounded.
"""

GB = 1e9
HOUR = 3600.0
DAY = 86400.0

# dense bf16 peak, FLOP/s per device (fp16 for V100)
PEAK = {
    "V100-SXM2": 125e12,
    "A100-SXM4-80GB": 312e12,
    "H100-SXM5": 989e12,
    "B200": 2250e12,
    "MI300X": 1307e12,
    "TPU-v5e": 197e12,
}

# memory bandwidth, bytes/s per device
MEM_BW = {
    "V100-SXM2": 900e9,
    "A100-SXM4-80GB": 2039e9,
    "H100-SXM5": 3.35e12,
    "B200": 8.0e12,
    "MI300X": 5.3e12,
    "TPU-v5e": 819e9,
}

# scale-up link, bytes/s per device and per direction
LINK_BW = {
    "A100-SXM4-80GB": 300e9,
    "H100-SXM5": 450e9,
    "B200": 900e9,
}

TDP_W = {
    "V100-SXM2": 300,
    "A100-SXM4-80GB": 400,
    "H100-SXM5": 700,
    "B200": 1000,
    "MI300X": 750,
}

# MFU we plan with for pre-training, by device.  Ours, measured or guessed.
MFU = {
    "V100-SXM2": 0.30,         # 37.5 TFLOP/s achieved
    "A100-SXM4-80GB": 0.50,    # 156 TFLOP/s achieved
    "H100-SXM5": 0.40,         # ~396 TFLOP/s achieved
    "B200": 0.38,              # 855 TFLOP/s achieved
    "MI300X": 0.35,            # ~457 TFLOP/s achieved
    "TPU-v5e": 0.55,           # ~108 TFLOP/s achieved
}

# our contract, $ per device-hour
PRICE = {"A100-SXM4-80GB": 1.60, "H100-SXM5": 2.50, "B200": 4.50, "MI300X": 2.20}

# (params, layers, kv heads, head dim)
L8 = (8.03e9, 32, 8, 128)       # Llama 3 8B
L70 = (70.6e9, 80, 8, 128)     # Llama 3 70B


def weights(model, bytes_per_param=2):
    return model[0] * bytes_per_param


# weights(L8)       -> 16.06 GB
# weights(L70)      -> 141.2 GB
# weights(L70, 1)   -> 70.6 GB


def kv_per_token(model, bytes_per_elem=2):
    _, layers, heads, dim = model
    return 2 * layers * heads * dim * bytes_per_elem     # K and V


# kv_per_token(L8)          -> 131072 B, 128 KiB
# kv_per_token(L70)         -> 327680 B, 320 KiB
# 8192 * kv_per_token(L70)  -> ~2.7 GB for one full 8k sequence


def step(model, dev, n=1, eff=1.0):
    """One decode step at batch 1: read all weights once."""
    return weights(model) / (n * MEM_BW[dev] * eff)


# step(L8, "H100-SXM5")                  -> ~4.8 ms, some 209 tokens/s
# step(L8, "A100-SXM4-80GB")             -> ~7.9 ms
# step(L70, "H100-SXM5", n=8)            -> ~5.3 ms
# step(L70, "H100-SXM5", n=8, eff=0.7)   -> ~7.5 ms


def prefill(model, dev, tokens, n=1, mfu=0.5):
    return 2 * model[0] * tokens / (n * PEAK[dev] * mfu)


# prefill(L8, "H100-SXM5", 2048)         -> ~67 ms
# prefill(L70, "H100-SXM5", 2048, n=8)   -> ~73 ms


def all_reduce(nbytes, n, dev):
    """Ring, bandwidth term only."""
    return 2 * (n - 1) / n * nbytes / LINK_BW[dev]


# all_reduce(1 * GB, 8, "A100-SXM4-80GB")   -> ~5.8 ms
# all_reduce(1 * GB, 8, "H100-SXM5")        -> ~3.9 ms


def train_hours(model, tokens, dev, n):
    """6ND over the planned MFU; wall-clock hours."""
    return 6 * model[0] * tokens / (n * PEAK[dev] * MFU[dev]) / HOUR


# train_hours(L8, 1e12, "H100-SXM5", 1024)        -> ~33 h
# train_hours(L8, 1e12, "A100-SXM4-80GB", 1024)   -> ~84 h


def train_cost(model, tokens, dev, n):
    return train_hours(model, tokens, dev, n) * n * PRICE[dev]


# train_cost(L8, 1e12, "H100-SXM5", 1024)   -> ~$84.6k
