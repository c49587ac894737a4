"""Training a model on a cluster: work, time, device-hours, cost, memory of a device, degrees that must multiply."""

from __future__ import annotations

from functools import partial

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.efficiencies import efficiency
from mlsysim_registry.analysis.explanations import Input
from mlsysim_registry.analysis.inputs import (
    Amount,
    Precision,
    amount,
    assumed,
    entry_of,
    formats,
    from_spec,
    whole_number,
)
from mlsysim_registry.analysis.layouts import best_layout
from mlsysim_registry.analysis.prices import per_hour, price_input
from mlsysim_registry.analysis.transformers import active_of, total_of
from mlsysim_registry.analysis.workloads import Machine, machine_of
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import count as count_text
from mlsysim_registry.display import money, number, si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    activation_bytes,
    compute_optimal_tokens,
    data_parallel,
    flops_per_token,
    microbatches,
    pipeline_bubble,
    training_bytes_per_parameter,
    training_device_hours,
    training_state_bytes,
    training_time,
)

_FORMULA = (
    "F = D x (6 Na + 12 L h s);  t = F / (n P mfu);  device-hours = n t",
    "memory = N / (TP PP) x (weights + gradients + optimizer, sharded by ZeRO over DP) + activations of one stage",
)
_ASSUMPTION = (
    "The MFU: it holds for the layout and batch of the runs that it was measured on. It counts model FLOP only, so "
    "recomputation makes it smaller, and never the work larger."
)
_LEFT_OUT = (
    "failures and restarts (see `failures`), evaluation, the batch ramp",
    "fragmentation, communication buffers and the runtime's own memory",
    "learning-rate limits on the batch",
)


