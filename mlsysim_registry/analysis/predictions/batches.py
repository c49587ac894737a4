"""Decoding a batch of sequences from first to last token, as published throughput tables count it."""

from __future__ import annotations

from mlsysim_registry.analysis.predictions.estimate import Estimate, Factors
from mlsysim_registry.analysis.predictions.given import Given, parameters_of, shape_of
from mlsysim_registry.display import number, si
from mlsysim_registry.formulas import decode_step_time, prefill_flops

# Kernels that read the cache once for all query heads that share it: XQA of TensorRT-LLM 0.7 and later.
_GROUPED = "xqa"
_HALF = 2.0  # bytes of FP16, in which attention computes whatever the weights are stored in


def on_tensor_cores(given: Given) -> bool:
    """Whether the inputs say that attention over the cache runs on tensor cores."""
    return _GROUPED in given.everything


def weight_bytes(given: Given) -> float:
    """Bytes of a stored weight; FP16 where nothing is said."""
    return given.number("w_bytes", "bytes", default=_HALF)


def batched(given: Given, factors: Factors) -> Estimate:
    """Prompts of the whole batch, then one step for each output token, at the context that is average over the output.

    A step is max(KV / (eta BW), 4 L d T B / (attention P16)) for attention, max(W / (eta BW), 2 N B / (compute P)) for
    the weights, 2 L AllReduces of B d values, and a fixed time per layer, all on TP devices. Attention without tensor
    cores computes at about 1% of the FP16 peak, so that grouped heads save no time although they save bytes. Published
    rates are batch x output tokens over the whole time: the prompts are in it.
    """
    batch, n = given.number("batch"), parameters_of(given)
    prompt, output = given.number("isl", default=128.0), given.number("osl", default=128.0)
    tensor, peak, bandwidth = given.number("tp", default=1.0), given.number("peak"), given.number("mem_bw")
    each, (layers, hidden) = weight_bytes(given), shape_of(given, n)
    kept = given.number("kv_bytes_token", default=2.0 * each * layers * hidden)
    context = prompt + output / 2.0

    weights = n * each
    cache = kept * batch * context
    scores = 4.0 * layers * hidden * batch * context
    attention = scores / (tensor * peak * each / _HALF * factors.other("attention"))
    reading = cache / (tensor * bandwidth * factors.eta)
    network = _network(given, tensor, layers, hidden) / factors.other("network")
    fixed = layers * (factors.overhead("layer") + (factors.overhead("tensor_layer") if tensor > 1 else 0.0))
    compute = factors.other("compute")
    step = float(
        decode_step_time(
            weights,
            cache,
            2.0 * n * batch,
            peak * tensor,
            bandwidth * tensor,
            compute_efficiency=compute,
            memory_efficiency=factors.eta,
            overhead=fixed + max(0.0, attention - reading),
            network=network * batch,
        )
    )
    work = float(prefill_flops(n, prompt, round(batch), layers=layers, hidden_size=hidden))
    first = work / (peak * tensor * compute) + network * batch * prompt
    total = first + output * step
    rate = batch * output / total
    working = (
        f"prefill of {batch:.0f} x {prompt:.0f} tokens {si(first, 's')}; a step {si(step, 's')}",
        f"of a step, attention {si(max(reading, attention), 's')} ({si(cache, 'B')} of cache, {si(scores, 'FLOP')}), "
        f"weights {si(weights, 'B')}, network {si(network * batch, 's')}, layers {si(fixed, 's')}",
        f"{batch:.0f} x {output:.0f} tokens in {si(total, 's')}: {number(rate)} tokens/s",
    )
    values = {
        "output tokens/s (all GPUs)": rate,
        "tokens/s": rate,
        "output tokens/s": rate,
        "output tokens/s/GPU": rate / tensor,
        "s/token": step,
    }
    formula = "t = prefill + osl x (max(KV/(eta BW), attention) + max(2NB/P, W/(eta BW)) + network + L x layer)"
    about = (
        "attention on tensor cores over grouped heads"
        if on_tensor_cores(given)
        else "attention over the cache without tensor cores, as engines of 2023 have it; say `xqa` where it is not so"
    )
    return Estimate(values, formula, working, f"the whole batch starts and ends together; {about}")


def _network(given: Given, tensor: float, layers: float, hidden: float) -> float:
    """Seconds of a token's two ring AllReduces a layer at the bare link: FP16, 2 (TP-1)/TP of the bytes."""
    if tensor <= 1:
        return 0.0
    half_peak = given.number("peak") * weight_bytes(given) / _HALF
    usual = 32e9 if given.number("mem_bw") < 1e12 else 300e9 if half_peak < 400e12 else 450e9  # PCIe, NVLink 3, 4
    link = given.number("link_bw", default=usual)
    return 2.0 * layers * 2.0 * (tensor - 1.0) / tensor * _HALF * hidden / link
