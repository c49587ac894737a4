"""Sums over a fleet: devices, device-hours, cost, and the price that a cost implies.

Every argument is a float or an array; arrays broadcast, and the result has their shape. Money is in US dollars, prices
are per device and hour, hours are per year. Plain arithmetic: no source needed but the price's own.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas.numbers import Number, at_least, ceiling, maximum, not_negative, positive, share, whole

HOURS_PER_YEAR = 8760.0  # 365 days

_DEVICES = "The number of devices, a whole number of at least 1."
_HOURS = "Hours in which the devices are paid for: 8,760 for a whole year."


def fleet_devices(devices_per_replica: Number, replicas: Number) -> Number:
    """Devices of the whole fleet: devices per replica x replicas."""
    devices_per_replica = whole("devices_per_replica", devices_per_replica, _DEVICES)
    return devices_per_replica * whole("replicas", replicas, "The number of copies of the model, 1 or more.")


def replicas_for_load(load: Number, rate: Number, utilization: Number = 1.0) -> Number:
    """Copies of a model that serve a load: ceil(load / (rate x utilization)), at least 1.

    `load` and `rate` (of one copy) in the same unit, tokens or requests per second; `utilization` the part of the rate
    that is planned for, so that queues stay short (0.7). A whole number, as float.
    """
    load = not_negative("load", load, "The load in tokens (or requests) per second.")
    rate = positive("rate", rate, "What one copy serves, in the unit of the load.")
    used = share("utilization", utilization, "The part of the rate that is planned for: 0.7.")
    return maximum(1.0, ceiling(load / (rate * used)))


def device_hours(devices: Number, hours: Number = HOURS_PER_YEAR) -> Number:
    """Device-hours: devices x hours."""
    return whole("devices", devices, _DEVICES) * not_negative("hours", hours, _HOURS)


def yearly_cost(devices: Number, price_per_device_hour: Number, hours: Number = HOURS_PER_YEAR) -> Number:
    """USD for `hours` hours a year: devices x hours x price. The price in USD per device and hour."""
    price = not_negative("price_per_device_hour", price_per_device_hour, "The price in USD per device and hour: 3.0.")
    return device_hours(devices, hours) * price


def implied_price_per_device_hour(yearly_cost: Number, devices: Number, hours: Number = HOURS_PER_YEAR) -> Number:
    """USD per device and hour that a yearly cost amounts to: cost / (devices x hours). The inverse of `yearly_cost`."""
    cost = not_negative("yearly_cost", yearly_cost, "The cost of all devices in one year, in USD.")
    return cost / (whole("devices", devices, _DEVICES) * positive("hours", hours, _HOURS))


def owned_price_per_device_hour(
    capital: Number,
    lifetime_years: Number,
    power: Number,
    electricity: Number,
    pue: Number = 1.0,
    utilization: Number = 1.0,
    multiplier: Number = 1.0,
) -> Number:
    """USD per device and used hour of a device that is owned: (capital / life + power x PUE x electricity) / use.

    `capital` in USD of one device with its share of host and network, written off evenly over `lifetime_years`;
    `power` in W per device, `electricity` in USD/kWh, `pue` at least 1; `multiplier` for what else it takes (space,
    staff, spares) on top; `utilization` the part of all hours in which it does paid work.
    Plain arithmetic; the multiplier form is that of Barroso et al., "The Datacenter as a Computer", chapter 6.
    """
    capital = not_negative("capital", capital, "The price of one device with its share of the machine, in USD.")
    hours = positive("lifetime_years", lifetime_years, "The years over which it is written off: 4.") * HOURS_PER_YEAR
    watts = not_negative("power", power, "Power per device in watts.") * at_least("pue", pue, 1.0, "PUE, 1 or more.")
    running = watts / 1000.0 * not_negative("electricity", electricity, "The price in USD per kWh: 0.08.")
    factor = at_least("multiplier", multiplier, 1.0, "What all else costs, as a factor on top: 1.2.")
    return (capital / hours + running) * factor / share("utilization", utilization, "The part of the hours used: 0.7.")


def cost_per_token(price_per_device_hour: Number, devices: Number, rate: Number) -> Number:
    """USD per token: price x devices / (rate x 3600). USD per device and hour; tokens per second of all devices.

    A million times it is the usual USD per million tokens.
    """
    price = not_negative("price_per_device_hour", price_per_device_hour, "The price in USD per device and hour: 3.0.")
    cost = price * whole("devices", devices, _DEVICES)
    return cost / (3600.0 * positive("rate", rate, "Tokens per second of all these devices."))
