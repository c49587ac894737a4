"""Serving a load: the tensor-parallel degree within a node, the batch that fits, replicas, devices, cost."""

from __future__ import annotations

from dataclasses import dataclass

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.decodes import decode_step
from mlsysim_registry.analysis.explanations import Input
from mlsysim_registry.analysis.inputs import Amount, amount, entry_of, formats, from_spec, whole_number
from mlsysim_registry.analysis.prices import per_hour, price_input
from mlsysim_registry.analysis.transformers import cache_of, total_of
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import money, number, si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    HOURS_PER_YEAR,
    bytes_per_element,
    cost_per_token,
    most_sequences,
    replicas_for_load,
    yearly_cost,
)

_FORMULA = (
    "B = floor((TP C (1 - reserve) - W) / KV of one sequence);  rate = B / t(B), t as of `decode`",
    "replicas = ceil(load / (rate x utilization));  devices = TP x replicas, the TP with the fewest devices",
)
_ASSUMPTION = (
    "Every sequence has the full context, batches are always full, and prefill runs elsewhere or in the spare part of "
    "the utilization."
)
_LEFT_OUT = (
    "arrival in bursts, queueing, scheduling",
    "prefill, which shares the devices with decoding unless it is split off",
    "hosts, spares, failures",
)


@dataclass(frozen=True, slots=True)
class _Choice:
    tensor: int
    batch: int
    step: float
    rate: float
    replicas: int
    devices: int
    why_not: str = ""


def serve(
    model: str | Entry,
    device: str | Entry,
    load: float,
    context: int,
    precision: str = "fp16",
    *,
    kv_precision: str = "fp16",
    arithmetic: str | None = None,
    per_node: int = 8,
    tensor: int | None = None,
    most_batch: int = 1024,
    latency: Amount | None = None,
    utilization: float = 1.0,
    reserve: float = 0.1,
    usable: bool = False,
    link: str | None = None,
    memory_efficiency: float | str | Entry | None = None,
    compute_efficiency: float | str | Entry | None = None,
    price: float | str | Spec | Entry | None = None,
    offer: str | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Devices that decode `load` tokens per second in all, with `context` tokens kept of each sequence.

    Every power of two up to `per_node` (or only `tensor`) is tried as the tensor-parallel degree: the largest batch
    that fits beside the weights with `reserve` kept free (in the memory as printed, or with `usable` as the driver
    reports it), at most `most_batch` and no slower than `latency` a token. The degree with the fewest devices wins.
    "It does not fit" is an answer, with the reason of every degree. Raises GivenError, UnknownEntity,
    UnsupportedFormat.
    """
    loaded, chip = entry_of(model, "models", registry), entry_of(device, "accelerators", registry)
    asked = amount("load", "tokens per second", load, "1")
    if asked.value <= 0:
        raise GivenError(f"load is {asked.text}; it must be more than zero: tokens per second of all users together")
    limit = None if latency is None else amount("limit", "time of a token", latency, "s")
    kept = whole_number("T", "tokens kept of a sequence", context)
    room = chip.get("memory.usable") if usable else None
    capacity = from_spec("C", "memory of one device", room or chip["memory.capacity"], chip)
    each = bytes_per_element(formats(precision)[0])
    weights = total_of(loaded).value * each
    one = cache_of(loaded, kept.value, 1.0, bytes_per_element(kv_precision))
    degrees = [tensor] if tensor else [degree for degree in (1, 2, 4, 8, 16, 32, 64) if degree <= per_node]

    def choice(degree: int) -> _Choice:
        fitting = int(most_sequences(degree * capacity.value, weights, one.value, reserve))
        if fitting < 1:
            lack = f"{si(weights + one.value, 'B')} for one sequence, {degree} x {capacity.text} less {reserve:.0%}"
            return _Choice(degree, 0, 0.0, 0.0, 0, 0, f"it does not fit: {lack}")
        batch = min(fitting, most_batch)
        step = seconds(degree, batch)
        while limit is not None and step > limit.value and batch > 1:
            batch = max(1, batch // 2)
            step = seconds(degree, batch)
        if limit is not None and step > limit.value:
            return _Choice(degree, 1, step, 0.0, 0, 0, f"{si(step, 's')} a token even at batch 1")
        rate = batch / step
        copies = int(replicas_for_load(asked.value, rate, utilization))
        return _Choice(degree, batch, step, rate, copies, degree * copies)

    def seconds(degree: int, batch: int) -> float:
        result = decode_step(
            loaded,
            chip,
            batch,
            int(kept.value),
            precision,
            kv_precision=kv_precision,
            arithmetic=arithmetic,
            tensor=degree,
            link=link if degree > 1 else None,
            memory_efficiency=memory_efficiency,
            compute_efficiency=compute_efficiency,
            registry=registry,
        )
        assert result.value is not None
        return result.value

    tried = [choice(degree) for degree in degrees]
    possible = [option for option in tried if not option.why_not]
    best = min(possible, key=lambda option: (option.devices, option.tensor), default=None)
    inputs: list[Input] = [total_of(loaded), asked, kept, one, capacity, *([limit] if limit else [])]
    working = [_line(option) for option in tried]
    about = f"{loaded.name} in {precision} on {chip.name}, {asked.text} tokens/s"
    if best is None:
        return Computed(
            value=None, unit="1", title=f"{about}: cannot be served; {tried[-1].why_not}", formula=_FORMULA,
            inputs=tuple(inputs), working=tuple(working), assumption=_ASSUMPTION, left_out=_LEFT_OUT,
            numbers={"fits": False, "reason": tried[-1].why_not},
        )  # fmt: skip
    numbers: dict[str, object] = {
        "fits": True, "tensor": best.tensor, "batch": best.batch, "step": best.step, "replicas": best.replicas,
        "devices": best.devices, "tokens_per_second_per_replica": best.rate,
    }  # fmt: skip
    notes: tuple[str, ...] = ()
    cost = ""
    if price is not None:
        paid, basis = price_input(price, chip, offer, registry)
        hourly = per_hour(paid)
        numbers["cost_per_year"] = float(yearly_cost(best.devices, hourly, HOURS_PER_YEAR))
        numbers["cost_per_million_tokens"] = 1e6 * float(cost_per_token(hourly, best.devices, asked.value))
        inputs.append(paid)
        notes = (f"price basis: {basis}",)
        cost = f", {money(float(str(numbers['cost_per_year'])))} a year"
    return Computed(
        value=float(best.devices),
        unit="1",
        title=f"{about}: {best.devices:,} devices, {best.replicas:,} replicas of TP {best.tensor} at batch "
        f"{best.batch}, {si(best.step, 's')} a token{cost}",
        formula=_FORMULA,
        inputs=tuple(inputs),
        working=tuple(working),
        assumption=_ASSUMPTION,
        left_out=_LEFT_OUT,
        notes=notes,
        numbers=numbers,
    )


def _line(option: _Choice) -> str:
    if option.why_not:
        return f"TP {option.tensor}: {option.why_not}"
    return (
        f"TP {option.tensor}: batch {option.batch}, {si(option.step, 's')} a token, {number(option.rate)} tokens/s a "
        f"replica: {option.replicas:,} replicas, {option.devices:,} devices"
    )
