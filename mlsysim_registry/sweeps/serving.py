"""What serving a model on a device takes, for numbers, arrays and columns alike: one function, of formulas only."""

from __future__ import annotations

from collections.abc import Mapping

from mlsysim_registry.formulas import (
    cache_bytes,
    cost_per_token,
    decode_flops,
    decode_step_time,
    most_sequences,
    parameters_touched,
    prefill_flops,
    prefill_time,
    ring_allreduce,
    tensor_parallel_bytes,
    token_rate,
    weight_bytes,
)
from mlsysim_registry.formulas.numbers import Number, maximum, minimum, where

# What a configuration says: of the model, of the device, and of how the one runs on the other.
MODEL = ("parameters", "active", "experts", "active_experts", "layers", "hidden_size", "kv_heads", "kv_elements")
DEVICE = ("peak", "bandwidth", "capacity", "link", "power", "price")
USE = ("bytes_per_weight", "bytes_per_kv", "batch", "context", "tp")

# What is computed of it; times in s, sizes in B (of one device), rates in tokens/s.
METRICS = (
    "weights", "kv_cache", "memory", "step_time", "first_token_time", "tokens_per_s", "tokens_per_s_per_device",
    "mfu", "max_sequences", "joules_per_token", "usd_per_mtoken",
)  # fmt: skip
BOTTLENECKS = ("weights", "kv cache", "compute", "network")
_ACTIVATION = 2.0  # bytes of an activation on the wire


def serving(
    of: Mapping[str, Number],
    *,
    prompt: Number | None = None,
    reserve: Number = 0.1,
    compute_efficiency: Number = 1.0,
    memory_efficiency: Number = 1.0,
    network_efficiency: Number = 1.0,
    overhead: Number = 0.0,
) -> dict[str, Number]:
    """The METRICS of a configuration, with `fits` (true or false) and `bottleneck` (an index into BOTTLENECKS).

    `of` holds MODEL, DEVICE and USE in base units, as floats, arrays that broadcast, or columns (Narwhals
    expressions). `link` is the bandwidth per direction between the devices of a tensor-parallel group, in B/s;
    `kv_elements` the numbers that the cache keeps per token; `price` in USD per device and hour (0: free); `power`
    in W.
    `prompt` is the length of the prompt (default: the context). A decode step is the KV time plus the larger of
    arithmetic and weights (`decode_step_time`), plus two AllReduces a layer where tp > 1. Every device of a
    tensor-parallel group holds its part of the weights, and of the cache up to one KV head each.
    Not counted: attention arithmetic over the context, activations, scale factors of quantised formats.
    """
    batch, tp, layers = of["batch"], of["tp"], of["layers"]
    prompt = of["context"] if prompt is None else prompt
    eta = {"compute_efficiency": compute_efficiency, "memory_efficiency": memory_efficiency}
    touched = parameters_touched(of["parameters"], of["active"], of["experts"], of["active_experts"], batch)
    read = weight_bytes(touched, of["bytes_per_weight"]) / tp
    weights = weight_bytes(of["parameters"], of["bytes_per_weight"]) / tp
    split = minimum(tp, of["kv_heads"])
    one_cache = cache_bytes(of["kv_elements"], of["context"], 1.0, of["bytes_per_kv"]) / split
    kv_cache = one_cache * batch
    work = decode_flops(of["active"], batch) / tp
    network = _network(batch, 1.0, of, network_efficiency) * layers
    step = decode_step_time(
        read, kv_cache, work, of["peak"], of["bandwidth"], overhead=overhead, network=network, **eta
    )
    prompt_work = prefill_flops(of["active"], prompt, batch, layers=layers, hidden_size=of["hidden_size"]) / tp
    prompt_network = _network(batch, prompt, of, network_efficiency) * layers
    first = prefill_time(
        prompt_work, weights, of["peak"], of["bandwidth"], overhead=overhead, network=prompt_network, **eta
    )
    rate = token_rate(batch, step)
    memory = weights + kv_cache
    return {
        "weights": weights,
        "kv_cache": kv_cache,
        "memory": memory,
        "fits": memory <= of["capacity"] * (1.0 - reserve),
        "step_time": step,
        "first_token_time": first,
        "tokens_per_s": rate,
        "tokens_per_s_per_device": rate / tp,
        "mfu": work / of["peak"] / step,
        "max_sequences": most_sequences(of["capacity"], weights, one_cache, reserve),
        "joules_per_token": of["power"] * tp / rate,
        "usd_per_mtoken": cost_per_token(of["price"], tp, rate) * 1e6,
        "bottleneck": _bottleneck(read, kv_cache, work, network, of, eta),
    }


def _network(batch: Number, tokens: Number, of: Mapping[str, Number], efficiency: Number) -> Number:
    """Seconds of the two AllReduces of one layer."""
    message = tensor_parallel_bytes(batch, tokens, of["hidden_size"], _ACTIVATION)
    return 2.0 * ring_allreduce(message, of["tp"], of["link"] * efficiency)


def _bottleneck(
    read: Number, kv: Number, work: Number, network: Number, of: Mapping[str, Number], eta: Mapping[str, Number]
) -> Number:
    """The index of what takes the largest part of a step."""
    rate = of["bandwidth"] * eta["memory_efficiency"]
    weights, cache = read / rate, kv / rate
    arithmetic = work / (of["peak"] * eta["compute_efficiency"])
    dense = maximum(weights, arithmetic)
    largest = where(weights >= arithmetic, 0, 2)
    largest = where(cache > dense, 1, largest)
    return where(network > maximum(cache, dense), 3, largest)
