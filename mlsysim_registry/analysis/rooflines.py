"""The roofline of one decode step (or one forward pass) of a model on several devices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mlsysim_registry.analysis.explanations import COMPUTED, Explanation, Input, Result, Section, align
from mlsysim_registry.analysis.inputs import Amount, Precision, amount, entry_of, formats, whole_number
from mlsysim_registry.analysis.workloads import Machine, Work, above_zero, machine_of, parameters_input, work_of
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.display import binary, number, si
from mlsysim_registry.errors import GivenError, UnknownEntity
from mlsysim_registry.formulas import (
    batch_crossover,
    bottleneck,
    bytes_per_element,
    compute_time,
    devices_needed,
    ridge_point,
    roofline_time,
    weight_bytes,
    weight_load_time,
)

_ASSUMPTION = (
    "Efficiency 1: peak rates as the sources print them, perfectly overlapped. Measured rates are lower (see the "
    "registry's efficiency entries), so the time is a lower bound; ratios between devices hold only as far as "
    "their efficiencies are alike."
)
_LEFT_OUT = (
    "reading and writing the KV cache, and attention over the context",
    "activations, kernel launches, sampling, and any communication between devices",
    "scale factors of quantised formats",
)


@dataclass(frozen=True, slots=True)
class RooflineRow(Result):
    """One device's row: times in s, weights in B, ridge point in FLOP/B (or OP/B). `value` is the time of a step."""

    machine: Machine
    work: Work
    bytes_per_parameter: float
    weights: float
    weights_read: float
    ridge_point: float
    weight_load_time: float
    compute_time: float
    time: float
    bottleneck: str  # memory | compute
    batch_crossover: float
    speedup: float  # against the first device
    fits: bool | None  # in the memory of one device; None where its capacity is not known

    @property
    def unit(self) -> str:
        """Seconds."""
        return "s"

    @property
    def value(self) -> float:
        """Seconds of one step."""
        return self.time

    @property
    def device(self) -> str:
        """The device's id, or the name given to plain numbers."""
        return self.machine.id or self.machine.name

    @property
    def work_unit(self) -> str:
        """FLOP, or OP for integer arithmetic."""
        return self.machine.peak.unit.partition("/")[0]

    @property
    def explanation(self) -> Explanation:
        """How this row came about."""
        return _explain(self.work, (self,))

    @property
    def section(self) -> Section:
        """The device's numbers and working."""
        return Section(self.machine.name, self.machine.inputs, self._working(), self._notes())

    def _working(self) -> tuple[str, ...]:
        peak, bandwidth = self.machine.peak.text, self.machine.bandwidth.text
        step_work = si(self.work.flops, self.work_unit, 4)
        read = si(self.weights_read, "B", 4)
        each = number(self.bytes_per_parameter, 4)
        per_parameter = "" if self.work.parameters_per_work == 1 else f"{number(self.work.parameters_per_work, 4)} x "
        ridge = self.ridge_text
        return (
            f"W = {self.work.parameters.text} x {each} B = {si(self.weights, 'B', 4)}",
            f"ridge point = {peak} / {bandwidth} = {ridge}",
            f"load time = {read} / {bandwidth} = {si(self.weight_load_time, 's')}",
            f"arithmetic time = {step_work} / {peak} = {si(self.compute_time, 's')}",
            f"max of the two = {si(self.time, 's')}: {self.bottleneck}-bound",
            f"batch crossover = {per_parameter}{each}/2 x {ridge} = {number(self.batch_crossover)}",
        )

    def _notes(self) -> tuple[str, ...]:
        notes = list(self.machine.notes)
        capacity = self.machine.capacity
        if self.fits is False and capacity is not None:
            least = devices_needed(self.weights, capacity.value)
            notes.append(
                f"the weights ({si(self.weights, 'B', 4)}) do not fit in one device ({capacity.text}): at least "
                f"{least:.0f} are needed; the times are as if one device held them"
            )
        return tuple(notes)

    @property
    def ridge_text(self) -> str:
        """The ridge point for people."""
        return si(self.ridge_point, f"{self.work_unit}/B")

    def fields(self) -> dict[str, Any]:
        """The row's numbers, for JSON."""
        return {
            "device": self.device,
            "name": self.machine.name,
            "model": self.work.name,
            "precision": self.machine.precision,
            "bytes_per_parameter": self.bytes_per_parameter,
            "batch": self.work.batch.value,
            "peak": self.machine.peak.value,
            "peak_unit": self.machine.peak.unit,
            "bandwidth": self.machine.bandwidth.value,
            "weights": self.weights,
            "weights_read": self.weights_read,
            "ridge_point": self.ridge_point,
            "weight_load_time": self.weight_load_time,
            "compute_time": self.compute_time,
            "time": self.time,
            "bottleneck": self.bottleneck,
            "batch_crossover": self.batch_crossover,
            "speedup": self.speedup,
            "fits": self.fits,
            "notes": list(self._notes()),
        }


