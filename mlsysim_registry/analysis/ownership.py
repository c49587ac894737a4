"""What an hour of a device costs that is owned: written off, powered, cooled, and used part of the time."""

from __future__ import annotations

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.explanations import GIVEN, Input
from mlsysim_registry.analysis.footprints import power_of
from mlsysim_registry.analysis.inputs import Amount, amount, entry_of
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.display import money
from mlsysim_registry.formulas import HOURS_PER_YEAR, owned_price_per_device_hour

_FORMULA = ("price = (capital / (years x 8,760) + P x PUE x electricity) x multiplier / utilization",)


def owned_price(
    device: str | Entry,
    capital: Amount,
    *,
    years: float = 4.0,
    electricity: float = 0.0,
    power: Amount | None = None,
    pue: float = 1.0,
    multiplier: float = 1.0,
    utilization: float = 1.0,
    registry: Registry | None = None,
) -> Computed:
    """USD per device and used hour of an owned device: comparable with a price on demand or reserved.

    `capital` in USD (or "30,000 USD") of one device with its share of host and network, written off over `years`;
    `electricity` in USD per kWh; `power` defaults to the device's; `multiplier` for space, staff and spares on top;
    `utilization` the part of the hours that are used. Raises GivenError, UnknownEntity.
    """
    chip = entry_of(device, "accelerators", registry)
    price, drawn = amount("K", "capital", capital, "USD"), power_of(chip, power)
    value = float(
        owned_price_per_device_hour(price.value, years, drawn.value, electricity, pue, utilization, multiplier)
    )
    hourly = price.value / (years * HOURS_PER_YEAR)
    running = drawn.value / 1000.0 * pue * electricity
    numbers = (("years", years), ("PUE", pue), ("USD/kWh", electricity), ("x", multiplier), ("used", utilization))
    return Computed(
        value=value,
        unit="USD/GPU-hour",
        title=f"An owned {chip.name} costs {money(value)} per used hour",
        formula=_FORMULA,
        inputs=(price, drawn, *(Input(name, "", number, "1", GIVEN) for name, number in numbers)),
        working=(
            f"written off: {price.text} / ({years:g} x 8,760 h) = {money(hourly)} an hour",
            f"power: {drawn.text} x {pue:g} x {money(electricity)} a kWh = {money(running)} an hour",
            f"({money(hourly)} + {money(running)}) x {multiplier:g} / {utilization:g} = {money(value)}",
        ),
        assumption="The device is used for this part of all hours, and is worth nothing at the end of its life.",
        left_out=("interest, resale, taxes", "the price of electricity at peak hours"),
        numbers={"capital_per_hour": hourly, "power_per_hour": running},
    )
