"""Decoding and prefill as engines measure them: bandwidth x eta, a fixed time per layer, KV beside the weights."""

from __future__ import annotations

from mlsysim_registry.analysis.predictions.estimate import Estimate, Factors, Model
from mlsysim_registry.analysis.predictions.given import Given, parameters_of, shape_of
from mlsysim_registry.display import number, si
from mlsysim_registry.formulas import decode_step_time, prefill_flops, prefill_time

_BYTES = {"int8": 1.0, "fp8": 1.0, "q8": 1.06, "int4": 0.5, "q4": 0.6, "f16": 2.0, "fp16": 2.0, "bf16": 2.0}


def layers_of(parameters: float) -> float:
    """Layers of a typical decoder of that size: hidden size 128 per layer, 12 h^2 parameters each."""
    return float((parameters * 128.0 / 12.0) ** (1.0 / 3.0) / 128.0)


def _weights(given: Given, group: str) -> tuple[float, float]:
    """Bytes of weights read per token, and parameters."""
    if given.has("weight_bytes_read", "weight_bytes"):
        read = given.number("weight_bytes_read", "weight_bytes")
        words = f"{group} {given.everything}".casefold()
        each = next((size for name, size in _BYTES.items() if name in words), 2.0)
        return read, read / each
    n = parameters_of(given)
    return n * given.number("bytes", "w_bytes", default=2.0), n


def decode(group: str) -> Model:
    """The model of decoding one sequence, for a group whose name tells the format."""

    def model(given: Given, factors: Factors) -> Estimate:
        """One token: weights / (eta TP BW) + layers x (time per layer, and per AllReduce where TP > 1)."""
        read, n = _weights(given, group)
        tensor = given.number("tp", default=1.0)
        layers = given.number("L", default=layers_of(n))
        rate = given.number("mem_bw") * tensor
        per_layer = factors.overhead("layer") + (factors.overhead("tensor_layer") if tensor > 1 else 0.0)
        cache = 0.0
        if given.has("kv_bytes_token") and given.has("ctx"):
            cache = given.number("kv_bytes_token") * given.number("ctx")
        fixed = layers * per_layer + factors.overhead("token")
        time = float(decode_step_time(read, cache, 0.0, 1e30, rate, memory_efficiency=factors.eta, overhead=fixed))
        working = (
            f"{si(read, 'B')} / ({factors.eta:.3g} x {si(rate, 'B/s')}) = {si(read / rate / factors.eta, 's')}",
            f"{number(layers)} layers x {si(per_layer, 's')} + {si(factors.overhead('token'), 's')} = {si(fixed, 's')}",
        )
        return Estimate({"tokens/s": 1.0 / time, "s/token": time}, "t = W/(eta TP BW) + L x layer + token", working)

    return model


def served(given: Given, factors: Factors) -> Estimate:
    """Offline serving at the largest batch: 2 N FLOP per output token at one utilization."""
    rate = given.number("peak") * factors.eta / (2.0 * parameters_of(given))
    values = {"output tokens/s/GPU": rate, "tokens/s/GPU": rate, "tokens/s": rate * given.number("gpus", default=1.0)}
    return Estimate(values, "rate = eta x peak / 2N per device", (f"{number(rate)} tokens/s a device",))


def prefill(given: Given, factors: Factors) -> Estimate:
    """The prompt at once: max(arithmetic / eta, weights) + layers x time per layer."""
    n = parameters_of(given)
    layers, hidden = shape_of(given, n)
    prompt, tensor = given.number("prompt", "isl", default=1024.0), given.number("tp", default=1.0)
    peak = given.number("peak") * tensor
    work = float(prefill_flops(n, prompt, layers=layers, hidden_size=hidden))
    read, bandwidth = n * given.number("bytes", default=2.0), given.number("mem_bw", default=1e30) * tensor
    fixed = layers * factors.overhead("layer") + factors.overhead("token")
    time = float(prefill_time(work, read, peak, bandwidth, compute_efficiency=factors.eta, overhead=fixed))
    values = {"s first token": time, "s": time, "tokens/s prefill": prompt / time}
    return Estimate(
        values, "t = max(2 N T + attention)/(eta P), W/BW) + L x layer", (f"{si(work, 'FLOP')} of arithmetic",)
    )
