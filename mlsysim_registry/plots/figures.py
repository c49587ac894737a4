"""What is drawn of each result."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.analysis import AllReduce, Fleet, RooflineTable
from mlsysim_registry.analysis.explanations import Input
from mlsysim_registry.data import Entry, Spec
from mlsysim_registry.display import money, si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import attainable, ring_allreduce
from mlsysim_registry.plots.figure import Axis, Bar, Figure, Line, Mark, Panel

_POINTS = 60


def _geometric(low: float, high: float, count: int = _POINTS) -> list[float]:
    return [low * (high / low) ** (i / (count - 1)) for i in range(count)]


def _sources(inputs: Sequence[Input]) -> tuple[str, ...]:
    return tuple(f"{i.spec.entity} [{i.spec.cite}]" for i in inputs if i.spec is not None and i.spec.cite)


def roofline_figure(table: RooflineTable) -> Figure:
    """The rooflines of the table's devices, the ridge point of each, and the model's step as a point on it.

    Raises GivenError where devices count FLOP and OP: two roofs of different things are not one picture.
    """
    rows = list(table)
    units = {row.work_unit for row in rows}
    if len(units) > 1:
        raise GivenError("some of these devices count FLOP and others OP; one picture needs one number format")
    unit = units.pop()
    steps = [row.work.flops / row.weights_read for row in rows]
    low = min(0.25, *(step / 4 for step in steps))
    high = max([4096.0, *(8 * row.ridge_point for row in rows)])
    lines, marks = [], []
    for number, row in enumerate(rows):
        peak, bandwidth = row.machine.peak.value, row.machine.bandwidth.value
        x = sorted([*_geometric(low, high), row.ridge_point])
        lines.append(Line(row.machine.name, x, [attainable(peak, bandwidth, i) for i in x]))
        marks.append(Mark(f"ridge {row.ridge_point:.3g}", row.ridge_point, peak, number))
    for number, (row, step) in enumerate(zip(rows, steps, strict=True)):
        rate = attainable(row.machine.peak.value, row.machine.bandwidth.value, step)
        marks.append(Mark(si(row.time, "s"), step, rate, number))
    work = rows[0].work
    panel = Panel(
        Axis("arithmetic intensity", f"{unit}/B"), Axis("attainable rate", f"{unit}/s"), tuple(lines), tuple(marks)
    )
    inputs = [put_in for row in rows for put_in in (row.machine.peak, row.machine.bandwidth)]
    title = f"Roofline: one {work.step} of {work.name} at batch {work.batch.value:.0f}, {rows[0].machine.precision}"
    note = f"The points are the {work.step}, with its least time; peak rates and bandwidths as the sources print them"
    return Figure(title, (panel,), sources=_sources(inputs), notes=(note,))


def allreduce_figure(result: AllReduce) -> Figure:
    """The time against the message at this number of devices, and against the number of devices at this message."""
    n, rate, delay = result.devices.value, result.bandwidth.value, result.latency.value
    message = max(result.message.value, 1.0)
    sizes = _geometric(message / 1e4, message * 10)
    counts = [float(2**i) for i in range(1, 11)]
    by_size = Line(f"{n:.0f} devices", sizes, [ring_allreduce(size, n, rate, delay) for size in sizes])
    by_count = Line(si(message, "B", 4), counts, [ring_allreduce(message, count, rate, delay) for count in counts])
    here = si(result.value, "s")
    panels = (
        Panel(
            Axis("message", "B"), Axis("time", "s"), (by_size,), (Mark(here, message, result.value, 0),), "by message"
        ),
        Panel(
            Axis("devices", "count"), Axis("time", "s"), (by_count,),
            (Mark(here, n, result.value, 0),) if n > 1 else (), "by devices",
        ),
    )  # fmt: skip
    title = f"Ring AllReduce at {si(rate, 'B/s', 4)} per direction"
    note = "t = 2 (n-1)/n M/B + 2 (n-1) alpha" + ("" if delay else ", with no latency of a step")
    return Figure(title, panels, sources=_sources([result.bandwidth]), notes=(note,))


def compare_figure(entries: Sequence[Entry], paths: Sequence[str]) -> Figure:
    """Bars of a few specs, one group each, the entries in the same order and colour in every group."""
    wanted = [path for path in paths if sum(path in entry for entry in entries) > 1][:4]
    if not wanted:
        raise GivenError("these entries have no spec in common that could be drawn")
    bars = []
    sources: list[str] = []
    for group, path in enumerate(wanted):
        for entry in entries:
            spec: Spec | None = entry.get(path)
            if spec is not None:
                bars.append(Bar(entry.name, spec.value, spec.printed, group))
                sources += [f"{entry.id} [{spec.cite}]"] if spec.cite else []
            else:
                bars.append(Bar(entry.name, 0.0, "not known", group))
    return Figure("Side by side", bars=tuple(bars), bar_groups=tuple(wanted), sources=tuple(sources))


def fleet_figure(fleets: Sequence[tuple[str, Fleet]]) -> Figure:
    """Devices, and where there is a price the yearly cost, of serving one model in several ways."""
    bars = []
    groups = ["devices"]
    costs = [fleet.cost_per_year for _, fleet in fleets]
    if any(cost is not None for cost in costs):
        groups.append("USD per year")
    for (label, fleet), cost in zip(fleets, costs, strict=True):
        devices = fleet.devices
        told = f"{devices:,}" if devices is not None else "does not fit"
        bars.append(Bar(label, float(devices or 0), told, 0))
        if len(groups) > 1:
            bars.append(Bar(label, cost or 0.0, "-" if cost is None else money(cost), 1))
    inputs = [put_in for _, fleet in fleets for section in fleet.explanation.sections for put_in in section.inputs]
    shown = fleets[0][1]
    notes = (f"Price: {shown.basis}",) if shown.price is not None else ()
    title = f"{shown.model} on {shown.device}, {shown.replicas.text} replica{'s' if shown.replicas.value > 1 else ''}"
    return Figure(title, bars=tuple(bars), bar_groups=tuple(groups), sources=_sources(inputs), notes=notes)
