"""Sums over a fleet: devices, device-hours, cost, and the price that a cost implies.

Every argument is a float or an array; arrays broadcast, and the result has their shape. Money is in US dollars, prices
are per device and hour, hours are per year. Plain arithmetic: no source needed but the price's own.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.formulas.numbers import Number, not_negative, positive, whole

HOURS_PER_YEAR = 8760.0  # 365 days

_DEVICES = "The number of devices, a whole number of at least 1."
_HOURS = "Hours in which the devices are paid for: 8,760 for a whole year."


def fleet_devices(devices_per_replica: Number, replicas: Number) -> Number:
    """Devices of the whole fleet: devices per replica x replicas."""
    devices_per_replica = whole("devices_per_replica", devices_per_replica, _DEVICES)
    return devices_per_replica * whole("replicas", replicas, "The number of copies of the model, 1 or more.")


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
