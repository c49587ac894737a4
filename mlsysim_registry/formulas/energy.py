"""Energy and carbon of running devices, and of having made them.

Every argument is a float or an array; arrays broadcast. Energy is in kWh here, as bills and grids count it; power in W;
carbon in kgCO2e; intensity in kgCO2e/kWh (0.4 for 400 g). Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import Number, at_least, not_negative, positive, share, whole

JOULES_PER_KWH = 3.6e6

_POWER = "The power of one device in watts: 700 for an H100 SXM."
_PUE = "Power usage effectiveness: power of the whole facility over power of its machines, 1 or more: 1.1."
_ENERGY = "Energy in kWh."


def fleet_energy(
    devices: Number, power: Number, hours: Number, pue: Number = 1.0, load: Number = 1.0, host_power: Number = 0.0
) -> Number:
    """kWh of a fleet: devices x (power x load + host power) x hours x PUE / 1000.

    `power` in W of one device at full load, `load` the part of it that is drawn on average (above 0, at most 1),
    `host_power` in W per device for host, network and fans inside the machine; `pue` for cooling and conversion.
    Source: Patterson et al. 2021 (arXiv:2104.10350), equation for kWh: hours x processors x average power x PUE.
    """
    watts = positive("power", power, _POWER) * share("load", load, "The part of the power drawn on average: 0.8.")
    watts = watts + not_negative("host_power", host_power, "Power per device beside the device itself, in watts.")
    n = whole("devices", devices, meant.DEVICES)
    return n * watts * not_negative("hours", hours, meant.HOURS) * at_least("pue", pue, 1.0, _PUE) / 1000.0


def operational_carbon(energy: Number, intensity: Number) -> Number:
    """kgCO2e of electricity: kWh x kgCO2e/kWh.

    Location based with the grid's average intensity; market based with that of the contracts (0 for matched clean
    power). Source: Patterson et al. 2021 (arXiv:2104.10350); GHG Protocol, Scope 2 Guidance, for the two bases.
    """
    return not_negative("energy", energy, _ENERGY) * not_negative(
        "intensity", intensity, "Carbon intensity in kgCO2e/kWh: 0.4 for 400 gCO2e/kWh."
    )


def embodied_carbon(embodied: Number, devices: Number, hours: Number, lifetime_hours: Number) -> Number:
    """kgCO2e of making the devices that falls on this use: embodied x devices x hours / lifetime.

    `embodied` in kgCO2e of one device, cradle to gate; hours of use out of the hours of its life.
    Source: Gupta et al. 2022, "ACT" (ISCA), equation (1): the embodied footprint in proportion to time over lifetime.
    """
    made = not_negative("embodied", embodied, "Carbon of making one device, in kgCO2e.")
    use = whole("devices", devices, meant.DEVICES) * not_negative("hours", hours, meant.HOURS)
    return made * use / positive("lifetime_hours", lifetime_hours, "The life of a device in hours: 4 x 8,760.")


def electricity_cost(energy: Number, price: Number) -> Number:
    """USD of electricity: kWh x USD/kWh."""
    return not_negative("energy", energy, _ENERGY) * not_negative("price", price, "The price in USD per kWh: 0.08.")


def energy_per_token(power: Number, rate: Number, pue: Number = 1.0) -> Number:
    """Joules per token: power x PUE / rate. W of all devices that make the tokens, tokens per second."""
    watts = positive("power", power, _POWER) * at_least("pue", pue, 1.0, _PUE)
    return watts / positive("rate", rate, "Tokens per second.")
