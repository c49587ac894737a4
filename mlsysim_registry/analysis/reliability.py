"""Failures of a cluster: how often, how often to save, what is left for work, how many spares."""

from __future__ import annotations

import math
import re

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.explanations import COMPUTED, Input
from mlsysim_registry.analysis.inputs import Amount, amount, entry_of, from_spec, whole_number
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    cluster_mtbf,
    daly_interval,
    device_mtbf,
    effective_training_ratio,
    spares_needed,
    young_interval,
)

_FORMULA = (
    "M = MTBF of a device / n^x;  Young: tau = sqrt(2 d M);  Daly: its higher-order form",
    "ETTR = tau / (M e^(R/M) (e^((tau+d)/M) - 1))      [Daly 2006]",
)
_NOTE = (
    "x = 1 takes failures as independent and alike. Measured fleets do not follow 1/n exactly: failures are "
    "correlated, bad nodes are taken out, and large jobs run on tested ones; scale from a job of similar size."
)

_JOB = re.compile(r"mtbf\.job_(\d+)_gpus")
_PER_NODE = 8.0  # devices of a node where an entry does not say


def failures(
    devices: int,
    mtbf: Amount | str | Entry | None = None,
    *,
    observed: tuple[float, float, int] | None = None,
    exponent: float = 1.0,
    save: Amount = "60 s",
    restart: Amount = 0.0,
    repair: Amount = "24 h",
    confidence: float = 0.99,
    registry: Registry | None = None,
) -> Computed:
    """Mean time between failures of a job on `devices` devices (s), the best checkpoint interval, and what it leaves.

    `mtbf` of one device ("50,000 h"), or `observed` = (hours, devices, failures) of a run, or an entry of
    registry/reliability (of its jobs, the one nearest in size), from which the device's MTBF follows. `save` is the
    time to write a checkpoint, `restart` from a failure until work goes on, `repair` until a device is back;
    `exponent` 1 for independent failures.
    Raises GivenError where nothing says how often a device fails.
    """
    count = whole_number("n", "devices", devices)
    one = _device(mtbf, observed, count.value, registry)
    power = amount("x", "exponent", exponent, "1")
    written, back = amount("d", "time to save", save, "s"), amount("R", "time to restart", restart, "s")
    mending = amount("r", "time to repair", repair, "s")
    mean = float(cluster_mtbf(one.value, count.value, power.value))
    young, best = float(young_interval(written.value, mean)), float(daly_interval(written.value, mean))
    ratio = float(effective_training_ratio(best, written.value, mean, back.value))
    spares = float(spares_needed(count.value, one.value, mending.value, confidence))
    return Computed(
        value=mean,
        unit="s",
        title=f"{count.text} devices fail every {si(mean, 's')}; saving every {si(best, 's')} leaves {ratio:.1%} of "
        f"the time for work; {spares:,.0f} spares",
        formula=_FORMULA,
        inputs=(count, one, power, written, back, mending),
        working=(
            f"M = {one.text} / {count.text}^{power.text} = {si(mean, 's')}",
            f"Young {si(young, 's')}, Daly {si(best, 's')}",
            f"ETTR = {ratio:.2%}",
            f"{spares:,.0f} spares suffice with {confidence:.1%} chance, at {mending.text} a repair",
        ),
        assumption="Failures come at a constant rate (exponential), and every one stops the whole job.",
        left_out=("failures that slow a job without stopping it", "queueing for new devices, warm-up after a restart"),
        notes=(_NOTE,),
        numbers={"young": young, "interval": best, "ettr": ratio, "spares": spares, "device_mtbf": one.value},
    )


def _device(
    raw: Amount | str | Entry | None,
    observed: tuple[float, float, int] | None,
    wanted: float,
    registry: Registry | None,
) -> Input:
    if observed is not None:
        hours, devices, failed = observed
        value = float(device_mtbf(hours * 3600.0, devices, failed))
        return Input("m", "MTBF of a device", value, "s", COMPUTED, f"{hours:g} h x {devices:,} / {failed} failures")
    if isinstance(raw, str) and not raw.strip()[:1].isdigit():
        raw = entry_of(raw, "reliability", registry)
    if isinstance(raw, Entry):
        return _of_entry(raw, wanted)
    if raw is None:
        raise GivenError("give the mtbf of a device ('50,000 h'), an entry of registry/reliability, or a run observed")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise GivenError(f"mtbf is {raw:g}, a bare number: write it with its unit, '{raw:g} h'")
    put_in = amount("m", "MTBF of a device", raw, "s")
    if put_in.value <= 0:
        raise GivenError(f"mtbf is {put_in.text}; it must be more than zero")
    return put_in


def _of_entry(entry: Entry, wanted: float) -> Input:
    """A device's MTBF from what an entry has: its own, or of the job nearest in size, the whole system, or a node."""
    stated = entry.get("mtbf.device")
    if stated is not None:
        return from_spec("m", "MTBF of a device", stated, entry)
    held: list[tuple[float, Spec]] = []
    for path, spec in entry.specs.items():
        job = _JOB.fullmatch(path)
        if job:
            held.append((float(job[1]), spec))
    devices, nodes = entry.get("devices"), entry.get("nodes")
    if not held and devices is not None:
        held += [(devices.value, entry[path]) for path in ("mtbf.system", "mtbf.cluster_gpu") if path in entry]
    node = entry.get("mtbf.node")
    if not held and node is not None:
        each = devices.value / nodes.value if devices is not None and nodes is not None else _PER_NODE
        held.append((each, node))
    if held:
        size, spec = min(held, key=lambda job: abs(math.log(job[0] / wanted)))
        note = f"{entry.id} {spec.path} = {spec.printed} x {size:,.0f} devices"
        return Input("m", "MTBF of a device", spec.value * size, "s", COMPUTED, note)
    duration = entry.get("duration")
    counts = [spec for path, spec in entry.specs.items() if path.startswith("interruptions.")]
    if duration is None or devices is None or not counts:
        raise GivenError(
            f"{entry.name} ({entry.id}) says nothing of how often a device fails: no `mtbf`, nor `duration`, `devices` "
            f"and `interruptions`. It has: {', '.join(entry.specs) or 'no specs'}"
        )
    total = entry.get("interruptions.total") or max(counts, key=lambda spec: spec.value)
    value = float(device_mtbf(duration.value, devices.value, total.value))
    note = f"{entry.id}: {duration.printed} x {devices.printed} / {total.printed} ({total.path})"
    return Input("m", "MTBF of a device", value, "s", COMPUTED, note)
