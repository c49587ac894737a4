"""A network on a micro device: cycles, where its weights fit, energy of a device that sleeps in between."""

from __future__ import annotations

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.efficiencies import efficiency
from mlsysim_registry.analysis.explanations import COMPUTED, Input
from mlsysim_registry.analysis.inputs import Amount, amount, assumed, entry_of, from_spec
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.display import number, si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    average_power,
    battery_life,
    bytes_per_element,
    duty_cycled_energy,
    memory_tier,
    tiny_inference_time,
)

_FORMULA = (
    "t = max(MACs / (eta f MACs-a-cycle), weights / bandwidth of their tier)",
    "E = P_active t + P_sleep (T - t);  battery life = capacity / (E / T)",
)
_LEFT_OUT = (
    "sensing, radio, wake-up and what else the device does",
    "caches, wait states of flash, and the interpreter",
    "activations larger than what was given: the peak decides whether it fits",
)


def tiny(
    model: str | Entry | float,
    device: str | Entry,
    *,
    precision: str = "int8",
    macs_per_cycle: float | None = None,
    eta: float | str | Entry | None = None,
    activations: Amount = 0.0,
    parameters: float | None = None,
    period: Amount | None = None,
    active_power: Amount | None = None,
    sleep_power: Amount = 0.0,
    battery: Amount | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Time of one inference of `model` (an entry, or a number of MACs) on a micro device, and where its weights fit.

    `macs_per_cycle` default to the device's entry, or 1; `eta` the part of these that is reached (an entry such as
    "tflite-micro" counts against 2 a cycle); `activations` the largest held at once. With `period` and `active_power`,
    the energy of a duty-cycled device, and with `battery` ("1 Wh" in J) its life. "It does not fit" is an answer.
    """
    chip = entry_of(device, "accelerators", registry)
    clock = chip.get("compute.clock")
    if clock is None:
        raise GivenError(f"{chip.name} ({chip.id}) has no `compute.clock` in the registry: its cycles are not known")
    work, weights, name = _work(model, parameters, precision, registry)
    cycle = _per_cycle(chip, precision, macs_per_cycle)
    part = efficiency("eta", "part of the cycles", eta, registry)
    held = amount("A", "activations", activations, "B")
    sram, flash = chip["memory.capacity"], chip.get("tiers.flash.capacity")
    tier = "unknown"
    if weights is not None:
        tier = str(memory_tier(weights.value, held.value, sram.value, 0.0 if flash is None else flash.value))
    slower = chip.get(f"tiers.{tier}.bandwidth")

    def seconds(fraction: float) -> float:
        traffic = 0.0 if weights is None or slower is None else weights.value
        rate = None if slower is None else slower.value
        return float(
            tiny_inference_time(
                work.value, clock.value, cycle.value, efficiency=fraction, weight_bytes=traffic, weight_bandwidth=rate
            )
        )

    time = seconds(part.value)
    inputs = [work, *([weights] if weights else []), held, from_spec("f", "clock", clock, chip), cycle, part.put_in]
    inputs += [from_spec("S", "SRAM", sram, chip), *([from_spec("F", "flash", flash, chip)] if flash else [])]
    numbers: dict[str, object] = {"inferences_per_second": 1 / time, "tier": tier, "fits": tier != "does not fit"}
    working = [
        f"{work.text} / ({part.put_in.text} x {clock.printed} x {cycle.text}) = {si(time, 's')}: {number(1 / time)}/s",
        f"weights: {tier}" if weights is not None else "the number of parameters is not known, so no tier is told",
    ]
    if period is not None or active_power is not None:
        working += _energy(time, period, active_power, sleep_power, battery, inputs, numbers)
    verdict = "; it does not fit in SRAM and flash" if tier == "does not fit" else f"; weights in {tier}"
    return Computed(
        value=time,
        unit="s",
        title=f"{name} on {chip.name}: {si(time, 's')} an inference{'' if weights is None else verdict}",
        formula=_FORMULA,
        inputs=tuple(inputs),
        working=tuple(working),
        assumption="The MACs a cycle are those of the kernels that run; a core may have more than they use.",
        left_out=_LEFT_OUT,
        notes=part.notes,
        numbers=numbers,
        low=seconds(part.high),
        high=seconds(part.low),
    )


def _work(
    model: str | Entry | float, parameters: float | None, precision: str, registry: Registry | None
) -> tuple[Input, Input | None, str]:
    """MACs, bytes of the weights, and the name."""
    each = bytes_per_element(precision)
    if not isinstance(model, (str, Entry)):
        macs = amount("M", "multiply-accumulates", model, "1")
        if macs.value <= 0:
            raise GivenError(f"the number of multiply-accumulates is {macs.text}; it must be more than zero")
        size = (
            None if parameters is None else Input("W", "weights", parameters * each, "B", COMPUTED, f"{each:g} B each")
        )
        return macs, size, "The network given"
    entry = entry_of(model, "models", registry)
    stated, flops = entry.get("macs.forward"), entry.get("flops.forward")
    if stated is not None:
        macs = Input("M", "multiply-accumulates", stated.value, "1", "registry", printed=stated.printed, spec=stated)
    elif flops is not None:
        macs = Input("M", "multiply-accumulates", flops.value / 2, "1", COMPUTED, f"half of {entry.id} flops.forward")
    else:
        raise GivenError(f"{entry.name} ({entry.id}) has neither `macs.forward` nor `flops.forward`: give the MACs")
    total = entry["parameters.total"]
    return macs, Input("W", "weights", total.value * each, "B", COMPUTED, f"{total.printed} x {each:g} B"), entry.name


def _per_cycle(device: Entry, precision: str, given: float | None) -> Input:
    if given is not None:
        put_in = amount("m", "MACs a cycle", given, "1")
        if put_in.value <= 0:
            raise GivenError(f"macs_per_cycle is {put_in.text}; it must be more than zero")
        return put_in
    stated = device.get(f"compute.macs_per_cycle.{precision}")
    if stated is not None:
        return from_spec("m", "MACs a cycle", stated, device)
    return assumed("m", "MACs a cycle", 1.0, "1", "not in the registry; a dual-MAC core does 2")


def _energy(
    time: float,
    period: Amount | None,
    active_power: Amount | None,
    sleep_power: Amount,
    battery: Amount | None,
    inputs: list[Input],
    numbers: dict[str, object],
) -> list[str]:
    if period is None or active_power is None:
        raise GivenError("the energy of a duty cycle needs both: period ('1 s') and active_power ('10 mW')")
    cycle, awake = amount("T", "period", period, "s"), amount("P_active", "power awake", active_power, "W")
    asleep = amount("P_sleep", "power asleep", sleep_power, "W")
    inputs += [cycle, awake, asleep]
    energy = float(duty_cycled_energy(awake.value, time, asleep.value, cycle.value))
    mean = float(average_power(energy, cycle.value))
    numbers["energy"], numbers["average_power"] = energy, mean
    lines = [f"a period of {cycle.text}: {si(energy, 'J')}, {si(mean, 'W')} on average"]
    if battery is not None:
        store = amount("Q", "battery", battery, "J")
        inputs.append(store)
        life = float(battery_life(store.value, mean))
        numbers["battery_life"] = life
        lines.append(f"a battery of {store.text} lasts {si(life, 's')}")
    return lines
