"""The roofline turned around: what a device needs to decode a model within a time, and which devices have it."""

from __future__ import annotations

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.efficiencies import efficiency
from mlsysim_registry.analysis.explanations import Input
from mlsysim_registry.analysis.inputs import Amount, Precision, amount, entry_of, formats, whole_number
from mlsysim_registry.analysis.transformers import active_of, cache_of, total_of, touched
from mlsysim_registry.data import Entry, Registry, load
from mlsysim_registry.display import si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import bytes_per_element, required_bandwidth, required_peak

_FORMULA = (
    "BW >= (W + KV) / (eta_m t);  P >= 2 Na B / (eta_c (t - KV / (eta_m BW)));  C >= N b + KV",
    "all of the devices that share the model together",
)


def require(
    model: str | Entry,
    latency: Amount,
    batch: int = 1,
    context: int = 0,
    precision: Precision = "fp16",
    *,
    kv_precision: str = "fp16",
    memory_efficiency: float | str | Entry | None = None,
    compute_efficiency: float | str | Entry | None = None,
    registry: Registry | None = None,
) -> Computed:
    """The least bandwidth (B/s, `value`), peak and memory to decode a token of each sequence within `latency` s.

    Arguments as of `decode_step`. `numbers` has bandwidth, peak, memory, and `devices`: those of the registry that
    meet all three alone. The peak is what is left of the time after the cache was read at the least bandwidth.
    """
    known = registry or load()
    loaded = entry_of(model, "models", known)
    limit, count = amount("t", "time of a step", latency, "s"), whole_number("B", "sequences", batch)
    if limit.value <= 0:
        raise GivenError(f"latency is {limit.text}; it must be more than zero: '20 ms'")
    wanted = formats(precision)
    each = bytes_per_element(wanted[0])
    memory = efficiency("eta_m", "part of the bandwidth", memory_efficiency, known)
    compute = efficiency("eta_c", "part of the peak", compute_efficiency, known)
    read, active, total = touched(loaded, count.value), active_of(loaded), total_of(loaded)
    cache = cache_of(loaded, context, count.value, bytes_per_element(kv_precision)) if context else None
    kept = 0.0 if cache is None else cache.value
    weights = read.value * each
    bandwidth = float(required_bandwidth(weights + kept, limit.value, memory.value))
    left = limit.value * weights / (weights + kept)
    peak = float(required_peak(2.0 * active.value * count.value, left, compute.value))
    held = total.value * each + kept
    enough = [name for name in known.accelerators if _meets(known.accelerators[name], wanted, bandwidth, peak, held)]
    inputs: list[Input] = [total, read, *([cache] if cache else []), count, limit, memory.put_in, compute.put_in]
    return Computed(
        value=bandwidth,
        unit="B/s",
        title=f"{loaded.name} at batch {count.text}, context {context:,}, within {limit.text} a token: "
        f"{si(bandwidth, 'B/s')}, {si(peak, 'FLOP/s')}, {si(held, 'B')}",
        formula=_FORMULA,
        inputs=tuple(inputs),
        working=(
            f"BW = ({si(weights, 'B', 4)} + {si(kept, 'B', 4)}) / ({limit.text} x {memory.put_in.text}) = "
            f"{si(bandwidth, 'B/s', 4)}",
            f"P = {si(2.0 * active.value * count.value, 'FLOP', 4)} / ({si(left, 's')} x {compute.put_in.text}) = "
            f"{si(peak, 'FLOP/s', 4)}",
            f"one device alone: {', '.join(enough) or 'none of the registry'}",
        ),
        assumption="Weights and cache are read once a step; several devices share them evenly.",
        left_out=("communication between devices", "fixed times of kernels and tokens"),
        notes=(*memory.notes, *compute.notes),
        numbers={
            "bandwidth": bandwidth,
            "peak": peak,
            "memory": held,
            "intensity": peak / bandwidth,
            "devices": enough,
        },
    )


def _meets(device: Entry, wanted: tuple[str, ...], bandwidth: float, peak: float, held: float) -> bool:
    """Whether one device alone has the bandwidth, the dense matrix peak in a wanted format, and the memory."""
    rates = [spec.value for name in wanted if (spec := device.get(f"compute.matrix.{name}")) is not None]
    there, room = device.get("memory.bandwidth"), device.get("memory.capacity")
    if not rates or there is None or room is None:
        return False
    return there.value >= bandwidth and rates[0] >= peak and room.value >= held
