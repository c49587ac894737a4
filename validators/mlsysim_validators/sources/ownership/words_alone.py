"""Quantities that are known by their words alone, of whatever device: money, how many devices, AllReduce times."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import DEVICE_PRICE, MONEY, MONEY_RATE, TIME
from mlsysim_validators.sources.fields.measured import TIMED
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_AMOUNTS = (MONEY, MONEY_RATE, DEVICE_PRICE, (("currency", 1), ("devices", -1)))
_SO_MANY_YEARS = regex(r"\b(?:[\d.]*[2-9]|1\d|two|three|four|five|ten)[- ]years?\b")  # over which something is paid
_BY_THE_YEAR = regex(r"\byears?\b|\byearly|annual|/ ?yr|p\.a\.", re.IGNORECASE)
_BUDGET = regex(r"budget", re.IGNORECASE)
_ALLREDUCE = AnyCase(r"all-?\s?reduce|synchroni[sz]e")


def is_known_by_its_words(claim: Claim, unit: Unit, around: Surroundings) -> bool:
    """Whether a number in a unit is such a quantity; sets its field and unit then."""
    if unit.dimension in _AMOUNTS:
        claim.field = _amount(claim, unit, around)
        claim.sure = True
        if claim.field == "money":
            claim.reason = "an amount of money whose meaning is not understood"
    elif unit.symbol == "GPU" and claim.stated.cell is not None and claim.reading.value % 1 == 0:
        claim.field = "devices_needed"
    elif unit.dimension == TIME and _ALLREDUCE.search(
        f"{around.labels()} {around.sentence} {around.title} {claim.stated.called()}"
    ):
        claim.field = "allreduce_time"
        claim.sure = not TIMED.search(f"{around.sentence} {around.row} {around.column}")
    else:
        return False
    claim.kind, claim.unit = "derived", unit
    return True


def _amount(claim: Claim, unit: Unit, around: Surroundings) -> str:
    """Which field an amount of money states: the price of a device, what something costs in a year, or just money."""
    if unit.dimension == DEVICE_PRICE or "GPU" in unit.symbol:
        return "device_price"
    words = _SO_MANY_YEARS.sub("", f"{around.labels()} {around.sentence}")
    yearly = _BY_THE_YEAR.search(f"{words} {claim.text}") is not None and not _BUDGET.search(words)
    return "yearly_cost" if yearly else "money"
