"""Inference of transformers in its two phases: prefill (the prompt at once) and decode (a token a step).

Every argument is a float or an array in base units (FLOP, FLOP/s, B, B/s, s, counts); arrays broadcast, and the result
has their shape. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import (
    Number,
    fraction,
    maximum,
    minimum,
    not_negative,
    positive,
    share,
    where,
    whole,
)


def decode_flops(parameters: Number, batch: Number = 1) -> Number:
    """FLOP to decode one token for each of `batch` sequences: 2 x parameters x batch (a multiply and an add each).

    Attention over the context is not in it. For a mixture of experts: the active parameters.
    Source: Kaplan et al. 2020 (arXiv:2001.08361), section 2.1: a forward pass takes about 2N FLOP per token.
    """
    return 2.0 * positive("parameters", parameters, meant.PARAMETERS) * whole("batch", batch, meant.BATCH)


def attention_decode_flops(
    layers: Number, query_heads: Number, head_size: Number, context: Number, batch: Number = 1
) -> Number:
    """FLOP of attention to decode one token each: 4 x layers x query_heads x head_size x context x batch.

    Scores and weighted values take a multiply-add for each element and past token. All query heads work, also with
    grouped-query attention (which spares memory, not arithmetic).
    Source: Kaplan et al. 2020 (arXiv:2001.08361), table 1, 2 n_layer n_ctx d_attn for the scores (mask), and as much
    again for the values.
    """
    layers = whole("layers", layers, meant.LAYERS)
    width = whole("query_heads", query_heads, "The number of query heads.") * whole(
        "head_size", head_size, "Elements of one head: 128 in Llama-3."
    )
    return 4.0 * layers * width * not_negative("context", context, meant.TOKENS) * whole("batch", batch, meant.BATCH)


def prefill_flops(
    parameters: Number,
    tokens: Number,
    batch: Number = 1,
    *,
    layers: Number = 0.0,
    hidden_size: Number = 0.0,
    causal: bool = True,
) -> Number:
    """FLOP to process a prompt of `tokens` tokens: batch x (2 N tokens + 4 layers hidden tokens^2, half if causal).

    `parameters` N (active ones of a mixture of experts); `layers` and `hidden_size` (query heads x head size) bring in
    the attention over the prompt, left out where they are 0. With `causal` the masked half is not counted.
    Source: Kaplan et al. 2020 (arXiv:2001.08361), table 1.
    """
    n = positive("parameters", parameters, meant.PARAMETERS)
    tokens = positive("tokens", tokens, meant.TOKENS)
    layers = not_negative("layers", layers, meant.LAYERS)
    width = not_negative("hidden_size", hidden_size, meant.HIDDEN)
    attention = (2.0 if causal else 4.0) * layers * width * tokens * tokens
    return whole("batch", batch, meant.BATCH) * (2.0 * n * tokens + attention)


def _parts_of_a_step(
    weight_bytes: Number,
    kv_bytes: Number,
    flops: Number,
    peak_flops: Number,
    bandwidth: Number,
    *,
    compute_efficiency: Number = 1.0,
    memory_efficiency: Number = 1.0,
) -> tuple[Number, Number, Number]:
    """Seconds of a decode step for the KV cache, for the weights and for the arithmetic."""
    rate = positive("bandwidth", bandwidth, meant.BANDWIDTH) * memory_efficiency
    cache = not_negative("kv_bytes", kv_bytes, "The size of the KV cache of the whole batch in bytes.") / rate
    weights = positive("weight_bytes", weight_bytes, meant.WEIGHTS) / rate
    work = not_negative("flops", flops, meant.WORK)
    return cache, weights, work / (positive("peak_flops", peak_flops, meant.PEAK) * compute_efficiency)


def decode_step_time(
    weight_bytes: Number,
    kv_bytes: Number,
    flops: Number,
    peak_flops: Number,
    bandwidth: Number,
    *,
    compute_efficiency: Number = 1.0,
    memory_efficiency: Number = 1.0,
    overhead: Number = 0.0,
    network: Number = 0.0,
) -> Number:
    """Seconds of one decode step: KV / (eta_m BW) + max(flops / (eta_c P), weights / (eta_m BW)) + network + overhead.

    `weight_bytes` read in the step, `kv_bytes` of all sequences of the batch, `flops` of the matrix products of the
    whole batch; peak in FLOP/s, bandwidth in B/s, of all devices that share the work; `network` (s) of the
    communication that is not hidden, `overhead` (s) fixed per token.
    The KV cache is added, not overlapped: attention reads every sequence's own cache, so its intensity does not grow
    with the batch and it stays memory-bound, in phases that alternate with the matrix products layer by layer.
    Source: Pope et al. 2022 (arXiv:2211.05102), section 2 (weight and KV memory time, compute time).
    """
    eta_m = share("memory_efficiency", memory_efficiency, meant.EFFICIENCY)
    eta_c = share("compute_efficiency", compute_efficiency, meant.EFFICIENCY)
    cache, weights, arithmetic = _parts_of_a_step(
        weight_bytes, kv_bytes, flops, peak_flops, bandwidth, compute_efficiency=eta_c, memory_efficiency=eta_m
    )
    fixed = not_negative("overhead", overhead, meant.OVERHEAD) + not_negative("network", network, meant.OVERHEAD)
    return cache + maximum(arithmetic, weights) + fixed


def decode_bottleneck(
    weight_bytes: Number, kv_bytes: Number, flops: Number, peak_flops: Number, bandwidth: Number
) -> Number:
    """What takes the largest part of a decode step: "kv cache", "weights" or "compute". Arguments as of the step."""
    cache, weights, arithmetic = _parts_of_a_step(weight_bytes, kv_bytes, flops, peak_flops, bandwidth)
    dense = where(arithmetic > weights, "compute", "weights")
    return where(cache > maximum(arithmetic, weights), "kv cache", dense)


def prefill_time(
    flops: Number,
    weight_bytes: Number,
    peak_flops: Number,
    bandwidth: Number,
    *,
    compute_efficiency: Number = 1.0,
    memory_efficiency: Number = 1.0,
    overhead: Number = 0.0,
    network: Number = 0.0,
) -> Number:
    """Seconds to process a prompt: max(flops / (eta_c P), weights / (eta_m BW)) + network + overhead.

    Arguments as of `decode_step_time`; `flops` from `prefill_flops`. A prompt of some hundred tokens is compute-bound,
    a short one waits for the weights like a decode step.
    Source: Pope et al. 2022 (arXiv:2211.05102), section 2.
    """
    return decode_step_time(
        weight_bytes,
        0.0,
        flops,
        peak_flops,
        bandwidth,
        compute_efficiency=compute_efficiency,
        memory_efficiency=memory_efficiency,
        overhead=overhead,
        network=network,
    )


def request_time(first_token: Number, step: Number, output_tokens: Number) -> Number:
    """Seconds from request to last token: time to first token + (output tokens - 1) x time of a step.

    s, s, count. The prefill gives the first token, each step one more.
    """
    first_token = not_negative("first_token", first_token, "The time to the first token in seconds.")
    steps = whole("output_tokens", output_tokens, meant.TOKENS) - 1.0
    return first_token + steps * positive("step", step, "The time of one decode step in seconds.")


def token_rate(batch: Number, step: Number) -> Number:
    """Tokens per second of all sequences together: batch / time of a step."""
    return whole("batch", batch, meant.BATCH) / positive("step", step, "The time of one decode step in seconds.")


def experts_touched(experts: Number, active: Number, tokens: Number) -> Number:
    """How many of a layer's experts at least one of `tokens` tokens uses, on average: E (1 - (1 - k/E)^tokens).

    `experts` E of the layer, `active` k of them per token. It assumes that routing is uniform and tokens independent;
    real routing is more concentrated, so it is an upper estimate. At one token it is k, for many tokens E.
    Source: the expected number of occupied boxes.
    """
    experts = whole("experts", experts, "The number of routed experts of one layer: 8 in Mixtral.")
    active = whole("active", active, "The number of routed experts that a token uses: 2 in Mixtral.")
    missed = not_negative("experts left", 1.0 - active / experts, "A token cannot use more experts than there are.")
    return experts * (1.0 - missed ** positive("tokens", tokens, meant.TOKENS))


def parameters_touched(
    total: Number, active: Number, experts: Number, active_experts: Number, tokens: Number
) -> Number:
    """Parameters that `tokens` tokens of one step read, of a mixture of experts.

    Shared parameters S and one expert's parameters e (of all layers) follow from total = S + E e and active = S + k e;
    the step reads S + e x experts_touched(E, k, tokens). From `active` at one token to `total` for many.
    Arguments: counts. Source: arithmetic on the two published counts, with `experts_touched`.
    """
    total = positive("total", total, meant.PARAMETERS)
    active = positive("active", active, "The parameters that one token uses.")
    experts = whole("experts", experts, "The number of routed experts of one layer: 8 in Mixtral.")
    used = whole("active_experts", active_experts, "The number of routed experts that a token uses: 2 in Mixtral.")
    one = (total - active) / maximum(experts - used, 1.0)
    shared = active - used * one
    return minimum(total, shared + one * experts_touched(experts, used, tokens))


def speculative_tokens(acceptance: Number, drafted: Number) -> Number:
    """Tokens that one step of speculative decoding yields on average: (1 - a^(g+1)) / (1 - a).

    `acceptance` a: the chance that a drafted token is accepted, from 0 to below 1; `drafted` g tokens a step.
    Source: Leviathan et al. 2022 (arXiv:2211.17192), equation (1).
    """
    a = fraction("acceptance", acceptance, "The chance that a drafted token is accepted: 0.8.")
    return (1.0 - a ** (whole("drafted", drafted, "Tokens drafted in one step.") + 1.0)) / (1.0 - a)
