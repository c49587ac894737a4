"""A decode step and a prefill of a model on devices: KV time + max(arithmetic, weights), with efficiencies."""

from __future__ import annotations

from dataclasses import dataclass

from mlsysim_registry.analysis.collectives import allreduce
from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.efficiencies import Efficiency, contradicted_claims, efficiency
from mlsysim_registry.analysis.explanations import COMPUTED, Input
from mlsysim_registry.analysis.inputs import Amount, Precision, amount, assumed, entry_of, formats, whole_number
from mlsysim_registry.analysis.transformers import active_of, attention_flops_of, cache_of, total_of, touched
from mlsysim_registry.analysis.workloads import Machine, machine_of
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.display import number, si
from mlsysim_registry.formulas import (
    bytes_per_element,
    decode_bottleneck,
    decode_step_time,
    prefill_flops,
    prefill_time,
    ridge_point,
    utilization_ceiling,
)

_DECODE = (
    "t = KV / (eta_m TP BW) + max(2 Na B / (eta_c TP P), W / (eta_m TP BW)) + network + overhead",
    "W = Nr x b, read once for the whole batch; KV = what B sequences keep; attention's own FLOP hide behind KV",
)
_PREFILL = ("t = max((2 Na T + 2 L d T^2) B / (eta_c TP P), W / (eta_m TP BW)) + network + overhead",)
_ASSUMPTION = (
    "Weights, cache and work divide evenly over the devices, and the efficiencies hold at this shape. Without "
    "efficiencies the time is a lower bound that no engine reaches."
)
_LEFT_OUT = ("activations, sampling, scheduling, quantisation scales", "the start of every kernel (give an overhead)")


@dataclass(frozen=True, slots=True)
class _Setting:
    model: Entry
    machine: Machine
    tensor: Input
    batch: Input
    each: float
    memory: Efficiency
    compute: Efficiency
    overhead: Input
    network: Input

    @property
    def inputs(self) -> list[Input]:
        return [self.tensor, *self.machine.inputs, self.memory.put_in, self.compute.put_in, self.network, self.overhead]


