"""Power of fleets, energy, carbon, what electricity costs, how long a battery lasts."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import CARBON, CARBON_MASS, ENERGY, ENERGY_PRICE, POWER, TIME
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.scopes import OWN
from mlsysim_validators.sources.judges.recompute.situation import Situation

_HOUR = 3600.0
_IN_A_NODE = 8
_N_OF_THEM = r"\b(?:for|per|of) (?:all )?(?:\d+|two|four|eight|sixteen)\b(?! ?(?:h|s|hours?|days?|min\w*|years?)\b)"
_OF_MORE = rf"idle|sleep|total|cluster|rack|node|server|\bbox(?:es)?\b|{_N_OF_THEM}"  # not of one device
_SEVERAL = 1.9  # times the energy of one device
_MOST_OF_ONE = 3000.0  # W, of a device
_HOSTED = r"\b(?:box|node|server|host|rack|chassi|system|cabinet)(?:e?s)?\b"  # whose power is more than its devices'


def _pue(s: Situation) -> Given | None:
    """The power usage effectiveness that is stated."""
    return s.count(r"PUE(?: of)? ?[=:≈]? ?(\d\.\d{1,3})")


def _tdp(device: Entry | None) -> Given | None:
    if device is None or "power.tdp" not in device:
        return None
    spec = device["power.tdp"]
    return Given((spec.value,), f"{spec.printed} of {device.name}", "registry")


def fleet_power(s: Situation) -> Computed:
    """Devices x the power of one, x PUE where one is stated."""
    if re.search(r"(?:\bat|×|x|@|each|of) ?$", s.around.before):
        return Computed([], missing="the power of one device is an input")
    many, device = s.devices(), s.device()
    each = s.quantity(POWER, avoid=_OF_MORE) or _tdp(device)
    if many is None or many.values[0] < 2 or each is None:
        return Computed([], missing="a fleet's power needs a number of devices and the power of one")
    pue = _pue(s)
    plain = many.values[0] * each.values[0]
    values = [(plain, f"{many.told()} x {each.told()}")]
    if pue is not None:
        values.append((plain * pue.values[0], f"{values[0][1]} x {pue.words}"))
    clear = not (s.says(r"host|node overhead|cool|network|server", nearest=2) or s.says(_HOSTED, nearest=1))
    stated = s.claim.reading.value * s.claim.reading.units[0].factor
    whole = each.values[0] > max(_MOST_OF_ONE, stated)  # that the claim is a part of
    nodes = Slip("recomputed", plain * _IN_A_NODE, "that takes the power of a node of eight for that of one")
    return Computed(values, [nodes], room=0.02, certain=clear and each.place != "registry" and not whole)


def energy(s: Situation) -> Computed:
    """Power x devices x time, x PUE where one is stated."""
    power, span = s.quantity(POWER, avoid=r"idle|sleep"), s.quantity(TIME, avoid=r"per |every|mtbf")
    device = s.device()
    power = power or _tdp(device)
    if span is None and s.says(r"\ba year\b|per year|yearly|annual", nearest=1):
        span = Given((formulas.HOURS_PER_YEAR * _HOUR,), "a year", "the sentence")
    if power is None or span is None:
        return Computed([], missing="an energy needs a power and a time; the text does not state both")
    elsewhere = span.words == "a year" and power.place not in ("registry", *OWN)
    devices, pue = s.devices(), _pue(s)
    values = []
    for many in sorted({1.0, devices.values[0] if devices else 1.0}, reverse=True):
        for factor in sorted({1.0, pue.values[0] if pue else 1.0}, reverse=True):
            told = f"{power.told()} x {span.told()}"
            told += f" x {devices.words}" if devices and many > 1 else ""
            told += f" x PUE {factor:g}" if factor > 1 else ""
            values.append((power.values[0] * span.values[0] * many * factor, told))
    unknown = pue is None and s.says("PUE", nearest=1)  # it is stated too far away
    stated = s.claim.reading.value * s.claim.reading.units[0].factor
    here = power.place in ("registry", *OWN) and span.place in OWN
    if devices is None and not here and stated > _SEVERAL * max(value for value, _ in values):
        return Computed(values, room=0.03, certain=False)  # of several devices, perhaps
    return Computed(values, room=0.03, certain=not elsewhere and not unknown)


def carbon(s: Situation) -> Computed:
    """Energy x carbon intensity."""
    used, intensity = s.quantity(ENERGY), s.quantity(CARBON)
    if used is None or intensity is None:
        return Computed([], missing="an emission needs an energy and a carbon intensity; the text does not state both")
    pue = _pue(s)
    value = used.values[0] * intensity.values[0]
    values = [(value, f"{used.told()} x {intensity.told()}")]
    if pue is not None:
        values.append((value * pue.values[0], f"{values[0][1]} x {pue.words}"))
    return Computed(values, room=0.03)


def energy_cost(s: Situation) -> Computed | None:
    """Energy x price of electricity."""
    used, price = s.quantity(ENERGY), s.quantity(ENERGY_PRICE)
    if used is None or price is None:
        return None
    return Computed([(used.values[0] * price.values[0], f"{used.told()} x {price.told()}")], room=0.03)


def battery_life(s: Situation) -> Computed:
    """Capacity over average power or current."""
    text = s.scopes[0].text + " " + (s.scopes[1].text if len(s.scopes) > 1 else "")
    charge = re.search(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?) ?mAh", text)
    current = re.search(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?) ?(mA|µA|uA)\b(?!h)", text)
    volts = re.search(r"(?<![\w.,])(\d(?:\.\d+)?) ?V\b", text)
    power = s.quantity(POWER)
    stored = s.quantity(ENERGY, avoid=r"per inference|each")
    values = []
    if charge and current:
        draw = _plain(current.group(1)) * (1.0 if current.group(2) == "mA" else 1e-3)
        if draw:
            values.append((_plain(charge.group(1)) / draw * _HOUR, f"{charge.group()} / {current.group()}"))
    if charge and volts and power is not None and power.values[0]:
        joules = _plain(charge.group(1)) * 3.6 * float(volts.group(1))
        told = f"{charge.group()} x {volts.group()} / {power.told()}"
        values.append((float(formulas.battery_life(joules, power.values[0])), told))
    if stored is not None and power is not None and power.values[0]:
        values.append((stored.values[0] / power.values[0], f"{stored.told()} / {power.told()}"))
    if not values:
        return Computed(
            [], missing="a battery life needs a capacity and an average power or current; not both are stated"
        )
    return Computed(values, room=0.04, certain=len(values) == 1)


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


KINDS = (
    Kind(
        "energy",
        ENERGY,
        AnyCase(r"energy|consum|uses?|electricity|per inference|kwh|mwh|joule"),
        AnyCase(
            r"per (?:token|bit|op|flop|mac|byte|access|operation|query)|price|\$|cost|intensity|household|"
            r"home|battery|budget|read|dram|pj|\bm?Ah\b|million|thousand"
        ),
        energy,
        timed=True,
    ),
    Kind(
        "fleet_power",
        POWER,
        AnyCase(r"\bIT\b|total|together|cluster|fleet|rack|all (?:of )?|facility|power|draw"),
        AnyCase(r"idle|sleep|average|budget|per (?:gpu|node|device|rack)|limit|cap"),
        fleet_power,
    ),
    Kind(
        "carbon",
        CARBON_MASS,
        AnyCase(r"."),
        AnyCase(r"embodied|manufactur|scope ?3|per (?:gpu|device|km|passenger|flight|capita)|flight|car\b|cars"),
        carbon,
    ),
    Kind(
        "battery_life",
        TIME,
        AnyCase(r"battery|lasts?|runtime on"),
        AnyCase(r"charge time|to charge|inference takes"),
        battery_life,
    ),
)
