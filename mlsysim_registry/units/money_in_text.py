"""Money and carbon beside a number: $3 per GPU-hour, 1,008 EUR, 9 cents per kWh, 300 g CO2 per kWh, 30 t."""

from __future__ import annotations

import re

from mlsysim_registry.kept_patterns import compiled
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.units_in_text import SCALES, unit_at

_MONEY = compiled(r"(?P<dollar>(?:US)?\$ ?|USD ?)$|(?:€|EUR) ?$")
_EUROS = compiled(
    r" ?(?P<scale>thousand|million|billion|[kM](?= ?(?:€|EUR|USD)))? ?"
    r"(?:(?P<euro>€|EUR\b|euros?\b)|(?:USD|US dollars|dollars)\b)"
    r"(?: ?(?:/|per) ?(?P<per>[kM]Wh|(?:GPU-?)?h(?:our)?\b))?"
)
_PER = {
    "h": "hour",
    "hour": "hour",
    "GPU-h": "GPU-hour",
    "GPU-hour": "GPU-hour",
    "GPUh": "GPU-hour",
    "GPUhour": "GPU-hour",
}
_MONEY_SCALE = compiled(r" ?(thousand|million|billion|[KkMBT](?![A-Za-z]))")
_MONEY_PER = compiled(r" ?(?:/|per\b|an?\b) ?")
# Units of several words that mean one thing in a text on machines: grams of CO2 and cents over an energy.
_OVER_AN_ENERGY = compiled(
    r" ?(?P<gram>k?g|t)(?: ?(?:of )?CO_?~?2~?-?e?q?)?(?:/| per )(?P<carbon>[kM])Wh\b"
    r"|(?: ?(?:US[- ]?)?(?:cents?|ct)|¢)(?: ?/ ?| per | an? )(?P<cents>[kM])Wh\b"
)
GRAMS = {"g": "gCO2e", "kg": "kgCO2e", "t": "tCO2e"}
MASS = compiled(r" ?(?P<mass>kg|t|g|tonnes?|tons?)\b(?! ?(?:/|per\b|CO))(?: of CO_?~?2~?(?:-?e?q?)\b)?")
EMITS = compiled(r"CO_?~?2|carbon|emission|\bemit", re.IGNORECASE)
_EMITS_AHEAD, _EMITS_BEHIND = 160, 40


def money_before(plain: str, start: int, end: int) -> tuple[int, tuple[Unit, ...], int] | None:
    """What a number at [start, end) is by the currency before it, "$3M per GPU-hour", and its whole span."""
    sign = _MONEY.search(plain[max(0, start - 5) : start])
    if sign is None:
        return None
    start -= len(sign.group())
    scale = _MONEY_SCALE.match(plain, end)
    factor = 1.0
    if scale is not None:
        factor, end = SCALES[scale.group(1)], scale.end()
    units: tuple[Unit, ...] = (Unit("USD", factor, parse_unit("USD").dimension),)
    joint = _MONEY_PER.match(plain, end)
    per, stop = unit_at(plain, joint.end()) if joint is not None else ((), end)
    if per:
        rates = [parse_unit("USD/" + unit.symbol) for unit in per]
        units, end = tuple(rate._replace(factor=factor * rate.factor) for rate in rates), stop
    return start, units if sign["dollar"] else tuple(map(_in_euros, units)), end


def money_behind(plain: str, end: int) -> tuple[tuple[Unit, ...], int] | None:
    """The currency behind a number that ends at `end`: "1,008 EUR", "0.12 EUR per kWh", "1.13 million USD"."""
    match = _EUROS.match(plain, end)
    if match is None or not (match["euro"] or match["scale"]):
        return None
    per = match["per"]
    unit = parse_unit(f"USD/{_PER.get(per, per)}" if per else "USD")
    unit = unit._replace(factor=unit.factor * SCALES.get(match["scale"] or "", 1.0))
    return (_in_euros(unit) if match["euro"] else unit,), match.end()


def _in_euros(unit: Unit) -> Unit:
    """The same of euros: amounts are compared within one currency only."""
    return unit._replace(symbol=unit.symbol.replace("USD", "EUR"))


def of_electricity(plain: str, end: int) -> tuple[tuple[Unit, ...], int] | None:
    """Grams of CO2 and cents for an energy ("300 g/kWh", "9 cents per kWh"), and masses where carbon is spoken of."""
    match = _OVER_AN_ENERGY.match(plain, end)
    if match is not None and match["cents"]:
        dollars = parse_unit(f"USD/{match['cents']}Wh")
        return (dollars._replace(factor=dollars.factor / 100),), match.end()
    if match is not None:
        return (parse_unit(f"{GRAMS[match['gram']]}/{match['carbon']}Wh"),), match.end()
    match = MASS.match(plain, end)
    if match is None or not EMITS.search(plain, max(0, end - _EMITS_AHEAD), match.end() + _EMITS_BEHIND):
        return None
    return (parse_unit(GRAMS.get(match["mass"], "tCO2e")),), match.end()