def train(
    model: str | Entry,
    device: str | Entry,
    devices: int,
    tokens: Amount | None = None,
    *,
    sequence: int | None = None,
    batch: int | None = None,
    microbatch: int = 1,
    precision: Precision = "bf16",
    tensor: int | None = 1,
    pipeline: int = 1,
    chunks: int = 1,
    per_node: int = 8,
    mfu: float | str | Entry | None = "training-megatron-lm",
    recompute: str = "selective",
    recipe: str = "adam-mixed",
    zero: int = 1,
    price: float | str | Spec | Entry | None = None,
    offer: str | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Time and cost to train `model` on `tokens` tokens with `devices` devices, and the memory that each needs.

    `tokens` default to what the model's entry states, or 20 per parameter; `sequence` to the model's context (at most
    8,192); `batch` is the global batch in sequences. `tensor` x `pipeline` must divide `devices`: the rest is data
    parallel; `tensor` None takes the least model parallelism that fits, within nodes of `per_node`.
    `mfu` is a number or an entry of registry/efficiency, whose low and high give the bracket; `recipe` the bytes per
    parameter (10, 12, 16 or 18 in all), `zero` the ZeRO stage, `recompute` none, selective (as little as fused
    attention keeps) or full.
    Memory that does not suffice is an answer (`fits`, and a note), not an error. Raises GivenError for degrees that do
    not multiply, UnsupportedFormat, UnknownEntity.
    """
    loaded, chip = entry_of(model, "models", registry), entry_of(device, "accelerators", registry)
    if tensor is None:
        one = partial(
            train, loaded, chip, devices, tokens, sequence=sequence, batch=batch, microbatch=microbatch,
            precision=precision, chunks=chunks, mfu=mfu, recompute=recompute, recipe=recipe, zero=zero, price=price,
            offer=offer, registry=registry,
        )  # fmt: skip
        layers = loaded.get("layers")
        return best_layout(
            lambda degree, stages: one(tensor=degree, pipeline=stages),
            int(whole_number("n", "devices", devices).value),
            per_node,
            None if layers is None else int(layers.value),
            batch,
        )
    machine = machine_of(chip, formats(precision))
    count = whole_number("n", "devices", devices)
    data = data_parallel(int(count.value), tensor, pipeline)
    total, active = total_of(loaded), active_of(loaded)
    spent, length = _tokens(loaded, active, tokens), _sequence(loaded, sequence)
    eta = efficiency("mfu", "model FLOP utilization", mfu, registry)
    shape = _shape(loaded)
    each = float(flops_per_token(active.value, *shape, length.value) if shape else flops_per_token(active.value))
    work = each * spent.value
    time, low, high = (
        float(training_time(work, count.value, machine.peak.value, part)) for part in (eta.value, eta.high, eta.low)
    )
    hours = float(training_device_hours(work, machine.peak.value, eta.value))
    notes = [*machine.notes, *eta.notes]
    numbers: dict[str, object] = {
        "flops": work,
        "flops_per_token": each,
        "device_hours": hours,
        "tensor": tensor,
        "pipeline": pipeline,
    }
    numbers["data_parallel"] = data
    working = [
        f"{si(each, 'FLOP', 4)} a token x {count_text(spent.value)} tokens = {si(work, 'FLOP', 4)}",
        f"{si(work, 'FLOP', 4)} / ({count.text} x {machine.peak.text} x {eta.put_in.text}) = {si(time, 's')}",
        f"{number(hours, 4)} device-hours; {tensor} (tensor) x {pipeline} (pipeline) x {data} (data) = {count.text}",
    ]
    if batch is not None:
        micro = microbatches(batch, data, microbatch)
        bubble = float(pipeline_bubble(pipeline, micro, chunks))
        numbers["microbatches"], numbers["pipeline_bubble"] = micro, bubble
        working.append(f"bubble ({pipeline} - 1) / ({chunks} x {micro} microbatches) = {bubble:.1%} of the ideal time")
    held = _memory(
        loaded, machine, total, length, data, notes, working,
        tensor=tensor, pipeline=pipeline, chunks=chunks, microbatch=microbatch, recompute=recompute, recipe=recipe,
        zero=zero,
    )  # fmt: skip
    numbers.update(held)
    inputs = [total, *([active] if active is not total and active.value != total.value else []), spent, length, count]
    inputs += [*machine.inputs, eta.put_in]
    cost = ""
    if price is not None:
        asked, basis = price_input(price, chip, offer, registry)
        numbers["cost"] = hours * per_hour(asked)
        inputs.append(asked)
        working.append(f"{number(hours, 4)} h x {money(per_hour(asked))} = {money(hours * per_hour(asked))}")
        notes.append(f"price basis: {basis}")
        cost = f", {money(hours * per_hour(asked))}"
    bracket = f" ({si(low, 's')} to {si(high, 's')})" if high > low else ""
    return Computed(
        value=time,
        unit="s",
        title=f"Training {loaded.name} on {count_text(spent.value)} tokens with {count.text} x {machine.name}: "
        f"{si(time, 's')}{bracket}, {number(hours)} device-hours{cost}",
        formula=_FORMULA,
        inputs=tuple(inputs),
        working=tuple(working),
        assumption=_ASSUMPTION,
        left_out=_LEFT_OUT,
        notes=tuple(notes),
        numbers=numbers,
        low=low,
        high=high,
    )


def _tokens(model: Entry, active: Input, raw: Amount | None) -> Input:
    if raw is not None:
        put_in = amount("D", "training tokens", raw, "1", also=("token",))
        if put_in.value <= 0:
            raise GivenError(f"tokens is {put_in.text}; it must be more than zero")
        return put_in
    stated = model.get("training.tokens")
    if stated is not None:
        return from_spec("D", "training tokens", stated, model)
    return assumed("D", "training tokens", float(compute_optimal_tokens(active.value)), "1", "20 a parameter")


def _sequence(model: Entry, raw: int | None) -> Input:
    if raw is not None:
        return whole_number("s", "length of a sequence", raw)
    context = model.get("context")
    longest = 2048.0 if context is None else min(context.value, 8192.0)
    return assumed("s", "length of a sequence", longest, "1", "the model's context, at most 8,192")


def _shape(model: Entry) -> tuple[float, float] | None:
    layers, hidden = model.get("layers"), model.get("hidden_size")
    return None if layers is None or hidden is None else (layers.value, hidden.value)


def _memory(
    model: Entry,
    machine: Machine,
    total: Input,
    length: Input,
    data: int,
    notes: list[str],
    working: list[str],
    *,
    tensor: int,
    pipeline: int,
    chunks: int,
    microbatch: int,
    recompute: str,
    recipe: str,
    zero: int,
) -> dict[str, object]:
    """Bytes that each device needs, told in `working`, and a note where they do not fit."""
    weights, gradients, optimizer = training_bytes_per_parameter(recipe)
    share = total.value / (tensor * pipeline)
    state = float(training_state_bytes(share, data, zero, weights=weights, gradients=gradients, optimizer=optimizer))
    working.append(
        f"state {number(share / 1e9, 4)}B parameters a device x ({weights:g} + {gradients:g} + {optimizer:g} B, ZeRO "
        f"{zero} over {data}) = {si(state, 'B', 4)}"
    )
    shape, heads = _shape(model), model.get("heads.query")
    if shape is None or heads is None:
        notes.append("the model's shape is not in the registry, so activations are not counted")
        return {"state": state, "activations": None, "memory": state, "fits": None}
    kept = float(
        activation_bytes(
            length.value, microbatch, shape[1], heads.value, shape[0], tensor, pipeline, chunks,
            sequence_parallel=tensor > 1, recompute=recompute,
        )
    )  # fmt: skip
    working.append(f"activations of {microbatch} x {length.text} tokens, recompute {recompute}: {si(kept, 'B', 4)}")
    needed = state + kept
    fits = None if machine.capacity is None else needed <= machine.capacity.value
    if fits is False and machine.capacity is not None:
        notes.insert(
            0,
            f"it does not fit: a device needs {si(needed, 'B', 4)} and has {machine.capacity.text}; more tensor or "
            f"pipeline parallelism, a higher ZeRO stage or recomputation would make room",
        )
    return {"state": state, "activations": kept, "memory": needed, "fits": fits}
