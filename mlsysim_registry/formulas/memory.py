"""How much memory a model takes, and how many devices hold it.

Every argument is a float or an array in base units (B, counts); arrays broadcast, and the result has their shape.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.errors import GivenError, did_you_mean
from mlsysim_registry.formulas.numbers import (
    Number,
    ceiling,
    floor,
    fraction,
    maximum,
    minimum,
    next_power_of_two,
    not_negative,
    positive,
    whole,
)

# Bytes that one element takes in memory. TF32 is a way to multiply: it is stored as FP32.
BYTES_PER_ELEMENT = {
    "fp64": 8.0,
    "fp32": 4.0,
    "tf32": 4.0,
    "bf16": 2.0,
    "fp16": 2.0,
    "fp8": 1.0,
    "fp6": 0.75,
    "fp4": 0.5,
    "int8": 1.0,
    "int4": 0.5,
}


def bytes_per_element(precision: str) -> float:
    """Bytes that one number of this format takes in memory: 2 for fp16, 0.5 for int4 (scale factors not counted).

    An accumulator in the name (fp16_acc_fp32) does not change what is stored. Raises GivenError for unknown formats.
    """
    name = precision.strip().casefold()
    size = BYTES_PER_ELEMENT.get(name.partition("_")[0])
    if size is None:
        known = ", ".join(BYTES_PER_ELEMENT)
        raise GivenError(
            f"unknown number format `{precision}`.{did_you_mean(name, BYTES_PER_ELEMENT)} Formats: {known}."
        )
    return size


def weight_bytes(parameters: Number, bytes_per_parameter: Number) -> Number:
    """Bytes that the weights take: parameters x bytes each. Scale factors of quantised formats are not counted."""
    parameters = positive("parameters", parameters, "The number of parameters: 8.03e9 for Llama-3 8B.")
    return parameters * positive("bytes_per_parameter", bytes_per_parameter, "Bytes each: 2 for FP16, 0.5 for INT4.")


def kv_cache_bytes(
    layers: Number,
    kv_heads: Number,
    head_size: Number,
    tokens: Number,
    batch: Number = 1,
    bytes_per_element: Number = 2,
) -> Number:
    """Bytes of the keys and values kept for `tokens` tokens of each of `batch` sequences.

    2 (K and V) x layers x kv_heads x head_size x tokens x batch x bytes_per_element. With grouped-query attention
    `kv_heads` is smaller than the number of query heads (8 against 32 in Llama-3 8B).
    Source: counts what is stored; grouped heads as in Ainslie et al. 2023, "GQA" (arXiv:2305.13245).
    """
    layers = whole("layers", layers, "The number of layers that keep keys and values.")
    kv_heads = whole("kv_heads", kv_heads, "The number of key-value heads, not of query heads.")
    head_size = whole("head_size", head_size, "Elements of one head: 128 in Llama-3.")
    tokens = not_negative("tokens", tokens, "The number of tokens kept of each sequence.")
    batch = whole("batch", batch, "The number of sequences, 1 or more.")
    each = positive("bytes_per_element", bytes_per_element, "Bytes each: 2 for FP16, 1 for FP8.")
    return 2.0 * layers * kv_heads * head_size * tokens * batch * each


def cache_bytes(elements_per_token: Number, tokens: Number, batch: Number = 1, bytes_per_element: Number = 2) -> Number:
    """Bytes of a cache that keeps `elements_per_token` numbers of each token: elements x tokens x batch x bytes.

    For grouped-query attention the elements are 2 x layers x kv_heads x head_size (`kv_cache_bytes`), for latent
    attention layers x (latent + rope) (`latent_cache_bytes`): one form where a table holds models of both sorts.
    """
    elements = not_negative("elements_per_token", elements_per_token, "Numbers kept of one token, in all layers.")
    tokens = not_negative("tokens", tokens, "The number of tokens kept of each sequence.")
    each = positive("bytes_per_element", bytes_per_element, "Bytes each: 2 for FP16, 1 for FP8.")
    return elements * tokens * whole("batch", batch, "The number of sequences, 1 or more.") * each


def latent_cache_bytes(
    layers: Number,
    latent_rank: Number,
    rope_head_size: Number,
    tokens: Number,
    batch: Number = 1,
    bytes_per_element: Number = 2,
) -> Number:
    """Bytes of the cache of multi-head latent attention (MLA): layers x (latent + rope) x tokens x batch x bytes.

    One compressed vector of `latent_rank` elements and one shared rotary key of `rope_head_size` per token and layer,
    whatever the number of heads.
    Source: DeepSeek-AI 2024, "DeepSeek-V2" (arXiv:2405.04434), section 2.1.2 and table 1: (d_c + d_h^R) l.
    """
    layers = whole("layers", layers, "The number of layers that keep a cache.")
    width = whole("latent_rank", latent_rank, "The width of the compressed keys and values: 512.") + not_negative(
        "rope_head_size", rope_head_size, "Elements of the shared rotary key: 64."
    )
    tokens = not_negative("tokens", tokens, "The number of tokens kept of each sequence.")
    each = positive("bytes_per_element", bytes_per_element, "Bytes each: 2 for FP16, 1 for FP8.")
    return layers * width * tokens * whole("batch", batch, "The number of sequences, 1 or more.") * each


def windowed_tokens(tokens: Number, layers: Number, global_layers: Number, window: Number) -> Number:
    """Tokens kept per layer on average where most layers see only a window of the context.

    (global_layers x tokens + (layers - global_layers) x min(tokens, window)) / layers. Put it into `kv_cache_bytes`.
    """
    tokens = not_negative("tokens", tokens, "The number of tokens kept of each sequence.")
    layers = whole("layers", layers, "The number of layers that keep keys and values.")
    wide = not_negative("global_layers", global_layers, "Layers that see the whole context.")
    seen = minimum(tokens, positive("window", window, "The tokens that a local layer sees."))
    return (wide * tokens + maximum(layers - wide, 0.0) * seen) / layers


def most_sequences(capacity: Number, weight_bytes: Number, bytes_per_sequence: Number, reserve: Number = 0.0) -> Number:
    """Sequences whose cache fits beside the weights: floor((C (1 - reserve) - W) / bytes of one), 0 if none does.

    `capacity` in B of all devices that share the model, weights and cache of one sequence in B.
    """
    capacity = positive("capacity", capacity, "The memory of all devices together in bytes.")
    free = capacity * (1.0 - fraction("reserve", reserve, "The part of the memory kept free: 0.1 for a tenth."))
    free = free - positive("weight_bytes", weight_bytes, "The size of the weights in bytes.")
    one = positive("bytes_per_sequence", bytes_per_sequence, "The KV cache of one sequence in bytes.")
    return maximum(0.0, floor(free / one))


def devices_needed(bytes_needed: Number, capacity: Number, reserve: Number = 0.0, power_of_two: bool = False) -> Number:
    """The least number of devices that hold `bytes_needed`: ceil(bytes / (capacity x (1 - reserve))), at least 1.

    `bytes_needed` and `capacity` (of one device) in B; `reserve` is the fraction of each device kept free for
    activations, fragmentation and the runtime; `power_of_two` rounds up to 1, 2, 4, 8, ..., the usual
    tensor-parallel degrees. It assumes that the bytes divide evenly. A whole number, as float.
    """
    bytes_needed = not_negative("bytes_needed", bytes_needed, "The memory needed, in bytes.")
    capacity = positive("capacity", capacity, "The memory of one device in bytes: 80e9 for 80 GB.")
    reserve = fraction("reserve", reserve, "The part of each device's memory kept free: 0.1 for a tenth.")
    devices = maximum(1.0, ceiling(bytes_needed / (capacity * (1.0 - reserve))))
    return next_power_of_two(devices) if power_of_two else devices