def decode_step(
    model: str | Entry,
    device: str | Entry,
    batch: int = 1,
    context: int = 0,
    precision: Precision = "fp16",
    *,
    kv_precision: str | None = None,
    arithmetic: Precision | None = None,
    tensor: int = 1,
    link: str | None = None,
    memory_efficiency: float | str | Entry | None = None,
    compute_efficiency: float | str | Entry | None = None,
    network_efficiency: float | str | Entry | None = None,
    overhead: Amount | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Time of one decode step of `batch` sequences that have `context` tokens in the cache, on `tensor` devices.

    `precision` of the weights, `kv_precision` of the cache (default FP16), `arithmetic` of the products where it
    differs; efficiencies as numbers or as entries of registry/efficiency; `link` brings in two AllReduces a layer.
    Grouped heads, windows, latent attention and experts come from the model's entry. What does not fit is told in
    `notes` and as `fits`. Raises UnknownEntity, UnsupportedFormat, GivenError.
    """
    given = _setting(
        model, device, batch, precision, arithmetic, tensor, link, memory_efficiency, compute_efficiency,
        network_efficiency, overhead, float(batch), registry,
    )  # fmt: skip
    cache_each = bytes_per_element(kv_precision or "fp16")
    read, total = touched(given.model, given.batch.value), total_of(given.model)
    cache = cache_of(given.model, context, given.batch.value, cache_each) if context else _no_cache()
    active = active_of(given.model)
    n, tp = given.batch.value, given.tensor.value
    weights, flops = read.value * given.each, 2.0 * active.value * n
    peak, rate = given.machine.peak.value * tp, given.machine.bandwidth.value * tp

    def seconds(memory: float, compute: float) -> float:
        return float(
            decode_step_time(
                weights,
                cache.value,
                flops,
                peak,
                rate,
                memory_efficiency=memory,
                compute_efficiency=compute,
                overhead=given.overhead.value,
                network=given.network.value,
            )
        )

    time = seconds(given.memory.value, given.compute.value)
    attention = attention_flops_of(given.model, context, n)
    intensity = (flops + attention) / (weights + cache.value)
    ceiling = float(utilization_ceiling(intensity, ridge_point(peak, rate)))
    used = (flops + attention) / time / peak
    held = total.value * given.each + cache.value
    fits = None if given.machine.capacity is None else held <= given.machine.capacity.value * tp
    bound = str(decode_bottleneck(weights, cache.value, flops, peak, rate))
    notes = [*given.machine.notes, *given.memory.notes, *given.compute.notes]
    notes += contradicted_claims("decode", n, ceiling, registry)
    if fits is False and given.machine.capacity is not None:
        notes.insert(0, _does_not_fit(held, given))
    low, high = seconds(given.memory.high, given.compute.high), seconds(given.memory.low, given.compute.low)
    bracket = f" ({si(low, 's')} to {si(high, 's')})" if high > low else ""
    return Computed(
        value=time,
        unit="s",
        title=(
            f"Decode step of {given.model.name} at batch {given.batch.text}, context {context:,}, on "
            f"{given.tensor.text} x {given.machine.name}: {si(time, 's')}{bracket}, {number(n / time)} tokens/s, "
            f"bound by {bound}"
        ),
        formula=_DECODE,
        inputs=(total, *_of_experts(given.model), read, given.batch, cache, *given.inputs),
        working=(
            f"W = {read.text} x {number(given.each)} B = {si(weights, 'B', 4)}",
            f"weights {si(weights / rate / given.memory.value, 's')}, cache "
            f"{si(cache.value / rate / given.memory.value, 's')}, arithmetic "
            f"{si(flops / peak / given.compute.value, 's')}",
            f"t = {si(time, 's')}: {number(1 / time)} tokens/s a sequence, {number(n / time)} in all",
            f"intensity {number(intensity)} FLOP/B: at most {number(ceiling)} of the peak; used {number(used)}",
        ),
        assumption=_ASSUMPTION,
        left_out=_LEFT_OUT,
        notes=tuple(notes),
        numbers={
            "weights_read": weights,
            "kv_cache": cache.value,
            "flops": flops,
            "attention_flops": attention,
            "tokens_per_second": n / time,
            "tokens_per_second_per_sequence": 1 / time,
            "bottleneck": bound,
            "intensity": intensity,
            "mfu": used,
            "mfu_ceiling": ceiling,
            "held": held,
            "fits": fits,
        },
        low=low,
        high=high,
    )


def prefill(
    model: str | Entry,
    device: str | Entry,
    prompt: int,
    batch: int = 1,
    precision: Precision = "fp16",
    *,
    arithmetic: Precision | None = None,
    tensor: int = 1,
    link: str | None = None,
    memory_efficiency: float | str | Entry | None = None,
    compute_efficiency: float | str | Entry | None = None,
    network_efficiency: float | str | Entry | None = None,
    overhead: Amount | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Time to process prompts of `prompt` tokens: the least time to the first token. Arguments as of `decode_step`."""
    given = _setting(
        model, device, batch, precision, arithmetic, tensor, link, memory_efficiency, compute_efficiency,
        network_efficiency, overhead, float(batch) * float(prompt), registry,
    )  # fmt: skip
    tokens = whole_number("T", "tokens of a prompt", prompt)
    active, total = active_of(given.model), total_of(given.model)
    layers, hidden = given.model.get("layers"), given.model.get("hidden_size")
    shape = (0.0, 0.0) if layers is None or hidden is None else (layers.value, hidden.value)
    n, tp = given.batch.value, given.tensor.value
    flops = float(prefill_flops(active.value, tokens.value, n, layers=shape[0], hidden_size=shape[1]))
    weights = touched(given.model, tokens.value * n).value * given.each
    peak, rate = given.machine.peak.value * tp, given.machine.bandwidth.value * tp

    def seconds(memory: float, compute: float) -> float:
        fixed = {"overhead": given.overhead.value, "network": given.network.value}
        return float(
            prefill_time(
                flops, weights, peak, rate, memory_efficiency=memory, compute_efficiency=compute, **fixed
            )
        )  # fmt: skip

    time = seconds(given.memory.value, given.compute.value)
    low, high = seconds(given.memory.high, given.compute.high), seconds(given.memory.low, given.compute.low)
    bracket = f" ({si(low, 's')} to {si(high, 's')})" if high > low else ""
    return Computed(
        value=time,
        unit="s",
        title=(
            f"Prefill of {given.batch.text} x {tokens.text} tokens of {given.model.name} on {given.tensor.text} x "
            f"{given.machine.name}: {si(time, 's')}{bracket}, {number(n * tokens.value / time)} tokens/s"
        ),
        formula=_PREFILL,
        inputs=(total, *_of_experts(given.model), tokens, given.batch, *given.inputs),
        working=(
            f"work {si(flops, 'FLOP', 4)} in {si(flops / peak / given.compute.value, 's')}, weights "
            f"{si(weights, 'B', 4)} in {si(weights / rate / given.memory.value, 's')}",
        ),
        assumption=_ASSUMPTION,
        left_out=(
            *_LEFT_OUT,
            "queueing, tokenization and the first sampling: a measured time to first token is longer",
        ),
        notes=(*given.machine.notes, *given.memory.notes, *given.compute.notes),
        numbers={
            "flops": flops,
            "weights_read": weights,
            "tokens_per_second": n * tokens.value / time,
            "mfu": flops / time / peak,
        },
        low=low,
        high=high,
    )


def _setting(
    model: str | Entry,
    device: str | Entry,
    batch: int,
    precision: Precision,
    arithmetic: Precision | None,
    tensor: int,
    link: str | None,
    memory_efficiency: float | str | Entry | None,
    compute_efficiency: float | str | Entry | None,
    network_efficiency: float | str | Entry | None,
    overhead: Amount | None,
    tokens: float,
    registry: Registry | None,
) -> _Setting:
    loaded, chip = entry_of(model, "models", registry), entry_of(device, "accelerators", registry)
    stored = formats(precision)
    machine = machine_of(chip, stored if arithmetic is None else formats(arithmetic))
    degree = whole_number("TP", "devices that share a layer", tensor)
    memory = efficiency("eta_m", "part of the bandwidth", memory_efficiency, registry)
    return _Setting(
        model=loaded,
        machine=machine,
        tensor=degree,
        batch=whole_number("B", "sequences (batch)", batch),
        each=bytes_per_element(stored[0]),
        memory=memory,
        compute=efficiency("eta_c", "part of the peak", compute_efficiency, registry),
        overhead=_overhead(loaded, degree, memory, overhead),
        network=_network(
            loaded,
            chip,
            degree,
            link,
            tokens,
            efficiency("eta_n", "part of the link", network_efficiency, registry),
            registry,
        ),
    )


def _overhead(model: Entry, tensor: Input, memory: Efficiency, raw: Amount | None) -> Input:
    """The fixed time of a step: given, or what the efficiency's entry says of each layer."""
    if raw is not None:
        return amount("o", "overhead of a step", raw, "s")
    layers = model.get("layers")
    if layers is None or not memory.overheads:
        return assumed("o", "overhead of a step", 0.0, "s", "none was given")
    each = memory.overheads.get("layer", 0.0) + (memory.overheads.get("tensor_layer", 0.0) if tensor.value > 1 else 0.0)
    note = f"{layers.printed} layers x {si(each, 's')}, as the entry of eta_m has it"
    return Input("o", "overhead of a step", layers.value * each, "s", COMPUTED, note)


def _of_experts(model: Entry) -> tuple[Input, ...]:
    """The active parameters as an input of their own, of a mixture of experts."""
    return (active_of(model),) if "parameters.active" in model else ()


def _network(
    model: Entry,
    device: Entry,
    tensor: Input,
    link: str | None,
    tokens: float,
    eta: Efficiency,
    registry: Registry | None,
) -> Input:
    """Seconds of the two AllReduces of every layer, 2 bytes an element; 0 for one device or where no link is named."""
    layers, hidden = model.get("layers"), model.get("hidden_size")
    if tensor.value == 1 or link is None or layers is None or hidden is None:
        why = "one device" if tensor.value == 1 else "no link was named: communication is not counted"
        return assumed("c", "communication", 0.0, "s", why)
    size = 2.0 * hidden.value * tokens
    once = allreduce(size, int(tensor.value), f"{device.id} {link}", registry=registry).value / eta.value
    note = f"2 x {layers.printed} AllReduces of {si(size, 'B')} at {si(once, 's')}, {eta.put_in.text} of the link"
    return Input("c", "communication", 2.0 * layers.value * once, "s", COMPUTED, note)


def _no_cache() -> Input:
    return assumed("KV", "KV cache", 0.0, "B", "no context was given")


def _does_not_fit(held: float, given: _Setting) -> str:
    assert given.machine.capacity is not None
    room = given.machine.capacity.value * given.tensor.value
    return (
        f"it does not fit: weights and cache are {si(held, 'B', 4)}, {given.tensor.text} x "
        f"{given.machine.capacity.text} are {si(room, 'B', 4)}; the time is as if it did"
    )
