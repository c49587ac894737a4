"""Energy and carbon of devices: power, PUE, the grid or the contracts, and what making them cost."""

from __future__ import annotations

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.explanations import ASSUMED, GIVEN, Input
from mlsysim_registry.analysis.inputs import Amount, amount, entry_of, from_spec, whole_number
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import money, number
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    JOULES_PER_KWH,
    electricity_cost,
    embodied_carbon,
    fleet_energy,
    operational_carbon,
)

_FORMULA = ("E = n x (P load + host) x hours x PUE;  carbon = E x intensity + embodied x n x hours / lifetime",)
_LEFT_OUT = (
    "water, networks outside the facility, storage, people",
    "the hour of the day: intensity is an average, and contracts (market based) may count it as less",
)


def footprint(
    device: str | Entry,
    devices: int,
    hours: float,
    *,
    power: Amount | None = None,
    load: float = 1.0,
    host_power: Amount = 0.0,
    pue: float | str | Spec | Entry = 1.0,
    grid: str | Entry | Amount | None = None,
    matched: float = 0.0,
    embodied: Amount | None = None,
    lifetime_years: float = 4.0,
    electricity: float | None = None,
    registry: Registry | None = None,
) -> Computed:
    """Energy in J of `devices` devices over `hours` hours, and the carbon that it stands for.

    `power` defaults to the device's TDP; `load` the part of it that is drawn; `pue` a number or an entry of
    registry/facilities; `grid` an entry of registry/grids ("france") or an intensity ("56 gCO2e/kWh"): location based;
    `matched` the part of the energy that contracts count as clean: market based. `embodied` ("150 kgCO2e") is spread
    over `lifetime_years`. `electricity` in USD per kWh. Raises GivenError, UnknownEntity.
    """
    chip = entry_of(device, "accelerators", registry)
    count = whole_number("n", "devices", devices)
    time = amount("h", "hours", hours, "1")
    drawn = power_of(chip, power)
    beside = amount("host", "power beside the device", host_power, "W")
    factor = _pue(pue, registry)
    part = amount("load", "part of the power drawn", load, "1")
    energy = float(fleet_energy(count.value, drawn.value, time.value, factor.value, part.value, beside.value))
    inputs = [count, time, drawn, part, beside, factor]
    joules = energy * JOULES_PER_KWH
    numbers: dict[str, object] = {"kwh": energy}
    working = [f"E = {number(energy, 4)} kWh"]
    title = f"{count.text} x {chip.name} for {time.text} h: {number(energy)} kWh"
    if grid is not None:
        intensity = _intensity(grid, registry)
        inputs.append(intensity)
        kilograms = intensity.value * JOULES_PER_KWH / 1000.0
        location = float(operational_carbon(energy, kilograms))
        if not 0 <= matched <= 1:
            raise GivenError(f"matched is {matched}; it is the part of the energy that contracts cover, 0 to 1")
        market = location * (1.0 - matched)
        numbers["carbon_location"], numbers["carbon_market"] = location, market
        working.append(f"{number(energy, 4)} kWh x {intensity.text} = {number(location)} kgCO2e, location based")
        if matched:
            working.append(f"{matched:.0%} matched by contracts: {number(market)} kgCO2e, market based")
        title += f", {number(location)} kgCO2e"
    if embodied is not None:
        made = amount("e", "carbon of making one", embodied, "gCO2e")
        years = amount("life", "years of life", lifetime_years, "1")
        share = float(embodied_carbon(made.value / 1000.0, count.value, time.value, years.value * 8760.0))
        inputs += [made, years]
        numbers["carbon_embodied"] = share
        working.append(
            f"embodied: {made.text} x {count.text} x {time.text} h / {years.text} years = {number(share)} kgCO2e"
        )
        title += f" + {number(share)} kgCO2e embodied"
    if electricity is not None:
        numbers["cost"] = float(electricity_cost(energy, electricity))
        working.append(f"at {money(electricity)} a kWh: {money(float(electricity_cost(energy, electricity)))}")
    return Computed(
        value=joules,
        unit="J",
        title=title,
        formula=_FORMULA,
        inputs=tuple(inputs),
        working=tuple(working),
        assumption="The power that is drawn on average: TDP is what cooling must carry off, and most work draws less.",
        left_out=_LEFT_OUT,
        numbers=numbers,
    )


def power_of(device: Entry, raw: Amount | None) -> Input:
    """The power of one device as an input: given, or what the registry has (typical, TDP, maximum)."""
    if raw is not None:
        return amount("P", "power of a device", raw, "W")
    for path in ("power.typical", "power.tdp", "power.max"):
        spec = device.get(path)
        if spec is not None:
            return from_spec("P", f"power of a device ({path.partition('.')[2]})", spec, device)
    raise GivenError(f"{device.name} ({device.id}) has no power in the registry: give it, '700 W'")


def _pue(raw: float | str | Spec | Entry, registry: Registry | None) -> Input:
    if isinstance(raw, str):
        raw = float(raw) if raw.replace(".", "", 1).isdigit() else entry_of(raw, "facilities", registry)
    if isinstance(raw, Entry):
        return from_spec("PUE", "power usage effectiveness", raw["pue"], raw)
    if isinstance(raw, Spec):
        return from_spec("PUE", "power usage effectiveness", raw)
    note = "cooling and conversion are not counted" if raw == 1.0 else ""
    return Input("PUE", "power usage effectiveness", float(raw), "1", ASSUMED if raw == 1.0 else GIVEN, note)


def _intensity(raw: str | Entry | Amount, registry: Registry | None) -> Input:
    if isinstance(raw, str) and not raw.strip()[:1].isdigit():
        raw = entry_of(raw, "grids", registry)
    if isinstance(raw, Entry):
        return from_spec("i", f"intensity, {raw.attributes.get('basis', 'basis unknown')}", raw["intensity"], raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise GivenError(f"grid is {raw}, a bare number: write it with its unit, '56 gCO2e/kWh'")
    return amount("i", "intensity", raw, "gCO2e/J")
