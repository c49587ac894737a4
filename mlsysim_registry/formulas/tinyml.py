"""Micro devices: cycles, memory tiers and energy of a device that sleeps most of the time.

Every argument is a float or an array in base units (counts, Hz, B, s, W, J); arrays broadcast, and the result has their
shape. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import Number, maximum, not_negative, positive, refuse, share, where

_CLOCK = "The clock in Hz: 120e6 for 120 MHz."
_POWER = "A power in watts: 5e-3 for 5 mW."


def mac_rate(clock: Number, macs_per_cycle: Number = 1.0, cores: Number = 1.0) -> Number:
    """Multiply-accumulates per second at the peak: clock x MACs per cycle x cores.

    Hz; a Cortex-M4 or M7 does 2 INT8 MACs a cycle (two 16-bit ones, SMLAD), an M0+ at most 1. 1 MAC is 2 OP.
    """
    rate = positive("clock", clock, _CLOCK) * positive("macs_per_cycle", macs_per_cycle, "MACs a cycle: 2.")
    return rate * positive("cores", cores, "The number of cores that work.")


def tiny_inference_time(
    macs: Number,
    clock: Number,
    macs_per_cycle: Number = 1.0,
    *,
    efficiency: Number = 1.0,
    weight_bytes: Number = 0.0,
    weight_bandwidth: Number | None = None,
    overhead: Number = 0.0,
) -> Number:
    """Seconds of one inference: max(MACs / (efficiency x rate), weights / bandwidth of their tier) + overhead.

    `macs` of one inference, `clock` in Hz; `weight_bytes` are read once from flash or SRAM at `weight_bandwidth` B/s
    where that is given; `overhead` in s per inference. Source: the roofline with MAC/s as its peak.
    """
    rate = mac_rate(clock, macs_per_cycle) * share("efficiency", efficiency, meant.EFFICIENCY)
    time = not_negative("macs", macs, "Multiply-accumulates of one inference: 7.49e6.") / rate
    if weight_bandwidth is not None:
        traffic = not_negative("weight_bytes", weight_bytes, meant.WEIGHTS)
        time = maximum(time, traffic / positive("weight_bandwidth", weight_bandwidth, meant.BANDWIDTH))
    return time + not_negative("overhead", overhead, meant.OVERHEAD)


def memory_tier(model_bytes: Number, activation_bytes: Number, sram: Number, flash: Number = 0.0) -> Number:
    """Where the weights live: "sram", "flash" (they are read in place, activations in SRAM), or "does not fit".

    All in B. Weights and activations together in SRAM are fastest; else weights stay in flash, if they fit there and
    the activations fit in SRAM.
    """
    weights = positive("model_bytes", model_bytes, meant.WEIGHTS)
    peak = not_negative("activation_bytes", activation_bytes, "The largest activations held at once, in bytes.")
    sram = positive("sram", sram, "The SRAM of the device in bytes.")
    flash = not_negative("flash", flash, "The flash of the device in bytes.")
    in_flash = where((weights <= flash) & (peak <= sram), "flash", "does not fit")
    return where(weights + peak <= sram, "sram", in_flash)


def duty_cycled_energy(
    active_power: Number, active_time: Number, sleep_power: Number, period: Number, wake_energy: Number = 0.0
) -> Number:
    """Joules of one period: P_active t_active + P_sleep (period - t_active) + wake-up energy.

    W, s, W, s, J. Raises GivenError where the work takes longer than the period: the device never sleeps.
    """
    active = not_negative("active_time", active_time, "The time awake in each period, in seconds.")
    period = positive("period", period, "The time from one wake-up to the next, in seconds.")
    idle = period - active
    least = float(idle.min()) if hasattr(idle, "__array__") else idle
    if least < 0:
        refuse("active_time", active_time, "it is longer than the period, so the device cannot keep up", "")
    awake = positive("active_power", active_power, _POWER) * active
    asleep = not_negative("sleep_power", sleep_power, _POWER) * idle
    return awake + asleep + not_negative("wake_energy", wake_energy, "The energy of one wake-up in joules.")


def average_power(energy: Number, period: Number) -> Number:
    """Watts on average: energy of a period / period. J and s."""
    period = positive("period", period, "The time from one wake-up to the next, in seconds.")
    return not_negative("energy", energy, "Energy in joules.") / period


def battery_life(capacity: Number, average_power: Number, usable: Number = 1.0) -> Number:
    """Seconds that a battery lasts: capacity x usable part / average power. J (3.6 x mWh), part of 1, W."""
    capacity = positive("capacity", capacity, "The battery in joules: 3.6 J a mWh.")
    return capacity * share("usable", usable, "The usable part.") / positive("average_power", average_power, _POWER)
