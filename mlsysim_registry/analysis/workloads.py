"""What one step of a model asks, and what one device offers: the two sides of a roofline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlsysim_registry.analysis.explanations import Input
from mlsysim_registry.analysis.inputs import Amount, amount, entry_of, from_spec, peak_of, whole_number
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import decode_flops

_FORMULA = (
    "ridge point = P / BW;  weights W = N x b;  load time = {read} / BW;  arithmetic time = {work} / P",
    "time of a step = max(load time, arithmetic time)      [roofline: Williams, Waterman, Patterson 2009]",
    "batch crossover = {crossover} P / BW: from that batch on a step is compute-bound",
)
_DECODE = {"read": "W", "work": "2 N batch", "crossover": "b/2 x"}
_FORWARD = {"read": "W", "work": "F batch", "crossover": "W/F x"}
_EXPERTS = {"read": "min(N, batch x Na) x b", "work": "2 Na batch", "crossover": "(N/Na) x b/2 x"}


@dataclass(frozen=True, slots=True)
class Work:
    """What one step asks of a device, whichever it is."""

    name: str
    parameters: Input  # all that must be stored
    active: Input | None  # those that one token uses, of a mixture of experts
    forward: Input | None  # work of one forward pass, of a model that does not decode
    batch: Input

    @property
    def step(self) -> str:
        """What one step is called."""
        return "forward pass" if self.forward else "decode step"

    @property
    def flops(self) -> float:
        """Work of one step."""
        if self.forward:
            return self.forward.value * self.batch.value
        return float(decode_flops((self.active or self.parameters).value, self.batch.value))

    @property
    def parameters_read(self) -> float:
        """Parameters read in one step: all, or of a mixture of experts at most what `batch` tokens can touch."""
        if self.active is None:
            return self.parameters.value
        return min(self.parameters.value, self.active.value * self.batch.value)

    @property
    def parameters_per_work(self) -> float:
        """Stored parameters over those that the work of one token stands for (1 for a dense decoder)."""
        if self.forward:
            return 2.0 * self.parameters.value / self.forward.value
        return self.parameters.value / self.active.value if self.active else 1.0

    @property
    def formula(self) -> tuple[str, ...]:
        """The formulas in this model's own symbols."""
        words = _FORWARD if self.forward else _EXPERTS if self.active else _DECODE
        return tuple(line.format(**words) for line in _FORMULA)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What is put in of the model."""
        return tuple(put_in for put_in in (self.parameters, self.active, self.forward, self.batch) if put_in)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the model."""
        if self.active is None:
            return ()
        note = "a mixture of experts: at most min(N, batch x Na) weights are read, every token in other experts; "
        return (note + "all N must be stored",)


@dataclass(frozen=True, slots=True)
class Machine:
    """One device's numbers."""

    id: str  # "" for a device of plain numbers
    name: str
    precision: str  # of the arithmetic
    peak: Input
    bandwidth: Input
    capacity: Input | None
    notes: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What is put in of the device."""
        return tuple(put_in for put_in in (self.peak, self.bandwidth, self.capacity) if put_in)


def work_of(model: str | Entry | float, batch: int, registry: Registry | None) -> Work:
    """The work of one step of a model (a name, an entry, or a number of parameters) at a batch."""
    sequences = whole_number("batch", "batch", batch)
    if not isinstance(model, (str, Entry)):
        return Work("the model given", parameters_input(model), None, None, sequences)
    entry = entry_of(model, "models", registry)
    active = entry.get("parameters.active")
    forward = None if _decodes(entry) else entry.get("flops.forward")
    if forward is None and not _decodes(entry):
        raise GivenError(f"{entry.name} decodes no tokens, and has no `flops.forward`, the work of one forward pass")
    return Work(
        entry.name,
        from_spec("N", "parameters", entry["parameters.total"], entry),
        None if active is None else from_spec("Na", "parameters active for a token", active, entry),
        None if forward is None else from_spec("F", "work of one forward pass", forward, entry),
        sequences,
    )


def _decodes(model: Entry) -> bool:
    return "decoder" in str(model.attributes.get("architecture", "decoder"))


def parameters_input(raw: Amount) -> Input:
    """A number of parameters as an input."""
    return above_zero(amount("N", "parameters", raw, "1"))


def above_zero(put_in: Input) -> Input:
    """The input itself; raises GivenError if it is not more than zero."""
    if put_in.value <= 0:
        raise GivenError(f"{put_in.name} is {put_in.text}; it must be more than zero")
    return put_in


def machine_of(device: Entry, wanted: Sequence[str]) -> Machine:
    """A device's numbers with the first of the wanted formats that it has; raises UnsupportedFormat if it has none."""
    used, peak = peak_of(device, wanted)
    capacity = device.get("memory.capacity")
    substituted = used != wanted[0]
    return Machine(
        id=device.id,
        name=device.name,
        precision=used,
        peak=from_spec("P", f"peak, {used}, dense", peak, device),
        bandwidth=from_spec("BW", "memory bandwidth", device["memory.bandwidth"], device),
        capacity=None if capacity is None else from_spec("C", "memory capacity", capacity, device),
        notes=(f"{used} is used: the registry has no dense {wanted[0]} rate of this device",) if substituted else (),
    )