@dataclass(frozen=True, slots=True)
class RooflineTable:
    """One row per device, in the order asked for."""

    work: Work
    rows: tuple[RooflineRow, ...]

    unit = "s"

    @property
    def value(self) -> tuple[float, ...]:
        """Seconds of one step on each device."""
        return tuple(row.time for row in self.rows)

    @property
    def explanation(self) -> Explanation:
        """How the whole table came about."""
        return _explain(self.work, self.rows)

    def explain(self) -> str:
        """Formula, numbers and sources, working, the table, main assumption, what is left out."""
        return self.explanation.text()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "model": self.work.name,
            "batch": self.work.batch.value,
            "unit": self.unit,
            "rows": [row.fields() for row in self.rows],
            "explanation": self.explanation.as_dict(),
        }

    def cells(self) -> list[tuple[str, ...]]:
        """The table for people: a header, then one line a device."""
        header = ("device", "format", "peak", "bandwidth", "ridge point", "weights", "load time", "arithmetic")
        lines: list[tuple[str, ...]] = [(*header, self.work.step, "bound by", "crossover", "speed-up")]
        for row in self.rows:
            machine = row.machine
            lines.append(
                (
                    machine.name,
                    machine.precision,
                    machine.peak.text,
                    machine.bandwidth.text,
                    row.ridge_text,
                    si(row.weights, "B", 4),
                    si(row.weight_load_time, "s"),
                    si(row.compute_time, "s"),
                    si(row.time, "s"),
                    row.bottleneck,
                    f"batch {number(row.batch_crossover)}",
                    f"{row.speedup:.2f}x",
                )
            )
        return lines

    def __iter__(self) -> Iterator[RooflineRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, which: int | str) -> RooflineRow:
        """A row by its place, or by the device's id or name."""
        if isinstance(which, int):
            return self.rows[which]
        for row in self.rows:
            if which in (row.machine.id, row.machine.name):
                return row
        names = ", ".join(row.device for row in self.rows)
        raise UnknownEntity(f"no row is called `{which}`; the rows are: {names}")

    def __str__(self) -> str:
        return "\n".join((_title(self.work), "", *align(self.cells())))


def roofline(
    model: str | Entry | float,
    devices: Sequence[str | Entry],
    precision: Precision = "fp16",
    batch: int = 1,
    *,
    arithmetic: Precision | None = None,
    registry: Registry | None = None,
) -> RooflineTable:
    """What one decode step of `model` takes on each device, and what bounds it.

    `model` is a name, an entry, or a number of parameters. `precision` is the format of the weights, and of the
    arithmetic unless `arithmetic` names another ("int4" weights, "fp16" arithmetic). The peak is the device's dense
    matrix rate in that format; where formats are listed ("fp16,bf16"), the first that a device has is used and named.

    Raises UnknownEntity, GivenError, and UnsupportedFormat where a device has no such rate: nothing is substituted.
    """
    if isinstance(devices, (str, Entry)) or not devices:
        raise GivenError("devices is a list of one or more devices, the first of which is the one to compare with")
    stored = formats(precision)
    wanted = stored if arithmetic is None else formats(arithmetic)
    work = work_of(model, batch, registry)
    machines = [machine_of(entry_of(device, "accelerators", registry), wanted) for device in devices]
    return _table(work, machines, bytes_per_element(stored[0]))


def roofline_of(
    *,
    peak: Amount,
    bandwidth: Amount,
    parameters: Amount,
    bytes_per_parameter: float | None = None,
    precision: str = "fp16",
    batch: int = 1,
    capacity: Amount | None = None,
    name: str = "the device given",
) -> RooflineRow:
    """The same for one device of plain numbers (FLOP/s, B/s, count, B) or quantities as text ("3.35 TB/s")."""
    work = Work("the model given", parameters_input(parameters), None, None, whole_number("batch", "batch", batch))
    machine = Machine(
        id="",
        name=name,
        precision=precision,
        peak=above_zero(amount("P", f"peak, {precision}, dense", peak, "FLOP/s", also=("OP/s",))),
        bandwidth=above_zero(amount("BW", "memory bandwidth", bandwidth, "B/s")),
        capacity=None if capacity is None else above_zero(amount("C", "memory capacity", capacity, "B")),
    )
    each = bytes_per_element(precision) if bytes_per_parameter is None else bytes_per_parameter
    return _table(work, [machine], each).rows[0]


def _table(work: Work, machines: Sequence[Machine], each: float) -> RooflineTable:
    weights = float(weight_bytes(work.parameters.value, each))
    read = work.parameters_read * each
    rows: list[RooflineRow] = []
    for machine in machines:
        peak, bandwidth = machine.peak.value, machine.bandwidth.value
        time = float(roofline_time(work.flops, read, peak, bandwidth))
        rows.append(
            RooflineRow(
                machine=machine,
                work=work,
                bytes_per_parameter=each,
                weights=weights,
                weights_read=read,
                ridge_point=ridge_point(peak, bandwidth),
                weight_load_time=weight_load_time(read, bandwidth),
                compute_time=compute_time(work.flops, peak),
                time=time,
                bottleneck=bottleneck(work.flops, read, peak, bandwidth),
                batch_crossover=batch_crossover(peak, bandwidth, each) * work.parameters_per_work,
                speedup=(rows[0].time if rows else time) / time,
                fits=None if machine.capacity is None else weights <= machine.capacity.value,
            )
        )
    return RooflineTable(work, tuple(rows))


def _title(work: Work) -> str:
    return f"Roofline of one {work.step} of {work.name} at batch {work.batch.text}"


def _explain(work: Work, rows: Sequence[RooflineRow]) -> Explanation:
    first = rows[0]
    each = Input("b", "bytes per parameter", first.bytes_per_parameter, "1", COMPUTED, "size of the stored format")
    results = [
        f"{row.machine.name}: {si(row.time, 's')}, {row.bottleneck}-bound, ridge {row.ridge_text}" for row in rows
    ]
    if len(rows) > 1:
        results = [f"{line}, {row.speedup:.2f}x" for line, row in zip(results, rows, strict=True)]
    weights = f"{si(first.weights, 'B', 4)} of weights ({binary(first.weights, 4)})"
    return Explanation(
        title="\n".join((f"{_title(work)}: {weights}", *(f"  {line}" for line in results))),
        formula=work.formula,
        sections=(Section(work.name, (*work.inputs, each)), *(row.section for row in rows)),
        assumption=_ASSUMPTION,
        left_out=_LEFT_OUT,
        notes=work.notes,
    )
